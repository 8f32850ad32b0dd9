"""The map of hexagons against slow twins, and how far it stretches the England of the bundled data."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccgdash.organisations.calc.hexmap import ROW, Cell, assigned, hexagons

DATA = Path(__file__).resolve().parents[3] / "data"
POINTS = st.tuples(st.floats(0, 5), st.floats(0, 5))
YEARS = {
    "2013-14": 211,
    "2014-15": 211,
    "2015-16": 209,
    "2016-17": 209,
    "2017-18": 207,
    "2018-19": 195,
    "2019-20": 191,
    "2020-21": 135,
    "2021-22": 106,
}


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 6).flatmap(lambda n: st.tuples(*(st.lists(POINTS, min_size=n, max_size=n) for _ in "ab"))))
def test_no_other_way_to_give_out_the_hexagons_moves_less(
    both: tuple[list[tuple[float, float]], list[tuple[float, float]]],
) -> None:
    wanted, offered = (np.array(points) for points in both)

    def moved(order: tuple[int, ...]) -> float:
        return float(sum((wanted[i][k] - offered[j][k]) ** 2 for i, j in enumerate(order) for k in (0, 1)))

    found = tuple(assigned(wanted, offered).tolist())
    assert sorted(found) == list(range(len(wanted)))
    assert moved(found) == pytest.approx(min(map(moved, permutations(range(len(wanted))))), abs=1e-6)


@cache
def england() -> dict[str, dict[str, tuple[float, float, str]]]:
    """Year -> code -> easting and northing in km, and region."""
    with (DATA / "centroids.csv").open(encoding="utf-8") as file:
        places = {(row["vintage"], row["ods_code"]): row for row in csv.DictReader(file)}
    found: dict[str, dict[str, tuple[float, float, str]]] = defaultdict(dict)
    with (DATA / "ccg_years.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            place = places[row["centroid_vintage"], row["ods_code"]]
            easting, northing = int(place["easting"]) / 1000, int(place["northing"]) / 1000
            found[row["year"]][row["ods_code"]] = (easting, northing, row["region_code"])
    return found


@cache
def layout(year: str) -> dict[str, Cell]:
    return hexagons({code: (east, north) for code, (east, north, _) in england()[year].items()})


def distance(one: Cell, other: Cell) -> float:
    """Between centres, in widths of a hexagon."""
    return float(np.hypot((one.x - other.x) / 2, (one.y - other.y) * ROW))


def pieces(cells: set[Cell]) -> int:
    """How many patches some hexagons make."""
    left, count = set(cells), 0
    while left:
        count += 1
        front = [left.pop()]
        while front:
            near = left & set(front.pop().beside)
            left -= near
            front += near
    return count


@pytest.mark.parametrize("year", YEARS)
def test_england_is_one_patch_with_each_ccg_once(year: str) -> None:
    cells = layout(year)
    assert (len(cells), len(set(cells.values()))) == (YEARS[year], YEARS[year])
    assert pieces(set(cells.values())) == 1


@pytest.mark.parametrize("year", YEARS)
def test_neighbours_stay_near(year: str) -> None:
    """Measured: the six nearest lie 1.32 to 1.38 hexagons away on average (1 is the least for all six), the nearest
    one 1.11 to 1.18, and nobody's nearest more than 2.65."""
    cells, places = layout(year), england()[year]
    nearest, six = [], []
    for code, (east, north, _) in places.items():
        others = sorted((np.hypot(e - east, n - north), other) for other, (e, n, _) in places.items() if other != code)
        away = [distance(cells[code], cells[other]) for _, other in others[:6]]
        nearest.append(away[0])
        six += away
    assert np.mean(six) < 1.45
    assert np.mean(nearest) < 1.25
    assert max(nearest) < 3.1
    assert max(six) < 4.1


@pytest.mark.parametrize("year", YEARS)
def test_the_shape_is_englands(year: str) -> None:
    """North over south and west of east; nine in ten pairs far apart keep their direction; regions hold together."""
    cells, places = layout(year), england()[year]
    codes = sorted(places)
    far = [(a, b) for a in codes for b in codes if a < b and abs(places[a][1] - places[b][1]) > 100]
    assert sum((cells[a].y < cells[b].y) == (places[a][1] > places[b][1]) for a, b in far) > 0.97 * len(far)
    wide = [(a, b) for a in codes for b in codes if a < b and abs(places[a][0] - places[b][0]) > 100]
    assert sum((cells[a].x < cells[b].x) == (places[a][0] < places[b][0]) for a, b in wide) > 0.93 * len(wide)
    regions = {region for _, _, region in places.values()}
    patches = sum(pieces({cells[code] for code in codes if places[code][2] == region}) for region in regions)
    assert patches <= len(regions) + 3
    height = (max(cell.y for cell in cells.values()) + 1) * ROW
    assert 1.0 < height / ((max(cell.x for cell in cells.values()) + 2) / 2) < 1.5
