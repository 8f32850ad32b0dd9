"""Partial dates: the days a text may mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.calc.partial_dates import days, precision


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_text_means_exactly_the_days_that_begin_with_it(day: date) -> None:
    for length, name in ((4, "year"), (7, "month"), (10, "day")):
        text = day.isoformat()[:length]
        span = days(text)
        assert span is not None
        first, last = span
        assert precision(text) == name
        assert first.isoformat().startswith(text)
        assert last.isoformat().startswith(text)
        assert not (first - timedelta(days=1)).isoformat().startswith(text)
        assert not (last + timedelta(days=1)).isoformat().startswith(text)


def test_no_text_means_no_day() -> None:
    assert days("") is None
    assert precision("") == ""


@pytest.mark.parametrize(
    "text", ["2016-13", "2016-02-30", "16", "2016-7", "2016-07-1", "July 2016", "20160721", "2016-"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day"):
        precision(text)
