"""z-scores, and how much more CCGs differ than chance explains: additive random effects (METHODS 6.3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from assessments.calc.statistics.confidence import Array
from assessments.calc.statistics.funnels import average


@dataclass(frozen=True)
class Transformed:
    """Figures on a scale where chance is about normal: `y` and its standard error `s`, shape (n,), and the target."""

    y: Array
    s: Array
    target: float


@dataclass(frozen=True)
class Dispersion:
    """z-scores as they are and adjusted. `phi` above about 2: unadjusted limits flag far too many. `tau2` is the
    variance between CCGs on the transformed scale. All NaN where nothing is known."""

    z: Array
    z_adjusted: Array
    phi: float
    tau2: float


def ratio(observed: ArrayLike, expected: ArrayLike) -> Transformed:
    """Y = ln(O/E), s = 1/sqrt(E), target 0. No events: NaN."""
    o, e = np.asarray(observed, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    known = (o > 0) & (e > 0)
    safe_o, safe_e = np.where(known, o, np.nan), np.where(known, e, np.nan)
    return Transformed(np.log(safe_o / safe_e), 1 / np.sqrt(safe_e), 0.0)


def ratio_root(observed: ArrayLike, expected: ArrayLike) -> Transformed:
    """Y = sqrt(O/E), s = 1/(2 sqrt E), target 1; takes no events."""
    o, e = np.asarray(observed, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    known = (o >= 0) & (e > 0)
    safe_o, safe_e = np.where(known, o, np.nan), np.where(known, e, np.nan)
    return Transformed(np.sqrt(safe_o / safe_e), 1 / (2 * np.sqrt(safe_e)), 1.0)


def proportion(events: ArrayLike, total: ArrayLike, target: float | None = None) -> Transformed:
    """Y = asin(sqrt(x/n)), s = 1/(2 sqrt n); target asin(sqrt p) of the national average, or of `target`."""
    x, n = np.asarray(events, dtype=np.float64), np.asarray(total, dtype=np.float64)
    known = (n > 0) & (x >= 0) & (x <= n)
    safe_x, safe_n = np.where(known, x, np.nan), np.where(known, n, np.nan)
    p = average(safe_x, safe_n) if target is None else target
    return Transformed(np.arcsin(np.sqrt(safe_x / safe_n)), 1 / (2 * np.sqrt(safe_n)), float(np.arcsin(np.sqrt(p))))


def winsorised(z: Array, tail: float = 0.1) -> Array:
    """z with both tails drawn in to their percentile (10th and 90th, interpolated); NaN stays."""
    known = z[~np.isnan(z)]
    if not known.size:
        return z
    low, high = np.percentile(known, [100 * tail, 100 * (1 - tail)])
    return np.asarray(np.clip(z, low, high), dtype=np.float64)


def dispersion(transformed: Transformed, tail: float = 0.1) -> Dispersion:
    """z-scores of CCGs, with phi and tau squared estimated from their winsorised spread. METHODS 6.3, steps 2 to 5."""
    y, s, target = transformed.y, transformed.s, transformed.target
    z = (y - target) / s
    known = ~np.isnan(z)
    k = int(known.sum())
    if not k:
        return Dispersion(z, z, float("nan"), float("nan"))
    phi = float(np.sum(winsorised(z, tail)[known] ** 2)) / k
    tau2 = _between(phi, k, 1 / s[known] ** 2)
    return Dispersion(z, (y - target) / np.sqrt(s**2 + tau2), phi, tau2)


def _between(phi: float, k: int, weights: Array) -> float:
    """tau squared: 0 where CCGs differ no more than chance explains, and for one CCG alone."""
    below = float(np.sum(weights) - np.sum(weights**2) / np.sum(weights))
    return max(0.0, (k * phi - (k - 1)) / below) if k > 1 and below > 0 else 0.0
