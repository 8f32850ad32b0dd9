"""Dates known only to the month or year: the first and last day they may mean. Used on import, by derive."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

PRECISIONS = {4: "year", 7: "month", 10: "day"}
FORM = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def precision(text: str) -> str:
    """`year`, `month` or `day` for `2016`, `2016-09`, `2016-09-01`; "" for "". ValueError for anything else."""
    days(text)
    return PRECISIONS[len(text)] if text else ""


def days(text: str) -> tuple[date, date] | None:
    """(first, last) day that `text` may mean, both inclusive; None for "". ValueError where it is no date."""
    if not text:
        return None
    if not FORM.fullmatch(text):
        raise ValueError(f"{text} is not a date like 2016, 2016-09 or 2016-09-01")
    parts = [int(part) for part in text.split("-")]
    first = date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
    if len(parts) == 3:
        return first, first
    last_month = first.month if len(parts) == 2 else 12
    return first, date(first.year, last_month, monthrange(first.year, last_month)[1])
