"""Wording of this app: official words, coverage and reasons. Nothing else in it writes sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessments.scales import parse
from assessments.years import HEADLINES
from ccgdash.lib.words import count_words, date_words, slug_words, year_words

STATUS_WORDS = {"yes": "Yes", "possibly": "Possibly", "no-record": "No record"}
TOTAL_STATUS_WORDS = {
    "confirmed": "published",
    "derived": "worked out from published figures",
    "unconfirmed": "not confirmed by a published page",
}
WEAKEST_FIRST = ("unconfirmed", "derived", "confirmed")


def rating_words(label: str) -> str:
    """A rating in its official words: `requires-improvement` is "Requires improvement"."""
    return parse(label)[1].words


def assessment_words(slug: str) -> str:
    """`clinical:mental-health` is "Clinical: mental health"."""
    return slug_words(slug)


def status_words(status: str) -> str:
    """yes, possibly or no-record in words."""
    return STATUS_WORDS[status]


def coverage_words(known: int, possible: int) -> str:
    """ "47 of 209 known by name": never a share, because the known ones are not a sample."""
    return f"{known:,} of {possible:,} known by name"


def weakest(statuses: Iterable[str]) -> str | None:
    """The status a whole row of counts has: that of its least certain one. None without counts."""
    found = set(statuses)
    return next((status for status in WEAKEST_FIRST if status in found), None)


def published_words(statuses: Mapping[str, str]) -> str:
    """How certain the national counts of a year are, count by count where they differ."""
    if not statuses:
        return "No national count was found."
    if len(set(statuses.values())) == 1:
        return f"National counts: {TOTAL_STATUS_WORDS[next(iter(statuses.values()))]}."
    by_status = [
        f"{', '.join(rating_words(label) for label in _best_first(statuses) if statuses[label] == status)}: "
        f"{TOTAL_STATUS_WORDS[status]}"
        for status in reversed(WEAKEST_FIRST)
        if status in statuses.values()
    ]
    return f"National counts. {'; '.join(by_status)}."


def split_title(year: str, known: int, possible: int) -> str:
    """Title of the year's split: what is known of it."""
    return f"Headline ratings of {year_words(year)}: {coverage_words(known, possible)}"


def timeline_title(count: int) -> str:
    """Title of the interventions timeline."""
    return f"{count_words(count, 'intervention')}, with dates as exact as the sources give them"


def ratings_empty_reason(years: Iterable[str], known: int, possible: int) -> str:
    """Why a list of ratings has no rows."""
    without = [year_words(year) for year in years if year not in HEADLINES]
    if without and not known:
        return f"No headline rating was found to exist for {' or '.join(without)}."
    return (
        f"No rating found matches all the filters chosen. Of the CCGs asked about, {coverage_words(known, possible)}; "
        "a CCG without a known rating was not unrated: its rating was not found."
    )


def flow_empty_reason() -> str:
    """Why there is no flow between two years."""
    return "A flow needs two different years with headline ratings, the earlier one as from and the later one as to."


def interventions_empty_reason() -> str:
    """Why a list of interventions has no rows."""
    return (
        "No intervention found matches all the filters chosen. Only what a source states is recorded, "
        "so an event that is not in the list may still have happened."
    )


def dates_words(start: str, end: str) -> tuple[str, str]:
    """Start and end in words; "not known" for a missing one, never "still in place"."""
    return date_words(start) or "not known", date_words(end) or "not known"


def _best_first(labels: Iterable[str]) -> list[str]:
    return sorted(labels, key=lambda label: parse(label)[1].place)
