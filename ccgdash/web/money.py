"""The money of one CCG as rows of its JSON: each year's allocation, result, variance, duty and savings side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ccgdash.http.rows import column, missing_column
from finance.profile import MoneyYear


@dataclass(frozen=True, slots=True)
class CcgFinanceRow:
    """The money of one CCG in one year. Status, variance to plan and duty breach are facts of their own."""

    year: str = column("Financial year.", example="2015-16")
    allocation_gbp: int | None = column("Core allocation, of its area where the CCG itself has none.", unit="GBP")
    target_allocation_gbp: int | None = column("Fair-shares target allocation.", unit="GBP")
    closing_dft_pct: float | None = column("Closing distance from target; negative is under it.", unit="%")
    growth_pct: float | None = column("Cash growth on the year before, inside one series of publications.", unit="%")
    per_head_gbp: float | None = column("Allocation a head.", unit="GBP")
    real_gbp: float | None = column("Allocation in the prices of one year (see finance/real-terms).", unit="GBP")
    finance_status: str = column("deficit, below-target, on-target or unknown.", example="deficit")
    rule_set: str | None = column("Version of the rule the status stands on.", example="one-percent-surplus-1")
    surplus_gbp: int | None = column("The year-end surplus (deficit negative) that decides the status.", unit="GBP")
    surplus_measure: str | None = column("Which measure that is.", example="cumulative-surplus")
    surplus_pct: float | None = column("The same as a share of the allocation.", unit="%")
    variance_to_plan_gbp: int | None = column("Against plan; an overspend is negative.", unit="GBP")
    duty_breach: bool | None = column("true: a source says the limit was exceeded; null: no record, not no breach.")
    qipp_planned_gbp: int | None = column("Savings planned.", unit="GBP")
    qipp_delivered_gbp: int | None = column("Savings delivered.", unit="GBP")
    sources: tuple[str, ...] = column("Ids of the sources.")
    missing: Mapping[str, str] = missing_column()


def finance_row(each: MoneyYear) -> CcgFinanceRow:
    """One year; what was not found is null and says so."""
    money, allocation, status = each.money, each.allocation, each.status
    values = {
        "allocation_gbp": money.cash_gbp if money else None,
        "target_allocation_gbp": allocation.target_allocation_gbp if allocation else None,
        "closing_dft_pct": allocation.closing_dft_pct if allocation else None,
        "growth_pct": money.growth_pct if money else None,
        "per_head_gbp": money.per_head_gbp if money else None,
        "real_gbp": money.real_gbp if money else None,
        "rule_set": status.rule_set if status else None,
        "surplus_gbp": status.value_gbp if status else None,
        "surplus_measure": (status.measure or None) if status else None,
        "surplus_pct": status.pct_of_allocation if status else None,
        "variance_to_plan_gbp": status.variance_gbp if status else None,
        "duty_breach": (status.duty_breach or None) if status else None,
        "qipp_planned_gbp": each.qipp_planned_gbp,
        "qipp_delivered_gbp": each.qipp_delivered_gbp,
    }
    return CcgFinanceRow(
        year=each.year,
        finance_status=status.status if status else "unknown",
        sources=tuple(sorted({*each.money_sources, *each.status_sources})),
        missing={name: "not-known" for name, value in values.items() if value is None},
        **values,  # type: ignore[arg-type]  # each value has its column's type; a mapping cannot say so
    )
