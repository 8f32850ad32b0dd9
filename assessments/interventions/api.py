"""`/api/v1/interventions/`."""

from __future__ import annotations

from django.urls import path

from assessments.interventions.resources import INTERVENTIONS
from ccgdash.http.endpoints import ListEndpoint


class InterventionList(ListEndpoint):
    """Special measures, directions and other events."""

    resource = INTERVENTIONS


urlpatterns = [
    path("interventions/", InterventionList.as_view(), name="api-interventions"),
]
