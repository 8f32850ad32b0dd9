"""One indicator over all CCGs of a period, and one CCG on all indicators of a year: what the charts are drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assessments.calc.comparison import centre
from assessments.calc.statistics.confidence import Array
from assessments.models import Indicator, IndicatorValue
from assessments.queries_scores import indicator_values, indicators
from assessments.resources_indicators import CONTEXT, Interval, intervals
from assessments.scoring.facts import PER, SIGNS
from ccgdash.http.release import ReleaseRef
from ccgdash.organisations.queries import ccgs_in_force, names_by_year

COUNTS = frozenset({"people", "count", "bed days", "admissions", "placements", "deaths", "practices"})
"""Units that grow with the size of a CCG: not set beside those of another."""


@dataclass(frozen=True)
class Figure:
    """One CCG in the period."""

    ods_code: str
    name: str
    region: str
    value: float
    events: float
    total: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Distribution:
    """One indicator over the CCGs known in one period. `per`: what a share of 1 is in the unit; 0: no events."""

    indicator: Indicator
    year: str
    period: str
    figures: tuple[Figure, ...]

    @property
    def per(self) -> float:
        return 100.0 if self.indicator.unit == "%" else PER.get(self.indicator.unit, 0.0)

    @property
    def sign(self) -> int:
        return SIGNS[self.indicator.direction]

    def of(self, ods_code: str) -> Figure | None:
        return next((figure for figure in self.figures if figure.ods_code == ods_code), None)

    def centre(self, among: Iterable[Figure] | None = None) -> tuple[float, bool]:
        """(centre, whether it is the average) of all, or of some."""
        some = list(self.figures if among is None else among)
        values, events = _array(each.value for each in some), _array(each.events for each in some)
        totals = _array(each.total for each in some)
        return centre(values, events, totals, self.per)

    @property
    def has_events(self) -> bool:
        """Whether a funnel can be drawn: enough CCGs with events and totals that make up the value, and chance in it:
        what describes a place is counted, not sampled."""
        known = [each for each in self.figures if _matches(each, self.per)]
        return self.per > 0 and self.indicator.domain != CONTEXT and len(known) >= 10


def _matches(each: Figure, per: float) -> bool:
    """Events over total are the value as printed; else the columns mean something else."""
    if not each.total > 0 or np.isnan(each.events):
        return False
    return bool(abs(per * each.events / each.total - each.value) <= max(0.6, abs(each.value) / 50))


def _array(values: Iterable[float]) -> Array:
    return np.array(list(values), dtype=np.float64)


def periods(release: ReleaseRef, indicator_id: str) -> list[tuple[str, str]]:
    """(year, period) of every period with values, in order; the period is empty for whole years."""
    rows = indicator_values(release).filter(indicator_id=indicator_id).order_by("listed_year", "period")
    return list(rows.values_list("listed_year", "period").distinct())


def distribution(release: ReleaseRef, indicator: Indicator, year: str, period: str) -> Distribution:
    """All CCGs of one period of one indicator, as a release holds them."""
    rows = indicator_values(release).filter(indicator_id=indicator.indicator_id, listed_year=year, period=period)
    return _distribution(_places(release.number, year), indicator, year, period, list(rows.order_by("ccg_id")))


@dataclass(frozen=True)
class Places:
    """Names and regions of the CCGs of one year, read once for all its indicators."""

    names: Mapping[tuple[str, str], str]
    regions: Mapping[str, str]


def _places(number: int, year: str) -> Places:
    regions = dict(ccgs_in_force(number, year).values_list("ccg_id", "region_code"))
    return Places(names_by_year(number), regions)


def _distribution(
    places: Places, indicator: Indicator, year: str, period: str, rows: Sequence[IndicatorValue]
) -> Distribution:
    limits = intervals([(row, indicator) for row in rows]) if rows else []
    figures = (_figure(row, year, places, found) for row, found in zip(rows, limits, strict=True))
    return Distribution(indicator, year, period, tuple(figures))


def _figure(row: IndicatorValue, year: str, places: Places, found: Interval) -> Figure:
    code = str(row.ccg_id)
    name = places.names.get((code, year), code)
    events, total = _float(row.numerator), _float(row.denominator)
    return Figure(code, name, places.regions.get(code, ""), row.value, events, total, found.lower, found.upper)


@dataclass(frozen=True)
class Point:
    """The centre of one period, on how many CCGs it rests, and the value of the CCG asked about."""

    year: str
    period: str
    centre: float
    is_average: bool
    known: int
    chosen: float | None


def trend(release: ReleaseRef, indicator: Indicator, ods_code: str = "") -> list[Point]:
    """The centre of every period, in order: the average only where every period has one, else the middle CCG."""
    rows = indicator_values(release).filter(indicator_id=indicator.indicator_id)
    found: dict[tuple[str, str], list[IndicatorValue]] = {}
    for row in rows.order_by("listed_year", "period", "ccg_id"):
        found.setdefault((row.listed_year, row.period), []).append(row)
    per = Distribution(indicator, "", "", ()).per
    points = [_point(key, each, per, ods_code) for key, each in found.items()]
    if all(point.is_average for point in points):
        return points
    return [_point(key, each, 0.0, ods_code) for key, each in found.items()]


def _point(key: tuple[str, str], rows: Sequence[IndicatorValue], per: float, ods_code: str) -> Point:
    values = _array(row.value for row in rows)
    events, totals = _array(_float(row.numerator) for row in rows), _array(_float(row.denominator) for row in rows)
    middle, is_average = centre(values, events, totals, per)
    mine = next((row.value for row in rows if row.ccg_id == ods_code), None)
    return Point(*key, middle, is_average, len(rows), mine)


def _float(value: float | None) -> float:
    return float("nan") if value is None else value


@lru_cache(maxsize=12)
def _year(number: int, _generation: tuple[object, ...], year: str) -> tuple[Distribution, ...]:
    rows: dict[tuple[str, str], list[IndicatorValue]] = {}
    found = IndicatorValue.objects.at(number).filter(listed_year=year, quality="stated").order_by("ccg_id")
    for row in found:
        rows.setdefault((row.indicator_id, row.period), []).append(row)
    known = {one.indicator_id: one for one in Indicator.objects.at(number).filter(quality="stated")}
    last: dict[str, str] = {}
    for indicator, period in rows:
        last[indicator] = max(period, last.get(indicator, ""))
    chosen = [(known[name], period) for name, period in last.items() if name in known]
    chosen = [(one, period) for one, period in chosen if _judges(one)]
    chosen.sort(key=lambda pair: (pair[0].domain, pair[0].area, pair[0].name))
    places = _places(number, year)
    return tuple(_distribution(places, one, year, period, rows[one.indicator_id, period]) for one, period in chosen)


def _judges(one: Indicator) -> bool:
    """Whether an indicator says better or worse of CCGs of any size."""
    return one.domain != CONTEXT and one.direction != "neutral" and one.unit not in COUNTS


def distributions_of_year(release: ReleaseRef, year: str) -> tuple[Distribution, ...]:
    """Every indicator of a year that says better or worse, at its last period, without what is unreliable, describes
    a place or counts how large it is. Read once for each generation of the data."""
    return _year(release.number, release.generation, year)


def years_of(release: ReleaseRef, ods_code: str) -> list[str]:
    """Years in which a CCG has any such value."""
    judged = (
        indicators(release)
        .exclude(domain=CONTEXT)
        .exclude(direction="neutral")
        .exclude(unit__in=COUNTS)
        .filter(quality="stated")
    )
    rows = indicator_values(release).filter(
        ccg=ods_code, quality="stated", indicator_id__in=judged.values("indicator_id")
    )
    return list(rows.order_by("listed_year").values_list("listed_year", flat=True).distinct())


forget = _year.cache_clear
