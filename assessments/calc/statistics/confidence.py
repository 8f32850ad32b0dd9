"""Intervals around one figure: Wilson for proportions, Byar for counts, exact Poisson below ten events."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Pair = tuple[Array, Array]  # lower, upper

Z95 = 1.959963984540054  # normal quantile of 0.975
Z998 = 3.090232306167813  # normal quantile of 0.999
ALPHA = {Z95: 0.05, Z998: 0.002}
EXACT_BELOW = 10  # events; METHODS 6.1: Byar for numerators of 10 and more


def wilson(events: ArrayLike, total: ArrayLike, z: float = Z95) -> Pair:
    """Wilson's score interval of events/total, as shares of 1. NaN where a part is missing, the total is not above 0
    or the events are not between 0 and the total. Wilson 1927; METHODS 6.1."""
    x, n = _floats(events, total)
    x = np.where((n > 0) & (x >= 0) & (x <= n), x, np.nan)
    n = np.where(n > 0, n, np.nan)
    half = z * np.sqrt(z * z + 4 * x * (1 - x / n))
    below = 2 * (n + z * z)
    return np.clip((2 * x + z * z - half) / below, 0, 1), np.clip((2 * x + z * z + half) / below, 0, 1)


def byar(events: ArrayLike, z: float = Z95) -> Pair:
    """Byar's approximation to the Poisson interval of a count, in events; lower is 0 for no events. NaN for missing or
    negative counts. Breslow & Day 1987; METHODS 6.1."""
    (x,) = _floats(events)
    x = np.where(x >= 0, x, np.nan)
    above_zero = np.where(x > 0, x, 1.0)
    lower = above_zero * (1 - 1 / (9 * above_zero) - z / (3 * np.sqrt(above_zero))) ** 3
    upper = (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * np.sqrt(x + 1))) ** 3
    return np.where(np.isnan(x), np.nan, np.where(x > 0, lower, 0.0)), upper


def poisson_exact(events: ArrayLike, z: float = Z95) -> Pair:
    """The exact Poisson interval of a count, in events, from chi-squared quantiles; lower is 0 for no events."""
    (x,) = _floats(events)
    x = np.where(x >= 0, x, np.nan)
    tail = ALPHA[z] / 2
    lower = np.where(x > 0, chi_squared_inverse(tail, 2 * np.where(x > 0, x, 1.0)) / 2, 0.0)
    return np.where(np.isnan(x), np.nan, lower), chi_squared_inverse(1 - tail, 2 * x + 2) / 2


def count_interval(events: ArrayLike, z: float = Z95) -> Pair:
    """The interval of a count: exact below ten events, Byar from ten (METHODS 6.1, package rule)."""
    (x,) = _floats(events)
    few = x < EXACT_BELOW
    exact, approximate = poisson_exact(np.where(few, x, np.nan), z), byar(x, z)
    return np.where(few, exact[0], approximate[0]), np.where(few, exact[1], approximate[1])


def chi_squared_inverse(share: float, degrees: ArrayLike) -> Array:
    """The quantile of chi-squared distributions; `degrees` above 0, NaN passes."""
    from scipy.special import gammaincinv  # only here: half a second to import, and few reads need it

    (k,) = _floats(degrees)
    return np.asarray(2 * gammaincinv(k / 2, share), dtype=np.float64)


def _floats(*values: ArrayLike) -> list[Array]:
    return [np.asarray(value, dtype=np.float64) for value in values]
