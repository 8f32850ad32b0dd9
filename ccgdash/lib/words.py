"""Bottom layer: how years, dates, money, slugs and gaps are said, for every presenter and chart. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

MINUS = "\N{MINUS SIGN}"

NOT_KNOWN, NOT_APPLICABLE = "not-known", "not-applicable"
"""Kinds of missing; the others stand in figures as published."""

MISSING_WORDS = {
    "not-published": "Not published",
    NOT_APPLICABLE: "Not applicable",
    "suppressed": "Suppressed",
    NOT_KNOWN: "Not known",
}

# Slugs whose official wording is not simply the slug with spaces.
OFFICIAL_WORDS = {
    "not-assured": "Not assured, intervention required",
    "ccg-iaf": "CCG improvement and assessment framework",
    "ccg-assurance": "CCG assurance framework",
    "ccg-assurance-framework": "CCG assurance framework",
    "nhs-oversight-framework": "NHS oversight framework",
    "oversight-framework": "NHS oversight framework",
    "no-record": "No record",
}

ACRONYMS = {
    "ccg": "CCG",
    "ccgs": "CCGs",
    "gp": "GP",
    "icb": "ICB",
    "icbs": "ICBs",
    "ics": "ICS",
    "nhs": "NHS",
    "ods": "ODS",
    "ons": "ONS",
    "qof": "QOF",
    "stp": "STP",
}


def year_words(year: str) -> str:
    """`2015-16` as people write it: `2015/16`. Anything else is returned as it is."""
    head, dash, tail = year.partition("-")
    return f"{head}/{tail}" if dash and len(head) == 4 and len(tail) == 2 else year


def slug_words(slug: str) -> str:
    """A data slug in words: `requires-improvement` is "Requires improvement"."""
    if slug in OFFICIAL_WORDS:
        return OFFICIAL_WORDS[slug]
    words = slug.replace(":", ": ").replace("-", " ").replace("_", " ").split()
    said = " ".join(ACRONYMS.get(word, word) for word in words)
    return said[:1].upper() + said[1:]


def missing_words(kind: str) -> str:
    """Which kind of missing, in words."""
    return MISSING_WORDS.get(kind, slug_words(kind))


def date_words(value: date | str | None, precision: str = "day") -> str:
    """A date no finer than it is known: `21 July 2016`, `July 2016`, `2016`; empty when there is none.

    `value` is a date, or ISO text that may be partial (`2016`, `2016-09`); the coarser of the two wins.
    """
    if not value:
        return ""
    parts = value.isoformat()[:10].split("-") if isinstance(value, date) else str(value)[:10].split("-")
    keep = min(len(parts), {"year": 1, "month": 2}.get(precision, 3))
    year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
    whole = date(year, month, day)
    return (f"{whole.year}", f"{whole:%B %Y}", f"{whole.day} {whole:%B %Y}")[keep - 1]


def span_words(start: str, end: str, *, end_known: bool) -> str:
    """An interval whose ends are already words; a missing end is said, never taken for "still running"."""
    if not start and not end:
        return "dates not known"
    if not start:
        return f"until {end}, start not known"
    return f"{start} to {end}" if end and end_known else f"{start}, end not known"


def number_words(value: float | None, decimals: int = 0) -> str:
    """`1234.5` with thousands separators, a true minus sign and fixed decimals; empty for None."""
    if value is None:
        return ""
    text = f"{abs(value):,.{decimals}f}"
    zero = not text.strip("0.,")
    return f"{MINUS}{text}" if value < 0 and not zero else text


def gbp_millions(value_gbp: float | None) -> str:
    """Whole pounds as £ million to one decimal, a minus sign for deficits: `-8600000` is "−£8.6 million"."""
    if value_gbp is None:
        return ""
    text = number_words(value_gbp / 1_000_000, 1)
    return f"{MINUS}£{text[1:]} million" if text.startswith(MINUS) else f"£{text} million"


SaySources = Callable[[Collection[str]], str]
"""What a chart says its sources are, given their ids."""


def sources_words(sources: Collection[str]) -> str:
    """Sources as a chart says them: all of up to three, else how many."""
    named = sorted(sources)
    return "; ".join(named) if len(named) <= 3 else f"{len(named)} sources, each named on this page"


def listed(parts: Sequence[str]) -> str:
    """`a, b and c`; empty for none."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def count_words(count: int, noun: str, plural: str = "") -> str:
    """`1 row`, `1,674 rows`."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"
