"""Ranks and how sure they are. Equal figures share a rank; missing ones have none."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assessments.calc.statistics.confidence import Array

SEED = 20130401  # published: anyone can draw the same numbers (numpy's PCG64); the day CCGs began
DRAWS = 10_000
RANGE = (0.025, 0.975)
Ties = Literal["best", "mean"]


def ranks(values: Array, *, lower_is_better: bool = False, ties: Ties = "best") -> Array:
    """Rank of each value along the last axis, 1 the best. Equal values share the best rank of their group, or its mean.
    NaN has no rank and takes none away."""
    keys = values if lower_is_better else -values
    order = np.argsort(keys, axis=-1, kind="stable")  # NaN last
    sorted_ = np.take_along_axis(keys, order, axis=-1)
    place = np.broadcast_to(np.arange(values.shape[-1], dtype=np.float64), values.shape)
    starts = np.concatenate([np.ones_like(sorted_[..., :1], bool), sorted_[..., 1:] != sorted_[..., :-1]], axis=-1)
    found = np.maximum.accumulate(np.where(starts, place, 0.0), axis=-1)
    if ties == "mean":
        ends = np.concatenate([starts[..., 1:], np.ones_like(starts[..., :1])], axis=-1)
        last = np.where(ends, place, np.inf)
        found = (found + np.minimum.accumulate(last[..., ::-1], axis=-1)[..., ::-1]) / 2
    ranked = np.empty(values.shape)
    np.put_along_axis(ranked, order, found + 1, axis=-1)
    return np.where(np.isnan(values), np.nan, ranked)


def rank_ranges(
    centre: Array, spread: Array, *, lower_is_better: bool = False, draws: int = DRAWS, seed: int = SEED
) -> NDArray[np.float64]:
    """95% range of each rank, shape (2, n): figures drawn again from their (normal) sampling distributions, every draw
    ranked. Pointwise: all ranges together are less sure than each. NaN where centre or spread is. METHODS 6.4."""
    known = ~np.isnan(centre) & ~np.isnan(spread)
    found = np.full((2, len(centre)), np.nan)
    if known.any():
        noise = np.random.default_rng(seed).standard_normal((draws, int(known.sum())))
        found[:, known] = ranges_of_draws(centre[known] + spread[known] * noise, lower_is_better=lower_is_better)
    return found


def ranges_of_draws(draws: Array, *, lower_is_better: bool = False) -> Array:
    """The 2.5 and 97.5 percentiles of ranks over draws: (draws, n) to (2, n), whole ranks, rounded outwards."""
    ranked = ranks(draws, lower_is_better=lower_is_better, ties="mean")
    low, high = np.nanquantile(ranked, RANGE, axis=0, method="inverted_cdf")
    return np.stack([np.floor(low), np.ceil(high)])
