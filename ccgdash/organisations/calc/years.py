"""Financial years as the data writes them: the one of a day, the next, the one before, and their days."""

from __future__ import annotations

from datetime import date

FIRST_MONTH = 4  # a financial year runs from 1 April to 31 March


def _year(begins: int) -> str:
    return f"{begins}-{(begins + 1) % 100:02}"


def year_of(day: date) -> str:
    """The financial year of a day: 31 March 2016 is 2015-16, 1 April 2016 is 2016-17."""
    return _year(day.year if day.month >= FIRST_MONTH else day.year - 1)


def year_before(year: str) -> str:
    """`2015-16` to `2014-15`."""
    return _year(int(year[:4]) - 1)


def year_after(year: str) -> str:
    """`2015-16` to `2016-17`."""
    return _year(int(year[:4]) + 1)


def year_began(year: str) -> date:
    """1 April of the year `2015-16` begins in."""
    return date(int(year[:4]), FIRST_MONTH, 1)


def year_ended(year: str) -> date:
    """31 March, its last day."""
    return date(int(year[:4]) + 1, FIRST_MONTH - 1, 31)
