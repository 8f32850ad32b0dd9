"""Wording of ratings: official words, coverage and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessments.scales import parse
from assessments.years import HEADLINES
from ccgdash.lib.words import count_words, slug_words, year_words

TOTAL_STATUS_WORDS = {
    "confirmed": "published",
    "derived": "worked out from published figures",
    "unconfirmed": "not confirmed by a published page",
}
NOT_FOUND_WORDS = "Rating not found"
KNOWN_LABEL = "Known by name"
WEAKEST_FIRST = ("unconfirmed", "derived", "confirmed")


def rating_words(label: str) -> str:
    """A rating in its official words: `requires-improvement` is "Requires improvement"."""
    return parse(label)[1].words


def assessment_words(slug: str) -> str:
    """`clinical:mental-health` is "Clinical: mental health"."""
    return slug_words(slug)


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


def published_label(statuses: Mapping[str, str]) -> str:
    """The national counts of a year, with how certain the least certain of them is."""
    return {
        "confirmed": "Published for England",
        "derived": "England, worked out from published figures",
        "unconfirmed": "England, partly unconfirmed",
        None: "England",
    }[weakest(statuses.values())]


def split_title(year: str, published: Mapping[str, int], known: int, possible: int) -> str:
    """Title of the year's split: its lowest word nationally (where published), and how much is known by name."""
    known_by_name = f"{coverage_words(known, possible)} in {year_words(year)}"
    if not published:
        return f"Headline ratings: {known_by_name}"
    lowest = _best_first(published)[-1]
    return f"{count_words(published[lowest], 'CCG')} rated {rating_words(lowest).lower()}; {known_by_name}"


def split_source(published: Mapping[str, int], statuses: Mapping[str, str], sources: str) -> str:
    """Whose counts they are, and how certain. `sources`: theirs, in words."""
    if not published:
        return "ratings found by name; no national count was found"
    return f"{sources}. {published_words(statuses).removesuffix('.')}"


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


def _best_first(labels: Iterable[str]) -> list[str]:
    return sorted(labels, key=lambda label: parse(label)[1].place)
