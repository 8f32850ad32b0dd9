"""Addresses of the pages of scores, explanations and what-if."""

from __future__ import annotations

from assessments.scores.views import ExplainPage, ReproductionPage, Scores, WhatIfPage
from ccgdash.http.pages import page_paths

urlpatterns = [
    *page_paths("ratings/<str:year>/<str:ods_code>/explain/", ExplainPage, name="explain"),
    *page_paths("scores/", Scores, name="scores"),
    *page_paths("scores/reproduction/", ReproductionPage, name="reproduction"),
    *page_paths("what-if/", WhatIfPage, name="what-if"),
]
