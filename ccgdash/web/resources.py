"""CCGs as a list (the explorer, `/api/v1/ccgs/`): one query for page, JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Expression

from assessments.years import comparable
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Coverage, Resource
from ccgdash.http.selection import Selection
from ccgdash.organisations.calc.years import year_before, year_began
from ccgdash.web.filtersets import CcgFilterSet
from ccgdash.web.models import CcgRow
from ccgdash.web.queries import ccg_rows
from ccgdash.web.rows import CcgListRow
from finance.calc.status import STATUSES

ANSWERS = ("rating", "finance_status", "dft_band", "moved", "special_measures", "directions", "on", "mismatch")
"""Filters on what is told of a CCG; the others say which CCGs and years are meant, and coverage is told for those."""


class Ccgs(Resource[CcgRow, CcgListRow]):
    """Every CCG and year in force; without a year, each CCG in its last one."""

    name = "ccgs"
    title = "Clinical commissioning groups"
    row = CcgListRow
    filterset = CcgFilterSet
    orderings = {
        "name": "name",
        "ods_code": "ccg_id",
        "year": "year",
        "rating": "rating_place",
        "finance_status": Case(
            *(When(finance_status=status, then=Value(place)) for place, status in enumerate(STATUSES))
        ),
        "dft_pct": "dft_pct",
        "special_measures": "special_measures_on",
        "directions": "directions_on",
        "region": "region_name",
        "office": "office_name",
        "footprint": "footprint_name",
        "opened": "opened",
        "closed": "closed",
        "registered_population": "registered_population",
    }
    default_ordering = ("name",)
    tie_breaker = ("name", "ccg_id", "year")
    bare = True

    def queryset(self, release: ReleaseRef) -> QuerySet[CcgRow]:
        return ccg_rows(release)

    def matching(self, selection: Selection, *, ignoring: Iterable[str] = ()) -> QuerySet[CcgRow]:
        rows = super().matching(selection, ignoring=ignoring)
        return rows if selection.all("year") or "year" in ignoring else rows.filter(is_last_year=True)

    def best_first(self, selection: Selection) -> Expression | None:
        matches = self.filterset({}, release=selection.release).matches(selection.values)
        best = [When(ccg_id=match.ods_code, then=Value(place)) for place, match in enumerate(matches)]
        return Case(*best, output_field=IntegerField()) if best else None

    def rows(self, records: Sequence[CcgRow], selection: Selection) -> Iterable[CcgListRow]:
        return [_row(record) for record in records]

    def coverage(self, selection: Selection) -> Coverage | None:
        found = self.matching(selection, ignoring=ANSWERS).aggregate(
            known=Count("pk", filter=~Q(rating="")), possible=Count("pk")
        )
        return Coverage(**found)

    def empty_reason(self, selection: Selection) -> str:
        covered = self.coverage(selection)
        if covered is None or covered.possible == 0:
            return "No CCG matches the words, places and years chosen."
        if selection.all("rating") and covered.known < covered.possible:
            return (
                f"No CCG matches all the filters. Ratings are known for {covered.known} of the {covered.possible} CCGs "
                "they leave; a rating that was not found in any source is not known, not absent."
            )
        return f"{covered.possible} CCGs match the words, places and years; none of them what else was asked for."


def _row(r: CcgRow) -> CcgListRow:
    return CcgListRow(
        ods_code=r.ccg_id,
        gss_code=r.gss_code,
        name=r.name,
        former_names=tuple(r.former_names),
        opened=r.opened,
        closed=r.closed,
        region=r.region_code,
        region_name=r.region_name,
        office=r.office_code or None,
        office_name=r.office_name or None,
        footprint=r.footprint_code or None,
        footprint_name=r.footprint_name or None,
        successor=r.successor_code or None,
        predecessors=tuple(r.predecessor_codes),
        year=r.year,
        rating=r.rating or None,
        rating_sources=tuple(r.rating_source_ids),
        moved=r.moved or None,
        finance_status=r.finance_status,
        finance_reason=r.finance_reason or None,
        finance_sources=tuple(r.finance_source_ids),
        dft_pct=r.dft_pct,
        dft_band=r.dft_band or None,
        special_measures=r.special_measures_on,
        directions=r.directions_on,
        registered_population=r.registered_population,
        url=f"/ccgs/{r.ccg_id}/",
        missing=missing_of(r),
    )


def missing_of(r: CcgRow) -> dict[str, str]:
    """Why columns of a joined row are null. Offices after 2018-19 were not found; footprints began in 2016-17."""
    gaps = {
        "office": "" if r.office_code else "not-known",
        "footprint": "" if r.footprint_code else "not-applicable",
        "successor": "" if r.successor_code else "not-applicable",
        "rating": "" if r.rating else r.rating_missing,
        "finance_reason": "" if r.finance_reason else "not-applicable",
        "dft_pct": "" if r.dft_band else "not-known",
        "dft_band": "" if r.dft_band else "not-known",
        "moved": "" if r.moved else _moved_missing(r),
        "registered_population": "" if r.registered_population is not None else "not-known",
    }
    return {name: kind for name, kind in gaps.items() if kind}


def _moved_missing(r: CcgRow) -> str:
    """A step needs two ratings. There is none to take in a framework's first year or a CCG's own; else one of the two
    was not found."""
    if not r.rating:
        return r.rating_missing
    has_one_before = comparable(year_before(r.year), r.year) and r.opened < year_began(r.year)
    return "not-known" if has_one_before else "not-applicable"


CCGS = Ccgs()
