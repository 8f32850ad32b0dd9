"""Wording of interventions and of what a CCG was under on a day."""

from __future__ import annotations

from collections.abc import Iterable

from ccgdash.lib.words import count_words, slug_words

STATUS_WORDS = {"yes": "Yes", "possibly": "Possibly", "no-record": "No record"}


def status_words(status: str) -> str:
    """yes, possibly or no-record in words."""
    return STATUS_WORDS[status]


def place_label(name: str | None, area: str | None) -> str:
    """A CCG in short, without the words all of them share; else the area."""
    return name.removeprefix("NHS ").removesuffix(" CCG") if name else area or ""


def intervention_note(kind: str, reason: str) -> str:
    """Kind (where several are shown) and reason of an intervention."""
    return ": ".join(part for part in (slug_words(kind) if kind else "", reason) if part)


def kind_title(kind: str, shown: int, count: int) -> str:
    """Title of the timeline of one kind among several."""
    return f"{slug_words(kind)}: {shown:,} of {count:,} records, with dates as exact as the sources"


def timeline_title(shown: int, count: int) -> str:
    """Title of the interventions timeline."""
    of_all = f" of {count:,}" if shown < count else ""
    return f"{shown:,}{of_all} {'intervention' if count == 1 else 'interventions'}, with dates as exact as the sources"


def record_title(count: int, without_end: int) -> str:
    """Title of the timeline of one CCG."""
    ends = f"the end of {without_end:,} is not known" if without_end else "each with its end"
    return f"{count_words(count, 'intervention')} on record, {ends}"


def timeline_period(starts: Iterable[str | None], ends: Iterable[str | None]) -> str:
    """First to last date known, in years."""
    known = sorted(date[:4] for date in (*starts, *ends) if date)
    if not known:
        return "dates not known"
    return known[0] if known[0] == known[-1] else f"{known[0]} to {known[-1]}"


def interventions_empty_reason() -> str:
    """Why a list of interventions has no rows."""
    return (
        "No intervention found matches all the filters chosen. Only what a source states is recorded, "
        "so an event that is not in the list may still have happened."
    )
