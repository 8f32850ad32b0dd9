"""One year of a run: facts to arrays, `calc`, rows under the run. Running it twice leaves the same rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assessments.calc import counts, flows, intervals
from assessments.models import (
    CcgYearAssessment,
    Intervention,
    Rating,
    RatingConflict,
    RatingFlow,
    RatingSummary,
    RatingTotal,
)
from assessments.scales import parse, slugs
from assessments.years import FLAGS, HEADLINES, comparable, scales_printed, status_day
from ccgdash.lib.words import NOT_APPLICABLE, NOT_KNOWN
from ccgdash.organisations.calc.years import year_before
from ccgdash.organisations.models import CcgYear
from ccgdash.releases.imports.write import named_rows_copy
from ccgdash.releases.models import Recompute

HEADLINE = ("headline", "year-end")
MOVED = {1: "up", 0: "same", -1: "down"}


@dataclass(frozen=True)
class Facts:
    """What the release holds of one year and of those before it, as far as this app's results need it."""

    number: int
    year: str

    @cached_property
    def in_force(self) -> dict[str, list[str]]:
        """Year to the ODS codes in force, sorted."""
        found = defaultdict(list)
        rows = CcgYear.objects.at(self.number).filter(year__lte=self.year).order_by("year", "ccg_id")
        for year, ods_code in rows.values_list("year", "ccg_id"):
            found[year].append(ods_code)
        return dict(found)

    def is_in_force(self, ods_code: str, year: str) -> bool:
        return ods_code in self._in_force_sets.get(year, ())

    @cached_property
    def _in_force_sets(self) -> dict[str, set[str]]:
        return {year: set(codes) for year, codes in self.in_force.items()}

    @cached_property
    def ratings(self) -> list[Rating]:
        """Every rating of the year."""
        return list(Rating.objects.at(self.number).filter(year=self.year))

    @cached_property
    def headlines(self) -> dict[str, dict[str, str]]:
        """Year to ODS code to headline label, up to the year."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        rows = Rating.objects.at(self.number).filter(assessment="headline", period="year-end", year__lte=self.year)
        for year, ods_code, label in rows.values_list("year", "ccg_id", "label"):
            found[year][ods_code] = label
        return found

    def codes(self, year: str, ods_codes: Sequence[str]) -> counts.Codes:
        """Headline of each CCG in a year as its place on that year's scale, shape (n,); UNKNOWN without one, ABSENT
        where the CCG was not in force."""
        labels = self.headlines.get(year, {})
        codes = counts.codes_of([labels.get(code) for code in ods_codes], _scale(year))
        return np.where([self.is_in_force(code, year) for code in ods_codes], codes, flows.ABSENT)


def year_compute(run: Recompute, year: str) -> int:
    """Write this app's results of one year under `run`; how many rows."""
    facts = Facts(run.release_id, year)
    RatingSummary.objects.filter(run=run, year=year).delete()
    RatingFlow.objects.filter(run=run, to_year=year).delete()
    CcgYearAssessment.objects.filter(run=run, year=year).delete()
    summaries = RatingSummary.objects.bulk_create(_summaries(run, facts))
    moves = RatingFlow.objects.bulk_create(_flows(run, facts))
    ccgs = named_rows_copy(CcgYearAssessment, _ccg_years(run, facts))
    return len(summaries) + len(moves) + ccgs


def _scale(year: str) -> tuple[str, ...]:
    """The headline labels of a year, best first; none where no headline was found to exist."""
    return slugs(HEADLINES[year].scale) if year in HEADLINES else ()


# --- national counts ----------------------------------------------------------------------------------------------


def _summaries(run: Recompute, facts: Facts) -> Iterator[RatingSummary]:
    known, totals = defaultdict(list), defaultdict(list)
    for rating in facts.ratings:
        known[rating.assessment, rating.period].append(rating.label)
    for total in RatingTotal.objects.at(facts.number).filter(year=facts.year).order_by("label"):
        totals[total.assessment, total.period].append(total)
    for key in sorted({HEADLINE, *known, *totals}):
        yield _summary(run, facts, key, known[key], totals[key])


def _summary(
    run: Recompute, facts: Facts, key: tuple[str, str], known: list[str], totals: list[RatingTotal]
) -> RatingSummary:
    labels = _labels(facts.year, key, {*known, *(total.label for total in totals)})
    counted = counts.label_counts(counts.codes_of([*known], labels), len(labels))
    return RatingSummary(
        run=run,
        year=facts.year,
        assessment=key[0],
        period=key[1],
        published={total.label: total.ccg_count for total in totals},
        statuses={total.label: total.status for total in totals},
        published_total=totals[0].total_ccgs if totals else None,
        known=dict(zip(labels, counted.tolist(), strict=True)),
        known_total=len(known),
        possible=len(facts.in_force.get(facts.year, [])),
        source_ids=sorted({source for total in totals for source in total.source_ids}),
    )


def _labels(year: str, key: tuple[str, str], seen: set[str]) -> tuple[str, ...]:
    """Labels of the scales that were used (for a headline: of its scale, used or not), each best first."""
    used = {parse(label)[0] for label in seen}
    if key == HEADLINE and year in HEADLINES:
        used.add(HEADLINES[year].scale)
    return tuple(slug for scale in scales_printed(None, year, *key) if scale in used for slug in slugs(scale))


# --- flows --------------------------------------------------------------------------------------------------------


def _flows(run: Recompute, facts: Facts) -> Iterator[RatingFlow]:
    """Every earlier year with a headline to this one."""
    if facts.year not in HEADLINES:
        return
    for from_year in sorted(year for year in facts.in_force if year < facts.year and year in HEADLINES):
        ods_codes = sorted({*facts.in_force[from_year], *facts.in_force.get(facts.year, [])})
        before, after = facts.codes(from_year, ods_codes), facts.codes(facts.year, ods_codes)
        for group in flows.groups(before, after):
            members = [ods_codes[member] for member in group.members]
            yield RatingFlow(
                run=run,
                from_year=from_year,
                to_year=facts.year,
                **_end("from", from_year, group.before),
                **_end("to", facts.year, group.after),
                comparable=comparable(from_year, facts.year),
                count=len(members),
                ods_codes=members,
            )


def _end(side: str, year: str, code: int) -> dict[str, str | int]:
    """Rating, missing kind and place of one end of a flow; missing kinds stand after the words of the scale."""
    scale = _scale(year)
    missing = {counts.UNKNOWN: (NOT_KNOWN, len(scale)), flows.ABSENT: (NOT_APPLICABLE, len(scale) + 1)}
    kind, place = missing.get(code, ("", code))
    return {f"{side}_rating": "" if kind else scale[code], f"{side}_missing": kind, f"{side}_place": place}


# --- one CCG in one year ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Flag:
    """One flag of each CCG, and the sources that support it; none for no-record."""

    statuses: list[str]
    sources: list[list[str]]


def _ccg_years(run: Recompute, facts: Facts) -> Iterator[dict[str, Any]]:
    year, ods_codes = facts.year, facts.in_force.get(facts.year, [])
    flags = {flag: _flag(facts, kinds, ods_codes) for flag, kinds in FLAGS.items()}
    rated = {rating.ccg_id: rating for rating in facts.ratings if (rating.assessment, rating.period) == HEADLINE}
    conflicts = RatingConflict.objects.at(facts.number).filter(year=year, assessment="headline")
    disputed = set(conflicts.values_list("ccg_id", flat=True))
    moved = _moved(facts, ods_codes)
    for at, ods_code in enumerate(ods_codes):
        yield {
            "run_id": run.pk,
            "ods_code": ods_code,
            "year": year,
            **_rating(year, rated.get(ods_code)),
            "conflict": ods_code in disputed,
            **_previous(facts, ods_code),
            "moved": moved[at],
            "status_day": status_day(year),
            **{name: flag.statuses[at] for name, flag in flags.items()},
            **{f"{name}_source_ids": flag.sources[at] for name, flag in flags.items()},
        }


def _rating(year: str, rating: Rating | None) -> dict[str, Any]:
    framework = HEADLINES[year].framework if year in HEADLINES else ""
    return {
        "framework": rating.framework if rating else framework,
        "rating": rating.label if rating else "",
        "rating_missing": "" if rating else NOT_KNOWN,
        "rating_place": parse(rating.label)[1].place if rating else None,
        "derivation": rating.derivation if rating else "",
        "reported": rating.reported if rating else "",
        "source_ids": rating.source_ids if rating else [],
    }


def _previous(facts: Facts, ods_code: str) -> dict[str, str]:
    year = year_before(facts.year)
    there = facts.is_in_force(ods_code, year)
    label = facts.headlines.get(year, {}).get(ods_code, "")
    return {"previous_year": year if there else "", "previous_rating": label if there else ""}


def _moved(facts: Facts, ods_codes: Sequence[str]) -> list[str]:
    """Step since the year before, inside one framework; "" where none can be told."""
    if not comparable(year_before(facts.year), facts.year):
        return [""] * len(ods_codes)
    before, after = facts.codes(year_before(facts.year), ods_codes), facts.codes(facts.year, ods_codes)
    told, steps = flows.both_known(before, after), flows.steps(before, after)
    return [MOVED[int(step)] if known else "" for known, step in zip(told, steps, strict=True)]


def _flag(facts: Facts, kinds: tuple[str, ...], ods_codes: Sequence[str]) -> Flag:
    """The status of each CCG on the year's day, from every intervention of the kinds."""
    number_of = {code: at for at, code in enumerate(ods_codes)}
    found = Intervention.objects.at(facts.number).filter(kind__in=kinds, ccg__in=ods_codes).order_by("intervention_id")
    rows = list(found)
    owners: NDArray[np.intp] = np.array([number_of[str(row.ccg_id)] for row in rows], dtype=np.intp)
    codes = intervals.status_on(intervals_of(rows), status_day(facts.year))
    best = intervals.strongest(codes, owners, len(ods_codes))
    sources: list[list[str]] = [[] for _ in ods_codes]
    for row, owner, code in zip(rows, owners, codes, strict=True):
        if code and code == best[owner]:
            sources[owner] += [source for source in row.source_ids if source not in sources[owner]]
    return Flag([intervals.STATUSES[code] for code in best], sources)


def intervals_of(rows: Sequence[Intervention]) -> intervals.Intervals:
    """Interventions as arrays."""
    return intervals.Intervals(
        start_earliest=intervals.days_of([row.start_earliest for row in rows]),
        start_latest=intervals.days_of([row.start_latest for row in rows]),
        end_earliest=intervals.days_of([row.end_earliest for row in rows]),
        end_latest=intervals.days_of([row.end_latest for row in rows]),
    )
