"""Places by year: England, regions, offices and footprints with their CCGs counted and their money added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from assessments.scales import LABELS
from ccgdash.http.filters import ChoiceFilter, ChoicesFilter
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.problems import ParameterError, Problem, bad_parameters
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Coverage, DetailResource, Resource
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection
from ccgdash.lib.words import year_words
from ccgdash.organisations.calc.search import Entry, Index
from ccgdash.organisations.filtersets import years
from ccgdash.web.home import DEFAULT_YEAR
from ccgdash.web.models import PlaceYear
from ccgdash.web.recompute_places import FLAG_WORDS, UNKNOWN
from ccgdash.web.resources import CCGS
from ccgdash.web.rows import CcgListRow
from finance.calc.bands import BANDS
from finance.calc.status import STATUSES

Kind = PlaceYear.Kind
SUGGESTIONS = 5
WORDS = (*LABELS, *STATUSES, *FLAG_WORDS, *BANDS, UNKNOWN)
PARAMETERS = {Kind.REGION: "region", Kind.OFFICE: "office", Kind.FOOTPRINT: "footprint"}
"""Kind to the parameter by which the list of CCGs asks for it; England is asked for by none."""
ORDER = Case(
    *(When(kind=kind, then=Value(place)) for place, kind in enumerate(Kind.values)), output_field=IntegerField()
)


@dataclass(frozen=True, slots=True)
class ResultRow:
    """Year-end results of one kind, added up over the CCGs they are known of."""

    kind: str = column("cumulative, in-year or unspecified: never added up across kinds.", example="cumulative")
    ccgs: int = column("CCGs whose result of this kind is known.", unit="CCGs", example=12)
    deficits_gbp: int = column("Sum of the deficits; negative.", unit="GBP", example=-23400000)
    surpluses_gbp: int = column("Sum of the surpluses.", unit="GBP", example=31200000)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place in one year. Ratings and statuses are counted with how many are known; only money is added up."""

    kind: str = column("england, region, office (area team or local office) or footprint (STP or ICS).")
    code: str = column("ODS code; ENG for England.", example="Y56")
    name: str = column("Its name in that year.", example="London")
    year: str = column("Financial year.", example="2018-19")
    ccgs: int = column("CCGs in force that lay in it.", unit="CCGs", example=32)
    ratings: Mapping[str, int] | None = column("CCGs by published headline rating, those known by name.")
    ratings_known: int = column("CCGs whose headline rating is known.", unit="CCGs")
    finance_statuses: Mapping[str, int] = column("CCGs by finance status, unknown among them.")
    finance_known: int = column("CCGs whose finance status is known.", unit="CCGs")
    special_measures: Mapping[str, int] = column("CCGs by yes, possibly or no-record on the year's own day.")
    directions: Mapping[str, int] = column("The same for legal directions.")
    dft_bands: Mapping[str, int] = column("CCGs by band of distance from target, unknown among them.")
    year_end_results: tuple[ResultRow, ...] = column("Year-end results added up, kind by kind.")
    registered_population: int | None = column("Registered patients of the CCGs with a count.", unit="people")
    population_known: int = column("CCGs in that sum.", unit="CCGs")
    allocation_gbp: int | None = column("Exact sum of core allocations in one publication.", unit="GBP")
    allocation_publication: str | None = column("That publication.", example="january-2019-round")
    allocation_known: int = column("CCGs in that sum.", unit="CCGs")
    url: str = column("Its page on this site.", example="/places/region/Y56/")
    sources: tuple[str, ...] = column("Ids of the sources of everything counted or added up.")
    missing: Mapping[str, str] = missing_column()


@dataclass(frozen=True, slots=True)
class PlaceYearRow:
    """One year of a place in short."""

    year: str = column("Financial year.", example="2018-19")
    name: str = column("Its name in that year.")
    ccgs: int = column("CCGs in force that lay in it.", unit="CCGs")
    ratings: Mapping[str, int] | None = column("CCGs by published headline rating, those known by name.")
    ratings_known: int = column("CCGs whose headline rating is known.", unit="CCGs")
    deficits: int = column("CCGs known to have ended the year in deficit.", unit="CCGs")
    finance_known: int = column("CCGs whose finance status is known.", unit="CCGs")
    allocation_gbp: int | None = column("Exact sum of core allocations in one publication.", unit="GBP")
    allocation_known: int = column("CCGs in that sum.", unit="CCGs")
    missing: Mapping[str, str] = missing_column()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDetailRow(PlaceRow):
    """One place in one year with its CCGs, and each of its years in short."""

    years: tuple[PlaceYearRow, ...] = column("Each year in which CCGs lay in it.")
    members: tuple[CcgListRow, ...] = column("Its CCGs of the year, as /api/v1/ccgs/ gives them.")


class PlaceFilterSet(StrictFilterSet):
    """Places by kind and year."""

    kind = ChoicesFilter("kind", choices=Kind.choices, label="Kind of place")
    year = ChoiceFilter("year", choices=years, label="Year", help_text=f"{DEFAULT_YEAR} if not given.")

    def apply(self, queryset: QuerySet[Any], values: Mapping[str, tuple[Any, ...]]) -> QuerySet[Any]:
        return super().apply(queryset, {"year": (DEFAULT_YEAR,), **values})


class Places(Resource[PlaceYear, PlaceRow]):
    """Every place of one year."""

    name = "places"
    title = "Places"
    row = PlaceRow
    filterset = PlaceFilterSet
    orderings = {
        "kind": ORDER,
        "name": "name",
        "code": "code",
        "ccgs": "ccgs",
        "allocation_gbp": "allocation_gbp",
        "registered_population": "registered_population",
    }
    default_ordering = ("kind", "name")
    tie_breaker = ("kind", "name", "code", "year")

    def queryset(self, release: ReleaseRef) -> QuerySet[PlaceYear]:
        return PlaceYear.objects.filter(run_id=release.recompute_id)

    def rows(self, records: Sequence[PlaceYear], selection: Selection) -> Iterable[PlaceRow]:
        return [PlaceRow(**place_values(record)) for record in records]

    def coverage(self, selection: Selection) -> Coverage | None:
        """Ratings known of England's CCGs in the year asked for."""
        if selection.release is None:
            return None
        year = selection.text("year", DEFAULT_YEAR)
        england = self.queryset(selection.release).filter(kind=Kind.ENGLAND, year=year).first()
        return Coverage(england.ratings_known, england.ccgs) if england else None

    def empty_reason(self, selection: Selection) -> str:
        year = year_words(selection.text("year", DEFAULT_YEAR))
        why = "STPs began in 2016/17, and offices are not known after 2018/19"
        return f"No place of that kind is known for {year}: {why}."


class PlaceDetailFilterSet(StrictFilterSet):
    """A place is asked for by kind and code, in a year in which CCGs lay in it."""

    year = ChoiceFilter(
        choices=years, label="Year", help_text=f"{DEFAULT_YEAR} if not given, or else the last in which it existed."
    )


class PlaceDetail(DetailResource[PlaceDetailRow]):
    """One region, office, footprint or England: money added up, ratings counted, its CCGs listed."""

    name = "place"
    title = "Place"
    row = PlaceDetailRow
    filterset = PlaceDetailFilterSet

    def find(self, selection: Selection, **key: str) -> PlaceDetailRow:
        release, kind, code = selection.release, key["kind"], key["code"].upper()
        if release is None or kind not in Kind.values:
            raise _no_kind(kind)
        found = list(PLACES.queryset(release).filter(kind=kind, code=code).order_by("year"))
        if not found:
            raise _no_place(release, kind, code)
        here = _of_year(found, selection.text("year"))
        return PlaceDetailRow(years=tuple(map(_year_row, found)), members=_members(release, here), **place_values(here))


def _no_kind(kind: str) -> Problem:
    error = ParameterError("kind", f"{kind[:20]} is not a kind of place", tuple(Kind.values))
    return Problem("not-found", f"There is no kind of place called {kind[:20]}.", errors=(error,))


def _no_place(release: ReleaseRef, kind: str, code: str) -> Problem:
    """404 with the places of that kind the code may have meant."""
    rows = PLACES.queryset(release).filter(kind=kind).order_by("year").values_list("code", "name")
    names = dict(rows)
    entries = [Entry(each, (), (name,)) for each, name in names.items()]
    near = [hit.ods_code for hit in Index(entries).find(code)] or get_close_matches(code, names, SUGGESTIONS)
    allowed = tuple(f"{each} ({names[each]})" for each in near[:SUGGESTIONS])
    error = ParameterError("code", f"{code[:20]} is not the code of such a place", allowed)
    label = Kind(kind).label if kind == Kind.FOOTPRINT else Kind(kind).label.lower()
    return Problem("not-found", f"There is no {label} with the code {code[:20]}.", errors=(error,))


def _of_year(found: Sequence[PlaceYear], year: str) -> PlaceYear:
    """The row of the year asked for (else DEFAULT_YEAR, else the last). Raises Problem 400 where there is none."""
    by_year = {row.year: row for row in found}
    if not year:
        return by_year.get(DEFAULT_YEAR, found[-1])
    if year not in by_year:
        error = ParameterError("year", f"no CCG lay in it in {year_words(year)} ({year})", tuple(by_year))
        raise bad_parameters(error)
    return by_year[year]


def _members(release: ReleaseRef, place: PlaceYear) -> tuple[CcgListRow, ...]:
    """The explorer's own answer for the place and year."""
    where = PARAMETERS.get(Kind(place.kind))
    asked = Selection(release, {"year": (place.year,), **({where: (place.code,)} if where else {})})
    return tuple(CCGS.rows(list(CCGS.ordered(CCGS.matching(asked), asked)), asked))


def place_values(found: PlaceYear) -> dict[str, Any]:
    """Column to value of a stored place."""
    values: dict[str, Any] = {
        "ratings": _ordered(found.ratings) if found.ratings else None,
        "registered_population": found.registered_population,
        "allocation_gbp": found.allocation_gbp,
        "allocation_publication": found.allocation_publication or None,
    }
    return values | {
        "kind": found.kind,
        "code": found.code,
        "name": found.name,
        "year": found.year,
        "ccgs": found.ccgs,
        "ratings_known": found.ratings_known,
        "finance_statuses": _ordered(found.finance_statuses),
        "finance_known": found.finance_known,
        "special_measures": _ordered(found.special_measures),
        "directions": _ordered(found.directions),
        "dft_bands": _ordered(found.dft_bands),
        "year_end_results": tuple(ResultRow(**result) for result in found.results),
        "population_known": found.population_known,
        "allocation_known": found.allocation_known,
        "url": f"/places/{found.kind}/{found.code}/",
        "sources": tuple(found.source_ids),
        "missing": _gaps(values),
    }


def _year_row(found: PlaceYear) -> PlaceYearRow:
    values: dict[str, Any] = {
        "ratings": _ordered(found.ratings) if found.ratings else None,
        "allocation_gbp": found.allocation_gbp,
    }
    return PlaceYearRow(
        year=found.year,
        name=found.name,
        ccgs=found.ccgs,
        ratings_known=found.ratings_known,
        deficits=found.finance_statuses["deficit"],
        finance_known=found.finance_known,
        allocation_known=found.allocation_known,
        missing=_gaps(values),
        **values,
    )


def _ordered(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts by word in the order of the words (jsonb keeps no order)."""
    return {word: counts[word] for word in WORDS if word in counts}


def _gaps(values: Mapping[str, object]) -> dict[str, str]:
    """A year without a headline scale has no ratings to count; money and people that are missing were not found."""
    return {
        name: "not-applicable" if name == "ratings" else "not-known" for name, value in values.items() if value is None
    }


PLACES, PLACE = Places(), PlaceDetail()
