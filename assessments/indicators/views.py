"""Pages of indicators."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from assessments.indicators.page import INDICATOR_PAGE, indicator_context
from assessments.indicators.resources import INDICATORS
from ccgdash.http.pages import ListPage
from ccgdash.http.resources import Listing
from ccgdash.releases.resources import SOURCES


class IndicatorsPage(ListPage):
    """What is measured."""

    resource = INDICATORS
    template_name = "assessments/indicators/indicators.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        return {"sources": SOURCES.under(found)}


class IndicatorPage(ListPage):
    """One indicator: what it is, where CCGs stand, over time, and beside similar ones."""

    resource = INDICATOR_PAGE
    template_name = "assessments/indicators/indicator.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        name = str(request.resolver_match.kwargs["indicator"]) if request.resolver_match else ""
        if found.release is None:
            return {"indicator": None, "years": ()}
        return indicator_context(found.release, name, found)
