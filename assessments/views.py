"""Pages of ratings and interventions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from assessments import charts, presenters, queries
from assessments.resources import INTERVENTIONS, RATING_SUMMARIES, RATINGS, kind_counts
from ccgdash.http.pages import ListPage
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Listing
from ccgdash.http.selection import Selection
from ccgdash.organisations.queries import years_in_force
from ccgdash.releases.resources import SOURCES, SourceRow


@dataclass(frozen=True)
class Kind:
    """One kind of intervention: how many records there are, and the address of those alone."""

    kind: str
    count: int
    href: str
    chosen: bool


class RatingsIndex(ListPage):
    """Ratings by year: published counts beside what is known by name."""

    resource = RATING_SUMMARIES
    template_name = "assessments/ratings_index.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        return {"sources": _sources(found)}


class RatingsYear(ListPage):
    """The ratings of one year."""

    resource = RATINGS
    template_name = "assessments/ratings_year.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        year = str(request.resolver_match.kwargs["year"]) if request.resolver_match else ""
        if found.release is None:
            return {"year": year, "years": (), "chart": None, "sources": ()}
        summary = queries.headline_summary(found.release, year)
        return {
            "year": year,
            "years": years_in_force(found.release.number),
            "chart": charts.split_chart(summary, SOURCES.sayer(found.release)) if summary else None,
            "sources": _sources(found, summary.source_ids if summary else ()),
        }


class SpecialMeasures(ListPage):
    """Special measures, directions and other interventions."""

    resource = INTERVENTIONS
    template_name = "assessments/special_measures.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        first = [row for row in found.rows if row.kind == found.rows[0].kind]
        title = presenters.timeline_title(len(found.rows), found.count)
        if len(first) < len(found.rows):
            title = presenters.kind_title(first[0].kind, len(first), found.count)
        return {
            "chart": charts.interventions_chart(first, title, SOURCES.sayer(found.release)),
            "kinds": _kinds(found.selection),
            "sources": _sources(found),
        }


def _kinds(selection: Selection) -> list[Kind]:
    """Every kind with how often it is and where it stands alone."""
    chosen = [str(kind) for kind in selection.all("kind")]
    return [
        Kind(kind, count, selection.only("kind", kind).url, chosen == [kind])
        for kind, count in kind_counts(selection).items()
    ]


def _sources(found: Listing[Any, Any], more: Iterable[str] = ()) -> list[SourceRow]:
    """Every source the rows shown name, and `more`, once each."""
    release: ReleaseRef | None = found.release
    if release is None:
        return []
    return SOURCES.by_ids(release, sorted({*more, *(source for row in found.rows for source in row.sources)}))
