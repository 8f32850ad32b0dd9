"""Status on a day against a slow twin that tries every day a vague date may mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assessments.calc import intervals
from assessments.calc.intervals import NO_RECORD, POSSIBLY, YES, Intervals, a_year_before, days_of

FIRST, LAST = date(2015, 12, 1), date(2018, 3, 31)
DAYS = st.dates(FIRST, LAST)
VAGUE = st.none() | st.tuples(DAYS, st.sampled_from([0, 1, 5, 30, 365]))


@dataclass(frozen=True)
class Vague:
    """An interval whose ends lie somewhere in a span of days, or are not known (None)."""

    start: tuple[date, date] | None
    end: tuple[date, date] | None


def span(drawn: tuple[date, int] | None) -> tuple[date, date] | None:
    return drawn and (drawn[0], drawn[0] + timedelta(days=drawn[1]))


vague = st.builds(lambda start, end: Vague(span(start), span(end)), VAGUE, VAGUE)


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=days) for days in range((last - first).days + 1)]


def slow_status(found: Vague, day: date) -> int:
    """Every pair of days the two ends may mean, one by one, each asked whether the interval then holds `day`."""
    if found.end and all(end <= day for end in days_between(*found.end)):
        return NO_RECORD
    if found.start and all(start > day for start in days_between(*found.start)):
        return NO_RECORD
    if not found.start:
        return POSSIBLY
    begun = [start <= day for start in days_between(*found.start)]
    if found.end:
        running = [day < end for end in days_between(*found.end)]
    else:
        running = [a_year_before(day) <= start for start in days_between(*found.start)]
    return YES if all(begun) and all(running) else POSSIBLY


def arrays(rows: list[Vague]) -> Intervals:
    return Intervals(
        days_of([row.start[0] if row.start else None for row in rows]),
        days_of([row.start[1] if row.start else None for row in rows]),
        days_of([row.end[0] if row.end else None for row in rows]),
        days_of([row.end[1] if row.end else None for row in rows]),
    )


@given(st.lists(vague, max_size=12), DAYS)
def test_status_is_what_every_possible_day_says(rows: list[Vague], day: date) -> None:
    assert intervals.status_on(arrays(rows), day).tolist() == [slow_status(row, day) for row in rows]


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from([NO_RECORD, POSSIBLY, YES])), max_size=15))
def test_yes_beats_possibly_beats_no_record(drawn: list[tuple[int, int]]) -> None:
    owners = np.array([owner for owner, _ in drawn], dtype=np.intp)
    codes = np.array([code for _, code in drawn], dtype=np.int8)
    slow = [max([code for of, code in drawn if of == owner], default=NO_RECORD) for owner in range(5)]
    assert intervals.strongest(codes, owners, 5).tolist() == slow


def test_the_words_of_the_contract() -> None:
    """The examples of the public API: July 2016 is yes, Northumberland's "2016" possibly, an old open end possibly."""
    on = date(2016, 7, 21)
    whole_2016 = (date(2016, 1, 1), date(2016, 12, 31))
    rows = [
        Vague((on, on), None),
        Vague(whole_2016, (date(2019, 7, 11), date(2019, 7, 11))),
        Vague((date(2015, 11, 1), date(2015, 11, 30)), None),
        Vague((date(2013, 12, 1), date(2013, 12, 31)), None),
        Vague((date(2014, 1, 1), date(2014, 1, 1)), (on, on)),
        Vague(None, None),
    ]
    said = [intervals.STATUSES[code] for code in intervals.status_on(arrays(rows), on)]
    assert said == ["yes", "possibly", "yes", "possibly", "no-record", "possibly"]


def test_exactly_a_year_after_the_start_an_open_end_still_counts() -> None:
    rows = arrays([Vague((date(2016, 7, 21), date(2016, 7, 21)), None)])
    assert intervals.status_on(rows, date(2017, 7, 21)).tolist() == [YES]
    assert intervals.status_on(rows, date(2017, 7, 22)).tolist() == [POSSIBLY]
    assert a_year_before(date(2016, 2, 29)) == date(2015, 2, 28)
