"""Where CCGs stand to each other on one indicator: the centre, its quarters, and who differs by more than chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assessments.calc.statistics import dispersion, funnels
from assessments.calc.statistics.confidence import Z95, Z998, Array, Pair

GRID = 60  # sizes at which the limits of a funnel are worked out
TOO_MUCH = 2.0  # phi above it: unadjusted limits flag far too many (METHODS 6.3)


def centre(values: Array, events: Array, totals: Array, per: float) -> tuple[float, bool]:
    """(centre in the unit of the values, whether it is the average). The average is all events over all of the total,
    never the mean of CCG figures (METHODS 6.2); where events or totals are not all known it is the middle CCG."""
    known = ~np.isnan(values)
    if not known.any():
        return float("nan"), False
    if per > 0 and not np.isnan(events[known]).any() and not np.isnan(totals[known]).any():
        return per * funnels.average(events[known], totals[known]), True
    return float(np.median(values[known])), False


def side(lower: float | None, upper: float | None, reference: float) -> int:
    """1 the whole interval above the reference, -1 below, 0 around it; also 0 without an interval."""
    if lower is None or upper is None:
        return 0
    return 1 if lower > reference else -1 if upper < reference else 0


@dataclass(frozen=True)
class Funnel:
    """Limits at a grid of sizes: `narrow` 95%, `wide` 99.8%, the two again with the variance between CCGs added, in the
    unit of the indicator; and of the CCGs how many lie beyond 99.8% before and after it is added. phi and tau2 are of
    the dispersion the limits were made from."""

    mean: float
    sizes: Array
    narrow: Pair
    wide: Pair
    narrow_adjusted: Pair
    wide_adjusted: Pair
    beyond: int
    beyond_adjusted: int


def funnel_of(events: Array, totals: Array, per: float, spread: dispersion.Dispersion, *, proportion: bool) -> Funnel:
    """Limits of a proportion (binomial, clipped) or of a rate (exact Poisson around expected events), METHODS 6.2, and
    with over-dispersion, METHODS 6.3 step 5. Every CCG given has events and a total."""
    mean = funnels.average(events, totals)
    sizes = np.linspace(np.max(totals) / GRID, np.max(totals), GRID)
    beyond, adjusted = (int(np.nansum(np.abs(z) > Z998)) for z in (spread.z, spread.z_adjusted))
    plain = [_scaled(per, _limits(mean, sizes, z, proportion=proportion)) for z in (Z95, Z998)]
    wider = [_scaled(per, _adjusted(mean, sizes, z, spread.tau2, proportion=proportion)) for z in (Z95, Z998)]
    return Funnel(per * mean, sizes, plain[0], plain[1], wider[0], wider[1], beyond, adjusted)


def _scaled(per: float, pair: Pair) -> Pair:
    return per * pair[0], per * pair[1]


def _limits(mean: float, totals: Array, z: float, *, proportion: bool) -> Pair:
    if proportion:
        return funnels.proportion_limits(mean, totals, z)
    lower, upper = funnels.ratio_limits(mean * totals, z)
    return lower * mean, upper * mean


def _adjusted(mean: float, totals: Array, z: float, tau2: float, *, proportion: bool) -> Pair:
    """Limits on the transformed scale, s replaced by sqrt(s^2 + tau2), and back."""
    if proportion:
        half, target = z * np.sqrt(1 / (4 * totals) + tau2), np.arcsin(np.sqrt(mean))
        low, high = np.clip(target - half, 0, np.pi / 2), np.clip(target + half, 0, np.pi / 2)
        return np.sin(low) ** 2, np.sin(high) ** 2
    half = z * np.sqrt(1 / (4 * mean * totals) + tau2)
    return mean * np.clip(1 - half, 0, None) ** 2, mean * (1 + half) ** 2
