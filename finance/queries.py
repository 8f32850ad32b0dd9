"""Every question about the money, as querysets of one release. Pages, API and files ask only here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Case, Count, Exists, F, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from ccgdash.http.release import ReleaseRef
from ccgdash.organisations.models import CcgRecord, CcgYear, Footprint, LocalOffice, Region
from finance.calc.bands import BANDS, EDGES
from finance.calc.money import floats_of, numbers
from finance.calc.prices import index_chained
from finance.models import (
    Allocation,
    AllocationPublication,
    AllocationRollup,
    Deflator,
    FinanceStatus,
    FinanceSummary,
    FinancialMeasure,
    FinancialPosition,
    Finding,
    MoneySeries,
    NationalFinance,
    PooledFund,
    Spending,
    SpendingGrowth,
    SurplusTarget,
)

M = TypeVar("M", bound=Model)

ENGLAND = "ENG"
IN_DEFICIT = ("ccgs-in-deficit", "ccgs-in-cumulative-deficit")
"""National counts that are the year's number of CCGs in deficit, at outturn."""


# --- allocations --------------------------------------------------------------------------------------------------


def allocations(release: ReleaseRef) -> QuerySet[Allocation]:
    """Every allocation of a release with `name` and `dft`, the closing distance, else the opening one; unordered."""
    return Allocation.objects.at(release.number).annotate(
        name=_name(release.number), dft=Coalesce("closing_dft_pct", "opening_dft_pct")
    )


def _name(number: int) -> Coalesce:
    """Name of an organisation of any level: a CCG's of the year, else its latest; the code where there is none."""
    code = OuterRef("org_code")
    by_year = CcgYear.objects.at(number).filter(ccg=code, year=OuterRef("year"))
    latest = CcgRecord.objects.at(number).filter(ccg=code)
    places = [model.objects.at(number).filter(ods_code=code) for model in (Footprint, Region, LocalOffice)]
    return Coalesce(
        *(Subquery(rows.values("name")[:1]) for rows in (by_year, latest, *places)),
        Case(When(org_code=ENGLAND, then=Value("England")), When(org_code="GM", then=Value("Greater Manchester"))),
        F("org_code"),
    )


def publications(release: ReleaseRef) -> QuerySet[AllocationPublication]:
    """Publications of allocations, by id."""
    return AllocationPublication.objects.at(release.number).order_by("publication_id")


def banded(bands: Iterable[str], column: str = "dft") -> Q:
    """Rows whose distance lies in one of the bands; the same edges as calc.bands, a test holds them together."""
    low, zero, high = EDGES
    by_band = dict(
        zip(
            BANDS,
            (
                Q(**{f"{column}__lt": low}),
                Q(**{f"{column}__gte": low, f"{column}__lt": zero}),
                Q(**{f"{column}__gte": zero, f"{column}__lte": high}),
                Q(**{f"{column}__gt": high}),
            ),
            strict=True,
        )
    )
    wanted = Q(pk__in=[])
    for band in bands:
        wanted |= by_band[band]
    return wanted


def allocations_in_places(rows: QuerySet[M], number: int, column: str, codes: Sequence[str]) -> QuerySet[M]:
    """Rows of CCGs (code in `org_code`) that lay in one of the places in that year; a code that was not in force in
    it (publications use the CCG set of their time) by its last year."""
    here = CcgYear.objects.at(number).filter(ccg=OuterRef("org_code"), year=OuterRef("year"))
    last = CcgRecord.objects.at(number).filter(ccg=OuterRef("ccg"), last_year=OuterRef("year"))
    at_the_end = CcgYear.objects.at(number).filter(Exists(last), **{f"{column}__in": codes})
    then = Exists(here.filter(**{f"{column}__in": codes}))
    gone = ~Exists(here) & Q(org_code__in=at_the_end.values("ccg"))
    return rows.filter(then | gone, level="ccg")


def rollups(release: ReleaseRef) -> QuerySet[AllocationRollup]:
    """Places with the sums of their CCGs, by year, stream, publication; unordered."""
    return AllocationRollup.objects.filter(run=release.recompute_id)


def england_rollups(release: ReleaseRef) -> QuerySet[AllocationRollup]:
    """England's sums of the default publications, unordered."""
    return rollups(release).filter(level="england", is_default=True)


def regional_rollups(release: ReleaseRef, years: Iterable[Any], streams: Iterable[Any]) -> QuerySet[AllocationRollup]:
    """Regions and the England they add up to, by year and stream; in each the regions by name, then England."""
    rows = rollups(release).filter(level__in=("region", "england"), is_default=True)
    return rows.filter(year__in=years, stream__in=streams).order_by("year", "stream", "-level", "name")


def money_series(release: ReleaseRef) -> QuerySet[MoneySeries]:
    """Cash, people and growth of every area, year and stream; unordered."""
    return MoneySeries.objects.filter(run=release.recompute_id)


def lowest_closing_dft(release: ReleaseRef, year: str, stream: str) -> Allocation | None:
    """The CCG furthest under target after the year's money, in the default publication: the floor test looks at it."""
    rows = allocations(release).filter(year=year, stream=stream, level="ccg", is_default=True)
    return rows.filter(closing_dft_pct__isnull=False).order_by("closing_dft_pct", "org_code").first()


# --- positions and status -----------------------------------------------------------------------------------------


def positions(release: ReleaseRef) -> QuerySet[FinancialPosition]:
    """Every figure about a CCG with `name` (of the year) and `kind` (cumulative, in-year, variance, …); unordered."""
    there = CcgYear.objects.at(release.number).filter(ccg=OuterRef("ccg"), year=OuterRef("year"))
    measure = FinancialMeasure.objects.at(release.number).filter(measure=OuterRef("measure"))
    return FinancialPosition.objects.at(release.number).annotate(
        name=Subquery(there.values("name")[:1]), kind=Subquery(measure.values("type")[:1])
    )


def with_finance_status(rows: QuerySet[M], release: ReleaseRef, statuses: Sequence[str]) -> QuerySet[M]:
    """Rows with a `ccg` and `year` whose CCG had one of the statuses in that year."""
    told = FinanceStatus.objects.filter(
        run=release.recompute_id, ccg=OuterRef("ccg"), year=OuterRef("year"), status__in=statuses
    )
    return rows.filter(Exists(told))


def finance_statuses(release: ReleaseRef) -> QuerySet[FinanceStatus]:
    """One row per CCG and year in force, by year and code."""
    return FinanceStatus.objects.filter(run=release.recompute_id).order_by("year", "ccg")


def summaries(release: ReleaseRef) -> QuerySet[FinanceSummary]:
    """The rule and the known counts of each year, unordered."""
    return FinanceSummary.objects.filter(run=release.recompute_id)


def national_figures(release: ReleaseRef, years: Iterable[str]) -> QuerySet[NationalFinance]:
    """Published figures for all CCGs of England, by year, measure and date."""
    rows = NationalFinance.objects.at(release.number).filter(area="england", year__in=years)
    return rows.order_by("year", "measure", "as_at", "fact_id")


def surplus_findings(release: ReleaseRef, years: Iterable[str]) -> QuerySet[Finding]:
    """Published national counts about the surplus target, by year and id."""
    rows = Finding.objects.at(release.number).filter(topic="surplus-target", year__in=years)
    return rows.order_by("year", "finding_id")


def surplus_targets(release: ReleaseRef) -> QuerySet[SurplusTarget]:
    """The rule of each year, by version and year."""
    return SurplusTarget.objects.at(release.number).order_by("rule_set", "year")


# --- spending, funds, prices, findings ----------------------------------------------------------------------------


def spending(release: ReleaseRef) -> QuerySet[Spending]:
    """Every spending line with `name`; unordered."""
    return Spending.objects.at(release.number).annotate(name=_name(release.number))


def suspicious_spending(release: ReleaseRef) -> QuerySet[Spending]:
    """Spending lines whose published share cannot be right, by year and organisation."""
    return spending(release).filter(quality="suspicious").order_by("year", "org_code", "basis", "geography")


def spending_growth(release: ReleaseRef) -> QuerySet[SpendingGrowth]:
    """Each line of each CCG against its allocation, unordered."""
    return SpendingGrowth.objects.filter(run=release.recompute_id)


def pace_counts(release: ReleaseRef, measure: str) -> Mapping[str, Mapping[bool | None, int]]:
    """Year to how many CCGs kept pace with their allocation, did not, or cannot be told (None)."""
    rows = spending_growth(release).filter(measure=measure).order_by("year")
    found: dict[str, dict[bool | None, int]] = {}
    for year, in_line, count in rows.values_list("year", "in_line").annotate(count=Count("pk")):
        found.setdefault(year, {})[in_line] = count
    return found


def pooled_funds(release: ReleaseRef) -> QuerySet[PooledFund]:
    """Elements of the Better Care Fund, unordered."""
    return PooledFund.objects.at(release.number)


def deflators(release: ReleaseRef) -> QuerySet[Deflator]:
    """Price indices by vintage and year, unordered."""
    return Deflator.objects.at(release.number)


def deflator(release: ReleaseRef, vintage: str, year: str) -> Deflator | None:
    """One year of one vintage; None where it was not published."""
    return deflators(release).filter(vintage=vintage, year=year).first()


def index_of(release: ReleaseRef, vintage: str) -> Mapping[str, float]:
    """Year to index of one vintage; years published only as a change are chained on. Years without either are left
    out."""
    rows = list(deflators(release).filter(vintage=vintage).order_by("year"))
    index = floats_of([row.index_value for row in rows])
    values = numbers(index_chained(index, floats_of([row.change_pct for row in rows])))
    return {row.year: value for row, value in zip(rows, values, strict=True) if value is not None}


def findings(release: ReleaseRef) -> QuerySet[Finding]:
    """Published national findings, unordered."""
    return Finding.objects.at(release.number)


def findings_on(release: ReleaseRef, topic: str) -> QuerySet[Finding]:
    """Those of one topic, by year and measure."""
    return findings(release).filter(topic=topic).order_by("year", "measure")


# --- what the data offers to choose from --------------------------------------------------------------------------


def distinct(rows: QuerySet[Any], column: str) -> list[str]:
    """Words of one column that the release holds, by name; empty ones left out."""
    found = rows.order_by(column).values_list(column, flat=True).distinct()
    return [word for word in found if word]
