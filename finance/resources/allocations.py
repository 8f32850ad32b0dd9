"""Allocations as published, and their sums over places."""

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
from finance import presenters, queries
from finance.filtersets import AllocationFilterSet, RollupFilterSet
from finance.models import Allocation, AllocationRollup
from finance.resources.gaps import gaps


@dataclass(frozen=True, slots=True)
class AllocationRow:
    """The money of one organisation, year and stream in one publication."""

    ods_code: str = column("ODS code; ENG for England, GM for Greater Manchester.", example="04G")
    name: str = column("Name in that year, or the latest one.", example="NHS Nene")
    level: str = column("ccg, footprint, region, england, local-office or group.", example="ccg")
    year: str = column("Financial year.", example="2013-14")
    stream: str = column("What the money is for.", example="core")
    status: str = column("firm, indicative, announced (firmness not stated) or reported.", example="announced")
    publication: str = column("Publication (vintage). To add up, use one.", example="programme-2013-14")
    is_default: bool = column("The one figure per organisation, year and stream that stands for it.")
    in_force: bool = column("Whether the CCG existed in that year; publications use the CCG set of their time.")
    allocation_gbp: int | None = column("Allocation.", unit="GBP", example=639027000)
    target_allocation_gbp: int | None = column("Target (fair share).", unit="GBP")
    opening_dft_pct: float | None = column("Opening distance from target; negative is under it.", unit="%")
    closing_dft_pct: float | None = column("Closing distance from target; negative is under it.", unit="%")
    growth_pct: float | None = column("Cash growth as published.", unit="%")
    per_head_gbp: float | None = column("Allocation per registered patient.", unit="GBP")
    per_head_growth_pct: float | None = column("Growth per head as published.", unit="%")
    registered_population: float | None = column("Registered population the publication used.", unit="people")
    weighted_population: float | None = column("Need-weighted population it used.", unit="people")
    computed: tuple[str, ...] = column("Columns computed from published ones.")
    derivation: str = column("direct: stated; implied, derived or computed.", example="direct")
    quality: str | None = column("Confidence in the figure.", example="high")
    note: str = column("Remark; empty where there is none.")
    sources: tuple[str, ...] = column("Ids of the sources.", example=["nhse-allocations-2019-round"])
    missing: Mapping[str, str] = missing_column()


class Allocations(Resource[Allocation, AllocationRow]):
    """Allocations, the default publication unless another is asked for."""

    name = "allocations"
    title = "Allocations"
    row = AllocationRow
    filterset = AllocationFilterSet
    orderings = {
        "ods_code": "org_code",
        "name": "name",
        "level": "level",
        "year": "year",
        "stream": "stream",
        "status": "status",
        "publication": "publication_id",
        "allocation_gbp": "allocation_gbp",
        "target_allocation_gbp": "target_allocation_gbp",
        "opening_dft_pct": "opening_dft_pct",
        "closing_dft_pct": "closing_dft_pct",
        "growth_pct": "growth_pct",
        "per_head_gbp": "per_head_gbp",
        "registered_population": "registered_population",
    }
    default_ordering = ("year", "stream", "level", "ods_code")
    tie_breaker = ("year", "stream", "level", "org_code", "publication_id", "variant")
    bare = True

    def queryset(self, release: ReleaseRef) -> QuerySet[Allocation]:
        return queries.allocations(release)

    def rows(self, records: Sequence[Any], selection: Selection) -> Iterable[AllocationRow]:
        return (allocation_row(found) for found in records)

    def coverage(self, selection: Selection) -> Coverage | None:
        """CCG rows with an amount, among the CCG rows asked about."""
        rows = self.matching(selection).filter(level="ccg") if selection.release else None
        if rows is None:
            return Coverage(0, 0)
        return Coverage(rows.filter(allocation_gbp__isnull=False).count(), rows.count())

    def empty_reason(self, selection: Selection) -> str:
        return presenters.allocations_empty_reason([str(year) for year in selection.all("year")])


def allocation_row(found: Any) -> AllocationRow:
    """The row of an Allocation that has `name`."""
    values: dict[str, Any] = {
        "allocation_gbp": found.allocation_gbp,
        "target_allocation_gbp": found.target_allocation_gbp,
        "opening_dft_pct": found.opening_dft_pct,
        "closing_dft_pct": found.closing_dft_pct,
        "growth_pct": found.growth_pct,
        "per_head_gbp": found.per_head_gbp,
        "per_head_growth_pct": found.per_head_growth_pct,
        "registered_population": found.registered_population,
        "weighted_population": found.weighted_population,
        "quality": found.quality or None,
    }
    return AllocationRow(
        ods_code=found.org_code,
        name=found.name,
        level=found.level,
        year=found.year,
        stream=found.stream,
        status=found.status,
        publication=found.publication_id,
        is_default=found.is_default,
        in_force=found.in_force,
        computed=tuple(found.computed_columns),
        derivation=found.derivation,
        note=found.note,
        sources=tuple(found.source_ids),
        missing=gaps(values),
        **values,
    )


@dataclass(frozen=True, slots=True)
class RollupRow:
    """The money of the CCGs of one place, added up within one publication."""

    level: str = column("footprint, region or england.", example="region")
    code: str = column("ODS code of the place; ENG for England.", example="Y60")
    name: str = column("Its name in map_year.", example="Midlands")
    year: str = column("Financial year.", example="2020-21")
    stream: str = column("What the money is for.", example="core")
    status: str = column("firm, indicative or announced.", example="firm")
    publication: str = column("Publication the rows are from.", example="january-2019-round")
    map_year: str = column("The year whose map placed the CCGs: the publication's first.", example="2019-20")
    is_default: bool = column("The publication most CCGs of that year and stream default to.")
    allocation_gbp: int = column("Exact sum of the CCGs' allocations.", unit="GBP", example=81788733000)
    published_gbp: int | None = column("The same sum as published.", unit="GBP", example=81788733000)
    difference_gbp: int | None = column("Sum less published: rounding in the publication.", unit="GBP", example=0)
    registered_population: int | None = column("People the allocations used.", unit="people")
    per_head_gbp: float | None = column("Sum per registered patient.", unit="GBP")
    parts: int = column("Rows added up.", example=192)
    ccgs_known: int = column("CCGs of the map that are wholly in the sum.", unit="CCGs", example=191)
    ccgs_possible: int = column("CCGs of the map in the place.", unit="CCGs", example=191)
    sources: tuple[str, ...] = column("Ids of the sources.")
    missing: Mapping[str, str] = missing_column()


class Rollups(Resource[AllocationRollup, RollupRow]):
    """Sums over STPs, regions and England: money added up exactly, inside one publication at a time."""

    name = "allocation-places"
    title = "Allocations by place"
    row = RollupRow
    filterset = RollupFilterSet
    orderings = {
        "level": "level",
        "code": "org_code",
        "name": "name",
        "year": "year",
        "stream": "stream",
        "allocation_gbp": "allocation_gbp",
        "per_head_gbp": "per_head_gbp",
    }
    default_ordering = ("year", "stream", "level", "name")
    tie_breaker = ("year", "stream", "level", "org_code", "publication_id")
    bare = True

    def queryset(self, release: ReleaseRef) -> QuerySet[AllocationRollup]:
        return queries.rollups(release)

    def rows(self, records: Sequence[AllocationRollup], selection: Selection) -> Iterable[RollupRow]:
        return (_rollup_row(found) for found in records)


def _rollup_row(found: AllocationRollup) -> RollupRow:
    published = found.published_gbp
    values: dict[str, Any] = {
        "published_gbp": published,
        "difference_gbp": None if published is None else found.allocation_gbp - published,
        "registered_population": found.registered_population,
        "per_head_gbp": found.per_head_gbp,
    }
    return RollupRow(
        level=found.level,
        code=found.org_code,
        name=found.name,
        year=found.year,
        stream=found.stream,
        status=found.status,
        publication=found.publication_id,
        map_year=found.map_year,
        is_default=found.is_default,
        allocation_gbp=found.allocation_gbp,
        parts=found.parts,
        ccgs_known=found.ccgs_known,
        ccgs_possible=found.ccgs_possible,
        sources=tuple(found.source_ids),
        missing=gaps(values, {"difference_gbp": NOT_APPLICABLE}),
        **values,
    )


ALLOCATIONS, ROLLUPS = Allocations(), Rollups()
