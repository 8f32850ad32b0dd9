"""Figures about CCGs, and each year in England: the rule, the known statuses and the published figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, QuerySet, Value, When

from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Coverage, Resource
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection
from ccgdash.lib.words import NOT_APPLICABLE, NOT_KNOWN
from ccgdash.organisations.queries import CCG_YEAR_COLUMNS, ccg_years_asked
from finance import presenters, queries
from finance.calc.status import STATUSES
from finance.filtersets import PositionFilterSet, SummaryFilterSet
from finance.models import FinanceSummary, FinancialPosition, Finding, NationalFinance
from finance.resources.gaps import gaps, united


@dataclass(frozen=True, slots=True)
class PositionRow:
    """One figure about one CCG and year."""

    position_id: str = column("Stable id.", example="06F-2014-15-cumulative-surplus-1")
    ods_code: str = column("CCG.", example="06F")
    name: str = column("Name of the CCG in that year.", example="NHS Bedfordshire")
    year: str = column("Financial year.", example="2014-15")
    period: str | None = column("Period as the source words it.", example="year-end")
    as_at: str | None = column("Date it stands for, or when a plan or forecast was set.", example="2015-03-31")
    measure: str = column("What is measured.", example="cumulative-surplus")
    kind: str = column("cumulative, in-year, variance, …: kinds are never to be mixed.", example="cumulative")
    stage: str = column("plan, forecast, year-to-date or outturn.", example="outturn")
    basis: str | None = column("Before or after release of the national reserve, where it matters.")
    value_gbp: int | None = column("Surplus and saving positive, deficit negative.", unit="GBP", example=-43200000)
    pct_of_allocation: float | None = column("Share of the allocation as published.", unit="%")
    published_unit: str | None = column("Smallest unit shown by the publisher.", example="gbp-million")
    disputed: bool = column("Another row gives a different year-end figure of the same measure.")
    derivation: str = column("direct, implied, derived or computed.", example="direct")
    quality: str = column("high: official table or board paper; medium: press; low: year or kind uncertain.")
    note: str = column("Remark; empty where there is none.")
    sources: tuple[str, ...] = column("Ids of the sources.", example=["hsj-5085244"])
    missing: Mapping[str, str] = missing_column()


class Positions(Resource[FinancialPosition, PositionRow]):
    """Single facts from the press and board papers. Of a CCG that is not listed nothing was found."""

    name = "positions"
    title = "Financial positions"
    row = PositionRow
    filterset = PositionFilterSet
    orderings = {
        "ods_code": "ccg",
        "name": "name",
        "year": "year",
        "as_at": Case(When(as_at="", then=Value(None)), default="as_at"),
        "measure": "measure",
        "stage": "stage",
        "value_gbp": "value_gbp",
        "pct_of_allocation": "pct_of_allocation",
    }
    default_ordering = ("year", "name", "measure")
    tie_breaker = ("year", "ccg", "position_id")
    bare = True

    def queryset(self, release: ReleaseRef) -> QuerySet[FinancialPosition]:
        return queries.positions(release)

    def rows(self, records: Sequence[Any], selection: Selection) -> Iterable[PositionRow]:
        return (position_row(found) for found in records)

    def coverage(self, selection: Selection) -> Coverage:
        """CCG-years with any figure, among those asked about."""
        if selection.release is None:
            return Coverage(0, 0)
        rows = self.matching(selection, ignoring=[name for name in selection.values if name not in CCG_YEAR_COLUMNS])
        known = rows.order_by().values("ccg", "year").distinct().count()
        return Coverage(known, ccg_years_asked(selection.release.number, selection).count())

    def empty_reason(self, selection: Selection) -> str:
        coverage = self.coverage(selection)
        return presenters.positions_empty_reason(coverage.known, coverage.possible)


def position_row(found: Any) -> PositionRow:
    """The row of a FinancialPosition that has `name` and `kind`."""
    values: dict[str, Any] = {
        "period": found.period or None,
        "as_at": found.as_at or None,
        "basis": found.basis or None,
        "value_gbp": found.value_gbp,
        "pct_of_allocation": found.pct_of_allocation,
        "published_unit": found.published_unit or None,
    }
    return PositionRow(
        position_id=found.position_id,
        ods_code=found.ccg_id,
        name=found.name,
        year=found.year,
        measure=found.measure,
        kind=found.kind,
        stage=found.stage,
        disputed=found.disputed,
        derivation=found.derivation,
        quality=found.quality,
        note=found.note,
        sources=tuple(found.source_ids),
        missing=gaps(values, {"basis": NOT_APPLICABLE}),
        **values,
    )


# --- the year in England ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PublishedFigureRow:
    """One published figure for all CCGs of England."""

    id: str = column("Stable id in national_finance or findings.", example="england-2014-15-ccgs-in-deficit-1")
    origin: str = column("national-finance or finding.", example="national-finance")
    measure: str = column("What is counted or summed.", example="ccgs-in-deficit")
    unit: str = column("gbp or count.", example="count")
    value: float = column("Pounds or number of CCGs.", example=19)
    of: int | None = column("CCGs it is out of, where printed.", example=211)
    stage: str | None = column("plan, forecast, year-to-date or outturn.", example="outturn")
    basis: str | None = column("Before or after release of the reserve, where it matters.")
    as_at: str | None = column("Date it stands for.", example="2015-03-31")
    note: str = column("Remark; empty where there is none.")
    sources: tuple[str, ...] = column("Ids of the sources.")


@dataclass(frozen=True, slots=True)
class FinanceCoverageRow:
    """How much is known."""

    known: int = column("CCGs whose status is known.", unit="CCGs", example=9)
    possible: int = column("CCGs in force in the year.", unit="CCGs", example=211)


@dataclass(frozen=True, slots=True)
class FinanceSummaryRow:
    """One year in England. The known CCGs are no sample of the rest: those in trouble make the news."""

    year: str = column("Financial year.", example="2014-15")
    rule_set: str = column("Version of the rule a status stands on.", example="one-percent-surplus-1")
    target_pct: float | None = column("Surplus expected, share of the allocation.", unit="%", example=1.0)
    verified: bool = column("Whether a published source states the year's target.")
    rule: str = column("The rule in words.")
    published: Mapping[str, int] | None = column(
        "National count of CCGs by status at year end, as published: cumulative deficits.", example={"deficit": 19}
    )
    known: Mapping[str, int] = column("CCGs known by name, by status at year end.", unit="CCGs")
    known_by_kind: Mapping[str, Mapping[str, int]] = column(
        "The same by the kind of surplus that decided: cumulative, in-year, or unspecified by the source."
    )
    sums_by_kind: Mapping[str, Mapping[str, int]] = column(
        "Sums of the known deficits and surpluses, by kind; kinds are never added together.", unit="GBP"
    )
    forecast_known: Mapping[str, int] = column("CCGs by status of their latest known forecast.", unit="CCGs")
    figures: tuple[PublishedFigureRow, ...] = column("Every published figure for England, each with stage and basis.")
    coverage: FinanceCoverageRow = column("How much is known.")
    sources: tuple[str, ...] = column("Ids of the sources of rule and figures.")
    missing: Mapping[str, str] = missing_column()


class FinanceSummaries(Resource[FinanceSummary, FinanceSummaryRow]):
    """The 1% surplus story by year: published counts and sums beside what is known by name."""

    name = "finance-summary"
    title = "Surplus and deficit by year"
    row = FinanceSummaryRow
    filterset = SummaryFilterSet
    orderings = {"year": "year", "known": "known_total"}
    default_ordering = ("year",)
    tie_breaker = ("year",)

    def queryset(self, release: ReleaseRef) -> QuerySet[FinanceSummary]:
        return queries.summaries(release)

    def rows(self, records: Sequence[FinanceSummary], selection: Selection) -> Iterable[FinanceSummaryRow]:
        figures = _figures(selection.release, [found.year for found in records]) if selection.release else {}
        for found in records:
            yield _summary_row(found, tuple(figures.get(found.year, ())))


def _summary_row(found: FinanceSummary, figures: tuple[PublishedFigureRow, ...]) -> FinanceSummaryRow:
    values: dict[str, Any] = {"target_pct": found.target_pct, "published": _published(figures)}
    return FinanceSummaryRow(
        year=found.year,
        rule_set=found.rule_set,
        verified=found.verified,
        rule=found.rule,
        known={status: found.known.get(status, 0) for status in STATUSES},
        known_by_kind=found.known_by_kind,
        sums_by_kind=found.sums_by_kind,
        forecast_known=found.forecast_known,
        figures=figures,
        coverage=FinanceCoverageRow(found.known_total, found.possible),
        sources=united(found.rule_source_ids, *(figure.sources for figure in figures)),
        missing=gaps(values, {"target_pct": NOT_APPLICABLE, "published": _why_unpublished(found)}),
        **values,
    )


def _why_unpublished(found: FinanceSummary) -> str:
    return NOT_APPLICABLE if found.target_pct is None else NOT_KNOWN


def _published(figures: Iterable[PublishedFigureRow]) -> dict[str, int] | None:
    """The year's number of cumulative deficits; None where it was not found."""
    counts = [f.value for f in figures if f.measure in queries.IN_DEFICIT and f.stage == "outturn"]
    return {"deficit": int(counts[0])} if counts else None


def _figures(release: ReleaseRef, years: Sequence[str]) -> Mapping[str, list[PublishedFigureRow]]:
    found = defaultdict(list)
    for figure in queries.national_figures(release, years):
        found[figure.year].append(_national(figure))
    for finding in queries.surplus_findings(release, years):
        found[finding.year].append(_finding(finding))
    return found


def _national(figure: NationalFinance) -> PublishedFigureRow:
    return PublishedFigureRow(
        id=figure.fact_id,
        origin="national-finance",
        measure=figure.measure,
        unit=figure.unit,
        value=figure.value,
        of=None,
        stage=figure.stage,
        basis=figure.basis or None,
        as_at=figure.as_at or None,
        note=figure.note,
        sources=tuple(figure.source_ids),
    )


def _finding(finding: Finding) -> PublishedFigureRow:
    return PublishedFigureRow(
        id=finding.finding_id,
        origin="finding",
        measure=finding.measure,
        unit=finding.unit,
        value=int(finding.value) if finding.value.is_integer() else finding.value,
        of=finding.denominator,
        stage=None,
        basis=None,
        as_at=finding.as_at,
        note=finding.note,
        sources=tuple(finding.source_ids),
    )


POSITIONS, FINANCE_SUMMARIES = Positions(), FinanceSummaries()
