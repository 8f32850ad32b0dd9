"""Template tags and filters of the site: the words of ccgdash.lib.words, and the components of templates/components."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import is_aware, localtime

from ccgdash.http.charts import file_paths
from ccgdash.lib import words
from ccgdash.lib.charts import Chart, Size
from ccgdash.web import markup
from ccgdash.web import navigation as places
from ccgdash.web.sources import Listed

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence
    from datetime import date

    from ccgdash.http.controls import Control
    from ccgdash.http.resources import Coverage, Listing
    from ccgdash.http.selection import Selection

register = template.Library()

register.filter("year_words", words.year_words)
register.filter("slug_words", words.slug_words)
register.filter("rating_words", words.slug_words)
register.filter("missing_words", words.missing_words)
register.filter("gbp_millions", words.gbp_millions)

# Each scale of ratings from its first word down, so that equal places look alike; a word of no scale gets no shape.
TONES = {
    rating: tone
    for tone, ratings in {
        "first": ("outstanding", "top-performing"),
        "second": ("good", "assured", "performing-well"),
        "third": ("requires-improvement", "assured-with-support", "needs-improvement"),
        "fourth": ("inadequate", "not-assured", "greatest-need-for-improvement"),
    }.items()
    for rating in ratings
}
PROVENANCE = {
    "published": "Published",
    "confirmed": "Published",
    "derived": "Derived from published figures",
    "computed": "Computed here, not official",
    "unconfirmed": "Unconfirmed",
}
# Twenty screens of a phone; a longer drawing says less than the table under it.
TALLEST = 5000
LISTED = "listed_sources"  # in a row's context: the sources its page has a list of
FLAGS = {"yes": "Yes", "possibly": "Possibly", "no-record": "No record"}


@register.filter
def date_words(value: date | str | None, precision: str = "day") -> str:
    """A date no finer than it is known; `{{ row.start|date_words:row.start_precision }}`."""
    if isinstance(value, datetime) and is_aware(value):
        value = localtime(value)
    return words.date_words(value, precision or "day")


@register.filter
@lru_cache(maxsize=1000)
def ccg_url(ods_code: str) -> str:
    """The address of a CCG's page; `{% url %}` asks anew for each row of a list."""
    return reverse("ccg", args=[ods_code])


@register.filter
def number_words(value: float | None, decimals: int = 0) -> str:
    """A number with thousands separators and a true minus sign."""
    return words.number_words(value, decimals)


@register.filter
def lookup(mapping: Mapping[str, Any] | None, key: str) -> Any:
    """`mapping[key]`, or None; for keys that are data."""
    return mapping.get(key) if mapping else None


@register.simple_tag
def span_words(row: Any) -> str:
    """The dates of an interval row, with what is not known of them."""
    start = words.date_words(row.start, row.start_precision or "day")
    end = words.date_words(row.end, row.end_precision or "day")
    said = words.span_words(start, end, end_known=bool(row.end_known))
    return said[:1].upper() + said[1:]


@register.simple_tag
def navigation() -> tuple[places.Place, ...]:
    """The header's entries."""
    return places.served(places.HEADER)


@register.simple_tag(takes_context=True)
def section_of_page(context: template.Context) -> str:
    """Which entry of the navigation the page belongs to: the first part of its address."""
    request = context.get("request")
    return request.path.strip("/").partition("/")[0] if request else ""


@register.simple_tag
def footer_links() -> tuple[places.Place, ...]:
    """The footer's entries."""
    return places.served(places.FOOTER)


@register.filter
def tone(rating: str) -> str:
    """The place of a rating on its scale, as the style sheet calls it; empty for a word of no scale."""
    return TONES.get(rating, "")


# The next three stand in nearly every cell of long tables and have a handful of values: each is drawn once.
@register.simple_tag
@lru_cache(maxsize=200)
def rating_tag(rating: str) -> SafeString:
    """The word of a rating with its shape and colour."""
    return _drawn("_rating_tag", words=words.slug_words(rating), tone=TONES.get(rating, ""))


@register.simple_tag
@lru_cache(maxsize=200)
def missing(kind: str | None) -> SafeString:
    """A gap in words; `{% missing row.missing.rating %}`."""
    return _drawn("_missing", words=words.missing_words(kind or "not-known"))


@register.simple_tag
@lru_cache(maxsize=200)
def flag(value: str) -> SafeString:
    """`yes`, `possibly` or `no-record` as word and shape."""
    return _drawn("_flag", value=value, words=FLAGS.get(value, words.slug_words(value)))


@register.simple_tag
def rating_of(row: Any, column: str = "rating") -> SafeString:
    """The rating of a row, or which kind of gap there is in its place."""
    rating = getattr(row, column)
    return rating_tag(rating) if rating else missing((row.missing or {}).get(column))


@register.simple_tag
@lru_cache(maxsize=500)
def head(label: str, column: str = "", *, numeric: bool = False) -> SafeString:
    """The head of one column of a table; `column` is its name in the rows, where the cells stand for one of them."""
    return _drawn("_head", label=label, column=column, numeric=numeric)


@register.simple_block_tag
def heads(content: str) -> SafeString:
    """The row of heads of a table: `{% heads %}{% head "Year" "year" %}{% endheads %}`."""
    return _drawn("_heads", content=content)


def _drawn(component: str, **context: object) -> SafeString:
    return render_to_string(f"components/{component}.html", context)


@register.inclusion_tag("components/_provenance.html")
def provenance(kind: str, note: str = "") -> dict[str, object]:
    """Whether figures are published, derived, computed here or unconfirmed."""
    return {"kind": kind, "words": PROVENANCE.get(kind, words.slug_words(kind)), "note": note}


@register.inclusion_tag("components/_coverage.html")
def coverage(known: Coverage | None, noun: str = "ratings") -> dict[str, object]:
    """ "47 of 209 ratings known"; nothing where coverage makes no sense."""
    return {"coverage": known, "noun": noun}


@register.inclusion_tag("components/_sort_header.html")
def sort_header(selection: Selection, column: str, label: str, *, numeric: bool = False) -> dict[str, object]:
    """A column head that is a link: sort by it, or the other way round where it already is."""
    direction = selection.direction(column)
    return {
        "column": column,
        "label": label,
        "numeric": numeric,
        "direction": direction,
        "href": selection.sorted_by(column).url,
        "next_words": "descending" if direction == "ascending" else "ascending",
    }


@register.simple_tag(takes_context=True)
def drawn_rows(context: template.Context, rows: Sequence[Any], template_name: str, **beside: Hashable) -> SafeString:
    """The rows of a long list: `{% drawn_rows listing.rows "web/_explorer_row.html" %}`; see markup.rows. Beside
    what is given, a row's template sees which sources the page lists, for `source_marks`."""
    return markup.rows(rows, template_name, {**beside, LISTED: _listed(context)})


def _listed(context: template.Context) -> Listed:
    known: Listed | None = context.get(LISTED)
    return Listed.of(context.get("sources") or ()) if known is None else known


@register.inclusion_tag("components/_pagination.html")
def pagination(listing: Listing[Any, Any]) -> dict[str, object]:
    """Links to the pages before and after; nothing for a list of one page."""
    return {"listing": listing}


@register.inclusion_tag("components/_downloads.html", takes_context=True)
def downloads(context: template.Context, listing: Listing[Any, Any]) -> dict[str, object]:
    """This view as CSV (with its number of rows) and JSON, and an address that never changes its answer."""
    release, everything = listing.release, listing.selection.everything
    named = any(name in ("release", "as_at") for name, _value in everything.kept)
    cite = everything if named or not release else replace(everything, kept=(("release", release.version),))
    return {
        "faces": context.get("faces"),
        "release": release,
        "rows_words": words.count_words(listing.count, "row"),
        "cite_url": cite.url,
    }


OPTIONS = {"choices": markup.checkboxes, "select": markup.choices}


@register.inclusion_tag("components/_facet.html")
def facet(control: Control, counts: Mapping[str, int] | None = None, *, opened: bool = False) -> dict[str, object]:
    """One filter of a GET form. `counts`: value -> rows a click would give; zero is shown, not hidden."""
    kind = ("choices" if control.repeatable else "select") if control.kind == "choices" else "text"
    return {
        "control": control,
        "options": OPTIONS[kind](control, counts) if kind in OPTIONS else "",
        "kind_template": f"components/_facet_{kind}.html",
        "open": opened or bool(control.typed) or bool(control.errors),
    }


@dataclass(frozen=True)
class Chip:
    """A chosen value and the address without it."""

    label: str
    words: str
    href: str


@register.inclusion_tag("components/_active_filters.html")
def active_filters(selection: Selection, controls: Mapping[str, Control]) -> dict[str, object]:
    """Each chosen value as a link that takes it away; what the path fixes stays."""
    free = {
        name: values
        for name, values in selection.values.items()
        if name not in selection.fixed and controls[name].is_filter
    }
    chips = [
        Chip(controls[name].label, _value_words(controls[name], str(value)), selection.without(name, value).url)
        for name, values in free.items()
        for value in values
    ]
    bare = selection
    for name in free:
        bare = bare.without(name)
    return {"chips": chips, "clear_href": bare.url}


def _value_words(control: Control, value: str) -> str:
    return next((option.label for option in control.options if option.value == value), value)


@register.inclusion_tag("components/_source_marks.html", takes_context=True)
def source_marks(context: template.Context, sources: Sequence[str] | None) -> dict[str, object]:
    """The sources of one figure, by id: whose word it is, down to the page's own list where they stand in it, else to
    the API. Of several, folded up, also the titles, since they may have one publisher."""
    return {"marks": _listed(context).marks(sources or ())}


@dataclass(frozen=True)
class SummaryLine:
    """One rating of a year's counts: as published and as known by name."""

    rating: str
    published: int | None
    known: int
    status: str


@register.simple_tag
def summary_lines(row: Any) -> list[SummaryLine]:
    """The counts of a ratings/summary/ row, rating by rating, in the scale's order."""
    published = row.published or {}
    ratings = [rating for rating in published if rating not in ("total", "status")]
    ratings += [rating for rating in row.known if rating not in ratings]
    return [
        SummaryLine(rating, published.get(rating), row.known.get(rating, 0), row.statuses.get(rating, ""))
        for rating in ratings
    ]


@register.filter
def total_status_words(status: str) -> str:
    """How certain a national count is."""
    return PROVENANCE.get(status, words.slug_words(status))


@dataclass(frozen=True)
class Cell:
    """One cell of a chart's table."""

    text: str
    numeric: bool
    known: bool
    href: str = ""


@register.inclusion_tag("components/_hex_map.html", takes_context=True)
def hex_map(context: template.Context, chart: Chart) -> dict[str, object]:
    """A map of hexagons: drawn here in two sizes, with the same as a list of links, and its files."""
    return {
        "chart": chart,
        "wide": _drawn_once(chart, "wide", lambda: chart.svg(Size.WIDE)),
        "narrow": _drawn_once(chart, "narrow", lambda: chart.svg(Size.NARROW)),
        "table": _drawn_once(chart, "places", lambda: _table(chart, _places(chart))),
        "files": _files(context, chart),
    }


@register.inclusion_tag("components/_chart.html", takes_context=True)
def chart_figure(context: template.Context, chart: Chart, *, table_beside: bool = False) -> dict[str, object]:
    """A chart: drawn here in two sizes, with its table (unless the page has it beside), Plotly's data, and its files
    where a page of a release shows it."""
    short = chart.drawing.height(Size.NARROW) < TALLEST
    return {
        "chart": chart,
        "wide": _drawn_once(chart, "wide", lambda: chart.svg(Size.WIDE)),
        "narrow": _drawn_once(chart, "narrow", lambda: chart.svg(Size.NARROW)) if short else "",
        "data": _drawn_once(chart, "data", chart.plotly_json),
        "table": "" if table_beside else _drawn_once(chart, "table", lambda: _table(chart, _cells(chart))),
        "files": _files(context, chart),
    }


def _drawn_once(chart: Chart, part: str, draw: Callable[[], str]) -> SafeString:
    # Only for what ccgdash.lib.charts wrote: through an XML serialiser, or JSON in which Plotly escapes < and >; and
    # for what a template did.
    return mark_safe(markup.kept((chart, part), draw))  # noqa: S308


def _table(chart: Chart, cells: list[list[Cell]]) -> str:
    table = {"columns": chart.table.columns, "cells": cells}
    return _drawn("_simple_table", table=table, caption=chart.title, hide_caption=True)


def _cells(chart: Chart) -> list[list[Cell]]:
    columns = chart.table.columns
    return [
        [Cell(text, column.numeric, text not in ("", "not known")) for text, column in zip(row, columns, strict=True)]
        for row in chart.table.rows
    ]


def _places(chart: Chart) -> list[list[Cell]]:
    return [
        [Cell(name, numeric=False, known=True, href=href), Cell(words, numeric=False, known=words != "not known")]
        for (name, words), href in zip(chart.table.rows, chart.table.links, strict=True)
    ]


def _files(context: template.Context, chart: Chart) -> dict[str, str]:
    """Form to address of a chart's files; none where it is not of a page of a release."""
    selection: Selection | None = context.get("selection") if context.get("faces") else None
    if selection is None:
        return {}
    paths = file_paths(selection.path)
    return {form.upper(): selection.at(pattern.format(chart.id)) for form, pattern in paths.items()}
