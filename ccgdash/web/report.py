"""The board report of one CCG, short enough for one page: the resource behind `/ccgs/<ods>/report/` and its PDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments.indicators.comparisons import ComparedRow
from assessments.interventions.resources import InterventionRow
from ccgdash.http.filters import ChoiceFilter
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.resources import DetailResource
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection
from ccgdash.organisations.filtersets import years
from ccgdash.web.money import CcgFinanceRow
from ccgdash.web.presenters import source_ids, verdict
from ccgdash.web.profile import CCG_PROFILE
from ccgdash.web.rows import CcgDetailRow

MOST_INDICATORS = 8


@dataclass(frozen=True, slots=True)
class ReportRatingRow:
    """The headline rating of one assessed year."""

    year: str = column("Financial year.", example="2015-16")
    framework: str = column("Framework it was given under; ratings of two are not compared.")
    rating: str | None = column("Headline rating as published.", example="good")
    missing: Mapping[str, str] = missing_column()


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One CCG on one page."""

    ods_code: str = column("ODS code, 3 or 5 characters.", example="07M")
    gss_code: str = column("ONS code, latest.", example="E38000005")
    name: str = column("Latest name.", example="NHS Barnet CCG")
    region_name: str | None = column("Name of the NHS England region, latest.")
    footprint_name: str | None = column("Name of the STP or ICS, latest.")
    registered_population: int | None = column("Registered patients of the last year counted.", unit="people")
    population_year: str | None = column("That year.", example="2021-22")
    verdict: str = column("Two sentences: rating; money and interventions.")
    ratings: tuple[ReportRatingRow, ...] = column("Headline rating of each assessed year.")
    finance: tuple[CcgFinanceRow, ...] = column("The money of each year in which it was in force.")
    interventions: tuple[InterventionRow, ...] = column("Interventions as dated intervals.")
    furthest: tuple[ComparedRow, ...] = column(
        f"The {MOST_INDICATORS} indicators of one year furthest from England: those that differ by more than chance "
        "first, then by how far the CCG lies towards the extreme on its side."
    )
    indicators_known: int = column("Indicators of that year known for it.", unit="indicators")
    url: str = column("Its page on this site.", example="/ccgs/07M/")
    sources: tuple[str, ...] = column("Ids of the sources of everything on the page but the indicators.")
    missing: Mapping[str, str] = missing_column()


class ReportFilters(StrictFilterSet):
    """A report is asked for by the code of its CCG."""

    year = ChoiceFilter(choices=years, label="Year", help_text="Of the indicators; without it the last with any.")


class CcgReport(DetailResource[ReportRow]):
    """The board report of one CCG: verdict, ratings, money, interventions, indicators furthest from England."""

    name = "report"
    title = "Board report"
    row = ReportRow
    filterset = ReportFilters

    def find(self, selection: Selection, **key: str) -> ReportRow:
        return report_of(CCG_PROFILE.find(selection, **key))


def report_of(row: CcgDetailRow) -> ReportRow:
    """The report of what is known of a CCG."""
    in_force = {each.year for each in row.years}
    counted = [each for each in row.populations if each.registered_population is not None]
    values = {
        "registered_population": counted[-1].registered_population if counted else None,
        "population_year": counted[-1].year if counted else None,
    }
    finance = tuple(each for each in row.finance if each.year in in_force)
    return ReportRow(
        ods_code=row.ods_code,
        gss_code=row.gss_code,
        name=row.name,
        region_name=row.region_name,
        footprint_name=row.footprint_name,
        verdict=verdict(row),
        ratings=tuple(
            ReportRatingRow(each.year, each.framework, each.rating, _gap(each.missing))
            for each in row.years
            if each.framework
        ),
        finance=finance,
        interventions=row.interventions,
        furthest=furthest(row.indicators),
        indicators_known=len(row.indicators),
        url=row.url,
        sources=tuple(sorted({*source_ids(row), *(source for each in finance for source in each.sources)})),
        missing={
            **{name: "not-known" for name, value in values.items() if value is None},
            **({} if row.footprint_name else {"footprint_name": "not-applicable"}),
        },
        **values,  # type: ignore[arg-type]  # each value has its column's type; a mapping cannot say so
    )


def _gap(missing: Mapping[str, str]) -> dict[str, str]:
    return {name: kind for name, kind in missing.items() if name == "rating"}


def furthest(rows: Iterable[ComparedRow]) -> tuple[ComparedRow, ...]:
    """The indicators to look at first; ties by name. Nothing that equals England is among them."""
    told = [(row, reach(row.value, row.england, row.lowest, row.highest)) for row in rows]
    ordered = sorted(
        (each for each in told if each[1] > 0),
        key=lambda each: (each[0].difference not in ("better", "worse"), -each[1], each[0].name),
    )
    return tuple(row for row, _ in ordered[:MOST_INDICATORS])


def reach(value: float, england: float, lowest: float, highest: float) -> float:
    """How far a CCG lies from England towards the extreme on its side: 0 at England's figure, 1 at the extreme."""
    extreme = highest if value > england else lowest
    return 0.0 if extreme == england else (value - england) / (extreme - england)


REPORT = CcgReport()
