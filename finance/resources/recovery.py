"""The recovery calculator of one CCG: its own figures where they are known, the reader's where they are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ccgdash.http.problems import ParameterError, Problem
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import DetailResource
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection
from ccgdash.lib.words import NOT_APPLICABLE
from ccgdash.organisations import queries as registry
from ccgdash.organisations.search import ccg_search
from finance import queries
from finance.calc.recovery import Recovery, recovery
from finance.filtersets import RecoveryFilterSet
from finance.models import FinancialPosition, MoneySeries, SurplusTarget
from finance.resources.gaps import gaps, united
from finance.rules import DECIDING, RULE_SET

GAP = "forecast-year-end-gap"
FORECASTS = (GAP, *(measures.forecast for measures in DECIDING))
"""The shortfall expected if nothing else is done comes first: it is what a recovery plan has to find."""
SAVINGS = {"qipp_planned_gbp": ("qipp-plan",), "qipp_delivered_gbp": ("qipp-actual", "qipp-forecast")}
SUGGESTIONS = 5


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """Another figure for the money of the same CCG and year, and what the answer would be with it."""

    stream: str = column("What the money is for.", example="total-budget")
    publication: str = column("Publication.", example="reported")
    allocation_gbp: int = column("Amount.", unit="GBP", example=660000000)
    to_target_gbp: int | None = column("Needed to reach the target with it.", unit="GBP", example=15200000)
    note: str = column("Remark; empty where there is none.")
    sources: tuple[str, ...] = column("Ids of the sources.")


@dataclass(frozen=True, slots=True)
class RecoveryRow:
    """What one CCG must still find in one year to break even, and to reach the surplus expected of it."""

    ods_code: str = column("CCG.", example="04G")
    name: str = column("Name of the CCG in that year.", example="NHS Nene")
    year: str = column("Financial year.", example="2013-14")
    allocation_gbp: int | None = column("Core allocation, or the one given.", unit="GBP", example=639027000)
    allocation_basis: str = column("published, or given in the address.", example="published")
    allocation_publication: str | None = column("Publication of the allocation.", example="programme-2013-14")
    forecast_gbp: int | None = column("Forecast surplus; a deficit or gap is negative.", unit="GBP", example=-8600000)
    forecast_basis: str = column("published, or given in the address.", example="published")
    forecast_measure: str | None = column("What the forecast measures.", example="forecast-year-end-gap")
    forecast_as_at: str | None = column("When it was made.", example="2013")
    target_pct: float | None = column("Surplus expected, share of the allocation.", unit="%", example=1.0)
    target_verified: bool = column("Whether a published source states the year's target.")
    target_surplus_gbp: int | None = column("The expected surplus.", unit="GBP", example=6390270)
    to_break_even_gbp: int | None = column("Needed to break even.", unit="GBP", example=8600000)
    more_for_target_gbp: int | None = column("Needed on top, to reach the target.", unit="GBP", example=6390270)
    to_target_gbp: int | None = column("Needed together.", unit="GBP", example=14990270)
    month: int = column("Months gone.", example=0)
    months_left: int = column("Months left.", example=12)
    per_month_to_break_even_gbp: int | None = column("A month, to break even.", unit="GBP")
    per_month_to_target_gbp: int | None = column("A month, to reach the target.", unit="GBP")
    qipp_planned_gbp: int | None = column("Savings planned (QIPP), the latest figure.", unit="GBP")
    qipp_delivered_gbp: int | None = column("Savings delivered, else the latest forecast of them.", unit="GBP")
    other_budgets: tuple[BudgetRow, ...] = column("Other published figures for the same money, with their answer.")
    sources: tuple[str, ...] = column("Ids of the sources.")
    missing: Mapping[str, str] = missing_column()


@dataclass(frozen=True)
class Case:
    """What is known of one CCG and year, with what the reader gives in its place."""

    code: str
    year: str
    selection: Selection
    positions: Sequence[FinancialPosition]
    money: MoneySeries | None
    target: SurplusTarget | None

    @property
    def forecast(self) -> FinancialPosition | None:
        """The figure of the first measure that is known, the latest of it."""
        for measure in FORECASTS:
            found = self.latest(measure)
            if found:
                return found
        return None

    def latest(self, *measures: str) -> FinancialPosition | None:
        """The latest amount of the first of some measures that is known."""
        for measure in measures:
            found = [row for row in self.positions if row.measure == measure and row.value_gbp is not None]
            if found:
                return max(found, key=lambda row: (row.as_at, row.position_id))
        return None

    def given(self, parameter: str) -> int | None:
        """What the reader gives; the published figure itself, sent back by a form, is the published figure."""
        value = self.selection.one(parameter)
        published = {
            "allocation_gbp": self.money.cash_gbp if self.money else None,
            "forecast_gbp": self.forecast.value_gbp if self.forecast else None,
        }
        return value if isinstance(value, int) and value != published.get(parameter) else None

    @property
    def allocation_gbp(self) -> int | None:
        given = self.given("allocation_gbp")
        return given if given is not None else self.money.cash_gbp if self.money else None

    @property
    def forecast_gbp(self) -> int | None:
        given = self.given("forecast_gbp")
        return given if given is not None else self.forecast.value_gbp if self.forecast else None

    @property
    def target_pct(self) -> float | None:
        return self.target.target_pct if self.target else None

    def answer(self, allocation_gbp: int | None) -> Recovery | None:
        """None without a forecast."""
        if self.forecast_gbp is None:
            return None
        return recovery(allocation_gbp, self.forecast_gbp, self.target_pct, self.given("month") or 0)


class RecoveryCalculator(DetailResource[RecoveryRow]):
    """A pure function of the release and the address: nothing typed in is kept."""

    name = "finance-recovery"
    title = "Recovery calculator"
    row = RecoveryRow
    filterset = RecoveryFilterSet

    def find(self, selection: Selection, **key: str) -> RecoveryRow:
        release, code = selection.release, key["ods_code"].upper()
        if release is None or registry.ccg_record(release.number, code) is None:
            raise _unknown(release, code)
        case = _case(release, selection, code)
        budgets = tuple(_budgets(release, case))
        name = registry.ccg_name(release.number, code, case.year) or code
        return _row(case, name, budgets)


def _unknown(release: ReleaseRef | None, code: str) -> Problem:
    """404 with the CCGs the code may have meant."""
    near = ccg_search(release.number, code)[:SUGGESTIONS] if release else ()
    allowed = tuple(f"{match.ods_code} ({match.matched_name})" for match in near)
    error = ParameterError("ods_code", f"{code[:20]} is not the code of a CCG", allowed)
    return Problem("not-found", f"There is no CCG with the code {code[:20]}.", errors=(error,))


def _case(release: ReleaseRef, selection: Selection, code: str) -> Case:
    """The year asked for; else the latest one with a forecast and a target, else the CCG's last one with a target."""
    targets = {row.year: row for row in queries.surplus_targets(release).filter(rule_set=RULE_SET)}
    applies = {year for year, row in targets.items() if row.target_pct is not None}
    years = [row.year for row in registry.ccg_years(release.number, code)]
    positions = list(queries.positions(release).filter(ccg=code))
    forecast = [row.year for row in positions if row.measure in FORECASTS and row.year in applies]
    year = selection.text("year") or max(forecast, default="") or max(applies & set(years), default=years[-1])
    money = queries.money_series(release).filter(level="ccg", org_code=code, stream="core", year=year).first()
    return Case(code, year, selection, [row for row in positions if row.year == year], money, targets.get(year))


def _budgets(release: ReleaseRef, case: Case) -> list[BudgetRow]:
    rows = queries.allocations(release).filter(
        level="ccg", org_code=case.code, year=case.year, allocation_gbp__isnull=False
    )
    wider = rows.filter(stream__in=("core", "core-plus-running-costs", "total-budget"))
    return [
        _budget(row, case.answer(row.allocation_gbp))
        for row in wider.order_by("stream", "publication_id", "variant")
        if case.money is None or (row.stream, row.publication_id) != (case.money.stream, case.money.publication_id)
    ]


def _budget(row: Any, answer: Recovery | None) -> BudgetRow:
    return BudgetRow(
        stream=row.stream,
        publication=row.publication_id,
        allocation_gbp=row.allocation_gbp,
        to_target_gbp=answer.to_target_gbp if answer else None,
        note=row.note,
        sources=tuple(row.source_ids),
    )


def _row(case: Case, name: str, budgets: tuple[BudgetRow, ...]) -> RecoveryRow:
    answer, month = case.answer(case.allocation_gbp), case.given("month") or 0
    values: dict[str, Any] = {
        "allocation_gbp": case.allocation_gbp,
        "allocation_publication": _published(case, "allocation_gbp", case.money.publication_id if case.money else None),
        "forecast_gbp": case.forecast_gbp,
        "forecast_measure": _published(case, "forecast_gbp", case.forecast.measure if case.forecast else None),
        "forecast_as_at": _published(case, "forecast_gbp", case.forecast.as_at if case.forecast else None),
        "target_pct": case.target_pct,
        **_answers(answer),
        **{name: _amount(case.latest(*measures)) for name, measures in SAVINGS.items()},
    }
    return RecoveryRow(
        ods_code=case.code,
        name=name,
        year=case.year,
        allocation_basis="published" if case.given("allocation_gbp") is None else "given",
        forecast_basis="published" if case.given("forecast_gbp") is None else "given",
        target_verified=case.target is not None and case.target.status == "verified",
        month=month,
        months_left=12 - month,
        other_budgets=budgets,
        sources=_sources(case, budgets),
        missing=_why(case, values),
        **values,
    )


def _published(case: Case, parameter: str, value: str | None) -> str | None:
    """What goes with a published figure; nothing goes with a given one."""
    return (value or None) if case.given(parameter) is None else None


def _answers(answer: Recovery | None) -> dict[str, int | None]:
    even = answer.to_break_even_gbp if answer else None
    together = answer.to_target_gbp if answer else None
    return {
        "target_surplus_gbp": answer.target_surplus_gbp if answer else None,
        "to_break_even_gbp": even,
        "more_for_target_gbp": None if even is None or together is None else together - even,
        "to_target_gbp": together,
        "per_month_to_break_even_gbp": answer.per_month_to_break_even_gbp if answer else None,
        "per_month_to_target_gbp": answer.per_month_to_target_gbp if answer else None,
    }


def _amount(row: FinancialPosition | None) -> int | None:
    return row.value_gbp if row else None


def _why(case: Case, values: Mapping[str, Any]) -> dict[str, str]:
    """Not applicable: what goes with a given figure, the target in years without one, a month when none is left."""
    kinds: dict[str, str] = {}
    if case.target_pct is None:
        of_target = ("target_pct", "target_surplus_gbp", "more_for_target_gbp", "to_target_gbp")
        kinds |= dict.fromkeys((*of_target, "per_month_to_target_gbp"), NOT_APPLICABLE)
    if case.given("allocation_gbp") is not None:
        kinds["allocation_publication"] = NOT_APPLICABLE
    if case.given("forecast_gbp") is not None:
        kinds |= dict.fromkeys(("forecast_measure", "forecast_as_at"), NOT_APPLICABLE)
    if case.given("month") == 12:
        kinds |= dict.fromkeys(("per_month_to_break_even_gbp", "per_month_to_target_gbp"), NOT_APPLICABLE)
    return gaps(values, kinds)


def _sources(case: Case, budgets: Sequence[BudgetRow]) -> tuple[str, ...]:
    used: list[Any] = [case.target]
    if case.given("allocation_gbp") is None:
        used.append(case.money)
    if case.given("forecast_gbp") is None:
        used.append(case.forecast)
    used += [case.latest(*measures) for measures in SAVINGS.values()]
    return united(*(row.source_ids for row in used if row), *(budget.sources for budget in budgets))


RECOVERY = RecoveryCalculator()
