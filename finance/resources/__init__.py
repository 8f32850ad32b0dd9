"""The money: one Resource a list, for page, JSON and CSV."""

from finance.resources.allocations import ALLOCATIONS, ROLLUPS
from finance.resources.deflators import DEFLATORS
from finance.resources.findings import FINDINGS
from finance.resources.pooled_funds import POOLED_FUNDS
from finance.resources.positions import FINANCE_SUMMARIES, POSITIONS
from finance.resources.real_terms import REAL_TERMS
from finance.resources.recovery import RECOVERY
from finance.resources.spending import SPENDING, SPENDING_GROWTH

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
