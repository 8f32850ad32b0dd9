"""`/api/v1/ratings/`: summary, flow and matrix; ratings themselves are asked over both apps in `web`."""

from __future__ import annotations

from django.urls import path

from assessments.ratings.matrix import RATING_MATRIX
from assessments.ratings.resources import RATING_FLOWS, RATING_SUMMARIES
from ccgdash.http.endpoints import ListEndpoint


class RatingSummaryList(ListEndpoint):
    """Counts by year, published and known."""

    resource = RATING_SUMMARIES


class RatingFlowList(ListEndpoint):
    """Who moved from what to what."""

    resource = RATING_FLOWS


class RatingMatrixList(ListEndpoint):
    """Every CCG's headline ratings, year by year."""

    resource = RATING_MATRIX


urlpatterns = [
    path("ratings/summary/", RatingSummaryList.as_view(), name="api-ratings-summary"),
    path("ratings/flow/", RatingFlowList.as_view(), name="api-ratings-flow"),
    path("ratings/matrix/", RatingMatrixList.as_view(), name="api-ratings-matrix"),
]
