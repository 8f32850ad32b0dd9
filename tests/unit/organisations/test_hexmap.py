"""A map of hexagons: each its own, whatever the order, wherever the places lie."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccgdash.organisations.calc import hexmap
from ccgdash.organisations.calc.hexmap import Cell, hexagons, neighbours

ANYWHERE = st.tuples(st.floats(80, 660), st.floats(5, 660))
PLACES = st.dictionaries(st.text("0123ABC", min_size=3, max_size=3), ANYWHERE, max_size=40)


@settings(deadline=None, max_examples=25)
@given(PLACES)
def test_each_place_gets_a_hexagon_of_its_own_on_one_lattice(places: dict[str, tuple[float, float]]) -> None:
    cells = hexagons(places)
    assert set(cells) == set(places)
    assert len(set(cells.values())) == len(places)
    assert len({(cell.x + cell.y) % 2 for cell in cells.values()}) <= 1
    assert not cells or (min(c.x for c in cells.values()), min(c.y for c in cells.values())) == (0, 0)


@settings(deadline=None, max_examples=25)
@given(PLACES, st.randoms(use_true_random=False))
def test_the_order_given_does_not_matter(places: dict[str, tuple[float, float]], shuffled: random.Random) -> None:
    items = list(places.items())
    shuffled.shuffle(items)
    assert hexagons(dict(items)) == hexagons(places) == hexagons(places)


def test_nobody_one_two_and_the_same_place_twice() -> None:
    assert hexagons({}) == {}
    assert hexagons({"A": (400.0, 300.0)}) == {"A": Cell(0, 0)}
    west_and_east = hexagons({"A": (300.0, 300.0), "B": (400.0, 300.0)})
    assert west_and_east["B"] in west_and_east["A"].beside
    assert west_and_east["A"].x < west_and_east["B"].x
    assert len(set(hexagons(dict.fromkeys("ABCD", (400.0, 300.0))).values())) == 4


def test_north_is_up_and_most_of_a_regular_field_stay_side_by_side() -> None:
    step = float(np.sqrt(hexmap.ENGLAND_KM2 / 25 / hexmap.ROW))
    field = {
        f"{row}{column}": (300 + step * (column + row % 2 / 2), 500 - step * row * hexmap.ROW)
        for row in range(5)
        for column in range(5)
    }
    cells = hexagons(field)
    assert cells["00"].y < cells["40"].y
    assert cells["00"].x < cells["04"].x
    kept = sum(cells[f"{row}{c + 1}"] in cells[f"{row}{c}"].beside for row in range(5) for c in range(4))
    assert kept >= 16


def test_too_many_for_a_page_are_not_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hexmap, "MOST", 3)
    assert hexagons({name: (300.0 + number, 300.0) for number, name in enumerate("ABCD")}) == {}


def test_six_hexagons_lie_beside_each_and_each_lies_beside_them() -> None:
    here = Cell(4, 2)
    assert len(set(here.beside)) == 6
    assert all(here in other.beside for other in here.beside)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=15, unique=True))
def test_neighbours_are_the_nearest_ones(places: list[tuple[int, int]]) -> None:
    """Against plain sorting, by distance: which of two equally near ones is taken is free."""
    points = np.array(places, dtype=np.float64)
    pairs = {tuple(pair) for pair in neighbours(points).tolist()}
    near = min(6, len(places) - 1)
    for one, here in enumerate(points):
        away = sorted(float(np.hypot(*(there - here))) for other, there in enumerate(points) if other != one)[:near]
        mine = sorted(float(np.hypot(*(points[a + b - one] - here))) for a, b in pairs if one in (a, b))
        assert mine[:near] == pytest.approx(away)
    assert all(a < b for a, b in pairs)
