"""One indicator over all its periods: points, the gaps between them, and the breaks no line may cross. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assessments.calc.periods import between
from assessments.indicators.breaks import DEFINITIONS, MIDDLE, BreakBefore
from assessments.indicators.distributions import LINES
from assessments.indicators.queries import indicator_periods, indicator_values
from assessments.models import Indicator, IndicatorPeriod
from ccgdash.http.release import ReleaseRef
from ccgdash.lib.words import count_words
from ccgdash.organisations.calc.years import year_of
from ccgdash.organisations.queries import boundary_changes, ccgs_by_year, predecessors_of


@dataclass(frozen=True)
class Point:
    """The centre of one period, on how many CCGs it rests, and the value of the CCG asked about; None and 0 for a
    period without values."""

    year: str
    period: str
    centre: float | None
    known: int
    chosen: float | None


@dataclass(frozen=True)
class Trend:
    """Every period from the first to the last, in order. `is_average`: every period has an average; else the centre is
    the middle CCG."""

    points: tuple[Point, ...]
    is_average: bool
    breaks: tuple[BreakBefore, ...]

    @property
    def known(self) -> tuple[Point, ...]:
        """Periods with values."""
        return tuple(point for point in self.points if point.known)


def trend(release: ReleaseRef, indicator: Indicator, ods_code: str = "") -> Trend:
    """The centre of every period, and the values of a CCG, with what breaks them."""
    rows = indicator_periods(release).filter(indicator_id=indicator.indicator_id).order_by("year", "period")
    found = {(row.year, row.period): row for row in rows.defer(*LINES)}
    is_average = all(row.basis == IndicatorPeriod.Basis.AVERAGE for row in found.values())
    mine = _values_of(release, indicator, ods_code)
    points = tuple(_point(key, found, mine, is_average=is_average) for key in between(sorted(found)))
    steps = [*DEFINITIONS.get(indicator.indicator_id, ())]
    steps += [] if is_average else _mergers(release)
    steps += _of_ccg(release, ods_code) if ods_code else []
    return Trend(points, is_average, tuple(_inside(steps, points)))


def _point(
    key: tuple[str, str], found: Mapping[tuple[str, str], IndicatorPeriod], mine: Mapping[tuple[str, str], float],
    *, is_average: bool,
) -> Point:  # fmt: skip
    row = found.get(key)
    if row is None:
        return Point(*key, None, 0, None)
    return Point(*key, row.centre if is_average else row.middle, row.known, mine.get(key))


def _values_of(release: ReleaseRef, indicator: Indicator, ods_code: str) -> dict[tuple[str, str], float]:
    """(year, period) to the value of one CCG."""
    if not ods_code:
        return {}
    rows = indicator_values(release).filter(indicator_id=indicator.indicator_id, ccg=ods_code)
    return {(year, period): value for year, period, value in rows.values_list("listed_year", "period", "value")}


def _mergers(release: ReleaseRef) -> Iterator[BreakBefore]:
    """The middle CCG of fewer and larger CCGs is another one. An average over all people is not moved by mergers."""
    counts = ccgs_by_year(release.number)
    for before, year in pairwise(sorted(counts)):
        if counts[before] != counts[year]:
            yield BreakBefore(year, "", f"{counts[before]} CCGs became {counts[year]}", only=MIDDLE)


def _of_ccg(release: ReleaseRef, ods_code: str) -> Iterator[BreakBefore]:
    """One CCG: where it took others in, and where its territory changed under the same code."""
    merged: dict[str, int] = {}
    for each in predecessors_of(release.number, ods_code):
        merged[year_of(each.date)] = merged.get(year_of(each.date), 0) + 1
    for year, count in merged.items():
        yield BreakBefore(year, "", f"formed of {count_words(count, 'CCG')}", only=ods_code)
    for change in boundary_changes(release.number, ods_code):
        seen = year_of(date.fromisoformat(f"{change.first_seen_after}-01"))
        yield BreakBefore(seen, "", "its boundary changed", only=ods_code)


def _inside(steps: Sequence[BreakBefore], points: Sequence[Point]) -> Iterator[BreakBefore]:
    """Breaks with a period on either side, in order of time."""
    for step in [] if not points else sorted(steps, key=lambda each: (each.year, each.period)):
        first, last = ((point.year, point.period) for point in (points[0], points[-1]))
        if first < (step.year, step.period) <= last:
            yield step
