"""Pages of ratings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from assessments.ratings import charts, queries, tables
from assessments.ratings.matrix import RATING_MATRIX
from assessments.ratings.resources import RATING_FLOWS, RATING_SUMMARIES, RATINGS
from assessments.years import HEADLINES
from ccgdash.http.pages import ListPage
from ccgdash.http.resources import Listing
from ccgdash.organisations.queries import namer, years_in_force
from ccgdash.releases.resources import SOURCES


class RatingsIndex(ListPage):
    """Ratings by year: published counts beside what is known by name."""

    resource = RATING_SUMMARIES
    template_name = "assessments/ratings/ratings_index.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        return {"sources": SOURCES.under(found)}


class RatingsMatrix(ListPage):
    """CCG by year, as a heat map that is a table."""

    resource = RATING_MATRIX
    template_name = "assessments/ratings/ratings_matrix.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        there = years_in_force(found.release.number) if found.release else []
        years = [year for year in there if year in HEADLINES]
        return {
            "spans": tables.framework_spans(years),
            "lines": tables.matrix_lines(found.rows, years),
            "without": tables.without_headline(there),
        }


class RatingsFlow(ListPage):
    """Who moved from what to what between two years."""

    resource = RATING_FLOWS
    template_name = "assessments/ratings/ratings_flow.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        if found.release is None:
            return {"pairs": ()}
        return {"pairs": tables.flow_pairs(found.rows, namer(found.release.number))}


class RatingsYear(ListPage):
    """The ratings of one year."""

    resource = RATINGS
    template_name = "assessments/ratings/ratings_year.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        year = str(request.resolver_match.kwargs["year"]) if request.resolver_match else ""
        if found.release is None:
            return {"year": year, "years": (), "chart": None, "sources": ()}
        summary = queries.headline_summary(found.release, year)
        return {
            "year": year,
            "years": years_in_force(found.release.number),
            "chart": charts.split_chart(summary, SOURCES.sayer(found.release)) if summary else None,
            "sources": SOURCES.under(found, summary.source_ids if summary else ()),
        }
