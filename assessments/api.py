"""Summary and flow of ratings, and `/api/v1/interventions/`; ratings themselves are asked over both apps in `web`."""

from __future__ import annotations

from django.urls import path

from assessments.matrix import RATING_MATRIX
from assessments.resources import INTERVENTIONS, RATING_FLOWS, RATING_SUMMARIES
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


class InterventionList(ListEndpoint):
    """Special measures, directions and other events."""

    resource = INTERVENTIONS


urlpatterns = [
    path("ratings/summary/", RatingSummaryList.as_view(), name="api-ratings-summary"),
    path("ratings/flow/", RatingFlowList.as_view(), name="api-ratings-flow"),
    path("ratings/matrix/", RatingMatrixList.as_view(), name="api-ratings-matrix"),
    path("interventions/", InterventionList.as_view(), name="api-interventions"),
]
