"""`/api/v1/ccgs/`, `/api/v1/ccgs/{ods_code}/`, places, comparisons, and `/api/v1/ratings/`: whatever reaches over both
apps."""

from __future__ import annotations

from django.urls import path

from ccgdash.http.endpoints import DetailEndpoint, ListEndpoint
from ccgdash.web.compare import COMPARE
from ccgdash.web.mismatch import MISMATCHES
from ccgdash.web.places import PLACE, PLACES
from ccgdash.web.profile import CCG_PROFILE
from ccgdash.web.ratings import RATINGS
from ccgdash.web.report import REPORT
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


class ReportDetail(DetailEndpoint):
    """One CCG on one page: verdict, ratings, money, interventions, indicators furthest from England."""

    resource = REPORT


class CompareList(ListEndpoint):
    """Up to 20 CCGs, or those of a place, side by side in one year."""

    resource = COMPARE


class PlaceList(ListEndpoint):
    """Regions, offices, footprints and England: CCGs counted, money added up."""

    resource = PLACES


class PlaceDetailEndpoint(DetailEndpoint):
    """One place in one year with its CCGs."""

    resource = PLACE


urlpatterns = [
    path("compare/", CompareList.as_view(), name="api-compare"),
    path("places/", PlaceList.as_view(), name="api-places"),
    path("places/<str:kind>/<str:code>/", PlaceDetailEndpoint.as_view(), name="api-place"),
    path("mismatch/", MismatchList.as_view(), name="api-mismatch"),
    path("ratings/", RatingList.as_view(), name="api-ratings"),
    path("ccgs/", CcgList.as_view(), name="api-ccgs"),
    path("ccgs/<str:ods_code>/report/", ReportDetail.as_view(), name="api-report"),
    path("ccgs/<str:ods_code>/", CcgDetail.as_view(), name="api-ccg"),
]
