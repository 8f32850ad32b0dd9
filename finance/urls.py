"""Addresses of the pages of money."""

from __future__ import annotations

from ccgdash.http.pages import page_paths
from finance import views

urlpatterns = [
    *page_paths("finance/", views.Finance, name="finance"),
    *page_paths("finance/allocations/", views.AllocationsPage, name="finance-allocations"),
    *page_paths("finance/allocations/places/", views.AllocationPlaces, name="finance-places"),
    *page_paths("finance/real-terms/", views.RealTermsPage, name="finance-real-terms"),
    *page_paths("finance/pooled-funds/", views.PooledFundsPage, name="finance-pooled-funds"),
    *page_paths("finance/spending/", views.SpendingPage, name="finance-spending"),
    *page_paths("findings/", views.FindingsPage, name="findings"),
    *page_paths("ccgs/<str:ods_code>/recovery/", views.RecoveryPage, name="recovery"),
]
