"""Spending lines, pooled funds, price indices and published findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Coverage, Resource
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection
from ccgdash.lib.words import NOT_APPLICABLE
from ccgdash.organisations.queries import namer
from finance import queries
from finance.filtersets import (
    DeflatorFilterSet,
    FindingFilterSet,
    PooledFundFilterSet,
    SpendingFilterSet,
    SpendingGrowthFilterSet,
)
from finance.models import Deflator, Finding, PooledFund, Spending, SpendingGrowth
from finance.resources.gaps import gaps


@dataclass(frozen=True, slots=True)
class SpendingRow:
    """One spending line of one organisation and year."""

    ods_code: str = column("ODS code; ENG for England.", example="00L")
    name: str = column("Name.", example="NHS Northumberland")
    level: str = column("ccg, footprint, region or england.", example="ccg")
    year: str = column("Financial year of the spending.", example="2019-20")
    measure: str = column("Spending line.", example="mh-spend-total")
    basis: str = column("actual or plan.", example="actual")
    geography: str = column("CCG set the figures are shown on, also for earlier years.", example="ccgs-2021")
    value_gbp: int | None = column("Amount of a line in pounds.", unit="GBP")
    value_pct: float | None = column("Share, for a line that is one.", unit="%")
    met: bool | None = column("Mental Health Investment Standard met, for the line that says so.")
    quality: str = column("ok; suspicious: share outside 9 to 20%; does-not-sum: CCGs do not add up to it.")
    sources: tuple[str, ...] = column("Ids of the sources.")
    missing: Mapping[str, str] = missing_column()


class SpendingLines(Resource[Spending, SpendingRow]):
    """Mental-health spending by line."""

    name = "spending"
    title = "Spending"
    row = SpendingRow
    filterset = SpendingFilterSet
    orderings = {
        "ods_code": "org_code",
        "name": "name",
        "level": "level",
        "year": "year",
        "measure": "measure",
        "basis": "basis",
        "value_gbp": "value_gbp",
        "value_pct": "value_pct",
    }
    default_ordering = ("year", "measure", "level", "ods_code")
    tie_breaker = ("year", "measure", "level", "org_code", "basis", "geography")

    def queryset(self, release: ReleaseRef) -> QuerySet[Spending]:
        return queries.spending(release)

    def rows(self, records: Sequence[Any], selection: Selection) -> Iterable[SpendingRow]:
        for found in records:
            values = {"value_gbp": found.value_gbp, "value_pct": found.value_pct, "met": found.met}
            yield SpendingRow(
                ods_code=found.org_code,
                name=found.name,
                level=found.level,
                year=found.year,
                measure=found.measure,
                basis=found.basis,
                geography=found.geography,
                quality=found.quality,
                sources=tuple(found.source_ids),
                missing=gaps(values, dict.fromkeys(values, NOT_APPLICABLE)),
                **values,
            )


@dataclass(frozen=True, slots=True)
class SpendingGrowthRow:
    """Whether one spending line of one CCG rose at least as fast as its core allocation."""

    ods_code: str = column("CCG of April 2021.", example="00L")
    name: str = column("Name.", example="NHS Northumberland")
    year: str = column("Financial year, against the one before.", example="2020-21")
    measure: str = column("Spending line.", example="cyp-mh-spend-excl-ld-ed")
    spend_gbp: int | None = column("Spending.", unit="GBP")
    spend_before_gbp: int | None = column("Spending in the year before.", unit="GBP")
    spend_growth_pct: float | None = column("Its growth.", unit="%")
    allocation_growth_pct: float | None = column("Growth of the core allocation of the same area.", unit="%")
    in_line: bool | None = column("Spend rose at least as fast, decided in whole pounds.")
    reason: str | None = column(
        "Why in_line is null: not-answered, nothing-before, allocation-not-known, or allocation-not-comparable "
        "(the two years stand on different definitions)."
    )
    sources: tuple[str, ...] = column("Ids of the sources of both sides.")
    missing: Mapping[str, str] = missing_column()


class SpendingGrowths(Resource[SpendingGrowth, SpendingGrowthRow]):
    """Spending against allocation, every line of every CCG: told, or why it cannot be told."""

    name = "spending-growth"
    title = "Spending against allocation"
    row = SpendingGrowthRow
    filterset = SpendingGrowthFilterSet
    orderings = {
        "ods_code": "ccg",
        "year": "year",
        "measure": "measure",
        "spend_growth_pct": "spend_growth_pct",
        "allocation_growth_pct": "allocation_growth_pct",
        "in_line": "in_line",
    }
    default_ordering = ("year", "measure", "ods_code")
    tie_breaker = ("year", "measure", "ccg")

    def queryset(self, release: ReleaseRef) -> QuerySet[SpendingGrowth]:
        return queries.spending_growth(release)

    def rows(self, records: Sequence[SpendingGrowth], selection: Selection) -> Iterable[SpendingGrowthRow]:
        name = namer(selection.release.number) if selection.release else None
        for found in records:
            values: dict[str, Any] = {
                "spend_gbp": found.spend_gbp,
                "spend_before_gbp": found.spend_before_gbp,
                "spend_growth_pct": found.spend_growth_pct,
                "allocation_growth_pct": found.allocation_growth_pct,
                "in_line": found.in_line,
                "reason": found.reason or None,
            }
            yield SpendingGrowthRow(
                ods_code=found.ccg_id,
                name=name(found.ccg_id, found.year) if name else "",
                year=found.year,
                measure=found.measure,
                sources=tuple(found.source_ids),
                missing=gaps(values, {"reason": NOT_APPLICABLE}),
                **values,
            )

    def coverage(self, selection: Selection) -> Coverage:
        """Rows that can be told, among those asked about."""
        if selection.release is None:
            return Coverage(0, 0)
        rows = self.matching(selection, ignoring=("in_line",))
        return Coverage(rows.filter(in_line__isnull=False).count(), rows.count())


@dataclass(frozen=True, slots=True)
class PooledFundRow:
    """One element of the Better Care Fund of one organisation and year."""

    level: str = column("england, ccg or health-and-wellbeing-board.", example="ccg")
    org_code: str = column("ODS code, ENG, or the ONS code of a board.", example="10C")
    org_name: str = column("Name.", example="NHS Surrey Heath CCG")
    year: str = column("Financial year.", example="2016-17")
    measure: str = column("Element of the fund; England's form no one hierarchy.", example="minimum-contribution")
    unit: str = column("gbp or count.", example="gbp")
    value: int = column("Pounds or count.", example=5379000)
    published_unit: str | None = column("Smallest unit shown by the publisher.", example="gbp-thousand")
    note: str = column("Remark; empty where there is none.")
    sources: tuple[str, ...] = column("Ids of the sources.")
    missing: Mapping[str, str] = missing_column()


class PooledFunds(Resource[PooledFund, PooledFundRow]):
    """Better Care Fund and what was pooled beyond it."""

    name = "pooled-funds"
    title = "Pooled funds"
    row = PooledFundRow
    filterset = PooledFundFilterSet
    orderings = {"level": "level", "org_code": "org_code", "year": "year", "measure": "measure", "value": "value"}
    default_ordering = ("year", "level", "org_code", "measure")
    tie_breaker = ("year", "level", "org_code", "measure")

    def queryset(self, release: ReleaseRef) -> QuerySet[PooledFund]:
        return queries.pooled_funds(release)

    def rows(self, records: Sequence[PooledFund], selection: Selection) -> Iterable[PooledFundRow]:
        for found in records:
            unit = found.published_unit or None
            yield PooledFundRow(
                level=found.level,
                org_code=found.org_code,
                org_name=found.org_name,
                year=found.year,
                measure=found.measure,
                unit=found.unit,
                value=found.value,
                published_unit=unit,
                note=found.note,
                sources=tuple(found.source_ids),
                missing=gaps({"published_unit": unit}, {"published_unit": NOT_APPLICABLE}),
            )


@dataclass(frozen=True, slots=True)
class DeflatorRow:
    """One year of one vintage of a price index."""

    series: str = column("Series.", example="gdp-deflator")
    vintage: str = column("Publication: use one for a whole chart.", example="hmt-gdp-2022-09")
    year: str = column("Financial year.", example="2019-20")
    index_value: float | None = column("Index.", example=94.4248)
    index_base_year: str | None = column("Year in which the index is 100.", example="2021-22")
    change_pct: float | None = column("Change on the year before.", unit="%", example=2.6005)
    status: str = column("outturn, provisional or forecast.", example="outturn")
    note: str = column("Remark; empty where there is none.")
    sources: tuple[str, ...] = column("Ids of the sources.")
    missing: Mapping[str, str] = missing_column()


class Deflators(Resource[Deflator, DeflatorRow]):
    """Price indices by vintage."""

    name = "deflators"
    title = "Deflators"
    row = DeflatorRow
    filterset = DeflatorFilterSet
    orderings = {"vintage": "vintage", "year": "year", "index_value": "index_value", "change_pct": "change_pct"}
    default_ordering = ("vintage", "year")
    tie_breaker = ("series", "vintage", "year")

    def queryset(self, release: ReleaseRef) -> QuerySet[Deflator]:
        return queries.deflators(release)

    def rows(self, records: Sequence[Deflator], selection: Selection) -> Iterable[DeflatorRow]:
        for found in records:
            values: dict[str, Any] = {
                "index_value": found.index_value,
                "index_base_year": found.index_base_year or None,
                "change_pct": found.change_pct,
            }
            yield DeflatorRow(
                series=found.series,
                vintage=found.vintage,
                year=found.year,
                status=found.status,
                note=found.note,
                sources=tuple(found.source_ids),
                missing=gaps(values, dict.fromkeys(values, "not-published")),
                **values,
            )


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One published national figure, with who was asked and who answered."""

    finding_id: str = column("Stable id.")
    topic: str = column("Subject.", example="palliative-care")
    year: str = column("Year the figure is about.", example="2016-17")
    as_at: str = column("When it was published or stood.", example="2017-02-28")
    measure: str = column("What is counted or measured.", example="specialist-budget-per-patient-lowest")
    value: float = column("Value in unit.", example=51.83)
    unit: str = column("count, percent or gbp.", example="gbp")
    numerator: int | None = column("Count behind the value, where printed.")
    denominator: int | None = column("CCGs it is out of, where printed.", unit="CCGs")
    asked: int | None = column("CCGs asked, for surveys.", unit="CCGs", example=209)
    responded: int | None = column("CCGs that answered, where printed.", unit="CCGs", example=29)
    note: str = column("Remark; empty where there is none.")
    sources: tuple[str, ...] = column("Ids of the sources.")
    missing: Mapping[str, str] = missing_column()


class Findings(Resource[Finding, FindingRow]):
    """What surveys, committees and journals found nationally."""

    name = "findings"
    title = "Published findings"
    row = FindingRow
    filterset = FindingFilterSet
    orderings = {"topic": "topic", "year": "year", "as_at": "as_at", "measure": "measure", "value": "value"}
    default_ordering = ("topic", "year", "measure")
    tie_breaker = ("finding_id",)

    def queryset(self, release: ReleaseRef) -> QuerySet[Finding]:
        return queries.findings(release)

    def rows(self, records: Sequence[Finding], selection: Selection) -> Iterable[FindingRow]:
        for found in records:
            values: dict[str, Any] = {
                "numerator": found.numerator,
                "denominator": found.denominator,
                "asked": found.asked,
                "responded": found.responded,
            }
            yield FindingRow(
                finding_id=found.finding_id,
                topic=found.topic,
                year=found.year,
                as_at=found.as_at,
                measure=found.measure,
                value=found.value,
                unit=found.unit,
                note=found.note,
                sources=tuple(found.source_ids),
                missing=gaps(values, dict.fromkeys(values, "not-published")),
                **values,
            )


SPENDING, SPENDING_GROWTH = SpendingLines(), SpendingGrowths()
POOLED_FUNDS, DEFLATORS, FINDINGS = PooledFunds(), Deflators(), Findings()
