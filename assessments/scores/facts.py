"""Facts of a release to the arrays the engine reads. The last published quarter stands for a year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from assessments.calc import intervals
from assessments.calc.cube import NOT_KNOWN, YES, Array, Cube, Measure
from assessments.calc.rules import RuleSet
from assessments.indicators.facts import PER, SIGNS
from assessments.models import Indicator, IndicatorValue, Intervention, Rating
from assessments.recompute import intervals_of
from assessments.rulesets import rule_sets
from assessments.scales import LABELS
from assessments.years import FLAGS, status_day
from ccgdash.organisations.models import CcgYear

DIRECTIONS_ALREADY = "directions-already"


@dataclass(frozen=True)
class Held:
    """A cube, and the period each indicator was read at in each year."""

    cube: Cube
    periods: dict[tuple[str, str], str]


def held(number: int, years: Sequence[str], rules: Iterable[RuleSet] | None = None) -> Held:
    """What release `number` holds of some years, for some rule sets (all)."""
    wanted = list(rule_sets().values() if rules is None else rules)
    in_force = CcgYear.objects.at(number).filter(year__in=years).values_list("year", "ccg_id")
    there = set(in_force)
    ccgs = tuple(sorted({code for _, code in there}))
    grid = _Grid(tuple(years), ccgs)
    indicators = {one.source for one in _inputs(wanted) if one.method != "labels"}
    indicators |= {one.denominator for one in _inputs(wanted) if one.denominator}
    values, denominators, periods = _values(number, grid, sorted(indicators))
    assessments = sorted({one.source for one in _inputs(wanted) if one.method == "labels"})
    cube = Cube(
        years=grid.years,
        ccgs=ccgs,
        in_force=np.array([[(year, code) in there for code in ccgs] for year in years]).reshape(grid.shape),
        values=values,
        denominators=denominators,
        measures=_measures(number, sorted(indicators)),
        labels=_labels(number, grid, assessments),
        label_names=LABELS,
        flags={DIRECTIONS_ALREADY: _directions_already(number, grid)},
    )
    return Held(cube, periods)


def _inputs(rules: Iterable[RuleSet]) -> list[Any]:
    return [one for found in rules for one in found.inputs]


class _Grid:
    """Years and CCGs as places in arrays."""

    def __init__(self, years: tuple[str, ...], ccgs: tuple[str, ...]) -> None:
        self.years = years
        self.shape = (len(years), len(ccgs))
        self.year_at = {year: at for at, year in enumerate(years)}
        self.ccg_at = {code: at for at, code in enumerate(ccgs)}

    def blank(self) -> Array:
        return np.full(self.shape, np.nan)


def _values(
    number: int, grid: _Grid, indicators: list[str]
) -> tuple[dict[str, Array], dict[str, Array], dict[tuple[str, str], str]]:
    """(values, denominators, period read) by indicator. Of quarters the last that anyone has, so that every CCG is
    compared over the same months. What is marked unreliable is left out."""
    rows = IndicatorValue.objects.at(number).filter(
        listed_year__in=grid.years, indicator_id__in=indicators, quality="stated"
    )
    found = list(rows.values_list("indicator_id", "listed_year", "period", "ccg_id", "value", "denominator"))
    periods: dict[tuple[str, str], str] = {}
    for indicator, year, period, *_ in found:
        periods[indicator, year] = max(period, periods.get((indicator, year), ""))
    values: dict[str, Array] = {}
    denominators: dict[str, Array] = {}
    for indicator, year, period, code, value, denominator in found:
        if period == periods[indicator, year] and code in grid.ccg_at:
            here = grid.year_at[year], grid.ccg_at[code]
            values.setdefault(indicator, grid.blank())[here] = value
            if denominator is not None:
                denominators.setdefault(indicator, grid.blank())[here] = denominator
    return values, denominators, periods


def _measures(number: int, indicators: list[str]) -> dict[str, Measure]:
    rows = Indicator.objects.at(number).filter(indicator_id__in=indicators, quality="stated")
    return {
        one.indicator_id: Measure(
            SIGNS[one.direction], one.standard_value, proportion=one.unit == "%", per=PER.get(one.unit, 0.0)
        )
        for one in rows
    }


def _labels(number: int, grid: _Grid, assessments: list[str]) -> dict[str, Any]:
    rows = Rating.objects.at(number).filter(year__in=grid.years, assessment__in=assessments, period="year-end")
    found = {name: np.full(grid.shape, -1, dtype=np.int16) for name in assessments}
    for assessment, year, code, label in rows.values_list("assessment", "year", "ccg_id", "label"):
        if code in grid.ccg_at:
            found[assessment][grid.year_at[year], grid.ccg_at[code]] = LABELS.index(label)
    return found


def _directions_already(number: int, grid: _Grid) -> Array:
    """YES where a CCG was certainly under directions the day before the year's ratings came out; else not known: that
    no record was found is no proof that there was none."""
    told = np.full(grid.shape, NOT_KNOWN)
    rows = list(Intervention.objects.at(number).filter(kind__in=FLAGS["directions"], ccg__in=list(grid.ccg_at)))
    owners = np.array([grid.ccg_at[str(row.ccg_id)] for row in rows], dtype=np.intp)
    for at, year in enumerate(grid.years):
        codes = intervals.status_on(intervals_of(rows), status_day(year) - timedelta(days=1))
        told[at, intervals.strongest(codes, owners, len(grid.ccg_at)) == intervals.YES] = YES
    return told
