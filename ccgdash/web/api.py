"""`/api/v1/ccgs/`, `/api/v1/ccgs/{ods_code}/`, and `/api/v1/ratings/`, whose filters reach over both apps."""

from __future__ import annotations

from django.urls import path

from ccgdash.http.endpoints import DetailEndpoint, ListEndpoint
from ccgdash.web.mismatch import MISMATCHES
from ccgdash.web.profile import CCG_PROFILE
from ccgdash.web.ratings import RATINGS
from ccgdash.web.resources import CCGS


class CcgList(ListEndpoint):
    """CCGs by year; without a year each CCG once, in its last year in force."""

    resource = CCGS


class CcgDetail(DetailEndpoint):
    """One CCG: years, ratings, interventions, populations, lineage."""

    resource = CCG_PROFILE


class RatingList(ListEndpoint):
    """Published ratings with their sources."""

    resource = RATINGS


class MismatchList(ListEndpoint):
    """CCGs whose rating and money disagree."""

    resource = MISMATCHES


urlpatterns = [
    path("mismatch/", MismatchList.as_view(), name="api-mismatch"),
    path("ratings/", RatingList.as_view(), name="api-ratings"),
    path("ccgs/", CcgList.as_view(), name="api-ccgs"),
    path("ccgs/<str:ods_code>/", CcgDetail.as_view(), name="api-ccg"),
]
