"""Indicators and their values: one Resource each, for page, JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import QuerySet

from assessments import queries_scores as queries
from assessments.calc.statistics.confidence import count_interval, wilson
from assessments.filtersets_scores import IndicatorFilterSet, IndicatorValueFilterSet
from assessments.models import Indicator, IndicatorValue
from assessments.scoring.facts import PER
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Coverage, Resource
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection
from ccgdash.organisations.queries import ccgs_in_force, names_by_year

NOT_KNOWN = "not-known"
CONTEXT = "Context"


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator."""

    indicator: str = column("Own id, not an official code.", example="iapt-recovery-rate")
    name: str = column("Name.", example="IAPT recovery rate")
    domain: str | None = column("Framework domain where stated, or Context: describes a place.", example="Better Care")
    area: str | None = column("Area.", example="Mental health")
    unit: str | None = column("Unit of the values.", example="%")
    direction: str = column("higher-better, lower-better or neutral.", example="higher-better")
    direction_status: str = column("stated: fixed by a published standard; inferred: a common-sense reading.")
    standard: str | None = column("National standard where one was read.", example="60% (dashboard metadata)")
    standard_value: float | None = column("The standard where it is one figure in the unit.", example=60)
    definition: str | None = column("Definition; null where only the name is known.")
    numerator: str | None = column("What the numerator counts.")
    denominator: str | None = column("What the denominator counts.")
    period_kind: str | None = column("Period of the values; null where there are none.", example="year")
    publisher: str | None = column("Publisher of the figures or of their inputs.")
    quality: str = column("stated, or unreliable: keep out of headline views.", example="stated")
    note: str = column("Remark; empty where there is none.")
    sources: tuple[str, ...] = column("Ids of the sources.", example=["nhsd-iapt-annual"])
    missing: Mapping[str, str] = missing_column()


TEXTS = ("domain", "area", "unit", "standard", "definition", "numerator", "denominator", "period_kind", "publisher")


class Indicators(Resource[Indicator, IndicatorRow]):
    """What is measured, with definition, unit, direction, standard and source. Some are known only by name."""

    name = "indicators"
    title = "Indicators"
    row = IndicatorRow
    filterset = IndicatorFilterSet
    orderings = {"indicator": "indicator_id", "name": "name", "domain": "domain", "area": "area"}
    default_ordering = ("domain", "area", "name")
    tie_breaker = ("indicator_id",)

    def queryset(self, release: ReleaseRef) -> QuerySet[Indicator]:
        return queries.indicators(release)

    def rows(self, records: Sequence[Indicator], selection: Selection) -> Iterable[IndicatorRow]:
        return (indicator_row(found) for found in records)


def indicator_row(found: Indicator) -> IndicatorRow:
    """The row of an indicator."""
    texts: dict[str, Any] = {name: getattr(found, name) or None for name in TEXTS}
    gaps = {name: NOT_KNOWN for name, value in texts.items() if value is None}
    if found.standard_value is None:
        gaps["standard_value"] = NOT_KNOWN
    return IndicatorRow(
        indicator=found.indicator_id,
        name=found.name,
        direction=found.direction,
        direction_status=found.direction_status,
        standard_value=found.standard_value,
        quality=found.quality,
        note=found.note,
        sources=tuple(found.source_ids),
        missing=gaps,
        **texts,
    )


@dataclass(frozen=True, slots=True)
class IndicatorValueRow:
    """One indicator of one CCG in one period."""

    indicator: str = column("Indicator.", example="smoking-prevalence-qof")
    ods_code: str = column("CCG in force in that year.", example="07X")
    name: str = column("Name of the CCG in that year.", example="NHS Enfield")
    year: str = column("Financial year; for calendar periods the one they count as.", example="2019-20")
    period: str = column("The year, a quarter of it (Q1 to Q4), or calendar years.", example="2019-20")
    value: float = column("Value in the indicator's unit.", example=14.1)
    unit: str = column("Unit.", example="%")
    numerator: float | None = column("Numerator where known.", example=39000)
    denominator: float | None = column("Denominator where known.", example=276000)
    lower: float | None = column("Lower 95% limit, in the unit.", example=14.0)
    upper: float | None = column("Upper 95% limit.", example=14.2)
    interval: str | None = column("published, or computed: Wilson for shares, exact and Byar for rates of events.")
    derivation: str = column("direct: published for the CCG; computed: from published figures.", example="direct")
    quality: str = column("stated, or unreliable: keep out of headline views.", example="stated")
    note: str = column("Remark; empty where there is none.")
    sources: tuple[str, ...] = column("Ids of the sources.", example=["ohid-smoking-qof"])
    missing: Mapping[str, str] = missing_column()


@dataclass(frozen=True)
class Interval:
    """Limits in an indicator's unit; all None where none is known."""

    lower: float | None = None
    upper: float | None = None
    how: str | None = None


class IndicatorValues(Resource[IndicatorValue, IndicatorValueRow]):
    """Values with numerator, denominator and interval where known. A missing row means not found; nothing is filled in.
    Values of unreliable quality are given, and marked."""

    name = "indicator-values"
    title = "Indicator values"
    row = IndicatorValueRow
    filterset = IndicatorValueFilterSet
    orderings = {
        "indicator": "indicator_id",
        "ods_code": "ccg",
        "year": "listed_year",
        "period": "period",
        "value": "value",
    }
    default_ordering = ("indicator", "year", "period", "ods_code")
    tie_breaker = ("indicator_id", "listed_year", "period", "ccg")

    def queryset(self, release: ReleaseRef) -> QuerySet[IndicatorValue]:
        return queries.indicator_values(release)

    def rows(self, records: Sequence[IndicatorValue], selection: Selection) -> Iterable[IndicatorValueRow]:
        if selection.release is None or not records:
            return
        number = selection.release.number
        names = names_by_year(number)
        wanted = {record.indicator_id for record in records}
        known = {one.indicator_id: one for one in Indicator.objects.at(number).filter(indicator_id__in=wanted)}
        limits = intervals([(record, known[record.indicator_id]) for record in records])
        for record, interval in zip(records, limits, strict=True):
            name = names.get((str(record.ccg_id), record.listed_year), "")
            yield value_row(record, known[record.indicator_id], name, interval)

    def coverage(self, selection: Selection) -> Coverage | None:
        """CCGs with a value, of those in force; only for one indicator in one year."""
        indicator, year = selection.one("indicator"), selection.one("year")
        if selection.release is None or indicator is None or year is None:
            return None
        known = self.matching(selection).order_by().values("ccg").distinct().count()
        there = ccgs_in_force(selection.release.number, str(year))
        if codes := selection.all("ods_code"):
            there = there.filter(ccg__in=map(str, codes))
        if regions := selection.all("region"):
            there = there.filter(region_code__in=map(str, regions))
        return Coverage(known, there.count())

    def empty_reason(self, selection: Selection) -> str:
        return "No value was found for what is asked; a missing value is not zero: it was not found."


def intervals(records: Sequence[tuple[IndicatorValue, Indicator]]) -> list[Interval]:
    """The interval of each value: as published, else computed for shares and for events per so many people. What only
    describes a place is counted, not sampled, and has none."""
    numerators = np.array([_float(record.numerator) for record, _ in records])
    denominators = np.array([_float(record.denominator) for record, _ in records])
    share = np.array(wilson(numerators, denominators)) * 100
    per = np.array([PER.get(one.unit, np.nan) for _, one in records])
    is_rate = ~np.isnan(per)
    events = np.where(is_rate, numerators, np.nan)
    rate = np.array(count_interval(events)) if is_rate.any() else np.full((2, len(records)), np.nan)
    rate = rate / np.where(denominators > 0, denominators, np.nan) * per
    limits = np.where([one.unit == "%" for _, one in records], share, rate)
    limits[:, [one.domain == CONTEXT for _, one in records]] = np.nan
    return [_interval(record, limits[:, at]) for at, (record, _) in enumerate(records)]


def _interval(record: IndicatorValue, limits: Any) -> Interval:
    if record.lower is not None:
        return Interval(record.lower, record.upper, "published")
    if np.isnan(limits).any() or not limits[0] <= record.value <= limits[1]:
        return Interval()
    return Interval(float(limits[0]), float(limits[1]), "computed")


def _float(value: float | None) -> float:
    return float("nan") if value is None else value


def value_row(record: IndicatorValue, indicator: Indicator, name: str, interval: Interval) -> IndicatorValueRow:
    """The row of a value."""
    maybe: dict[str, Any] = {
        "numerator": record.numerator,
        "denominator": record.denominator,
        "lower": interval.lower,
        "upper": interval.upper,
        "interval": interval.how,
    }
    return IndicatorValueRow(
        indicator=record.indicator_id,
        ods_code=str(record.ccg_id),
        name=name,
        year=record.listed_year,
        period=record.period or record.year,
        value=record.value,
        unit=indicator.unit,
        derivation=record.derivation,
        quality=record.quality,
        note=record.note,
        sources=tuple(record.source_ids or indicator.source_ids),
        missing={column_: NOT_KNOWN for column_, value in maybe.items() if value is None},
        **maybe,
    )


INDICATORS, INDICATOR_VALUES = Indicators(), IndicatorValues()
