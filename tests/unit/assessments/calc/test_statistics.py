"""The test vectors of the methods note, and what each statistic says of missing and extreme figures."""

from __future__ import annotations

import numpy as np
import pytest

from assessments.calc.statistics import confidence, dispersion, funnels, peers, ranks
from assessments.calc.statistics.confidence import Z95, Z998

NAN = float("nan")


@pytest.mark.parametrize(
    ("events", "z", "lower", "upper"),
    [(10, Z95, 4.7874, 18.3915), (15, Z95, 8.3893, 24.7416), (100, Z998, 71.9037, 134.9436)],
)
def test_byar_gives_the_published_intervals(events: int, z: float, lower: float, upper: float) -> None:
    low, high = confidence.byar(events, z)
    assert (round(float(low), 4), round(float(high), 4)) == (lower, upper)


@pytest.mark.parametrize(
    ("events", "total", "lower", "upper"), [(10, 50, 0.112438, 0.330371), (127, 209, 0.540087, 0.671338)]
)
def test_wilson_gives_the_published_intervals(events: int, total: int, lower: float, upper: float) -> None:
    low, high = confidence.wilson(events, total)
    assert (round(float(low), 6), round(float(high), 6)) == (lower, upper)


def test_funnel_limits_of_a_proportion_are_the_published_ones() -> None:
    low, high = funnels.proportion_limits(0.3, 100)
    assert (round(float(low), 6), round(float(high), 6)) == (0.210183, 0.389817)


@pytest.mark.parametrize(("total", "mean"), [(100, 0.3), (2500, 0.12), (40, 0.5)])
def test_funnel_limits_are_wilson_turned_round(total: int, mean: float) -> None:
    """A proportion on the limit has a Wilson interval that just reaches the average."""
    low, high = funnels.proportion_limits(mean, total)
    assert float(confidence.wilson(high * total, total)[0]) == pytest.approx(mean, abs=1e-12)
    assert float(confidence.wilson(low * total, total)[1]) == pytest.approx(mean, abs=1e-12)


def test_exact_intervals_are_used_below_ten_events_and_byar_from_ten() -> None:
    low, high = confidence.count_interval([0, 1, 9, 10])
    assert low[0] == 0
    assert high[0] == pytest.approx(-np.log(0.025))  # no event: P(none) = exp(-upper) = 2.5%
    assert low[1] == pytest.approx(-np.log(0.975))  # one event: P(at least one) = 2.5%
    assert (low[2], high[2]) == pytest.approx((4.115373, 17.084803), abs=1e-6)  # the tables' interval of nine
    assert (round(float(low[3]), 4), round(float(high[3]), 4)) == (4.7874, 18.3915)


def test_missing_and_impossible_figures_have_no_interval() -> None:
    low, high = confidence.wilson([NAN, 5, 6, -1], [10, 0, 5, 5])
    assert np.isnan(low).all()
    assert np.isnan(high).all()
    assert np.isnan(confidence.count_interval([NAN, -1])).all()


def test_the_average_is_that_of_all_people_not_of_ccgs() -> None:
    assert funnels.average([1, 90, NAN], [10, 100, 50]) == pytest.approx(91 / 110)
    assert np.isnan(funnels.average([], []))


def test_a_ratio_of_one_is_always_inside_its_exact_limits() -> None:
    expected = np.array([0.5, 5, 50, 500])
    low, high = funnels.ratio_limits(expected, Z998)
    assert ((low < 1) & (high > 1)).all()
    assert (np.diff(high) < 0).all()


def test_without_extra_spread_nothing_is_adjusted() -> None:
    events = np.array([30.0, 31, 29, 30, 30])
    found = dispersion.dispersion(dispersion.proportion(events, np.full(5, 100.0)))
    assert found.tau2 == 0
    assert found.phi < 1
    assert found.z_adjusted == pytest.approx(found.z)


def test_more_spread_than_chance_explains_is_taken_out_of_the_z_scores() -> None:
    rng = np.random.default_rng(1)
    total = np.full(200, 2000.0)
    events = np.round(total * np.clip(rng.normal(0.5, 0.08, 200), 0, 1))
    found = dispersion.dispersion(dispersion.proportion(events, total))
    assert found.phi > 2
    assert np.mean(np.abs(found.z) > Z95) > 0.5
    assert np.mean(np.abs(found.z_adjusted) > Z95) < 0.15


def test_equal_figures_share_the_best_rank_and_missing_ones_have_none() -> None:
    values = np.array([3.0, NAN, 5, 5, 1])
    assert ranks.ranks(values).tolist() == pytest.approx([3, NAN, 1, 1, 4], nan_ok=True)
    assert ranks.ranks(values, lower_is_better=True).tolist() == pytest.approx([2, NAN, 3, 3, 1], nan_ok=True)
    assert ranks.ranks(values, ties="mean").tolist() == pytest.approx([3, NAN, 1.5, 1.5, 4], nan_ok=True)


def test_rank_ranges_are_the_same_every_time_and_wider_for_small_ccgs() -> None:
    centre, spread = np.linspace(0, 1, 21), np.full(21, 0.02)
    spread[10] = 0.4
    low, high = ranks.rank_ranges(centre, spread, lower_is_better=True)
    assert np.array_equal(ranks.rank_ranges(centre, spread, lower_is_better=True), [low, high])
    assert (low <= np.arange(1, 22)).all()
    assert (high >= np.arange(1, 22)).all()
    assert high[10] - low[10] > 10 > high[3] - low[3]


def test_peers_are_the_nearest_in_standard_deviations() -> None:
    variables = np.array([[0.0, 0], [1, 0], [0, 100], [3, 300], [NAN, 0]])
    found = peers.nearest(variables, 0, most=2)
    assert found.members.tolist() == [1, 2]
    assert found.shares.sum(axis=1) == pytest.approx([1, 1])
    assert peers.nearest(variables, 4).members.size == 0
    assert 4 not in peers.nearest(variables, 0).members
