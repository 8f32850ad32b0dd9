"""Figures that need both apps: rows in, a Chart (SVG, Plotly, table, sentence) out. No queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assessments.scales import FourWord, slugs
from ccgdash.lib.charts import Chart, Series, stacked_bar
from ccgdash.lib.words import count_words, slug_words, year_words
from ccgdash.web.places import PlaceRow, PlaceYearRow

NOT_FOUND = ("unknown", "Rating not found")
FOUR = slugs(FourWord)


def places_chart(rows: Iterable[PlaceRow], kind: str) -> Chart | None:
    """Ratings known in each place of one kind and year, unknown drawn as unknown; None where no scale was in use."""
    here = [row for row in rows if row.kind == kind and row.ratings is not None]
    if not here:
        return None
    labels = list(here[0].ratings or {})
    known, possible = sum(row.ratings_known for row in here), sum(row.ccgs for row in here)
    year = year_words(here[0].year)
    return stacked_bar(
        chart_id=f"ratings-by-{kind}",
        title=f"{known:,} of {count_words(possible, 'CCG')} have a rating known by name in {year}, by {kind}",
        unit="number of CCGs",
        period=year,
        source="published ratings, each named with its source on the CCG’s page",
        categories=[row.name for row in here],
        series=_series(here, labels),
        notes=[f"{row.ratings_known} of {row.ccgs} known" for row in here],
        category_label="Place",
    )


def place_years_chart(name: str, rows: Sequence[PlaceYearRow]) -> Chart | None:
    """One place's ratings on the four-word scale by year; earlier scales are another question. None without any."""
    here = [row for row in rows if row.ratings is not None and set(row.ratings) == set(FOUR)]
    if not here:
        return None
    known, possible = sum(row.ratings_known for row in here), sum(row.ccgs for row in here)
    span = f"{year_words(here[0].year)} to {year_words(here[-1].year)}" if len(here) > 1 else year_words(here[0].year)
    return stacked_bar(
        chart_id="ratings-by-year",
        title=f"{name}: {known:,} of {possible:,} ratings are known by name, {span}",
        unit="number of CCGs, by headline rating",
        period=span,
        source="published ratings, each named with its source on the CCG’s page",
        categories=[year_words(row.year) for row in here],
        series=_series(here, FOUR),
        notes=[f"{row.ratings_known} of {row.ccgs} known" for row in here],
        category_label="Year",
    )


def _series(rows: Sequence[PlaceRow | PlaceYearRow], labels: Sequence[str]) -> list[Series]:
    """CCGs of each label row by row, and those whose rating was not found."""
    counts = [row.ratings or {} for row in rows]
    return [
        *(Series(label, slug_words(label), tuple(count[label] for count in counts)) for label in labels),
        Series(*NOT_FOUND, tuple(row.ccgs - row.ratings_known for row in rows)),
    ]
