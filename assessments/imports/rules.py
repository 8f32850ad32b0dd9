"""Rules on rows that are typed but cannot be true: each returns (column, reason) or None."""

from __future__ import annotations

from assessments.scales import parse
from assessments.years import scales_printed
from ccgdash.releases.imports.datasets import Row


def label_on_its_scale(row: Row) -> tuple[str, str] | None:
    """The label belongs to a scale its framework (where the table has one), year, assessment and period printed."""
    where = (row.get("framework"), row["year"], row["assessment"], row["period"])
    scales = scales_printed(*where)
    if not scales:
        named = " ".join(part for part in where if part)
        return "assessment", f"no scale is known for {named}"
    if parse(row["label"])[0] not in scales:
        words = ", ".join(str(word.value) for scale in scales for word in scale)
        return "label", f"is not on the scale of that assessment: {words}"
    return None


def names_its_sources(row: Row) -> tuple[str, str] | None:
    """Every fact says where it came from."""
    return None if row["source_ids"] else ("source_ids", "names no source")
