"""The money: one Resource a list, for page, JSON and CSV."""

from finance.resources.allocations import ALLOCATIONS, ROLLUPS
from finance.resources.others import DEFLATORS, FINDINGS, POOLED_FUNDS, SPENDING, SPENDING_GROWTH
from finance.resources.positions import FINANCE_SUMMARIES, POSITIONS
from finance.resources.real_terms import REAL_TERMS
from finance.resources.recovery import RECOVERY

__all__ = [
    "ALLOCATIONS",
    "DEFLATORS",
    "FINANCE_SUMMARIES",
    "FINDINGS",
    "POOLED_FUNDS",
    "POSITIONS",
    "REAL_TERMS",
    "RECOVERY",
    "ROLLUPS",
    "SPENDING",
    "SPENDING_GROWTH",
]
