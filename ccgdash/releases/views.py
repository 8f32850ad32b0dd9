"""`/data/`: what was published when, and where every figure comes from."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from ccgdash.http.pages import ListPage
from ccgdash.http.resources import Listing
from ccgdash.releases.resources import RELEASES, SOURCES


class Data(ListPage):
    """Releases, and how to take the data away or load one's own."""

    resource = RELEASES
    template_name = "releases/data.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        return {"section": "data"}


class SourcesPage(ListPage):
    """Every source, searchable."""

    resource = SOURCES
    template_name = "releases/sources.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        return {"section": "data"}
