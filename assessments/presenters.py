"""Wording of this app: official words, coverage and reasons. Nothing else in it writes sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessments.scales import parse
from assessments.years import HEADLINES
from ccgdash.lib.words import count_words, slug_words, year_words

STATUS_WORDS = {"yes": "Yes", "possibly": "Possibly", "no-record": "No record"}
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


def _best_first(labels: Iterable[str]) -> list[str]:
    return sorted(labels, key=lambda label: parse(label)[1].place)
