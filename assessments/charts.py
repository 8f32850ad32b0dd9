"""Figures of this app: rows in, a Chart (SVG, Plotly, table, sentence) out. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from assessments import presenters
from assessments.scales import LABELS
from ccgdash.lib.charts import Chart, Series, Span, stacked_bar, timeline
from ccgdash.lib.words import SaySources, slug_words, sources_words, year_words

NOT_FOUND = "unknown"


class Counted(Protocol):
    """Headline counts of one year, as models.RatingSummary has them. Read-only here."""

    @property
    def year(self) -> str: ...
    @property
    def published(self) -> Mapping[str, int]: ...
    @property
    def statuses(self) -> Mapping[str, str]: ...
    @property
    def known(self) -> Mapping[str, int]: ...
    @property
    def known_total(self) -> int: ...
    @property
    def possible(self) -> int: ...
    @property
    def source_ids(self) -> Sequence[str]: ...


class Dated(Protocol):
    """One intervention, as resources.InterventionRow has it."""

    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str | None: ...
    @property
    def area(self) -> str | None: ...
    @property
    def start(self) -> str | None: ...
    @property
    def end(self) -> str | None: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def sources(self) -> Sequence[str]: ...


def split_chart(found: Counted, say: SaySources = sources_words) -> Chart | None:
    """National counts as published, beside the CCGs known by name; what is not known is drawn as not known.

    None for a year without a headline scale: there is nothing to draw.
    """
    labels = [label for label in LABELS if label in found.known or label in found.published]
    if not labels:
        return None
    series = [
        Series(label, presenters.rating_words(label), (found.published.get(label), found.known.get(label, 0)))
        for label in labels
    ]
    unknown = Series(NOT_FOUND, presenters.NOT_FOUND_WORDS, (None, found.possible - found.known_total))
    return stacked_bar(
        chart_id=f"ratings-split-{found.year}",
        title=presenters.split_title(found.year, found.published, found.known_total, found.possible),
        unit="number of CCGs",
        period=year_words(found.year),
        source=presenters.split_source(found.published, found.statuses, say(found.source_ids)),
        categories=[presenters.published_label(found.statuses), presenters.KNOWN_LABEL],
        series=[*series, unknown],
        category_label="Counted",
    )


def interventions_chart(rows: Iterable[Dated], title: str, say: SaySources = sources_words) -> Chart | None:
    """Interventions as a timeline in the order given; None without any."""
    listed = list(rows)
    if not listed:
        return None
    sources = sorted({source for row in listed for source in row.sources})
    several_places = len({_place(row) for row in listed}) > 1
    several_kinds = len({row.kind for row in listed}) > 1
    by_kind = several_kinds and not several_places  # one CCG's page: the lines are told apart by what happened
    return timeline(
        chart_id="interventions-timeline",
        title=title,
        period=presenters.timeline_period([row.start for row in listed], [row.end for row in listed]),
        source=say(sources),
        spans=[_span(row, by_kind=by_kind, with_kind=several_kinds) for row in listed],
        label="Kind" if by_kind else "CCG or area",
    )


def _span(row: Dated, *, by_kind: bool, with_kind: bool) -> Span:
    note = presenters.intervention_note(row.kind if with_kind and not by_kind else "", row.reason or "")
    return Span(slug_words(row.kind) if by_kind else _place(row), row.start or "", row.end or "", note)


def _place(row: Dated) -> str:
    return presenters.place_label(row.name, row.area)
