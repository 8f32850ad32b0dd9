"""The timeline of interventions: rows in, a Chart out. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from assessments.interventions import presenters
from ccgdash.lib.charts import Chart, Span, timeline
from ccgdash.lib.words import SaySources, slug_words, sources_words


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
