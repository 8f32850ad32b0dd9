"""Everything of one period equals its slow twin in plain Python, worked out CCG by CCG."""

from __future__ import annotations

import math
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.calc.periods import between, following
from assessments.calc.standings import LEAST, Figures, among, standings
from assessments.calc.statistics.peers import nearest, nearest_of_all

NAN = float("nan")
COUNTS = st.lists(st.tuples(st.integers(0, 60), st.integers(60, 900)), min_size=1, max_size=25)


def figures(pairs: list[tuple[int, int]], *, sign: int = 1) -> Figures:
    x, n = np.array(pairs, dtype=np.float64).T
    lower, upper = np.full((2, len(pairs)), NAN)
    return Figures(100 * x / n, x.copy(), n.copy(), lower, upper, 100.0, proportion=True, sampled=True, sign=sign)


@given(COUNTS)
def test_the_centre_is_pooled_and_the_quarters_are_of_the_values(pairs: list[tuple[int, int]]) -> None:
    found = standings(figures(pairs))
    assert found.is_average
    assert found.centre == pytest.approx(100 * sum(x for x, _ in pairs) / sum(n for _, n in pairs))
    shares = sorted(100 * x / n for x, n in pairs)
    assert found.middle == pytest.approx(median(shares))
    assert found.quarters[0] == pytest.approx(shares[0])
    assert found.quarters[3] == pytest.approx(shares[-1])


@given(COUNTS)
def test_z_scores_are_told_where_enough_ccgs_have_events(pairs: list[tuple[int, int]]) -> None:
    found = standings(figures(pairs))
    if len(pairs) < LEAST:
        assert np.isnan(found.z).all()
        assert math.isnan(found.phi)
        assert found.funnel is None
        return
    p = sum(x for x, _ in pairs) / sum(n for _, n in pairs)
    for (x, n), z, adjusted in zip(pairs, found.z, found.z_adjusted, strict=True):
        away = math.asin(math.sqrt(x / n)) - math.asin(math.sqrt(p))
        assert z == pytest.approx(away * 2 * math.sqrt(n), abs=1e-9)
        assert adjusted == pytest.approx(away / math.sqrt(1 / (4 * n) + found.tau2), abs=1e-9)
    assert found.funnel is not None
    assert found.funnel.beyond == sum(abs(z) > 3.090232306167813 for z in found.z)
    assert found.funnel.beyond_adjusted <= found.funnel.beyond


@given(COUNTS, st.booleans())
def test_ranks_share_and_ranges_hold_them(pairs: list[tuple[int, int]], lower: bool) -> None:
    found = standings(figures(pairs, sign=-1 if lower else 1))
    values = [100 * x / n for x, n in pairs]
    for value, rank in zip(values, found.rank, strict=True):
        assert rank == 1 + sum(other < value if lower else other > value for other in values)
    if len(pairs) >= LEAST:
        assert np.all(found.rank_range[0] <= found.rank_range[1])
        assert np.nanmin(found.rank_range) >= 1
        assert np.nanmax(found.rank_range) <= len(pairs)


def test_one_ccg_that_cannot_be_drawn_leaves_all_ranges_open() -> None:
    """A range among some would count fewer CCGs than the rank it stands beside."""
    of = figures([(10 + at, 500) for at in range(20)])
    of.events[3] = NAN
    assert np.isnan(standings(of).rank_range).all()
    assert not np.isnan(standings(of).rank).any()


def test_columns_that_do_not_make_up_the_value_give_no_z() -> None:
    of = figures([(10 + at, 500) for at in range(20)])
    of.values[:] = 77
    assert np.isnan(standings(of).z).all()


def test_what_describes_a_place_has_neither_chance_nor_rank() -> None:
    pairs = [(10 + at, 500) for at in range(20)]
    x, n = np.array(pairs, dtype=np.float64).T
    gap = np.full(20, NAN)
    found = standings(Figures(100 * x / n, x, n, gap, gap, 100.0, proportion=True, sampled=False, sign=0))
    assert np.isnan(found.rank).all()
    assert np.isnan(found.limits[0]).all()
    assert np.isnan(found.z).all()
    assert found.is_average


def test_published_limits_stand_before_computed_ones() -> None:
    of = figures([(30, 100), (40, 100)])
    of.lower[0], of.upper[0] = 25.0, 35.0
    low, high = standings(of).limits
    assert (low[0], high[0]) == (25.0, 35.0)
    assert (low[1], high[1]) == (pytest.approx(30.94, abs=0.01), pytest.approx(49.80, abs=0.01))


@given(COUNTS, st.lists(st.sets(st.integers(0, 24), max_size=10), min_size=1, max_size=6), st.booleans())
def test_the_centre_among_some_is_on_the_basis_of_all(
    pairs: list[tuple[int, int]], chosen: list[set[int]], is_average: bool
) -> None:
    groups = [sorted(at for at in group if at < len(pairs)) for group in chosen]
    array = np.array([[*group, *[-1] * (10 - len(group))] for group in groups], dtype=np.intp)
    found = among(figures(pairs), array, is_average=is_average)
    for group, value in zip(groups, found, strict=True):
        if not group:
            assert math.isnan(value)
        elif is_average:
            assert value == pytest.approx(100 * sum(pairs[a][0] for a in group) / sum(pairs[a][1] for a in group))
        else:
            assert value == pytest.approx(median(100 * pairs[at][0] / pairs[at][1] for at in group))


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=1, max_size=14))
def test_the_nearest_of_all_are_those_of_each(rows: list[tuple[int, int]]) -> None:
    variables = np.array(rows, dtype=np.float64)
    for of, found in enumerate(nearest_of_all(variables)):
        alone = nearest(variables, of)
        assert found.members.tolist() == alone.members.tolist()
        assert found.distances.tolist() == alone.distances.tolist()


# --- periods ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("key", "after"),
    [
        (("2018-19", ""), ("2019-20", "")),
        (("2018-19", "Q3"), ("2018-19", "Q4")),
        (("2018-19", "Q4"), ("2019-20", "Q1")),
        (("2016-17", "2016"), ("2017-18", "2017")),
        (("2016-17", "2013-2015"), ("2017-18", "2014-2016")),
        (("2099-00", ""), ("2100-01", "")),
    ],
)
def test_periods_follow_each_other(key: tuple[str, str], after: tuple[str, str]) -> None:
    assert following(key) == after


def test_periods_without_values_are_not_skipped() -> None:
    assert between([("2015-16", "Q4"), ("2016-17", "Q3")]) == [
        ("2015-16", "Q4"), ("2016-17", "Q1"), ("2016-17", "Q2"), ("2016-17", "Q3")
    ]  # fmt: skip
    assert between([]) == []
    mixed = [("2015-16", ""), ("2015-16", "Q4"), ("2017-18", "")]
    assert between(mixed) == mixed
