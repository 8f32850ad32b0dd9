"""Addresses of the pages of ratings and interventions."""

from __future__ import annotations

from assessments.views import RatingsIndex, SpecialMeasures
from ccgdash.http.pages import page_paths

urlpatterns = [
    *page_paths("ratings/", RatingsIndex, name="ratings"),
    *page_paths("special-measures/", SpecialMeasures, name="special-measures"),
]
