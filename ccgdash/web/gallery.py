"""`/components/`: each component of the templates and each kind of chart in each state, from fictional inputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ccgdash.http.controls import Control, Option
from ccgdash.http.problems import ParameterError, bad_parameters
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Coverage, Listing
from ccgdash.http.selection import Selection
from ccgdash.releases.resources import SourceRow
from ccgdash.web.gallery_charts import LONG, figures
from ccgdash.web.resources import CCGS
from ccgdash.web.templatetags.ccgdash import FLAGS, PROVENANCE, TONES

RELEASE = ReleaseRef(1, "0.0.0", None, datetime(2099, 4, 1, 12, tzinfo=UTC))
ASKED = Selection(RELEASE, {"rating": ("good", "inadequate"), "year": ("2015-16",)}, path="/ccgs/")
FACES = {"csv": "/ccgs.csv", "json": "/ccgs.json"}


@dataclass(frozen=True)
class Specimen:
    """One component in one state."""

    state: str
    markup: SafeString


@dataclass(frozen=True)
class Section:
    """One component with its states; `name` is its file in templates/components."""

    name: str
    title: str
    specimens: tuple[Specimen, ...]


@require_safe
@cache_control(public=True, max_age=60)
def gallery(request: HttpRequest) -> HttpResponse:
    """The page; search engines are asked to leave it out, because nothing on it is true."""
    answer = render(request, "web/gallery.html", {"sections": sections(), "figures": figures()})
    answer["X-Robots-Tag"] = "noindex"
    return answer


def sections() -> list[Section]:
    """Every component, each state drawn by the template the pages use."""
    return [Section(name, title, tuple(states())) for name, title, states in PARTS]


def drawn(state: str, source: str, **context: object) -> Specimen:
    """A state drawn by a piece of template, as a page writes it."""
    return Specimen(state, Template("{% load ccgdash %}" + source).render(Context(context)))


def included(state: str, component: str, **context: object) -> Specimen:
    """A state drawn by including a component's file."""
    return Specimen(state, render_to_string(f"components/{component}.html", context))


def rating_tags() -> list[Specimen]:
    tags = [drawn(slug, "{% rating_tag slug %}", slug=slug) for slug in TONES]
    return [*tags, drawn("a word of no scale", "{% rating_tag slug %}", slug="limited-assurance")]


def gaps() -> list[Specimen]:
    kinds = ("not-known", "not-published", "not-applicable", "suppressed")
    return [drawn(kind, "{% missing kind %}", kind=kind) for kind in kinds]


def flags() -> list[Specimen]:
    return [drawn(value, "{% flag value %}", value=value) for value in FLAGS]


def provenances() -> list[Specimen]:
    return [drawn(kind, "{% provenance kind note %}", kind=kind, note="A remark on it.") for kind in PROVENANCE]


def coverages() -> list[Specimen]:
    states = {"part known": Coverage(39, 209), "all known": Coverage(26, 26), "nothing known": Coverage(0, 209)}
    return [drawn(state, "{% coverage known %}", known=known) for state, known in states.items()]


def control(parameter: str, **changes: Any) -> Control:
    """A filter with three values, one chosen."""
    ratings = (("outstanding", "Outstanding"), ("good", "Good"), ("inadequate", "Inadequate"))
    plain = Control(
        parameter=parameter,
        label="Rating",
        help_text="",
        options=tuple(Option(value, label, value == "good") for value, label in ratings),
        typed=("good",),
        repeatable=True,
        kind="choices",
        fixed=False,
        errors=(),
    )
    return replace(plain, **changes)


def facets() -> list[Specimen]:
    source = "{% facet control counts opened=True %}"
    counts = {"outstanding": 0, "good": 1234, "inadequate": 26}
    long = tuple(Option(f"long-{each}", f"{LONG} {each}", selected=False) for each in range(12))
    text: dict[str, Any] = {"options": (), "repeatable": False}
    wrong = ("12 July is not a day; write YYYY-MM-DD",)
    return [
        drawn("choices, a zero count", source, control=control("rating"), counts=counts),
        drawn(
            "many choices with long names", source, control=control("place", label="Place", options=long), counts=None
        ),
        drawn("one of a list", source, control=control("one", repeatable=False), counts=counts),
        drawn(
            "text", source, control=control("words", label="Name", kind="text", typed=("bexly",), **text), counts=None
        ),
        drawn(
            "a wrong value, kept as typed",
            source,
            control=control("on", label="On", kind="date", typed=("12 July",), errors=wrong, **text),
            counts=None,
        ),
    ]


def search_boxes() -> list[Specimen]:
    asked = control("q", label="Search", kind="text", typed=("bexly",), options=(), repeatable=False)
    return [included("with what was typed", "_search_box", controls={"q": asked})]


def chips() -> list[Specimen]:
    controls = {"rating": control("rating"), "year": control("year", label="Year", options=())}
    return [drawn("three values chosen", "{% active_filters selection controls %}", selection=ASKED, controls=controls)]


def sort_headers() -> list[Specimen]:
    table = (
        '<table class="nhsuk-table app-table"><caption class="nhsuk-u-visually-hidden">Sorted by name</caption>'
        '{% heads %}{% sort_header selection "name" "CCG" %}'
        '{% sort_header selection "people" "Registered patients" numeric=True %}{% endheads %}'
        '<tbody><tr><th scope="row">NHS Upland CCG</th><td>1,234</td></tr></tbody></table>'
    )
    states = {"unsorted": ASKED, "ascending": replace(ASKED, ordering=("name",))}
    states["descending"] = replace(ASKED, ordering=("-name",))
    return [drawn(state, table, selection=selection) for state, selection in states.items()]


def table_heads() -> list[Specimen]:
    table = (
        '<table class="nhsuk-table app-table"><caption class="nhsuk-u-visually-hidden">Patients by year</caption>'
        '{% heads %}{% head "Year" "year" %}{% head "Registered patients" "people" numeric=True %}{% endheads %}'
        '<tbody><tr><th scope="row">2098/99</th><td>1,234</td></tr></tbody></table>'
    )
    return [drawn("words and numbers", table)]


def column_choices() -> list[Specimen]:
    source = "{% load explorer %}{% column_choice selection control %}"
    fields = tuple(Option(each, label, selected=False) for each, label in (("rating", "Rating"), ("opened", "Opened")))
    plain = control("columns", label="Columns", options=fields, typed=())
    chosen = control("chosen_columns", label="Columns", options=fields, typed=("opened",))
    asked = replace(ASKED, values={"chosen_columns": ("opened",)})
    return [
        drawn("the usual ones", source, control=plain, selection=ASKED),
        drawn("one chosen", source, control=chosen, selection=asked),
    ]


def listing(count: int, page: int | None = None, reason: str | None = None) -> Listing[Any, Any]:
    """A list of so many rows, none of which is drawn."""
    return Listing(CCGS, replace(ASKED, page=page), count, reason=reason)


def paginations() -> list[Specimen]:
    states = {"first page": listing(1674), "in the middle": listing(1674, 3), "last page": listing(1674, 17)}
    return [drawn(state, "{% pagination listing %}", listing=found) for state, found in states.items()]


def download_links() -> list[Specimen]:
    return [
        drawn(state, "{% downloads listing %}", listing=found, faces=FACES)
        for state, found in {"many rows": listing(1674), "one row": listing(1)}.items()
    ]


def errors() -> list[Specimen]:
    problem = bad_parameters(
        ParameterError("rating", "excelent is not one of the allowed values; did you mean excellent?", ("good", "bad")),
        ParameterError("raiting", "no such parameter; did you mean rating?", ("rating", "year")),
    )
    return [included("a wrong value and a wrong name", "_error_summary", problem=problem, controls={})]


def empties() -> list[Specimen]:
    reason = "No CCG matches all the filters. Ratings are known for 47 of the 209 CCGs they leave."
    return [included("with its reason", "_empty", listing=listing(0, reason=reason))]


def sources() -> list[Specimen]:
    licence, note = "facts-only-cite", ""
    rows = [
        SourceRow("fiction-1", "A fictional publisher", "A page", "https://example.org/", licence, note),
        SourceRow("fiction-2", "A fictional publisher", "A paper", "Minutes, page 7", licence, note),
    ]
    return [included("with and without an address", "_sources", sources=rows, heading="Sources of nothing")]


def marks() -> list[Specimen]:
    states = {"none": (), "one": ("fiction-1",), "several": ("fiction-1", "fiction-2", "fiction-3")}
    return [drawn(state, "{% source_marks ids %}", ids=ids) for state, ids in states.items()]


@dataclass(frozen=True)
class Dated:
    """An intervention as a row of a timeline has it."""

    intervention_id: str
    start: str | None
    end: str | None
    kind: str = "special-measures"
    start_precision: str = "day"
    end_precision: str = "month"
    reason: str = "finance"
    note: str = "in place by April 2099"
    sources: tuple[str, ...] = ("fiction-1",)

    @property
    def end_known(self) -> bool:
        return self.end is not None


def timeline_rows() -> list[Specimen]:
    rows = {
        "both ends known": Dated("a", "2096-07-21", "2097-04"),
        "end not known": Dated("b", "2096-07-21", None),
        "no date known": Dated("c", None, None),
    }
    source = '<ul class="app-timeline">{% include "components/_timeline_row.html" %}</ul>'
    return [drawn(state, source, row=row) for state, row in rows.items()]


PARTS: tuple[tuple[str, str, Callable[[], list[Specimen]]], ...] = (
    ("_rating_tag", "Rating", rating_tags),
    ("_missing", "Missing value", gaps),
    ("_flag", "Flag", flags),
    ("_provenance", "Provenance", provenances),
    ("_coverage", "Coverage", coverages),
    ("_facet", "Facet", facets),
    ("_search_box", "Search box", search_boxes),
    ("_active_filters", "Filters chosen", chips),
    ("_heads", "Heads of a table", table_heads),
    ("_sort_header", "Column head", sort_headers),
    ("_column_choice", "Choice of columns", column_choices),
    ("_pagination", "Pages", paginations),
    ("_downloads", "Downloads", download_links),
    ("_error_summary", "Error summary", errors),
    ("_empty", "Empty list", empties),
    ("_source_marks", "Source of a figure", marks),
    ("_sources", "List of sources", sources),
    ("_timeline_row", "Intervention", timeline_rows),
)
"""File of the component, its name, what draws its states."""
