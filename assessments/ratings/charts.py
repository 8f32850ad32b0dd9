"""Figures of ratings: rows in, a Chart (SVG, Plotly, table, sentence) out. No Django."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from assessments.ratings import presenters
from assessments.scales import LABELS
from ccgdash.lib.charts import Chart, Series, stacked_bar
from ccgdash.lib.words import SaySources, sources_words, year_words

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
