"""Pages of places: the index of a year, and one region, office, footprint or England."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from ccgdash.http.pages import DetailPage, ListPage
from ccgdash.http.resources import Detail, Listing
from ccgdash.releases.resources import SOURCES
from ccgdash.web import presenters_places as said
from ccgdash.web.charts import place_years_chart, places_chart
from ccgdash.web.home import DEFAULT_YEAR
from ccgdash.web.places import PLACE, PLACES, Kind, PlaceDetailRow


class PlacesPage(ListPage):
    """Every place of a year: CCGs counted, money added up."""

    resource = PLACES
    template_name = "web/places.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        year = found.selection.text("year", DEFAULT_YEAR)
        return {"year": year, "chart": places_chart(found.rows, Kind.REGION)}


class PlacePage(DetailPage):
    """One place in one year."""

    resource = PLACE
    template_name = "web/place.html"

    def extra_context(self, found: Detail[Any], request: HttpRequest) -> dict[str, Any]:
        row: PlaceDetailRow = found.row
        return {
            "verdict": said.verdict(row),
            "chart": place_years_chart(row.name, row.years),
            "inside": said.inside(row),
            "around": said.around(row),
            "explorer": said.explorer_address(row),
            "sources": SOURCES.by_ids(found.release, row.sources),
        }
