"""Funnel limits: where CCGs of each size would lie if all were the same but for chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from assessments.calc.statistics.confidence import ALPHA, Z95, Pair, chi_squared_inverse


def average(events: ArrayLike, total: ArrayLike) -> float:
    """The national average: all events over all of the total, not the mean of rates. Pairs with a missing part are left
    out; NaN without any. METHODS 6.2."""
    x, n = np.asarray(events, dtype=np.float64), np.asarray(total, dtype=np.float64)
    known = ~np.isnan(x) & ~np.isnan(n) & (n > 0)
    below = float(np.sum(n[known]))
    return float(np.sum(x[known])) / below if below > 0 else float("nan")


def proportion_limits(mean: float, total: ArrayLike, z: float = Z95) -> Pair:
    """Limits around a national proportion for groups of `total`, clipped to 0 and 1. METHODS 6.2."""
    n = np.asarray(total, dtype=np.float64)
    n = np.where(n > 0, n, np.nan)
    half = z * np.sqrt(mean * (1 - mean) / n)
    return np.clip(mean - half, 0, 1), np.clip(mean + half, 0, 1)


def ratio_limits(expected: ArrayLike, z: float = Z95) -> Pair:
    """Exact Poisson limits of observed over expected, around 1, for `expected` events. METHODS 6.2."""
    e = np.asarray(expected, dtype=np.float64)
    e = np.where(e > 0, e, np.nan)
    tail = ALPHA[z] / 2
    lower = chi_squared_inverse(tail, 2 * e) / (2 * e)
    return lower, chi_squared_inverse(1 - tail, 2 * (e + 1)) / (2 * e)
