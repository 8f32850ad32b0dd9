"""One indicator in one period over its CCGs: centre, intervals, z-scores, ranks and their ranges. Arrays in and out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessments.calc.comparison import Funnel, centre, funnel_of
from assessments.calc.statistics import dispersion, ranks
from assessments.calc.statistics.confidence import Array, Pair, count_interval, wilson

LEAST = 10  # CCGs with events that make up the value: fewer say nothing of how far CCGs differ
ROUNDED = 0.6  # a share printed in whole per cent may be this far from its events over its total
NEARLY = 0.02  # or this share of the value


@dataclass(frozen=True)
class Figures:
    """Values with events, totals and published limits, each of shape (n,), NaN for missing. `per`: what a share of 1 is
    in the unit, 0 without events; `sampled`: whether chance is in it; `sign`: 1 higher is better, -1 lower, 0 not
    ranked."""

    values: Array
    events: Array
    totals: Array
    lower: Array
    upper: Array
    per: float
    proportion: bool
    sampled: bool
    sign: int


@dataclass(frozen=True)
class Standings:
    """What a period says of all CCGs and of each. `centre` is the average, or the middle CCG where that cannot be told;
    `quarters`: lowest, quarter, three quarters, highest. Arrays of shape (n,), NaN where not known; the range of ranks
    (2, n). phi and tau2 are NaN where chance cannot be told."""

    centre: float
    is_average: bool
    middle: float
    quarters: tuple[float, float, float, float]
    limits: Pair
    z: Array
    z_adjusted: Array
    phi: float
    tau2: float
    rank: Array
    rank_range: Array
    funnel: Funnel | None


def standings(of: Figures) -> Standings:
    """Everything of one period; at least one value is known. METHODS 6.1 to 6.4."""
    middle, is_average = centre(of.values, of.events, of.totals, of.per)
    lowest, quarter, three_quarters, highest = map(float, np.nanpercentile(of.values, [0, 25, 75, 100]))
    moved, usable = _transformed(of)
    spread = dispersion.dispersion(moved)
    return Standings(
        centre=middle,
        is_average=is_average,
        middle=float(np.nanmedian(of.values)),
        quarters=(lowest, quarter, three_quarters, highest),
        limits=limits(of),
        z=spread.z,
        z_adjusted=spread.z_adjusted,
        phi=spread.phi,
        tau2=spread.tau2,
        rank=ranks.ranks(of.values, lower_is_better=of.sign < 0) if of.sign else np.full(of.values.shape, np.nan),
        rank_range=_rank_range(of, moved, usable),
        funnel=funnel_of(of.events[usable], of.totals[usable], of.per, spread, proportion=of.proportion)
        if usable.any()
        else None,
    )


def limits(of: Figures) -> Pair:
    """95% limits of each value: as published, else Wilson for shares and exact or Byar for rates of events, where the
    value lies between them. NaN for what describes a place: it is counted, not sampled."""
    if not of.sampled:
        return of.lower, of.upper
    totals = np.where(of.totals > 0, of.totals, np.nan)
    if of.proportion:
        low, high = wilson(of.events, of.totals)
    elif of.per > 0 and not np.isnan(of.events).all():
        low, high = (each / totals for each in count_interval(of.events))
    else:
        low = high = np.full(of.values.shape, np.nan)
    low, high = of.per * low, of.per * high
    around = (low <= of.values) & (of.values <= high)
    known = ~np.isnan(of.lower)
    return (
        np.where(known, of.lower, np.where(around, low, np.nan)),
        np.where(known, of.upper, np.where(around, high, np.nan)),
    )


def _matching(of: Figures) -> NDArray[np.bool_]:
    """Where events over total are the value as printed; elsewhere the columns mean something else."""
    with np.errstate(divide="ignore", invalid="ignore"):
        away = np.abs(of.per * of.events / of.totals - of.values)
    return np.asarray((of.totals > 0) & (away <= np.maximum(ROUNDED, NEARLY * np.abs(of.values))))


def _transformed(of: Figures) -> tuple[dispersion.Transformed, NDArray[np.bool_]]:
    """Figures where chance is about normal, and which CCGs have one; none where fewer than LEAST do."""
    usable = _matching(of) if of.sampled and of.per > 0 else np.zeros(of.values.shape, dtype=np.bool_)
    if usable.sum() < LEAST:
        usable = np.zeros(of.values.shape, dtype=np.bool_)
    events, totals = np.where(usable, of.events, np.nan), np.where(usable, of.totals, np.nan)
    if of.proportion or not usable.any():
        return dispersion.proportion(events, totals), usable
    mean = float(np.nansum(events) / np.nansum(totals))
    return dispersion.ratio_root(events, mean * totals), usable


def _rank_range(of: Figures, moved: dispersion.Transformed, usable: NDArray[np.bool_]) -> Array:
    """95% range of each rank by drawing every figure again (METHODS 6.4), only where every ranked CCG can be drawn."""
    known = ~np.isnan(of.values)
    if not of.sign or not usable.any() or (known & ~usable).any():
        return np.full((2, len(of.values)), np.nan)
    return ranks.rank_ranges(moved.y, moved.s, lower_is_better=of.sign < 0)


def among(of: Figures, groups: NDArray[np.intp], *, is_average: bool) -> Array:
    """The centre among the members of each group, on the basis of the whole: the average of all events over all of the
    total, else the middle CCG. `groups`: (g, k) row numbers, -1 for none. Returns (g,), NaN where none is known."""
    if not groups.size:
        return np.full(len(groups), np.nan)
    there = (groups >= 0) & ~np.isnan(of.values)[groups]
    if is_average:
        events, totals = (np.where(there, each[groups], 0.0).sum(axis=1) for each in (of.events, of.totals))
        shares = np.divide(events, totals, out=np.full(len(groups), np.nan), where=totals > 0)
        return np.asarray(of.per * shares, dtype=np.float64)
    ordered = np.sort(np.where(there, of.values[groups], np.nan), axis=1)  # NaN last
    count = there.sum(axis=1)
    rows = np.arange(len(groups))
    low, high = ordered[rows, np.maximum(count - 1, 0) // 2], ordered[rows, np.minimum(count // 2, groups.shape[1] - 1)]
    return np.where(count > 0, (low + high) / 2, np.nan)
