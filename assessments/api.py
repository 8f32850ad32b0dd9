"""Summary and flow of ratings, and `/api/v1/interventions/`; ratings themselves are asked over both apps in `web`."""

from __future__ import annotations

from django.urls import path

from assessments.resources import INTERVENTIONS, RATING_FLOWS, RATING_SUMMARIES
from ccgdash.http.endpoints import ListEndpoint


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
    path("ratings/summary/", RatingSummaryList.as_view(), name="api-ratings-summary"),
    path("ratings/flow/", RatingFlowList.as_view(), name="api-ratings-flow"),
    path("interventions/", InterventionList.as_view(), name="api-interventions"),
]
