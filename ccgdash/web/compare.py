"""CCGs side by side in one year: the resource behind `/compare/`, from the joined row and the stored facts of money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from assessments.years import HEADLINES
from ccgdash.http.filters import ChoiceFilter, ChoicesFilter
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.problems import ParameterError
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Coverage, Resource
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection
from ccgdash.lib.words import year_words
from ccgdash.organisations.filtersets import ccgs, footprints, regions, years
from ccgdash.web.filtersets import offices
from ccgdash.web.home import DEFAULT_YEAR
from ccgdash.web.models import CcgRow
from ccgdash.web.queries import ccg_rows
from ccgdash.web.resources import missing_of
from finance.models import FinanceStatus, MoneySeries
from finance.rules import DFT_STREAM

MOST = 20
WHO = ("ccg", "region", "footprint", "office")


class CompareFilterSet(StrictFilterSet):
    """Which CCGs: named one by one, or all of a place; and the year they are compared in."""

    ccg = ChoicesFilter("ccg_id", choices=ccgs, label="CCGs", help_text=f"ODS codes, up to {MOST}.")
    region = ChoicesFilter("region_code", choices=regions, label="Region", help_text="All CCGs of it in the year.")
    footprint = ChoicesFilter("footprint_code", choices=footprints, label="STP or ICS", help_text="All CCGs of it.")
    office = ChoicesFilter("office_code", choices=offices, label="Area team or local office")
    year = ChoiceFilter(
        "year",
        choices=years,
        label="Year",
        help_text=f"{DEFAULT_YEAR} if all of them existed then, or else the newest in which they did.",
    )

    def _chosen(self, name: str, values: Sequence[str], allowed: Sequence[str]) -> ParameterError | None:
        if name == "ccg" and len(set(values)) > MOST:
            return ParameterError(
                name, f"{len(set(values))} CCGs were given, at most {MOST} stand side by side; ask for a place instead"
            )
        return super()._chosen(name, values, allowed)


@dataclass(frozen=True, slots=True)
class CompareRatingRow:
    """The headline rating of one year."""

    year: str = column("Financial year.", example="2015-16")
    framework: str | None = column("Framework it was given under; ratings of two are not compared.")
    rating: str | None = column("Headline rating as published.", example="good")
    missing: Mapping[str, str] = missing_column()


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One CCG in the year of the comparison."""

    ods_code: str = column("ODS code, 3 or 5 characters.", example="07M")
    name: str = column("Name in that year.", example="NHS Barnet CCG")
    year: str = column("Financial year.", example="2018-19")
    region_name: str = column("NHS England region in that year.")
    ratings: tuple[CompareRatingRow, ...] = column("Headline rating of each assessed year in which it was in force.")
    rating: str | None = column("Headline rating of the year, as published.", example="good")
    rating_sources: tuple[str, ...] = column("Ids of the sources of the rating.")
    special_measures: str = column("yes, possibly or no-record on the year's own day.")
    directions: str = column("The same for legal directions.")
    finance_status: str = column("deficit, below-target, on-target or unknown.", example="deficit")
    surplus_gbp: int | None = column("The year-end surplus (deficit negative) that decides the status.", unit="GBP")
    surplus_kind: str | None = column("cumulative, in-year or unspecified: compare only within one.")
    surplus_pct: float | None = column("The same as a share of the allocation.", unit="%")
    allocation_gbp: int | None = column("Core allocation.", unit="GBP", example=639027000)
    growth_pct: float | None = column("Its growth on the year before, within one series of publications.", unit="%")
    per_head_gbp: float | None = column("Allocation a head.", unit="GBP")
    dft_pct: float | None = column("Distance from the core target, closing or else opening.", unit="%", example=-1.2)
    registered_population: int | None = column("Patients registered with its practices on 1 April.", unit="people")
    money_sources: tuple[str, ...] = column("Ids of the sources of result, distance and allocation.")
    url: str = column("Its page on this site.", example="/ccgs/07M/")
    missing: Mapping[str, str] = missing_column()


class Compare(Resource[CcgRow, CompareRow]):
    """CCGs side by side: up to 20 named ones, or those of a region, footprint or office."""

    name = "compare"
    title = "CCGs side by side"
    row = CompareRow
    filterset = CompareFilterSet
    orderings = {
        "name": "name",
        "ods_code": "ccg_id",
        "rating": "rating_place",
        "dft_pct": "dft_pct",
        "registered_population": "registered_population",
    }
    default_ordering = ("name",)
    tie_breaker = ("name", "ccg_id", "year")

    def queryset(self, release: ReleaseRef) -> QuerySet[CcgRow]:
        return ccg_rows(release)

    def matching(self, selection: Selection, *, ignoring: Iterable[str] = ()) -> QuerySet[CcgRow]:
        """The CCGs asked for in the year of the comparison; none where nobody was asked for."""
        if not any(selection.all(name) for name in WHO):
            return CcgRow.objects.none()
        rows = super().matching(selection, ignoring=ignoring)
        return rows if selection.all("year") else rows.filter(year=shared_year(rows))

    def rows(self, records: Sequence[CcgRow], selection: Selection) -> Iterable[CompareRow]:
        facts = _facts(records, selection.release) if selection.release and records else Facts({}, {}, {})
        return [_row(record, facts) for record in records]

    def coverage(self, selection: Selection) -> Coverage | None:
        """Ratings known, among the CCGs side by side."""
        if selection.release is None:
            return None
        rows = self.matching(selection)
        return Coverage(rows.exclude(rating="").count(), rows.count())

    def empty_reason(self, selection: Selection) -> str:
        if not any(selection.all(name) for name in WHO):
            return f"Choose up to {MOST} CCGs, or a region, an STP or ICS or an office, to see them side by side."
        year = selection.text("year")
        when = f" in {year_words(year)}" if year else ""
        return f"None of the CCGs asked for was in force{when} in the place asked for."


def shared_year(rows: QuerySet[CcgRow]) -> str:
    """DEFAULT_YEAR where all CCGs of some rows were in force then; else the newest year that most of them share."""
    there: dict[str, set[str]] = defaultdict(set)
    for code, year in rows.order_by().values_list("ccg_id", "year"):
        there[year].add(code)
    if not there:
        return DEFAULT_YEAR
    most = max(len(codes) for codes in there.values())
    best = sorted(year for year, codes in there.items() if len(codes) == most)
    return DEFAULT_YEAR if DEFAULT_YEAR in best else best[-1]


@dataclass(frozen=True)
class Facts:
    """What is stored of some CCGs beside their joined rows: ratings of all years by code, results and money by code."""

    ratings: Mapping[str, list[CcgRow]]
    statuses: Mapping[str, FinanceStatus]
    money: Mapping[str, MoneySeries]


def _facts(records: Sequence[CcgRow], release: ReleaseRef) -> Facts:
    """Three queries, however many CCGs: all records are of one year."""
    run, year, codes = release.recompute_id, records[0].year, [record.ccg_id for record in records]
    ratings: dict[str, list[CcgRow]] = defaultdict(list)
    for row in ccg_rows(release).filter(ccg__in=codes, year__in=HEADLINES).order_by("year"):
        ratings[row.ccg_id].append(row)
    statuses = FinanceStatus.objects.filter(run_id=run, ccg__in=codes, year=year)
    money = MoneySeries.objects.filter(run_id=run, level="ccg", stream=DFT_STREAM, org_code__in=codes, year=year)
    return Facts(ratings, {row.ccg_id: row for row in statuses}, {row.org_code: row for row in money})


def _row(r: CcgRow, facts: Facts) -> CompareRow:
    status, money = facts.statuses.get(r.ccg_id), facts.money.get(r.ccg_id)
    known = status is not None and status.value_gbp is not None
    values: dict[str, Any] = {
        "rating": r.rating or None,
        "surplus_gbp": status.value_gbp if status else None,
        "surplus_kind": status.kind or None if status and known else None,
        "surplus_pct": status.pct_of_allocation if status else None,
        "allocation_gbp": money.cash_gbp if money else None,
        "growth_pct": money.growth_pct if money else None,
        "per_head_gbp": money.per_head_gbp if money else None,
        "dft_pct": r.dft_pct,
        "registered_population": r.registered_population,
    }
    gaps = missing_of(r)
    sources = (*(status.source_ids if status else ()), *(status.dft_source_ids if status else ()))
    return CompareRow(
        ods_code=r.ccg_id,
        name=r.name,
        year=r.year,
        region_name=r.region_name,
        ratings=tuple(map(_rating, facts.ratings[r.ccg_id])),
        rating_sources=tuple(r.rating_source_ids),
        special_measures=r.special_measures,
        directions=r.directions,
        finance_status=r.finance_status,
        money_sources=tuple(sorted({*sources, *(money.source_ids if money else ())})),
        url=f"/ccgs/{r.ccg_id}/",
        missing={name: gaps.get(name) or "not-known" for name, value in values.items() if value is None},
        **values,
    )


def _rating(r: CcgRow) -> CompareRatingRow:
    return CompareRatingRow(
        year=r.year,
        framework=HEADLINES[r.year].framework,
        rating=r.rating or None,
        missing={} if r.rating else {"rating": r.rating_missing},
    )


COMPARE = Compare()
