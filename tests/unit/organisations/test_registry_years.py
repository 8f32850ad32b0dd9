"""The financial year of a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from ccgdash.organisations.calc.years import year_after, year_before, year_began, year_ended, year_of
from ccgdash.organisations.models.checks import financial_year

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2015, 4, 1), "2015-16"),
        (date(2016, 3, 31), "2015-16"),
        (date(2016, 4, 1), "2016-17"),
        (date(2016, 1, 1), "2015-16"),
        (date(2009, 12, 31), "2009-10"),
        (date(1999, 4, 1), "1999-00"),
    ],
)
def test_a_year_runs_from_april_to_march(day: date, year: str) -> None:
    assert year_of(day) == year


def test_a_year_begins_and_ends_on_its_first_and_last_day() -> None:
    first, last = year_began("2015-16"), year_ended("2015-16")
    assert (first, last) == (date(2015, 4, 1), date(2016, 3, 31))
    assert [year_of(day) for day in (first - DAY, first, last, last + DAY)] == ["2014-15", *["2015-16"] * 2, "2016-17"]


def test_years_follow_each_other_over_the_turn_of_a_century() -> None:
    assert (year_before("2000-01"), year_before("2015-16")) == ("1999-00", "2014-15")
    assert (year_after("1999-00"), year_after("2098-99")) == ("2000-01", "2099-00")


@pytest.mark.parametrize("text", ["2015-17", "2015-15", "2015/16", "2015", "15-16", "2015-16 ", "1915-16"])
def test_two_years_that_do_not_follow_are_no_financial_year(text: str) -> None:
    with pytest.raises(ValidationError, match="2015-16"):
        financial_year(text)


def test_the_turn_of_a_decade_and_a_century_is_a_financial_year() -> None:
    for text in ("2019-20", "2099-00"):
        financial_year(text)
        assert year_of(year_began(text)) == text
