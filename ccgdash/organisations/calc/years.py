"""Financial years as the data writes them, and the year a day falls in."""

from __future__ import annotations

from datetime import date

FIRST_MONTH = 4  # a financial year runs from 1 April to 31 March


def year_of(day: date) -> str:
    """The financial year of a day: 31 March 2016 is 2015-16, 1 April 2016 is 2016-17."""
    begins = day.year if day.month >= FIRST_MONTH else day.year - 1
    return f"{begins}-{(begins + 1) % 100:02}"


def first_day(year: str) -> date:
    """1 April of the year `2015-16` begins in."""
    return date(int(year[:4]), FIRST_MONTH, 1)
