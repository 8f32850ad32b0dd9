"""Sentences of the pages that need both apps. Nothing else in this room writes sentences or rounds numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ccgdash.lib.words import count_words, date_words, gbp_millions, slug_words, year_words
from ccgdash.organisations.search import Match
from ccgdash.web.rows import CcgDetailRow, CcgYearRow
from finance.presenters import ENDED


def verdict(row: CcgDetailRow) -> str:
    """Two sentences on a CCG: its last known rating and how many are known; then its last known result, special
    measures and directions."""
    rated = [year for year in row.years if year.rating]
    return f"{_rated(row, rated)} {_result(row)}, and {_intervened(row)}."


def _rated(row: CcgDetailRow, rated: Sequence[CcgYearRow]) -> str:
    if not rated:
        return f"No headline rating of {row.name} was found in any source."
    last = rated[-1]
    word = slug_words(last.rating or "").lower()
    said = f"{row.name} was rated {word} for {year_words(last.year)}"
    assessed = [year for year in row.years if year.framework]
    others = f"; ratings of {len(rated)} of its {len(assessed)} assessed years are known" if len(assessed) > 1 else ""
    return f"{said}, the last rating known{others}."


def _result(row: CcgDetailRow) -> str:
    """How the last year whose result is known ended."""
    known = [each for each in row.finance if each.finance_status in ENDED]
    if not known:
        return "Its year-end result was not found for any year"
    last = known[-1]
    figure = f" ({gbp_millions(last.surplus_gbp)})" if last.surplus_gbp is not None else ""
    return (
        f"It ended {year_words(last.year)}, the last year whose result is known, {ENDED[last.finance_status]}{figure}"
    )


def _intervened(row: CcgDetailRow) -> str:
    said = []
    for kind, words in (("special-measures", "special measures"), ("legal-directions", "legal directions")):
        theirs = [each for each in row.interventions if each.kind == kind]
        if theirs:
            first = theirs[0].start
            said.append(f"{words} ({f'from {date_words(first)}' if first else 'start not known'})")
    if not said:
        return "no source found puts it in special measures or under legal directions"
    return f"sources put it in or under {' and '.join(said)}"


def search_note(matches: Sequence[Match], names: dict[str, str]) -> str:
    """Which CCGs stand in a list because another, closed or not yet open in that year, was searched for."""
    through = [match for match in matches if match.through_another]
    said = [
        f"{match.matched_name} ({match.matched_code}) leads to {names.get(match.ods_code, match.ods_code)}"
        for match in through[:5]
    ]
    return f"In this year {'; '.join(said)}." if said else ""


@dataclass(frozen=True)
class HeadlineYear:
    """One year of a CCG's headline ratings; `break_before`: another framework than the year before."""

    year: str
    framework: str | None
    rating: str | None
    derivation: str | None
    sources: tuple[str, ...]
    missing: Mapping[str, str]
    break_before: bool


def years_with_breaks(row: CcgDetailRow) -> list[HeadlineYear]:
    """Each year of a CCG with the breaks where the framework changed: ratings across one are not compared."""
    before = [None, *row.years[:-1]]
    return [
        HeadlineYear(
            year=each.year,
            framework=each.framework,
            rating=each.rating,
            derivation=each.derivation,
            sources=each.sources,
            missing=each.missing,
            break_before=earlier is not None and earlier.framework != each.framework,
        )
        for earlier, each in zip(before, row.years, strict=True)
    ]


def source_ids(row: CcgDetailRow) -> list[str]:
    """Every source a CCG's page draws on, once each, by id."""
    found = set(row.sources)
    for rating in row.ratings:
        found.update(rating.sources)
    for intervention in row.interventions:
        found.update(intervention.sources)
    for population in row.populations:
        found.update(population.sources)
    return sorted(found)


def map_title(label: str, year: str, counts: Sequence[tuple[str, int]], possible: int, *, records: bool = False) -> str:
    """How the CCGs of a map divide, and of how many that is known. `records`: what no record tells is not known."""
    known = sum(count for _, count in counts)
    of = count_words(possible, "CCG") if records else f"known for {known:,} of {count_words(possible, 'CCG')}"
    if not known:
        return f"{label}, {year_words(year)}: {of}"
    split = ", ".join(f"{count} {words[:1].lower()}{words[1:].replace(',', '')}" for words, count in counts)
    return f"{label}, {year_words(year)}: {split}; {of}"
