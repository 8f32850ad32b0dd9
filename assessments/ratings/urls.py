"""Addresses of the pages of ratings; those of one year stand in `web`, which asks both apps."""

from __future__ import annotations

from assessments.ratings.views import RatingsFlow, RatingsIndex, RatingsMatrix
from ccgdash.http.pages import page_paths

urlpatterns = [
    *page_paths("ratings/", RatingsIndex, name="ratings"),
    *page_paths("ratings/matrix/", RatingsMatrix, name="ratings-matrix"),
    *page_paths("ratings/flow/", RatingsFlow, name="ratings-flow"),
]
