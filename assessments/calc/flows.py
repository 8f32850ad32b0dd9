"""Who moved from what to what between two years. Codes in, groups and steps out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessments.calc.counts import UNKNOWN, Codes

ABSENT = -2
"""The code of an organisation that did not exist in the year: it came later, or was gone."""


@dataclass(frozen=True)
class Group:
    """The organisations (numbers, rising) with one code before and one after."""

    before: int
    after: int
    members: tuple[int, ...]


def groups(before: Codes, after: Codes) -> list[Group]:
    """Organisations by (code before, code after), both of shape (n,), in rising order of the pairs.

    Every organisation is in exactly one group. No code is carried over: UNKNOWN and ABSENT are codes like any other.
    """
    if before.size == 0:
        return []
    pairs, group_of = np.unique(np.stack([before, after], axis=1), axis=0, return_inverse=True)
    order = np.argsort(group_of.ravel(), kind="stable")
    borders = np.cumsum(np.bincount(group_of.ravel()))[:-1]
    members = np.split(order, borders)
    return [
        Group(int(pair[0]), int(pair[1]), tuple(int(member) for member in part))
        for pair, part in zip(pairs, members, strict=True)
    ]


def steps(before: Codes, after: Codes) -> NDArray[np.int8]:
    """+1 for up, 0 for the same, -1 for down, shape (n,); code 0 is the best. 0 too where either is UNKNOWN or
    ABSENT: see `both_known`."""
    return np.where(both_known(before, after), np.sign(before - after), 0).astype(np.int8)


def both_known(before: Codes, after: Codes) -> NDArray[np.bool_]:
    """Where a step can be told at all, shape (n,)."""
    return (before > UNKNOWN) & (after > UNKNOWN)
