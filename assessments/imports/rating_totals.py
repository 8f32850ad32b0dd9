"""rating_totals.csv: one national count a row."""

from __future__ import annotations

from assessments.imports.rules import label_on_its_scale, names_its_sources
from assessments.models import RatingTotal
from ccgdash.releases.imports.datasets import Dataset, Row, register


def count_within_total(row: Row) -> tuple[str, str] | None:
    """No more CCGs have a rating than were rated."""
    if 0 <= row["ccg_count"] <= row["total_ccgs"]:
        return None
    return "ccg_count", f"is not between 0 and total_ccgs ({row['total_ccgs']})"


RATING_TOTALS = register(
    Dataset(
        name="rating_totals",
        model=RatingTotal,
        key=("year", "assessment", "period", "label"),
        rules=(label_on_its_scale, count_within_total, names_its_sources),
    )
)
