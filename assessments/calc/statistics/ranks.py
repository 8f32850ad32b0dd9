"""Ranks and how sure they are. Equal figures share a rank; missing ones have none."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from assessments.calc.statistics.confidence import Array

SEED = 20130401  # published: anyone can draw the same numbers (numpy's PCG64); the day CCGs began
DRAWS = 10_000
CHUNK = 250  # draws worked on at once
RANGE = (0.025, 0.975)
Ties = Literal["best", "mean"]


def ranks(values: Array, *, lower_is_better: bool = False, ties: Ties = "best") -> Array:
    """Rank of each value along the last axis, 1 the best. Equal values share the best rank of their group, or its mean.
    NaN has no rank and takes none away."""
    keys = values if lower_is_better else -values
    order = np.argsort(keys, axis=-1)  # NaN last; equal keys in any order, since they share a rank
    found = _places(np.take_along_axis(keys, order, axis=-1), ties)
    ranked = np.empty(values.shape)
    np.put_along_axis(ranked, order, found + 1, axis=-1)
    return np.where(np.isnan(values), np.nan, ranked)


def _places(ordered: Array, ties: Ties) -> Array:
    """The place, from 0, of each key in order; equal ones share it."""
    place = np.broadcast_to(np.arange(ordered.shape[-1], dtype=np.float64), ordered.shape)
    starts = np.concatenate([np.ones_like(ordered[..., :1], bool), ordered[..., 1:] != ordered[..., :-1]], axis=-1)
    if starts.all():  # nothing equal, as in nearly every draw
        return place
    found = np.maximum.accumulate(np.where(starts, place, 0.0), axis=-1)
    if ties == "mean":
        ends = np.concatenate([starts[..., 1:], np.ones_like(starts[..., :1])], axis=-1)
        last = np.where(ends, place, np.inf)
        found = (found + np.minimum.accumulate(last[..., ::-1], axis=-1)[..., ::-1]) / 2
    return np.asarray(found, dtype=np.float64)


def rank_ranges(
    centre: Array, spread: Array, *, lower_is_better: bool = False, draws: int = DRAWS, seed: int = SEED
) -> NDArray[np.float64]:
    """95% range of each rank, shape (2, n): figures drawn again from their (normal) sampling distributions, every draw
    ranked. Pointwise: all ranges together are less sure than each. NaN where centre or spread is. METHODS 6.4."""
    known = ~np.isnan(centre) & ~np.isnan(spread)
    found = np.full((2, len(centre)), np.nan)
    if known.any():
        rng, count = np.random.default_rng(seed), int(known.sum())
        drawn = np.empty((count, draws), dtype=np.float32)  # a row for each CCG; half ranks are exact in it
        for start in range(0, draws, CHUNK):  # small enough for the processor's own memory; the same numbers
            noise = rng.standard_normal((min(CHUNK, draws - start), count))
            ranked = ranks(centre[known] + spread[known] * noise, lower_is_better=lower_is_better, ties="mean")
            drawn[:, start : start + CHUNK] = ranked.T
        found[:, known] = _quantiles(drawn)
    return found


def ranges_of_draws(draws: Array, *, lower_is_better: bool = False) -> Array:
    """The 2.5 and 97.5 percentiles of ranks over draws: (draws, n) to (2, n), whole ranks, rounded outwards."""
    ranked = ranks(draws, lower_is_better=lower_is_better, ties="mean")
    if not np.isnan(ranked).any():
        return _quantiles(np.ascontiguousarray(ranked.T))
    low, high = np.nanquantile(ranked, RANGE, axis=0, method="inverted_cdf")
    return np.stack([np.floor(low), np.ceil(high)])


def _quantiles(drawn: NDArray[np.floating[Any]]) -> Array:
    """The same of ranks without NaN, (n, draws): numpy's inverted_cdf, ten times as fast."""
    at = [max(int(np.ceil(share * drawn.shape[1] - 1e-9)) - 1, 0) for share in RANGE]
    low, high = np.partition(drawn, at, axis=1)[:, at].T
    return np.stack([np.floor(low), np.ceil(high)]).astype(np.float64)
