"""Which CCGs of a year are alike: what describes each, as far as it is known for nearly all, and the ten nearest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from assessments.calc.cube import Array
from assessments.calc.statistics.peers import nearest_of_all
from assessments.models import IndicatorValue
from ccgdash.organisations.queries import ccgs_in_force, registered_populations

ENOUGH = 0.9  # share of the CCGs in force that must have a variable for it to be used in a year
POPULATION = "registered-population"
VARIABLES = (
    "imd2015-score-resident",
    "imd2019-score-registered",
    "pop-0-14-registered-pct",
    "pop-75-plus-registered-pct",
    "pop-75-plus-pct",
    "population-density",
    "ethnicity-black-pct",
    "ethnicity-asian-pct",
)
INSTEAD_OF = {"imd2019-score-registered": "imd2015-score-resident", "pop-75-plus-pct": "pop-75-plus-registered-pct"}
"""The same thing measured otherwise: of two only the second counts where it is known."""


@dataclass(frozen=True)
class Alike:
    """The CCGs of a year by code, the variables used, and one row of them for each CCG, NaN where not known."""

    codes: tuple[str, ...]
    used: tuple[str, ...]
    variables: Array

    def rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """What is kept of each CCG."""
        for code in self.codes:
            members, distances = self._nearest[code]
            yield code, {"variables": list(self.used), "similar": members, "distances": distances}

    @property
    def similar(self) -> dict[str, list[str]]:
        """CCG to those most like it, nearest first."""
        return {code: members for code, (members, _) in self._nearest.items()}

    @cached_property
    def _nearest(self) -> Mapping[str, tuple[list[str], list[float]]]:
        if not self.used:
            return {code: ([], []) for code in self.codes}
        found = nearest_of_all(self.variables)
        return {
            code: ([self.codes[at] for at in found[of].members], found[of].distances.tolist())
            for of, code in enumerate(self.codes)
        }


def likeness_of(number: int, year: str) -> Alike:
    """What describes each CCG of a year. METHODS 6.5; of its twelve variables those at hand."""
    codes = tuple(sorted(ccgs_in_force(number, year).values_list("ccg_id", flat=True)))
    columns = {POPULATION: {c: float(p.population) for c, p in registered_populations(number, year).items()}}
    rows = IndicatorValue.objects.at(number).filter(listed_year=year, indicator_id__in=VARIABLES, quality="stated")
    for indicator, code, value in rows.order_by("period").values_list("indicator_id", "ccg_id", "value"):
        columns.setdefault(indicator, {})[code] = value
    used = [name for name in (POPULATION, *VARIABLES) if _enough(columns.get(name, {}), codes)]
    used = [name for name in used if INSTEAD_OF.get(name) not in used]
    table = [[columns[name].get(code, np.nan) for name in used] for code in codes]
    return Alike(codes, tuple(used), np.array(table, dtype=np.float64).reshape(len(codes), len(used)))


def _enough(values: Mapping[str, float], codes: tuple[str, ...]) -> bool:
    return bool(codes) and sum(code in values for code in codes) >= ENOUGH * len(codes)
