"""Finance status: a surplus or deficit against zero and against the target share of the allocation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from finance.calc.money import MISSING, Floats, Money, known

STATUSES = ("deficit", "below-target", "on-target")
UNKNOWN = -1
"""The code of "cannot be told": never a status, never counted as one."""
HUNDREDTHS = 100  # a target is stored in hundredths of a per cent, so that a whole pound decides exactly

Codes = NDArray[np.intp]


def status_codes(surplus: Money, allocation: Money, published_pct: Floats, target_pct: float) -> Codes:
    """The place of each CCG in STATUSES, shape (n,); UNKNOWN where it cannot be told.

    Below zero is a deficit, whatever the allocation. From zero on, the surplus is compared with `target_pct` of the
    allocation in whole pounds, with no rounding. Where either is missing, the share as published decides. Zero is
    below any target above zero, with or without an allocation. NaN as target: the test has no meaning in that year.
    """
    codes = np.full(surplus.shape, UNKNOWN, dtype=np.intp)
    if np.isnan(target_pct):
        return codes
    target = round(target_pct * HUNDREDTHS)
    by_money = known(surplus) & known(allocation) & (allocation > 0)
    reached = np.where(by_money, surplus, 0) * 100 * HUNDREDTHS >= target * np.where(by_money, allocation, 1)
    codes[by_money] = np.where(reached, 2, 1)[by_money]
    by_share = ~by_money & ~np.isnan(published_pct)
    codes[by_share] = np.where(published_pct >= target_pct, 2, 1)[by_share]
    codes[known(surplus) & (surplus == 0)] = 1 if target > 0 else 2
    codes[(known(surplus) & (surplus < 0)) | (~known(surplus) & (np.nan_to_num(published_pct) < 0))] = 0
    return codes


def words(codes: Codes) -> list[str]:
    """The status of each code; "unknown" for UNKNOWN."""
    return ["unknown" if code == UNKNOWN else STATUSES[code] for code in codes]


def status_of(
    surplus: int | None, allocation: int | None, published_pct: float | None, target_pct: float | None
) -> str:
    """One CCG's status: `status_codes` for a single one."""
    money = [np.array([MISSING if value is None else value], dtype=np.int64) for value in (surplus, allocation)]
    pct = np.array([np.nan if published_pct is None else published_pct])
    return words(status_codes(money[0], money[1], pct, np.nan if target_pct is None else target_pct))[0]
