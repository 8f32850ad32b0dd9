"""Addresses of the pages of indicators."""

from __future__ import annotations

from assessments.indicators.views import IndicatorPage, IndicatorsPage
from ccgdash.http.pages import page_paths

urlpatterns = [
    *page_paths("indicators/", IndicatorsPage, name="indicators"),
    *page_paths("indicators/<str:indicator>/", IndicatorPage, name="indicator"),
]
