"""One indicator over all CCGs of a period, as the run worked it out: what the charts are drawn from. Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.indicators.facts import SIGNS
from assessments.indicators.queries import indicator_periods, indicator_standings, indicator_values, indicators
from assessments.models import Indicator, IndicatorPeriod, IndicatorStanding, IndicatorValue
from assessments.models.indicators import Quality
from ccgdash.http.release import ReleaseRef
from ccgdash.organisations.queries import names_by_year

LINES = ("funnel_sizes", "funnel_limits")  # only the funnel needs them


@dataclass(frozen=True)
class Whole:
    """One indicator in one period over all CCGs counted."""

    indicator: Indicator
    of: IndicatorPeriod

    @property
    def year(self) -> str:
        return self.of.year

    @property
    def period(self) -> str:
        return self.of.period

    @property
    def sign(self) -> int:
        return SIGNS[self.indicator.direction]

    @property
    def is_average(self) -> bool:
        """Whether the centre is the average; else it is the middle CCG."""
        return self.of.basis == IndicatorPeriod.Basis.AVERAGE


@dataclass(frozen=True)
class Figure:
    """One CCG in the period; None where not known."""

    ods_code: str
    name: str
    value: float
    total: float | None
    lower: float | None
    upper: float | None
    z: float | None
    z_adjusted: float | None


@dataclass(frozen=True)
class Distribution(Whole):
    """The same with every CCG, by code."""

    figures: tuple[Figure, ...]


def periods(release: ReleaseRef, indicator_id: str) -> list[tuple[str, str]]:
    """(year, period) of every period with values, in order; the period is empty for whole years."""
    rows = indicator_periods(release).filter(indicator_id=indicator_id).order_by("year", "period")
    return list(rows.values_list("year", "period"))


def distribution(release: ReleaseRef, indicator: Indicator, year: str, period: str) -> Distribution | None:
    """All CCGs of one period of one indicator, as a release holds them; None for a period without values."""
    one = {"indicator_id": indicator.indicator_id, "period": period}
    of = indicator_periods(release).filter(**one, year=year).first()
    if of is None:
        return None
    rows = indicator_values(release).filter(**one, listed_year=year).order_by("ccg_id")
    if of.left_out:
        rows = rows.filter(quality=Quality.STATED)
    placed = {row.value_id: row for row in indicator_standings(release).filter(**one, year=year)}
    names = names_by_year(release.number)
    return Distribution(indicator, of, tuple(_figure(row, placed.get(row.pk), names) for row in rows))


def _figure(row: IndicatorValue, placed: IndicatorStanding | None, names: Mapping[tuple[str, str], str]) -> Figure:
    code = str(row.ccg_id)
    told = (placed.lower, placed.upper, placed.z, placed.z_adjusted) if placed else (row.lower, row.upper, None, None)
    return Figure(code, names.get((code, row.listed_year), code), row.value, row.denominator, *told)


def wholes_of_year(release: ReleaseRef, year: str) -> list[Whole]:
    """Every headline indicator of a year at its last period: without what is unreliable, describes a place or counts
    how large it is. By domain, area and name."""
    rows = {row.indicator_id: row for row in indicator_periods(release).filter(year=year, headline=True).defer(*LINES)}
    named = indicators(release).filter(indicator_id__in=rows).order_by("domain", "area", "name", "indicator_id")
    return [Whole(one, rows[one.indicator_id]) for one in named]


def standings_of(release: ReleaseRef, year: str, ods_codes: Sequence[str]) -> dict[tuple[str, str], Any]:
    """(indicator, CCG) to where its headline value of a year stands, with the fact as `value`."""
    rows = indicator_standings(release).filter(year=year, ccg__in=ods_codes, headline=True).select_related("value")
    return {(row.indicator_id, str(row.ccg_id)): row for row in rows}


def years_of(release: ReleaseRef, ods_code: str) -> list[str]:
    """Years in which a CCG has any headline value."""
    rows = indicator_standings(release).filter(ccg=ods_code, headline=True)
    return list(rows.order_by("year").values_list("year", flat=True).distinct())
