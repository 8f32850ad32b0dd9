"""Similar CCGs: the nearest by standardised Euclidean distance on the variables at hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessments.calc.statistics.confidence import Array

MOST = 10


@dataclass(frozen=True)
class Peers:
    """The nearest of one CCG, nearest first: row numbers, distances, and each variable's share of the squared distance,
    shape (k, variables)."""

    members: NDArray[np.intp]
    distances: Array
    shares: Array


def standardised(variables: Array) -> Array:
    """Each column with mean 0 and standard deviation 1 over the CCGs that have it (n - 1 below); a column that does not
    vary is 0. Shape (n, variables), NaN stays. METHODS 6.5; the official weighting is not known, so all weigh the same.
    """
    known = ~np.isnan(variables)
    count = known.sum(axis=0)
    filled = np.where(known, variables, 0.0)
    mean = filled.sum(axis=0) / np.maximum(count, 1)
    squares = np.where(known, (variables - mean) ** 2, 0.0).sum(axis=0)
    deviation = np.sqrt(squares / np.maximum(count - 1, 1))
    varies = deviation > 1e-9 * np.maximum(np.abs(mean), 1e-300)
    return np.asarray((variables - mean) / np.where(varies, deviation, np.inf), dtype=np.float64)


def nearest(variables: Array, of: int, most: int = MOST) -> Peers:
    """The `most` CCGs nearest to CCG number `of`. A CCG that lacks one of the variables is nobody's peer and has none:
    a distance over fewer variables would be shorter for want of data. Ties in the order of the rows. Not symmetric."""
    return _nearest(standardised(variables), of, most)


def nearest_of_all(variables: Array, most: int = MOST) -> list[Peers]:
    """The same for every CCG, standardised once."""
    z = standardised(variables)
    return [_nearest(z, of, most) for of in range(len(z))]


def _nearest(z: Array, of: int, most: int) -> Peers:
    squares = (z - z[of]) ** 2
    distance = np.sqrt(squares.sum(axis=1))
    distance[of] = np.nan
    order = np.argsort(distance, kind="stable")[:most]
    members = order[~np.isnan(distance[order])]
    total = squares[members].sum(axis=1, keepdims=True)
    shares = np.divide(squares[members], total, out=np.zeros_like(squares[members]), where=total > 0)
    return Peers(members, distance[members], shares)
