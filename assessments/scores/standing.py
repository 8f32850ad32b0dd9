"""What reads of scores stand on: one rule set over one year of a release, kept in memory while it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from assessments.calc import engine
from assessments.calc.points import Pointed, points_of
from assessments.calc.rules import RuleSet
from assessments.calc.sensitivity import Year
from assessments.rulesets import rule_sets
from assessments.scores.facts import Held, held
from ccgdash.http.release import ReleaseRef

KEPT = 32  # rule set and year; some 100 kB each
Generation = tuple[object, ...]


@dataclass(frozen=True)
class Standing:
    """One rule set over one year: what it read, the points of every input, and its result."""

    rules: RuleSet
    year: str
    held: Held
    pointed: Pointed
    result: engine.Result

    @property
    def ccgs(self) -> tuple[str, ...]:
        return self.held.cube.ccgs

    def of_year(self) -> Year:
        """The result without its one-year axis."""
        return Year.of(self.rules, self.result, 0)

    def band(self, place: int) -> str | None:
        """The band at a place; None for NO_BAND."""
        return None if place == engine.NO_BAND else self.rules.bands[place].id


def standing(release: ReleaseRef, rule_set: str, year: str) -> Standing:
    """A rule set over a year of a release. Read and computed once for each generation of the data."""
    return _standing(release.number, release.generation, rule_set, year)


@lru_cache(maxsize=KEPT)
def _standing(number: int, _generation: Generation, rule_set: str, year: str) -> Standing:
    rules = rule_sets()[rule_set]
    found = held(number, [year], [rules])
    pointed = points_of(rules, found.cube)
    return Standing(rules, year, found, pointed, engine.judged(rules, found.cube, pointed))
