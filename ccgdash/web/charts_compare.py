"""Small figures of the comparison: one measure each, the CCGs in the order of the table. No queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.interventions.presenters import place_label
from ccgdash.lib.charts import Chart, dots
from ccgdash.lib.words import number_words, year_words
from ccgdash.web.compare import CompareRow


@dataclass(frozen=True)
class Measure:
    """One figure of a row that is drawn."""

    column: str
    words: str
    unit: str
    decimals: int


MEASURES = (
    Measure("dft_pct", "Distance from target allocation", "%", 2),
    Measure("growth_pct", "Growth of the core allocation", "%", 2),
    Measure("per_head_gbp", "Core allocation a head", "£ per head", 0),
    Measure("surplus_pct", "Year-end surplus, as a share of the allocation", "%", 2),
)


def compare_charts(rows: Sequence[CompareRow]) -> list[Chart]:
    """One chart for each measure that is known of at least two CCGs; a surplus only where all are of one kind."""
    return [chart for measure in MEASURES if (chart := _chart(measure, rows)) is not None]


def _chart(measure: Measure, rows: Sequence[CompareRow]) -> Chart | None:
    values = [(place_label(row.name, None), getattr(row, measure.column)) for row in rows]
    known = [(value, name) for name, value in values if value is not None]
    kinds = {row.surplus_kind for row in rows if row.surplus_pct is not None}
    if len(known) < 2 or (measure.column == "surplus_pct" and len(kinds) > 1):
        return None
    sources = sorted({source for row in rows for source in row.money_sources})
    return dots(
        chart_id=measure.column.replace("_", "-"),
        title=_title(measure, known, len(rows)),
        unit=measure.unit,
        period=year_words(rows[0].year),
        source=", ".join(sources) if len(sources) <= 3 else f"{len(sources)} sources, listed on the page",
        values=values,
        decimals=measure.decimals,
        name_label="CCG",
        value_label=measure.words,
    )


def _title(measure: Measure, known: Sequence[tuple[float, str]], of: int) -> str:
    (low, lowest), (high, highest) = min(known), max(known)
    said = (
        f"{measure.words}: from {_figure(low, measure)} in {lowest} to {_figure(high, measure)} in {highest}"
        if low != high
        else f"{measure.words}: {_figure(low, measure)} in all"
    )
    return said if len(known) == of else f"{said}; {len(known)} of {of} known"


def _figure(value: float, measure: Measure) -> str:
    said = number_words(value, measure.decimals)
    return f"{said}%" if measure.unit == "%" else f"£{said}"
