"""Dates known to the day, the month or the year."""

from __future__ import annotations

import re
from datetime import date

_PARTIAL = re.compile(r"20\d\d(-(0[1-9]|1[0-2])(-\d\d)?)?")


def is_partial_date(text: str) -> bool:
    """Whether `text` is a day, a month or a year such as 2016-09-01, 2016-09 or 2016."""
    if not _PARTIAL.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:10] if len(text) < 10 else text)
    except ValueError:
        return False
    return True


def precision(text: str) -> str:
    """day, month or year; "" for no date."""
    return {10: "day", 7: "month", 4: "year"}.get(len(text), "")
