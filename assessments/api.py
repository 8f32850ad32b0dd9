"""`/api/v1/ratings/`, its summary and flow, and `/api/v1/interventions/`."""

from __future__ import annotations

from django.urls import path

from assessments.resources import INTERVENTIONS, RATING_FLOWS, RATING_SUMMARIES, RATINGS
from ccgdash.http.endpoints import ListEndpoint


class RatingList(ListEndpoint):
    """Published ratings with their sources."""

    resource = RATINGS


class RatingSummaryList(ListEndpoint):
    """Counts by year, published and known."""

    resource = RATING_SUMMARIES


class RatingFlowList(ListEndpoint):
    """Who moved from what to what."""

    resource = RATING_FLOWS


class InterventionList(ListEndpoint):
    """Special measures, directions and other events."""

    resource = INTERVENTIONS


urlpatterns = [
    path("ratings/", RatingList.as_view(), name="api-ratings"),
    path("ratings/summary/", RatingSummaryList.as_view(), name="api-ratings-summary"),
    path("ratings/flow/", RatingFlowList.as_view(), name="api-ratings-flow"),
    path("interventions/", InterventionList.as_view(), name="api-interventions"),
]
