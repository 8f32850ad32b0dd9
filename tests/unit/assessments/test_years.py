"""Years, frameworks and days as data."""

from __future__ import annotations

from datetime import date

import pytest

from assessments.scales import Assurance, Baseline, ComponentWording, FourWord, Rag
from assessments.years import HEADLINES, comparable, scales_printed, status_day
from ccgdash.organisations.calc.years import year_before


@pytest.mark.parametrize(
    ("year", "day"),
    [
        ("2015-16", date(2016, 7, 21)),
        ("2016-17", date(2017, 7, 21)),
        ("2018-19", date(2019, 7, 11)),
        ("2013-14", date(2014, 7, 31)),
        ("2017-18", date(2018, 7, 31)),
        ("2021-22", date(2022, 7, 31)),
    ],
)
def test_the_day_of_a_year_is_the_day_its_ratings_came_out_else_31_july(year: str, day: date) -> None:
    assert status_day(year) == day


def test_steps_are_told_only_inside_one_framework() -> None:
    steps = {year for year in HEADLINES if comparable(year_before(year), year)}
    assert steps == {"2014-15", "2017-18", "2018-19"}
    assert not comparable("2019-20", "2020-21")


def test_each_assessment_has_the_scales_it_was_printed_on() -> None:
    assert scales_printed("ccg-assurance", "2014-15", "headline", "year-end") == (Assurance,)
    assert scales_printed("ccg-assurance", "2015-16", "headline", "year-end") == (FourWord,)
    assert scales_printed("ccg-assurance", "2015-16", "component:planning", "year-end") == (FourWord, ComponentWording)
    assert scales_printed("ccg-iaf", "2015-16", "clinical:cancer", "baseline") == (Baseline,)
    assert scales_printed("ccg-iaf", "2017-18", "component:quality-of-leadership", "quarter-1") == (FourWord, Rag)


def test_nothing_was_printed_outside_the_frameworks() -> None:
    assert scales_printed("ccg-iaf", "2013-14", "headline", "year-end") == ()
    assert scales_printed(None, "2020-21", "headline", "year-end") == ()
    assert scales_printed(None, "2015-16", "clinical:cancer", "year-end") == ()
