"""One CCG over its whole life: the resource behind its page and `/api/v1/ccgs/{ods_code}/`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from assessments.indicators.comparisons import compared
from assessments.interventions import queries as intervened
from assessments.interventions.resources import INTERVENTIONS
from assessments.models import CcgYearAssessment
from assessments.ratings import queries as assessed
from assessments.ratings.resources import RATINGS
from ccgdash.http.filters import ChoiceFilter, ChoicesFilter
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.problems import ParameterError, Problem
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import DetailResource
from ccgdash.http.selection import Selection
from ccgdash.organisations import queries as registry
from ccgdash.organisations.filtersets import ccgs, years
from ccgdash.organisations.models import CcgRecord, Population, PracticeCount
from ccgdash.organisations.search import ccg_search
from ccgdash.web.models import CcgRow
from ccgdash.web.money import finance_row
from ccgdash.web.queries import ccg_rows
from ccgdash.web.resources import missing_of
from ccgdash.web.rows import CcgDetailRow, CcgPopulationRow, CcgYearRow
from finance.profile import ccg_money

SUGGESTIONS = 5


class CcgFilters(StrictFilterSet):
    """A CCG is asked for by its code; the parameters say what its indicators are compared with."""

    year = ChoiceFilter(choices=years, label="Year", help_text="Of the indicators; without it the last with any.")
    similar = ChoicesFilter(
        choices=ccgs, label="Compare with", help_text="ODS codes of CCGs instead of the ten most similar."
    )


class CcgProfile(DetailResource[CcgDetailRow]):
    """What is known of one CCG."""

    name = "ccg"
    title = "Clinical commissioning group"
    row = CcgDetailRow
    filterset = CcgFilters

    def find(self, selection: Selection, **key: str) -> CcgDetailRow:
        release, code = selection.release, key["ods_code"].upper()
        record = registry.ccg_record(release.number, code) if release else None
        if release is None or record is None:
            raise _unknown(release, code)
        years = list(ccg_rows(release).filter(ccg=code).order_by("year"))
        found = compared(release, code, selection.text("year"), [str(each) for each in selection.all("similar")])
        return replace(_detail(record, years, release, selection), indicators=found.rows, similar=found.similar)


def _unknown(release: ReleaseRef | None, code: str) -> Problem:
    """404 with the CCGs the code may have meant."""
    near = ccg_search(release.number, code)[:SUGGESTIONS] if release else ()
    allowed = tuple(f"{match.ods_code} ({match.matched_name})" for match in near)
    error = ParameterError("ods_code", f"{code[:20]} is not the code of a CCG", allowed)
    return Problem("not-found", f"There is no CCG with the code {code[:20]}.", errors=(error,))


def _detail(record: CcgRecord, years: list[CcgRow], release: ReleaseRef, selection: Selection) -> CcgDetailRow:
    number, code, last = release.number, record.ccg_id, years[-1]
    icbs = {share.icb_code: share.name for share in registry.icb_successors_of(number, record.final_code)}
    ratings = assessed.ratings(release).filter(ccg=code).order_by("year", "assessment", "period")
    interventions = intervened.interventions(release).filter(ccg=code).order_by("start_earliest", "intervention_id")
    gaps = missing_of(last)
    return CcgDetailRow(
        ods_code=code,
        gss_code=record.gss_code,
        name=record.name,
        former_names=tuple(record.former_names),
        opened=record.opened,
        closed=record.closed,
        region=last.region_code,
        region_name=last.region_name,
        office=last.office_code or None,
        office_name=last.office_name or None,
        footprint=last.footprint_code or None,
        footprint_name=last.footprint_name or None,
        icb=record.main_icb_code,
        icb_name=icbs.get(record.main_icb_code),
        successor=record.successor_code or None,
        predecessors=tuple(last.predecessor_codes),
        years=tuple(_years(years, release)),
        ratings=tuple(RATINGS.rows(list(ratings), selection)),
        finance=tuple(finance_row(year) for year in ccg_money(release, code).years),
        interventions=tuple(INTERVENTIONS.rows(list(interventions), selection)),
        populations=tuple(_populations(number, code, [row.year for row in years])),
        indicators=(),
        similar=(),
        url=f"/ccgs/{code}/",
        sources=tuple(record.source_ids),
        missing={name: kind for name, kind in gaps.items() if name in {"office", "footprint", "successor"}},
    )


def _years(years: Iterable[CcgRow], release: ReleaseRef) -> Iterator[CcgYearRow]:
    rows = list(years)
    code = rows[0].ccg_id if rows else ""
    assessments = {a.year: a for a in assessed.ccg_year_assessments(release).filter(ccg=code)}
    return (_year(row, assessments[row.year]) for row in rows)


def _year(row: CcgRow, assessment: CcgYearAssessment) -> CcgYearRow:
    gaps = missing_of(row)
    derivation = {} if assessment.rating else {"derivation": assessment.rating_missing}
    framework = {} if assessment.framework else {"framework": "not-applicable"}
    return CcgYearRow(
        year=row.year,
        name=row.name,
        gss_code=row.gss_code,
        region=row.region_code,
        region_name=row.region_name,
        office=row.office_code or None,
        office_name=row.office_name or None,
        footprint=row.footprint_code or None,
        footprint_name=row.footprint_name or None,
        framework=assessment.framework or None,
        rating=row.rating or None,
        derivation=assessment.derivation or None,
        special_measures=row.special_measures,
        directions=row.directions,
        status_day=assessment.status_day,
        sources=tuple(assessment.source_ids),
        missing={n: k for n, k in gaps.items() if n in {"office", "footprint", "rating"}} | derivation | framework,
    )


def _populations(number: int, code: str, years: Iterable[str]) -> Iterator[CcgPopulationRow]:
    counted: dict[str, dict[str, Population]] = {}
    for row in registry.populations(number, code):
        if row.measure == Population.Measure.RESIDENT or row.basis in registry.REGISTERED_BASES:
            counted.setdefault(row.year, {})[row.measure] = row
    practices: dict[str, PracticeCount] = {}
    for practice in registry.practice_counts(number, code):
        practices.setdefault(practice.year, practice)
    return (_population(year, counted.get(year, {}), practices.get(year)) for year in years)


def _population(year: str, counted: dict[str, Population], practices: PracticeCount | None) -> CcgPopulationRow:
    registered, resident = counted.get(Population.Measure.REGISTERED), counted.get(Population.Measure.RESIDENT)
    found: tuple[Any, ...] = (registered, resident, practices)
    values: dict[str, Any] = {
        "registered_population": registered.population if registered else None,
        "resident_population": resident.population if resident else None,
        "practices": practices.practices if practices else None,
        "practices_basis": practices.basis if practices else None,
    }
    return CcgPopulationRow(
        year=year,
        sources=tuple(sorted({source for row in found if row for source in row.source_ids})),
        missing={name: "not-known" for name, value in values.items() if value is None},
        **values,
    )


CCG_PROFILE = CcgProfile()
