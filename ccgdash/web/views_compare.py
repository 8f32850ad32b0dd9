"""The page of CCGs side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from assessments.ratings.tables import framework_spans
from assessments.years import HEADLINES
from ccgdash.http.pages import ListPage
from ccgdash.http.resources import Listing
from ccgdash.releases.resources import SOURCES
from ccgdash.web import presenters_compare as said
from ccgdash.web.charts_compare import compare_charts
from ccgdash.web.compare import COMPARE, MOST


class Compare(ListPage):
    """Up to 20 CCGs, or those of a place."""

    resource = COMPARE
    template_name = "web/compare.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        rows = found.rows
        years = [year for year in HEADLINES if any(each.year == year for row in rows for each in row.ratings)]
        ids = {each for row in rows for each in (*row.rating_sources, *row.money_sources)}
        return {
            "most": MOST,
            "year": rows[0].year if rows else "",
            "charts": compare_charts(rows),
            "spans": framework_spans(years),
            "strips": said.strips(rows, years),
            "absent": said.absent(found),
            "removals": said.removals(found),
            "sources": SOURCES.by_ids(found.release, ids),
        }
