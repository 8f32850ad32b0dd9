"""Money as whole pounds in integer arrays: sums stay exact; only a ratio of two sums is a float.

Missing money is MISSING, missing ratios are NaN. Every function is checked against a plain twin in tests/oracles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Money = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Groups = NDArray[np.intp]

MISSING = int(np.iinfo(np.int64).min)
"""The amount that is no amount: a figure that was not found. Never summed, never divided."""


def money_of(values: Sequence[int | None]) -> Money:
    """Whole pounds, shape (n,); None becomes MISSING."""
    return np.array([MISSING if value is None else value for value in values], dtype=np.int64)


def floats_of(values: Sequence[float | None]) -> Floats:
    """Shape (n,); None becomes NaN."""
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def deficits_and_surpluses(values: Iterable[int]) -> dict[str, int]:
    """Exact sums of the amounts below zero and of the others, in pounds: never set off against each other."""
    listed = list(values)
    return {
        "deficits_gbp": sum(value for value in listed if value < 0),
        "surpluses_gbp": sum(value for value in listed if value >= 0),
    }


def known(money: Money) -> Flags:
    """Where there is an amount, shape (n,)."""
    there: Flags = money != MISSING
    return there


def amounts(money: Money) -> list[int | None]:
    """Back to plain values: MISSING becomes None."""
    return [None if value == MISSING else int(value) for value in money]


def numbers(values: Floats) -> list[float | None]:
    """Back to plain values: NaN becomes None."""
    return [None if np.isnan(value) else float(value) for value in values]


def _quotient(above: Money | Floats, below: Money | Floats, usable: Flags) -> Floats:
    result = np.full(above.shape, np.nan)
    np.divide(above, below, out=result, where=usable)
    return result


def distance_pct(allocation: Money, target: Money) -> Floats:
    """Distance from target, per cent of the target; negative is under it. NaN without both or with no target.

    METHODS section 3.4: (allocation - target) / target.
    """
    usable = known(allocation) & known(target) & (target != 0)
    above = np.where(usable, allocation - np.where(usable, target, 0), 0)
    return _quotient(above, target, usable) * 100


def growth_pct(after: Money, before: Money, comparable: Flags) -> Floats:
    """Cash growth on the year before, per cent. NaN without both, from nothing, or where the two years are not
    comparable: between definitions (2015-16 and 2016-17) there is a step, not growth."""
    usable = known(after) & known(before) & comparable & (before != 0)
    above = np.where(usable, after - np.where(usable, before, 0), 0)
    return _quotient(above, before, usable) * 100


def per_head_gbp(cash: Money, people: Floats) -> Floats:
    """Pounds a head, shape (n,). NaN without money or people. The caller says which people."""
    usable = known(cash) & (np.nan_to_num(people) > 0)
    return _quotient(np.where(usable, cash, 0), people, usable)


def share_pct(part: Money, whole: Money) -> Floats:
    """`part` as per cent of `whole`. NaN without both or of nothing."""
    usable = known(part) & known(whole) & (whole != 0)
    return _quotient(np.where(usable, part, 0), whole, usable) * 100


def real_terms_gbp(cash: Money, index: Floats, base: float) -> Floats:
    """Money of each year in the prices of the base year: cash x base index / index of its year, METHODS section 3.5.

    One vintage of one index for a whole series. NaN without money, or an index above zero for either year.
    """
    usable = known(cash) & (np.nan_to_num(index) > 0) & (base > 0)
    return _quotient(np.where(usable, cash, 0) * base, index, usable)
