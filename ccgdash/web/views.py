"""Pages that need both apps: home, explorer, CCG."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from assessments.indicators.comparisons import compared
from assessments.interventions.charts import interventions_chart
from assessments.interventions.presenters import record_title
from assessments.ratings.charts import split_chart
from assessments.ratings.views import RatingsYear as RatingsOfYear
from ccgdash.http.faces import site_of
from ccgdash.http.pages import DetailPage, ListPage
from ccgdash.http.query import Params
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Detail, Listing
from ccgdash.lib.charts import Chart
from ccgdash.organisations import queries as registry
from ccgdash.releases.resources import SOURCES
from ccgdash.web import columns, presenters
from ccgdash.web.explorer import shown_so
from ccgdash.web.facets import facet_counts
from ccgdash.web.feeds import feed
from ccgdash.web.home import DEFAULT_YEAR, ENGLAND, overview
from ccgdash.web.profile import CCG_PROFILE
from ccgdash.web.ratings import RATINGS
from ccgdash.web.resources import CCGS
from ccgdash.web.rows import CcgDetailRow
from finance.profile import ccg_money


class Home(ListPage):
    """England at a glance for one year; as JSON and CSV that year's counts of ratings."""

    resource = ENGLAND
    template_name = "web/home.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        if found.release is None:
            return {"year": DEFAULT_YEAR, "years": ()}
        england = overview(found.release, found.selection.text("year", DEFAULT_YEAR))
        say = SOURCES.sayer(found.release)
        return {**vars(england), "chart": split_chart(england.summary, say) if england.summary else None}


class Explorer(ListPage):
    """Every CCG: search, facets with counts, sort, pages, downloads."""

    resource = CCGS
    template_name = "web/explorer.html"
    has_feed = True

    def answer(self, request: HttpRequest, params: Params, face: str, key: Mapping[str, str]) -> HttpResponseBase:
        if face == "atom":
            return feed(params, request.path, site_of(request))
        return super().answer(request, params, face, key)

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        selection = found.selection
        asked = CCGS.filterset({}, release=selection.release)
        names = {row.ods_code: row.name for row in found.rows}
        return {
            "facets": facet_counts(CCGS, selection),
            "note": presenters.search_note(asked.matches(selection.values), names),
            "shown": shown_so(found),
            "columns": columns.shown(selection.all("columns")),
        }


class CcgPage(DetailPage):
    """One CCG."""

    resource = CCG_PROFILE
    template_name = "web/ccg.html"

    def extra_context(self, found: Detail[Any], request: HttpRequest) -> dict[str, Any]:
        row: CcgDetailRow = found.row
        if found.release is None:
            return {}
        number, money = found.release.number, ccg_money(found.release, row.ods_code)
        return {
            "money": money,
            "comparison": compared(
                found.release,
                row.ods_code,
                found.selection.text("year"),
                list(map(str, found.selection.all("similar"))),
            ),
            "verdict": presenters.verdict(row),
            "headline": presenters.years_with_breaks(row),
            "parts": [each for each in row.ratings if each.assessment != "headline"],
            "timeline": _timeline(row, found.release),
            "successor": registry.successor_of(number, row.ods_code),
            "predecessors": registry.predecessors_of(number, row.ods_code),
            "boundary_changes": registry.boundary_changes(number, row.ods_code),
            "sources": SOURCES.by_ids(found.release, [*presenters.source_ids(row), *money.sources]),
        }


def _timeline(row: CcgDetailRow, release: ReleaseRef) -> Chart | None:
    without_end = sum(each.end is None for each in row.interventions)
    title = record_title(len(row.interventions), without_end)
    return interventions_chart(row.interventions, title, SOURCES.sayer(release))


class RatingsYear(RatingsOfYear):
    """The ratings of one year, with the filters that reach over both apps."""

    resource = RATINGS
