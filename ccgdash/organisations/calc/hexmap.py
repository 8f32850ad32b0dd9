"""From centroids to hexagons, once for each recomputation: equal room for every organisation, near its neighbours.

Our own method, after Dorling's circles: (1) each place asks its nearest neighbours to lie one step away in the
direction they lie in (a linear system with one solution); (2) places that overlap push each other apart and neighbours
that lie far are drawn near, a fixed number of times; (3) as many hexagons as there are places are taken where the
places lie densest; (4) places are given to hexagons so that the squares of all moves add up to the least (scipy's
`linear_sum_assignment`). Nothing is random, and places are put in order of code first, so the order given does not
matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.spatial import cKDTree

Points = NDArray[np.float64]  # shape (n, 2): east and north
Pairs = NDArray[np.intp]  # shape (m, 2): places that are neighbours
Cells = NDArray[np.intp]  # shape (n, 2): half-hexagons from the west, rows from the north

ROW = 3**0.5 / 2
"""Height of a row of hexagons that are 1 wide."""
ENGLAND_KM2 = 130_279
"""Land area (ONS Standard Area Measurements): n hexagons of ENGLAND_KM2 / n make the scale the moves are counted in."""
NEIGHBOURS, ANCHOR = 6, 0.03
STEPS, PUSH, PULL = 300, 0.24, 0.05
BLUR = 0.75
MOST = 1000
"""More hexagons than that no page can show: none are laid out."""


@dataclass(frozen=True, order=True)
class Cell:
    """A hexagon: `x` in half-hexagons from the west, `y` in rows from the north; x + y is even, or always odd."""

    x: int
    y: int

    @property
    def beside(self) -> tuple[Cell, ...]:
        """The six hexagons that share an edge with it, from the east round by the north."""
        steps = ((2, 0), (1, -1), (-1, -1), (-2, 0), (-1, 1), (1, 1))
        return tuple(Cell(self.x + east, self.y + south) for east, south in steps)


def hexagons(places_km: Mapping[str, tuple[float, float]]) -> dict[str, Cell]:
    """Code to hexagon, each its own, for codes with a place (easting and northing, in km). Empty for none, and for more
    than MOST. Places that are the same are told apart by their codes."""
    codes = sorted(places_km)
    if not codes or len(codes) > MOST:
        return {}
    wanted = equal_room(np.array([places_km[code] for code in codes], dtype=np.float64))
    free = densest(wanted)
    cells = free[assigned(wanted, centres(free))]
    return {code: Cell(int(x), int(y)) for code, (x, y) in zip(codes, cells - cells.min(axis=0), strict=True)}


def equal_room(places_km: Points) -> Points:
    """Where the places would lie if each had the room of one hexagon, in widths of a hexagon; north is up. (n, 2)."""
    count = len(places_km)
    width_km = float(np.sqrt(ENGLAND_KM2 / count / ROW))
    start: Points = (places_km - places_km.mean(axis=0)) / width_km
    pairs = neighbours(start)
    if not len(pairs):
        return start
    return _pushed(_one_step_apart(start, pairs), pairs)


def neighbours(places: Points, most: int = NEIGHBOURS) -> Pairs:
    """Each place with its nearest ones (fewer where there are fewer), each pair once, lower number first. (m, 2)."""
    count = len(places)
    near = min(most, count - 1)
    if near < 1:
        return np.empty((0, 2), dtype=np.intp)
    found = cKDTree(places).query(places, k=near + 1)[1]
    pairs = np.stack([np.repeat(np.arange(count), near + 1), found.ravel()], axis=1)
    return np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0).astype(np.intp)


def _one_step_apart(start: Points, pairs: Pairs) -> Points:
    """The places with least squares of (neighbour - place - one step towards it), held weakly to where they were."""
    count, (one, other) = len(start), pairs.T
    towards = start[other] - start[one]
    far = np.hypot(*towards.T)
    steps = np.where(far[:, None] > 0, towards / np.where(far > 0, far, 1)[:, None], [1.0, 0.0])
    system, goal = ANCHOR * np.eye(count), ANCHOR * start
    np.add.at(system, (one, one), 1)
    np.add.at(system, (other, other), 1)
    np.add.at(system, (one, other), -1)
    np.add.at(system, (other, one), -1)
    np.add.at(goal, one, -steps)
    np.add.at(goal, other, steps)
    return np.linalg.solve(system, goal).astype(np.float64)


def _pushed(places: Points, pairs: Pairs) -> Points:
    """The places after STEPS rounds in which overlapping ones push apart and neighbours are drawn near."""
    moved, (one, other) = places.copy(), pairs.T
    for _ in range(STEPS):
        close = cKDTree(moved).query_pairs(1.0, output_type="ndarray")
        close = close[np.lexsort(close.T)]
        between = moved[close[:, 1]] - moved[close[:, 0]]
        far = np.hypot(*between.T)
        aside = np.where(far[:, None] > 0, between / np.where(far > 0, far, 1)[:, None], [1.0, 0.0])
        push = PUSH * (1 - far)[:, None] * aside
        across = moved[other] - moved[one]
        length = np.hypot(*across.T)
        pull = PULL * (np.clip(length - 1, 0, None) / np.maximum(length, 1e-9))[:, None] * across
        np.add.at(moved, close[:, 0], -push)
        np.add.at(moved, close[:, 1], push)
        np.add.at(moved, one, pull)
        np.add.at(moved, other, -pull)
    return moved


def densest(wanted: Points) -> Cells:
    """As many hexagons as places, where the places lie densest (a Gaussian of BLUR around each). (n, 2)."""
    low, high = wanted.min(axis=0) - 3, wanted.max(axis=0) + 3
    rows = np.arange(np.floor(-high[1] / ROW), np.ceil(-low[1] / ROW) + 1, dtype=np.intp)
    columns = np.arange(np.floor(2 * low[0]), np.ceil(2 * high[0]) + 1, dtype=np.intp)
    x, y = (each.ravel() for each in np.meshgrid(columns, rows))
    cells = np.stack([x, y], axis=1)[(x + y) % 2 == 0]
    away = ((centres(cells)[:, None, :] - wanted[None, :, :]) ** 2).sum(axis=2)
    density = np.exp(-away / (2 * BLUR**2)).sum(axis=1)
    # Rounded, so that equal densities are equal whatever the machine adds up first.
    best: Cells = cells[np.argsort(-density.round(9), kind="stable")[: len(wanted)]]
    return best


def centres(cells: Cells) -> Points:
    """Centres of hexagons, east and north, in widths of a hexagon. (n, 2)."""
    return np.stack([cells[:, 0] / 2, -cells[:, 1] * ROW], axis=1)


def assigned(wanted: Points, offered: Points) -> NDArray[np.intp]:
    """For each place the number of its hexagon; squares of the moves add up to the least there is. (n,)."""
    moves = ((wanted[:, None, :] - offered[None, :, :]) ** 2).sum(axis=2)
    found: NDArray[np.intp] = linear_sum_assignment(moves.round(9))[1]
    return found
