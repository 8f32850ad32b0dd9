"""The money under `/api/v1/`."""

from __future__ import annotations

from django.urls import path

from ccgdash.http.endpoints import DetailEndpoint, ListEndpoint
from finance import resources


class AllocationList(ListEndpoint):
    """Allocations with targets, distances, growth and per head, as published."""

    resource = resources.ALLOCATIONS


class AllocationPlaceList(ListEndpoint):
    """Allocations added up to STPs, regions and England."""

    resource = resources.ROLLUPS


class PositionList(ListEndpoint):
    """Surpluses, deficits, plans and savings of CCGs."""

    resource = resources.POSITIONS


class FinanceSummaryList(ListEndpoint):
    """Surplus and deficit by year, published and known."""

    resource = resources.FINANCE_SUMMARIES


class RealTermsList(ListEndpoint):
    """Cash, real terms, per head and real terms per head."""

    resource = resources.REAL_TERMS


class RecoveryDetail(DetailEndpoint):
    """What one CCG must find to break even and to reach its surplus."""

    resource = resources.RECOVERY


class SpendingList(ListEndpoint):
    """Mental-health spending lines."""

    resource = resources.SPENDING


class SpendingGrowthList(ListEndpoint):
    """Spending lines against the allocation they come from."""

    resource = resources.SPENDING_GROWTH


class PooledFundList(ListEndpoint):
    """Elements of the Better Care Fund."""

    resource = resources.POOLED_FUNDS


class DeflatorList(ListEndpoint):
    """Price indices by vintage."""

    resource = resources.DEFLATORS


class FindingList(ListEndpoint):
    """Published national findings."""

    resource = resources.FINDINGS


urlpatterns = [
    path("allocations/", AllocationList.as_view(), name="api-allocations"),
    path("allocations/places/", AllocationPlaceList.as_view(), name="api-allocation-places"),
    path("positions/", PositionList.as_view(), name="api-positions"),
    path("finance/summary/", FinanceSummaryList.as_view(), name="api-finance-summary"),
    path("finance/real-terms/", RealTermsList.as_view(), name="api-finance-real-terms"),
    path("finance/recovery/<str:ods_code>/", RecoveryDetail.as_view(), name="api-finance-recovery"),
    path("spending/", SpendingList.as_view(), name="api-spending"),
    path("spending/growth/", SpendingGrowthList.as_view(), name="api-spending-growth"),
    path("pooled-funds/", PooledFundList.as_view(), name="api-pooled-funds"),
    path("deflators/", DeflatorList.as_view(), name="api-deflators"),
    path("findings/", FindingList.as_view(), name="api-findings"),
]
