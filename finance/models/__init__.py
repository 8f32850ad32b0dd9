"""The money: allocations, positions, spending and prices as published, and what a recompute works out from them."""

from finance.models.allocations import Allocation, AllocationPublication
from finance.models.derived import AllocationRollup, FinanceStatus, FinanceSummary, MoneySeries, SpendingGrowth
from finance.models.positions import (
    DutyBreach,
    FinancialMeasure,
    FinancialPosition,
    NationalFinance,
    SurplusTarget,
)
from finance.models.spending import Deflator, Finding, PooledFund, Spending, SpendingMeasure

__all__ = [
    "Allocation",
    "AllocationPublication",
    "AllocationRollup",
    "Deflator",
    "DutyBreach",
    "FinanceStatus",
    "FinanceSummary",
    "FinancialMeasure",
    "FinancialPosition",
    "Finding",
    "MoneySeries",
    "NationalFinance",
    "PooledFund",
    "Spending",
    "SpendingGrowth",
    "SpendingMeasure",
    "SurplusTarget",
]
