"""Interventions as half-open intervals with vague ends: what is known of a day. Arrays in, codes out.

A start lies somewhere in [start_earliest, start_latest], an end in [end_earliest, end_latest]; the interval holds from
its start until the day before its end. Days are `datetime64[D]`; NaT is "not known", which is never "still running".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
Codes = NDArray[np.int8]
NO_RECORD, POSSIBLY, YES = 0, 1, 2
STATUSES = ("no-record", "possibly", "yes")
"""Status of each code, weakest first."""


@dataclass(frozen=True)
class Intervals:
    """Intervals, each array of shape (n,)."""

    start_earliest: Days
    start_latest: Days
    end_earliest: Days
    end_latest: Days


def days_of(dates: list[date | None]) -> Days:
    """Dates as an array, None as NaT."""
    return np.array([np.datetime64("NaT") if day is None else day for day in dates], dtype="datetime64[D]")


def a_year_before(day: date) -> date:
    """The same day a year earlier; 28 February for 29 February."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


def status_on(intervals: Intervals, day: date) -> Codes:
    """What each interval says of `day`, shape (n,).

    NO_RECORD: it had ended, or had not begun. YES: it had certainly begun, and either ends later, or its end is not
    known and it began within the year before. POSSIBLY: all else. Method: the rule of the public API's section 3.
    """
    on, recent = np.datetime64(day), np.datetime64(a_year_before(day))
    known_start, known_end = ~np.isnat(intervals.start_earliest), ~np.isnat(intervals.end_earliest)
    ended = known_end & (intervals.end_latest <= on)
    not_begun = known_start & (on < intervals.start_earliest)
    begun = known_start & (intervals.start_latest <= on)
    runs = np.where(known_end, on < intervals.end_earliest, intervals.start_earliest >= recent)
    codes = np.where(begun & runs, YES, POSSIBLY)
    return np.where(ended | not_begun, NO_RECORD, codes).astype(np.int8)


def strongest(codes: Codes, owners: NDArray[np.intp], count: int) -> Codes:
    """The strongest code of each owner, shape (count,): YES beats POSSIBLY beats NO_RECORD, which is also that of
    an owner without intervals. `owners` gives each interval's owner as a number below `count`."""
    best = np.zeros(count, dtype=np.int8)
    np.maximum.at(best, owners, codes)
    return best
