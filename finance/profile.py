"""The money of one CCG over its whole life, for its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ccgdash.http.generation import lately
from ccgdash.http.release import ReleaseRef
from ccgdash.http.selection import Selection
from ccgdash.lib.charts import Chart
from ccgdash.releases.resources import SOURCES
from finance import charts, queries
from finance.models import Allocation, FinanceStatus, FinancialPosition
from finance.resources.gaps import united
from finance.resources.real_terms import REAL_TERMS, RealTermsRow
from finance.rules import DFT_STREAM

SAVINGS = ("qipp-plan", "qipp-actual")


@dataclass(frozen=True)
class MoneyYear:
    """One year of one CCG: its money, and where it stood; each None where nothing is known of it."""

    year: str
    money: RealTermsRow | None
    allocation: Allocation | None
    status: FinanceStatus | None
    qipp_planned_gbp: int | None
    qipp_delivered_gbp: int | None
    qipp_sources: tuple[str, ...]

    @property
    def money_sources(self) -> tuple[str, ...]:
        """Sources of allocation, target and real terms."""
        return united(self.money.sources if self.money else (), self.allocation.source_ids if self.allocation else ())

    @property
    def status_sources(self) -> tuple[str, ...]:
        """Sources of the result, the variance, the duty and the savings."""
        row = self.status
        facts = (row.source_ids, row.variance_source_ids, row.duty_source_ids, row.forecast_source_ids) if row else ()
        return united(*facts, self.qipp_sources)


@dataclass(frozen=True)
class CcgMoney:
    """Years in order, a chart of cash and real terms, and every source named."""

    years: tuple[MoneyYear, ...]
    chart: Chart | None
    known: int

    @property
    def base_year(self) -> str | None:
        """Year in whose prices real terms are; None without money, or an index of prices."""
        return next((each.money.base_year for each in self.years if each.money), None)

    @property
    def sources(self) -> set[str]:
        return {source for each in self.years for source in (*each.money_sources, *each.status_sources)}


def ccg_money(release: ReleaseRef, code: str) -> CcgMoney:
    """The core money and the finance status of a CCG in each year of either, in four queries."""
    return lately(release, (ccg_money, code), lambda: _money(release, code))


def _money(release: ReleaseRef, code: str) -> CcgMoney:
    series = queries.money_series(release).filter(level="ccg", org_code=code, stream=DFT_STREAM).order_by("year")
    priced = list(REAL_TERMS.rows(list(series), Selection(release)))
    money = {row.year: row for row in priced}
    allotted = queries.allocations(release).filter(level="ccg", org_code=code, stream=DFT_STREAM, is_default=True)
    allocations = {row.year: row for row in allotted.order_by("year")}
    statuses = {row.year: row for row in queries.finance_statuses(release).filter(ccg=code)}
    savings = list(queries.positions(release).filter(ccg=code, measure__in=SAVINGS).order_by("as_at", "position_id"))
    years = tuple(
        _year(year, money.get(year), allocations.get(year), statuses.get(year), savings)
        for year in sorted({*money, *statuses})
    )
    known = sum(row.status != "unknown" for row in statuses.values())
    return CcgMoney(years, charts.real_chart(priced, SOURCES.sayer(release)), known)


def _year(
    year: str,
    money: RealTermsRow | None,
    allocation: Allocation | None,
    status: FinanceStatus | None,
    savings: Iterable[FinancialPosition],
) -> MoneyYear:
    here = [row for row in savings if row.year == year]
    latest = {row.measure: row for row in here}
    planned, delivered = (latest.get(measure) for measure in SAVINGS)
    return MoneyYear(
        year=year,
        money=money,
        allocation=allocation,
        status=status,
        qipp_planned_gbp=planned.value_gbp if planned else None,
        qipp_delivered_gbp=delivered.value_gbp if delivered else None,
        qipp_sources=united(*(row.source_ids for row in latest.values())),
    )
