"""Indicators and their values: one Resource each, for page, JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from assessments.indicators import queries
from assessments.indicators.facts import CONTEXT, judges
from assessments.indicators.filtersets import IndicatorFilterSet, IndicatorValueFilterSet
from assessments.models import Indicator, IndicatorPeriod, IndicatorStanding, IndicatorValue
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Coverage, Resource
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection
from ccgdash.lib.words import NOT_APPLICABLE, NOT_KNOWN
from ccgdash.organisations.queries import ccgs_in_force, names_by_year


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
    rank: int | None = column("1 the best of the period; equal values share it. Computed, as all below.", example=35)
    rank_low: int | None = column("Best rank of the 95% range: every figure drawn again from chance, seed 20130401.")
    rank_high: int | None = column("Last rank of that range.", example=42)
    ranked: int | None = column("CCGs ranked in the period.", unit="CCGs", example=191)
    z: float | None = column("Standard errors from the average, on a scale where chance is about normal.", example=2.1)
    z_adjusted: float | None = column("The same with the variance between CCGs added to chance.", example=0.9)
    phi: float | None = column("How many times as much as by chance CCGs differ in the period; above about 2 read "
                               "z_adjusted, not z.", example=5.4)  # fmt: skip
    tau2: float | None = column("Variance between CCGs on the transformed scale.", example=0.0004)
    comparison_official: bool = column("Always false: rank, range, z, phi and tau2 are worked out here.", example=False)
    derivation: str = column("direct: published for the CCG; computed: from published figures.", example="direct")
    quality: str = column("stated, or unreliable: keep out of headline views.", example="stated")
    note: str = column("Remark; empty where there is none.")
    sources: tuple[str, ...] = column("Ids of the sources.", example=["ohid-smoking-qof"])
    missing: Mapping[str, str] = missing_column()


@dataclass(frozen=True)
class Compared:
    """Where the run found values to stand: by key of the value, and by indicator, year and period."""

    standings: Mapping[int, IndicatorStanding]
    periods: Mapping[tuple[str, str, str], IndicatorPeriod]

    @classmethod
    def of(cls, release: ReleaseRef, records: Sequence[IndicatorValue]) -> Compared:
        """Of the values given, in two queries."""
        placed = queries.indicator_standings(release).filter(value__in=[record.pk for record in records])
        wanted = {"indicator_id__in": {record.indicator_id for record in records}}
        wanted |= {"year__in": {record.listed_year for record in records}}
        spread = queries.indicator_periods(release).filter(**wanted)
        periods = spread.only("indicator_id", "year", "period", "phi", "tau2", "known")
        return cls(
            {row.value_id: row for row in placed},
            {(row.indicator_id, row.year, row.period): row for row in periods},
        )

    def columns(self, record: IndicatorValue) -> dict[str, Any]:
        """Interval, rank, z-scores and spread of a value; None where not known."""
        placed = self.standings.get(record.pk)
        told: dict[str, Any] = {name: getattr(placed, name, None) for name in PLACED}
        if record.lower is not None:
            told |= {"lower": record.lower, "upper": record.upper}
        told["interval"] = None if told["lower"] is None else "computed" if record.lower is None else "published"
        spread = self.periods.get((record.indicator_id, record.listed_year, record.period))
        of = {"ranked": ("rank", "known"), "phi": ("z", "phi"), "tau2": ("z", "tau2")}
        return told | {name: getattr(spread, of_, None) if told[by] is not None else None
                       for name, (by, of_) in of.items()}  # fmt: skip


PLACED = ("lower", "upper", "rank", "rank_low", "rank_high", "z", "z_adjusted")


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
        names = names_by_year(selection.release.number)
        known = queries.indicators_by_id(selection.release)
        compared = Compared.of(selection.release, records)
        for record in records:
            name = names.get((str(record.ccg_id), record.listed_year), "")
            yield value_row(record, known[record.indicator_id], name, compared)

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


def value_row(record: IndicatorValue, indicator: Indicator, name: str, compared: Compared) -> IndicatorValueRow:
    """The row of a value. What describes a place or counts how large it is has no rank and no chance in it."""
    maybe = {"numerator": record.numerator, "denominator": record.denominator, **compared.columns(record)}
    without = {*(() if judges(indicator) else RANKED), *(CHANCE if indicator.domain == CONTEXT else ())}
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
        comparison_official=False,
        missing={each: NOT_APPLICABLE if each in without else NOT_KNOWN for each in maybe if maybe[each] is None},
        **maybe,
    )


RANKED = ("rank", "rank_low", "rank_high", "ranked")
CHANCE = (*RANKED, "lower", "upper", "interval", "z", "z_adjusted", "phi", "tau2")
INDICATORS, INDICATOR_VALUES = Indicators(), IndicatorValues()
