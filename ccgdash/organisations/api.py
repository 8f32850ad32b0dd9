"""`/api/v1/populations/` and `/api/v1/practice-counts/`."""

from __future__ import annotations

from django.urls import path

from ccgdash.http.endpoints import ListEndpoint
from ccgdash.organisations.resources import POPULATIONS, PRACTICE_COUNTS


class PopulationList(ListEndpoint):
    """Registered and resident populations by CCG and year."""

    resource = POPULATIONS


class PracticeCountList(ListEndpoint):
    """GP practices by CCG and date."""

    resource = PRACTICE_COUNTS


urlpatterns = [
    path("populations/", PopulationList.as_view(), name="api-populations"),
    path("practice-counts/", PracticeCountList.as_view(), name="api-practice-counts"),
]
