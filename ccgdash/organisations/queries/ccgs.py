"""Who the CCGs were: over their lives and year by year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from django.db.models import Count, Exists, Model, OuterRef, QuerySet

from ccgdash.http.selection import Selection
from ccgdash.organisations.models import CcgRecord, CcgYear
from ccgdash.organisations.registry import registry_at
from ccgdash.releases.models import FactQuerySet, Release

M = TypeVar("M", bound=Model)


def years_in_force(release: Release | int) -> list[str]:
    """Financial years in which any CCG was in force, ascending: the years a recomputation splits by."""
    number = release.number if isinstance(release, Release) else release
    return list(CcgYear.objects.at(number).order_by("year").values_list("year", flat=True).distinct())


def ccgs_by_year(number: int) -> dict[str, int]:
    """Year to how many CCGs were in force in it, ascending."""
    rows = CcgYear.objects.at(number).order_by("year").values_list("year").annotate(Count("pk"))
    return dict(rows)


def ccgs_in_force(number: int, year: str) -> FactQuerySet[CcgYear]:
    """CCGs of `year` under their names of that year, by name; none for a year outside the data."""
    return CcgYear.objects.at(number).filter(year=year).order_by("name", "ccg_id")


def ccg_records(number: int) -> FactQuerySet[CcgRecord]:
    """All CCGs of all years, by code."""
    return CcgRecord.objects.at(number).order_by("ccg_id")


def ccg_record(number: int, code: str) -> CcgRecord | None:
    """One CCG over its life; None for a code that is no CCG."""
    return CcgRecord.objects.at(number).filter(ccg=code).first()


def ccg_years(number: int, code: str) -> FactQuerySet[CcgYear]:
    """One CCG in each year it was in force (names, codes and places by year), ascending."""
    return CcgYear.objects.at(number).filter(ccg=code).order_by("year")


def ccg_year(number: int, code: str, year: str) -> CcgYear | None:
    """One CCG in one year; None where it was not in force."""
    return CcgYear.objects.at(number).filter(ccg=code, year=year).first()


def names_by_year(number: int) -> Mapping[tuple[str, str], str]:
    """(code, year) to the name in that year, for every CCG and year in force: for lists over several years."""
    return registry_at(number).names_by_year


def ccg_name(number: int, code: str, year: str | None = None) -> str | None:
    """The name of a CCG in `year`, or its latest one without a year or where it was not in force; None if unknown."""
    registry = registry_at(number)
    return registry.names_by_year.get((code, year or ""), registry.names.get(code))


def namer(number: int) -> Callable[[str, str], str]:
    """A function from code and year to the name in that year, else the latest, else the code: for many rows at once."""
    registry = registry_at(number)
    return lambda code, year: registry.names_by_year.get((code, year)) or registry.names.get(code, code)


CCG_YEAR_COLUMNS = {"year": "year", "ods_code": "ccg", "region": "region_code", "footprint": "footprint_code"}
"""Filters that say which CCG-years are asked about, to columns of CcgYear; others say what must be true of them."""


def ccg_years_asked(number: int, selection: Selection) -> FactQuerySet[CcgYear]:
    """CCG-years in force that a selection asks about: what could be known of them. Unordered."""
    asked = {column: selection.all(name) for name, column in CCG_YEAR_COLUMNS.items() if selection.all(name)}
    return CcgYear.objects.at(number).filter(**{f"{column}__in": values for column, values in asked.items()})


def in_force_only(rows: QuerySet[M], number: int) -> QuerySet[M]:
    """Rows with a `ccg` and `year` whose CCG was in force in that year."""
    return rows.filter(Exists(CcgYear.objects.at(number).filter(ccg=OuterRef("ccg"), year=OuterRef("year"))))


def in_places(rows: QuerySet[M], number: int, column: str, codes: Iterable[str], *, ccg: str = "ccg") -> QuerySet[M]:
    """Rows with a year and a CCG (its code in column `ccg`) that lay, in that year, in one of the places (`column` of
    CcgYear)."""
    there = CcgYear.objects.at(number).filter(ccg=OuterRef(ccg), year=OuterRef("year"), **{f"{column}__in": codes})
    return rows.filter(Exists(there))
