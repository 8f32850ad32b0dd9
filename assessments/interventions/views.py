"""The page of special measures, directions and other interventions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from assessments.interventions import charts, presenters
from assessments.interventions.resources import INTERVENTIONS, kind_counts
from ccgdash.http.pages import ListPage
from ccgdash.http.resources import Listing
from ccgdash.http.selection import Selection
from ccgdash.releases.resources import SOURCES


@dataclass(frozen=True)
class Kind:
    """One kind of intervention: how many records there are, and the address of those alone."""

    kind: str
    count: int
    href: str
    chosen: bool


class SpecialMeasures(ListPage):
    """Special measures, directions and other interventions."""

    resource = INTERVENTIONS
    template_name = "assessments/interventions/special_measures.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        first = [row for row in found.rows if row.kind == found.rows[0].kind]
        title = presenters.timeline_title(len(found.rows), found.count)
        if len(first) < len(found.rows):
            title = presenters.kind_title(first[0].kind, len(first), found.count)
        return {
            "chart": charts.interventions_chart(first, title, SOURCES.sayer(found.release)),
            "kinds": _kinds(found.selection),
            "sources": SOURCES.under(found),
        }


def _kinds(selection: Selection) -> list[Kind]:
    """Every kind with how often it is and where it stands alone."""
    chosen = [str(kind) for kind in selection.all("kind")]
    return [
        Kind(kind, count, selection.only("kind", kind).url, chosen == [kind])
        for kind, count in kind_counts(selection).items()
    ]
