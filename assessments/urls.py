"""Addresses of the pages of ratings and interventions."""

from __future__ import annotations

from assessments.views import RatingsIndex, SpecialMeasures
from assessments.views_engine import (
    ExplainPage,
    IndicatorPage,
    IndicatorsPage,
    RatingsFlow,
    RatingsMatrix,
    ReproductionPage,
    Scores,
    WhatIfPage,
)
from ccgdash.http.pages import page_paths

urlpatterns = [
    *page_paths("ratings/", RatingsIndex, name="ratings"),
    *page_paths("ratings/matrix/", RatingsMatrix, name="ratings-matrix"),
    *page_paths("ratings/flow/", RatingsFlow, name="ratings-flow"),
    *page_paths("ratings/<str:year>/<str:ods_code>/explain/", ExplainPage, name="explain"),
    *page_paths("scores/", Scores, name="scores"),
    *page_paths("scores/reproduction/", ReproductionPage, name="reproduction"),
    *page_paths("what-if/", WhatIfPage, name="what-if"),
    *page_paths("indicators/", IndicatorsPage, name="indicators"),
    *page_paths("indicators/<str:indicator>/", IndicatorPage, name="indicator"),
    *page_paths("special-measures/", SpecialMeasures, name="special-measures"),
]
