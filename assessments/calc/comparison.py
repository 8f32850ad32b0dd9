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
class FunnelLimits:
    """Limits at a grid of sizes, and the side of each CCG: -1 below, 1 above, 0 inside, NaN not known. `phi`, and how
    many lie beyond 99.8% before and after allowing for it. Values in the unit of the indicator."""

    mean: float
    sizes: Array
    narrow: Pair
    wide: Pair
    outside: Array
    beyond: Array
    phi: float
    beyond_adjusted: int


def funnel_limits(events: Array, totals: Array, per: float, *, proportion: bool) -> FunnelLimits:
    """Limits of a proportion (binomial, clipped) or of a rate (exact Poisson around expected events). METHODS 6.2."""
    mean = funnels.average(events, totals)
    sizes = np.linspace(np.nanmax(totals) / GRID, np.nanmax(totals), GRID)
    narrow, wide = (_limits(mean, sizes, z, proportion=proportion) for z in (Z95, Z998))
    shares = events / totals
    outside, beyond = (funnels.outside(shares, _limits(mean, totals, z, proportion=proportion)) for z in (Z95, Z998))
    moved = dispersion.proportion(events, totals) if proportion else dispersion.ratio_root(events, mean * totals)
    spread = dispersion.dispersion(moved)
    adjusted = int(np.nansum(np.abs(spread.z_adjusted) > Z998))
    scaled = [(per * low, per * high) for low, high in (narrow, wide)]
    return FunnelLimits(per * mean, sizes, scaled[0], scaled[1], outside, beyond, spread.phi, adjusted)


def _limits(mean: float, totals: Array, z: float, *, proportion: bool) -> Pair:
    if proportion:
        return funnels.proportion_limits(mean, totals, z)
    lower, upper = funnels.ratio_limits(mean * totals, z)
    return lower * mean, upper * mean
