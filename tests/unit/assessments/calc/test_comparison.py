"""Averages and funnels by the figures of the methods note."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assessments.calc.comparison import centre, funnel_of
from assessments.calc.statistics import dispersion


def test_the_average_is_pooled_and_never_the_mean_of_figures() -> None:
    values, events, totals = (np.array(each) for each in ([10.0, 50.0], [10.0, 5.0], [100.0, 10.0]))
    middle, is_average = centre(values, events, totals, 100)
    assert is_average
    assert middle == pytest.approx(100 * 15 / 110)
    assert centre(values, np.array([10.0, np.nan]), totals, 100) == (30.0, False)
    assert centre(np.array([10.0, 50.0, 11.0]), events, totals, 0) == (11.0, False)
    assert np.isnan(centre(np.array([]), np.array([]), np.array([]), 100)[0])


def test_limits_of_a_funnel_are_those_of_the_methods() -> None:
    """METHODS 6.2: n = 100, p = 0.3, 95% gives 0.210183 and 0.389817."""
    events, totals = np.array([30.0, 30.0]), np.array([100.0, 100.0])
    found = funnel_of(
        events, totals, 100, dispersion.dispersion(dispersion.proportion(events, totals)), proportion=True
    )
    assert found.mean == pytest.approx(30)
    assert found.sizes[-1] == 100
    assert (found.narrow[0][-1], found.narrow[1][-1]) == (
        pytest.approx(21.0183, abs=1e-4),
        pytest.approx(38.9817, abs=1e-4),
    )
    assert (found.beyond, found.beyond_adjusted) == (0, 0)
    events, totals = np.array([50.0, 5.0]), np.array([1000.0, 1000.0])
    spread = dispersion.dispersion(dispersion.ratio_root(events, 27.5 / 1000 * totals))
    rate = funnel_of(events, totals, 1000, spread, proportion=False)
    assert rate.mean == pytest.approx(27.5)
    assert (rate.beyond, rate.beyond_adjusted) == (2, 0)


def test_limits_that_allow_for_all_differing_are_the_plain_ones_where_they_do_not() -> None:
    """METHODS 6.3 step 5: s is replaced by sqrt(s^2 + tau2), so tau2 = 0 changes nothing but the transformation."""
    events, totals = np.array([300.0, 310.0, 290.0]), np.array([1000.0, 1000.0, 1000.0])
    same = dispersion.dispersion(dispersion.proportion(events, totals))
    plain = funnel_of(events, totals, 100, same, proportion=True)
    assert same.tau2 == 0
    assert plain.wide_adjusted[0][-1] == pytest.approx(plain.wide[0][-1], abs=0.15)
    wider = funnel_of(events, totals, 100, replace(same, tau2=0.01), proportion=True)
    z = (np.arcsin(np.sqrt(wider.wide_adjusted[1][-1] / 100)) - np.arcsin(np.sqrt(0.3))) / np.sqrt(1 / 4000 + 0.01)
    assert z == pytest.approx(3.090232)
    assert np.all(wider.narrow_adjusted[0] < plain.narrow[0])
