"""Populations and practice counts: one Resource each, for page, JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Coverage, Resource
from ccgdash.http.rows import column
from ccgdash.http.selection import Selection
from ccgdash.organisations import queries
from ccgdash.organisations.filtersets import PopulationFilterSet, PracticeCountFilterSet
from ccgdash.organisations.models import Population, PracticeCount


@dataclass(frozen=True, slots=True)
class PopulationRow:
    """One count of the people of one CCG."""

    ods_code: str = column("CCG.", example="07M")
    name: str = column("Name of the CCG in that year.", example="NHS Barnet")
    year: str = column("Year of the CCG set, not of the estimate: see as_at.", example="2015-16")
    measure: str = column("registered with GP practices, or resident: never mix the two.", example="registered")
    basis: str = column("Which count.", example="april-list")
    as_at: date = column("Date of the count.")
    population: int = column("People.", unit="people")
    sources: tuple[str, ...] = column("Ids of the sources.")


@dataclass(frozen=True, slots=True)
class PracticeCountRow:
    """One count of the GP practices of one CCG."""

    ods_code: str = column("CCG.", example="07M")
    name: str = column("Name of the CCG in that year, or its last one.", example="NHS Barnet")
    as_at: date = column("Date of the count.")
    year: str = column("Financial year of that date.", example="2015-16")
    basis: str = column("Definition of the count: a step between two definitions is no change.")
    practices: int = column("GP practices.", unit="practices")
    sources: tuple[str, ...] = column("Ids of the sources.")


class _OfCcgs(Resource[Any, Any]):
    """Coverage of a list of counts: CCG-years with one, among those asked about."""

    def coverage(self, selection: Selection) -> Coverage:
        if selection.release is None:
            return Coverage(0, 0)
        other = [name for name in selection.values if name not in queries.CCG_YEAR_COLUMNS]
        rows = self.matching(selection, ignoring=other)
        known = queries.in_force_only(rows, selection.release.number).order_by().values("ccg", "year").distinct()
        return Coverage(known.count(), queries.ccg_years_asked(selection.release.number, selection).count())


class Populations(_OfCcgs):
    """People of each CCG by year, each count on its basis."""

    name = "populations"
    title = "Populations"
    row = PopulationRow
    filterset = PopulationFilterSet
    orderings = {
        "ods_code": "ccg",
        "year": "year",
        "measure": "measure",
        "basis": "basis",
        "as_at": "as_at",
        "population": "population",
    }
    default_ordering = ("year", "ods_code")
    tie_breaker = ("year", "ccg", "basis")
    bare = True

    def queryset(self, release: ReleaseRef) -> QuerySet[Population]:
        return Population.objects.at(release.number)

    def rows(self, records: Sequence[Population], selection: Selection) -> Iterable[PopulationRow]:
        name = queries.namer(selection.release.number) if selection.release else None
        for found in records:
            yield PopulationRow(
                ods_code=found.ccg_id,
                name=name(found.ccg_id, found.year) if name else "",
                year=found.year,
                measure=found.measure,
                basis=found.basis,
                as_at=found.as_at,
                population=found.population,
                sources=tuple(found.source_ids),
            )


class PracticeCounts(_OfCcgs):
    """GP practices of each CCG by date, each count on its basis."""

    name = "practice-counts"
    title = "GP practices"
    row = PracticeCountRow
    filterset = PracticeCountFilterSet
    orderings = {"ods_code": "ccg", "year": "year", "as_at": "as_at", "basis": "basis", "practices": "practices"}
    default_ordering = ("as_at", "ods_code")
    tie_breaker = ("as_at", "ccg")
    bare = True

    def queryset(self, release: ReleaseRef) -> QuerySet[PracticeCount]:
        return PracticeCount.objects.at(release.number)

    def rows(self, records: Sequence[PracticeCount], selection: Selection) -> Iterable[PracticeCountRow]:
        name = queries.namer(selection.release.number) if selection.release else None
        for found in records:
            yield PracticeCountRow(
                ods_code=found.ccg_id,
                name=name(found.ccg_id, found.year) if name else "",
                as_at=found.as_at,
                year=found.year,
                basis=found.basis,
                practices=found.practices,
                sources=tuple(found.source_ids),
            )


POPULATIONS, PRACTICE_COUNTS = Populations(), PracticeCounts()
