"""Spending lines, and spending against allocation."""

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
    SpendingFilterSet,
    SpendingGrowthFilterSet,
)
from finance.models import Spending, SpendingGrowth
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


SPENDING, SPENDING_GROWTH = SpendingLines(), SpendingGrowths()
