"""`/api/v1/sources/` and `/api/v1/releases/`."""

from __future__ import annotations

from django.urls import path

from ccgdash.http.endpoints import ListEndpoint
from ccgdash.releases.resources import RELEASES, SOURCES


class SourceList(ListEndpoint):
    """Where every figure comes from: publisher, title, reference and licence."""

    resource = SOURCES


class ReleaseList(ListEndpoint):
    """What was published when, newest first."""

    resource = RELEASES


urlpatterns = [
    path("sources/", SourceList.as_view(), name="api-sources"),
    path("releases/", ReleaseList.as_view(), name="api-releases"),
]
