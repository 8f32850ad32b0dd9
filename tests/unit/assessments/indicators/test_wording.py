"""Wording and drawing of indicators, without a database."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from assessments.calc.comparison import side
from assessments.indicators import presenters as words
from assessments.indicators.charts import state_of


def test_a_figure_differs_only_where_its_whole_interval_does() -> None:
    assert (side(51, 60, 50), side(40, 49, 50), side(45, 55, 50), side(None, None, 50)) == (1, -1, 0, 0)


@pytest.mark.parametrize(
    ("step", "sign", "state"),
    [(1, 1, "better"), (1, -1, "worse"), (-1, -1, "better"), (0, 1, "same"), (1, 0, "high"), (-1, 0, "low")],
)
def test_above_is_better_only_where_higher_is(step: int, sign: int, state: str) -> None:
    assert state_of(step, sign, tested=True) == state
    assert state_of(step, sign, tested=False) == "untested"


def test_periods_are_said_as_people_say_them() -> None:
    assert words.period_words("2018-19", "") == "2018/19"
    assert words.period_words("2018-19", "Q3") == "2018/19 quarter 3"
    assert words.period_words("2018-19", "Q3", short=True) == "2018/19 Q3"
    assert words.period_words("2019-20", "2016-2018") == "2016 to 2018"


def test_decimals_tell_ccgs_apart_and_no_more() -> None:
    assert words.decimals_of([1, 2]) == 0
    assert words.decimals_of([51.2, 60]) == 1
    assert words.decimals_of([0.51, 2.25]) == 2
    assert words.decimals_of([1200.5]) == 0


def test_phi_is_always_told_with_what_it_means() -> None:
    of = SimpleNamespace(tau2=0.0004, beyond=40, beyond_adjusted=3, tested=191)
    near, far = (words.dispersion_words(SimpleNamespace(phi=phi, **vars(of)), too_much=phi > 2) for phi in (1.2, 9.0))
    assert "tau² = 0.0004" in near
    assert "far too many (40 of 191)" in far
    assert "phi = 1.20" in near
    assert "may be taken as they stand" in near
    assert "3 CCGs stand out" in far
