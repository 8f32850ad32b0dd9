"""One year of a run: CCG rows added up to places and areas, and set against the year before. Runs before `recompute`.

Allocations reach beyond the last year of CCGs (the rounds plan ahead): the last year's part takes those years too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from ccgdash.organisations import queries as registry
from ccgdash.organisations.calc.years import year_before
from ccgdash.organisations.registry import registry_at
from ccgdash.releases.imports.write import named_rows_copy
from ccgdash.releases.models import Recompute
from finance.area_facts import (
    LEVELS,
    Area,
    YearFacts,
    sources_of,
)
from finance.calc import money
from finance.calc.areas import parts_of
from finance.calc.pace import kept_pace
from finance.models import Allocation, AllocationRollup, MoneySeries, Spending, SpendingGrowth
from finance.rules import QUOTED, series_of

SPENT = {"basis": "actual", "geography": "ccgs-2021"}
"""Spending as it turned out, on the 106 CCGs of April 2021: the one geography that covers every year."""


def years_of_part(number: int, year: str) -> list[str]:
    """The year itself, and after the last year of CCGs every later one with allocations."""
    years = registry.years_in_force(number)
    if not years or year != years[-1]:
        return [year]
    later = Allocation.objects.at(number).filter(year__gt=year).order_by("year").values_list("year", flat=True)
    return [year, *later.distinct()]


def year_compute(run: Recompute, year: str) -> int:
    """Write roll-ups, money series and spending growth of one part under `run`; how many rows."""
    written = 0
    for each in years_of_part(run.release_id, year):
        for model in (AllocationRollup, MoneySeries, SpendingGrowth):
            model._default_manager.filter(run=run, year=each).delete()
        facts = YearFacts(run.release_id, each)
        written += named_rows_copy(AllocationRollup, _rollup_rows(run, facts))
        written += named_rows_copy(MoneySeries, _series_rows(run, facts))
        written += named_rows_copy(SpendingGrowth, _spending_rows(run, facts))
    return written


# --- roll-ups -----------------------------------------------------------------------------------------------------


def _rollup_rows(run: Recompute, facts: YearFacts) -> Iterator[dict[str, Any]]:
    published = {
        (row.stream, row.publication_id, row.level, row.org_code): row for row in facts.rows if row.level in LEVELS
    }
    for (stream, publication), places in facts.places.items():
        heads = money.per_head_gbp(
            money.money_of([place.area.cash_gbp for place in places]),
            money.floats_of([place.area.population for place in places]),
        )
        for place, per_head in zip(places, money.numbers(heads), strict=True):
            beside = published.get((stream, publication, place.level, place.code))
            rows = (*place.area.parts, *([beside] if beside else []))
            yield {
                "run_id": run.pk,
                "year": facts.year,
                "stream": stream,
                "publication_id": publication,
                "status": place.area.parts[0].status,
                "level": place.level,
                "org_code": place.code,
                "name": place.name,
                "map_year": place.map_year,
                "is_default": facts.main[stream] == publication,
                "allocation_gbp": place.area.cash_gbp,
                "registered_population": place.area.population,
                "per_head_gbp": per_head,
                "parts": len(place.area.parts),
                "ccgs_known": place.known,
                "ccgs_possible": place.possible,
                "published_gbp": beside.allocation_gbp if beside else None,
                "source_ids": sources_of(rows),
            }


# --- series -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One line of the series: an area, and what it was in the year before."""

    level: str
    code: str
    name: str
    stream: str
    area: Area
    before: Area | None
    is_whole: bool
    in_force: bool


def _lines(facts: YearFacts) -> Iterator[Line]:
    lives, found = facts.lineage.lives, registry_at(facts.number)
    names, names_by_year = found.names, found.names_by_year
    for (stream, code), area in facts.areas.items():
        name = names_by_year.get((code, facts.year)) or names.get(code, code)
        in_force = facts.lineage.in_force(code, facts.year) or (
            facts.year > max(last for _, last in lives.values()) and code not in facts.lineage.successors
        )
        before = facts.before.areas.get((stream, code))
        yield Line("ccg", code, name, stream, area, before, is_whole=True, in_force=in_force)
    for stream, publication in facts.main.items():
        earlier = _places_before(facts, stream, publication)
        for place in facts.places[stream, publication]:
            before = earlier.get((place.level, place.code)) if place.is_whole else None
            yield Line(
                place.level, place.code, place.name, stream, place.area, before, is_whole=place.is_whole, in_force=True
            )


def _places_before(facts: YearFacts, stream: str, publication: str) -> dict[tuple[str, str], Area]:
    """Whole places of the year before in the same series and on the same map of places."""
    for (s, p), places in facts.before.places.items():
        if s == stream and series_of(p) == series_of(publication):
            return {(place.level, place.code): place.area for place in places if place.is_whole}
    return {}


def _series_rows(run: Recompute, facts: YearFacts) -> Iterator[dict[str, Any]]:
    lines = sorted(_lines(facts), key=lambda line: (line.level, line.code, line.stream))
    people = [_people(facts, line) for line in lines]
    cash = money.money_of([line.area.cash_gbp for line in lines])
    heads = money.per_head_gbp(cash, money.floats_of([count for count, _ in people]))
    comparable = np.array([_is_comparable(line) for line in lines], dtype=bool)
    before = money.money_of([line.before.cash_gbp if line.before else None for line in lines])
    grown = money.numbers(money.growth_pct(cash, before, comparable))
    for line, (count, basis), per_head, computed in zip(lines, people, money.numbers(heads), grown, strict=True):
        single = line.area.parts[0] if len(line.area.parts) == 1 and line.level == "ccg" else None
        published = single.growth_pct if single else None
        growth = computed if published is None else published
        yield {
            "run_id": run.pk,
            "year": facts.year,
            "level": line.level,
            "org_code": line.code,
            "name": line.name,
            "stream": line.stream,
            "status": line.area.parts[0].status,
            "publication_id": line.area.publication_id,
            "series": series_of(line.area.publication_id),
            "in_force": line.in_force,
            "parts": [row.org_code for row in line.area.parts] if line.level == "ccg" and not single else [],
            "is_whole": line.is_whole,
            "cash_gbp": line.area.cash_gbp,
            "population": count,
            "population_basis": basis,
            "per_head_gbp": per_head,
            "growth_pct": growth,
            "growth_basis": "" if growth is None else "computed" if published is None else "published",
            "source_ids": sources_of(line.area.parts),
        }


def _is_comparable(line: Line) -> bool:
    """Growth is told inside one series only, and never between quotations."""
    if line.before is None or line.area.publication_id == QUOTED:
        return False
    return series_of(line.before.publication_id) == series_of(line.area.publication_id)


def _people(facts: YearFacts, line: Line) -> tuple[int | None, str]:
    """The people the allocation itself used, else those registered on 1 April with the CCGs of the area; and which."""
    if line.area.population is not None:
        return line.area.population, "allocation"
    counts, codes = facts.registered, _codes_of(facts, line)
    if not codes or any(code not in counts for code in codes):
        return None, ""
    return sum(counts[code].population for code in codes), counts[codes[0]].basis


def _codes_of(facts: YearFacts, line: Line) -> tuple[str, ...]:
    """CCGs in force in the year that make up the area of a line; none where they do not fit it exactly."""
    if line.level == "ccg":
        return facts.lineage.as_was(line.code, facts.year)
    rows = {row.org_code for row in line.area.parts}
    codes = sorted({code for row in rows for code in facts.lineage.as_now(row, facts.year)})
    fits = line.is_whole and all(parts_of(code, rows, facts.lineage.predecessors) for code in codes)
    return tuple(codes) if fits else ()


# --- spending -----------------------------------------------------------------------------------------------------


def _spending_rows(run: Recompute, facts: YearFacts) -> Iterator[dict[str, Any]]:
    """Every line of every CCG of the geography, answered or not; none for a year without spending."""
    spent = _spending(facts.number, facts.year)
    earlier = _spending(facts.number, year_before(facts.year))
    codes = sorted({code for _, code in (*spent, *earlier)})
    for measure in sorted({measure for measure, _ in spent} & {measure for measure, _ in earlier}):
        for code in codes:
            now, then = spent.get((measure, code)), earlier.get((measure, code))
            yield {
                "run_id": run.pk,
                "year": facts.year,
                "ods_code": code,
                "measure": measure,
                **_pace(now, then, facts.areas.get(("core", code)), facts.before.areas.get(("core", code))),
            }


def _spending(number: int, year: str) -> dict[tuple[str, str], Spending]:
    rows = Spending.objects.at(number).filter(level="ccg", year=year, value_gbp__isnull=False, **SPENT)
    return {(row.measure, row.org_code): row for row in rows}


def _pace(now: Spending | None, then: Spending | None, area: Area | None, before: Area | None) -> dict[str, Any]:
    spend, spend_before = now.value_gbp if now else None, then.value_gbp if then else None
    comparable = area and before and series_of(area.publication_id) == series_of(before.publication_id)
    reason, in_line = "", None
    if spend is None or spend_before is None:
        reason = "not-answered"
    elif spend_before <= 0:
        reason = "nothing-before"
    elif area is None or before is None:
        reason = "allocation-not-known"
    elif not comparable:
        reason = "allocation-not-comparable"
    else:
        in_line = kept_pace(spend, spend_before, area.cash_gbp, before.cash_gbp)
    both = [part for whole in (area, before) if whole and comparable for part in whole.parts]
    return {
        "spend_gbp": spend,
        "spend_before_gbp": spend_before,
        "spend_growth_pct": _growth(spend, spend_before),
        "allocation_growth_pct": _growth(area.cash_gbp, before.cash_gbp) if area and before and comparable else None,
        "in_line": in_line,
        "reason": reason,
        "source_ids": sorted({s for row in (now, then, *both) if row for s in row.source_ids}),
    }


def _growth(after: int | None, before: int | None) -> float | None:
    grown = money.growth_pct(money.money_of([after]), money.money_of([before]), np.array([True]))
    return money.numbers(grown)[0]
