"""The financial year of a day."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from ccgdash.organisations.calc.years import first_day, year_of
from ccgdash.organisations.models.checks import financial_year


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


def test_the_first_day_lies_in_its_year_and_the_day_before_does_not() -> None:
    assert first_day("2015-16") == date(2015, 4, 1)
    assert year_of(first_day("2015-16")) == "2015-16"


@pytest.mark.parametrize("text", ["2015-17", "2015-15", "2015/16", "2015", "15-16", "2015-16 ", "1915-16"])
def test_two_years_that_do_not_follow_are_no_financial_year(text: str) -> None:
    with pytest.raises(ValidationError, match="2015-16"):
        financial_year(text)


def test_the_turn_of_a_decade_and_a_century_is_a_financial_year() -> None:
    for text in ("2019-20", "2099-00"):
        financial_year(text)
        assert year_of(first_day(text)) == text
