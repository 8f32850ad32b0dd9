"""How sure a result is: ranks with other inputs or weights, distance to the next threshold, and what would flip it.

All of it moves one thing of a rule set and asks the engine's own functions again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessments.calc import engine
from assessments.calc.cube import Array
from assessments.calc.points import half_up
from assessments.calc.rules import RuleSet
from assessments.calc.statistics.ranks import DRAWS, SEED, ranges_of_draws

WEIGHT_DRAWS = 2_000
WEIGHT_CHANGE = 0.25  # each weight is drawn evenly from 25% less to 25% more; ours, and published


@dataclass(frozen=True)
class Year:
    """One year of a result: points (n, inputs), score (n,), override states (n, overrides), band (n,), and for which
    inputs a standard applies."""

    rules: RuleSet
    points: Array
    score: Array
    states: Array
    band: engine.Places
    has_standard: NDArray[np.bool_]

    @classmethod
    def of(cls, rules: RuleSet, found: engine.Result, year: int) -> Year:
        points, states = found.pointed.points[year], found.overrides[year]
        has_standard = ~np.isnan(found.pointed.reference[year])
        return cls(rules, points, found.score[year], states, found.band[year], has_standard)


# --- rank ranges --------------------------------------------------------------------------------------------------


def resampled_rank_ranges(year: Year, draws: int = DRAWS, seed: int = SEED) -> Array:
    """95% range of each rank, (2, n), when the rule's inputs are drawn again (with replacement, within each group, the
    same draw for every CCG): how much a rank hangs on the choice of indicators. METHODS 6.4. NaN without a rank."""
    rng, rules = np.random.default_rng(seed), year.rules
    counts = np.zeros((draws, len(rules.inputs)))
    for group in rules.groups:
        members = [at for at, one in enumerate(rules.inputs) if one.group == group.id]
        if members:
            counts[:, members] = rng.multinomial(len(members), np.full(len(members), 1 / len(members)), size=draws)
    return _ranges(year, counts * engine.input_weights(rules), np.array([group.weight for group in rules.groups]))


def reweighted_rank_ranges(year: Year, draws: int = WEIGHT_DRAWS, seed: int = SEED) -> Array:
    """The same when every weight (of groups, or of inputs where they are weighted one by one) is up to a quarter less
    or more."""
    rng, rules = np.random.default_rng(seed), year.rules
    groups = np.array([group.weight for group in rules.groups])
    inputs = np.broadcast_to(engine.input_weights(rules), (draws, len(rules.inputs)))
    low, high = 1 - WEIGHT_CHANGE, 1 + WEIGHT_CHANGE
    if rules.aggregate == "inputs":
        return _ranges(year, inputs * rng.uniform(low, high, inputs.shape), groups)
    return _ranges(year, inputs, groups * rng.uniform(low, high, (draws, len(groups))))


def _ranges(year: Year, input_weights: Array, group_weights: Array) -> Array:
    """Ranges of ranks over draws of weights: of inputs (draws, inputs), of groups (groups) or (draws, groups)."""
    found = np.full((2, len(year.score)), np.nan)
    scored = ~np.isnan(year.score)
    if year.rules.rank_by == "none" or not scored.any():
        return found
    drawn = _drawn_scores(year.rules, year.points[scored], input_weights, group_weights)
    rounded = half_up(drawn, year.rules.decimals)
    states = np.broadcast_to(year.states[scored], (*drawn.shape, year.states.shape[-1]))
    decide = engine.by_shares if year.rules.decide == "shares" else engine.by_cuts
    band, _ = engine.overridden(year.rules, decide(year.rules, rounded), states)
    found[:, scored] = ranges_of_draws(engine.rank_key(year.rules, band, rounded), lower_is_better=True)
    return found


def _drawn_scores(rules: RuleSet, points: Array, input_weights: Array, group_weights: Array) -> Array:
    """Scores (draws, n) of CCGs with some points under drawn weights."""
    there = ~np.isnan(points)
    filled = np.where(there, points, 0.0)
    if rules.aggregate == "inputs":
        return engine.divided(input_weights @ filled.T, input_weights @ there.T.astype(np.float64))
    above, below = np.zeros((len(input_weights), len(points))), np.zeros((len(input_weights), len(points)))
    weights = np.broadcast_to(group_weights, (len(input_weights), len(rules.groups)))
    for at, group in enumerate(rules.groups):
        members = [number for number, one in enumerate(rules.inputs) if one.group == group.id]
        drawn = input_weights[:, members]
        mean = engine.divided(drawn @ filled[:, members].T, drawn @ there[:, members].T.astype(np.float64))
        above += np.where(np.isnan(mean), 0.0, mean) * weights[:, at, None]
        below += ~np.isnan(mean) * weights[:, at, None]
    return engine.divided(above, below)


# --- thresholds and flips -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Threshold:
    """The next band on one side: the score that reaches it, and how far off it is. `at_once`: reaching the score is
    enough; else it has to be passed."""

    band: str
    score: float
    distance: float
    at_once: bool


@dataclass(frozen=True)
class Flip:
    """One input's points changed, everything else as it is, and the band that follows."""

    input: str
    points: float
    changed: float
    band: str

    @property
    def size(self) -> float:
        return abs(self.changed - self.points)


def thresholds(year: Year, ccg: int) -> tuple[Threshold, ...]:
    """The next better and the next worse band of a CCG, in its score; none where an override or the end of the scale
    stands in the way. Exact: for shares the threshold is the score of the CCG that stands on the line."""
    score = float(year.score[ccg])
    if np.isnan(score) or year.rules.decide == "conditions":
        return ()
    here, found = int(year.band[ccg]), list(_lines(year, ccg))
    better = [one for one, place in found if one.at_once and place < here]
    worse = [one for one, place in found if not one.at_once and place > here]
    return tuple(min(side, key=lambda one: one.distance) for side in (better, worse) if side)


def _lines(year: Year, ccg: int) -> Iterator[tuple[Threshold, int]]:
    """Every line between two bands and the final band beyond it, from where the CCG stands: lines ahead are reached,
    those behind passed."""
    rules, score = year.rules, float(year.score[ccg])
    sign = 1.0 if rules.higher_is_better else -1.0
    for band in rules.bands:
        line = _line(year, ccg, band.cut)
        if line is None:
            continue
        ahead = sign * score < sign * line - engine.NEARLY
        beyond = line if ahead else line - sign * 1e-6
        place = int(_band_with(year, ccg, np.array([beyond]))[0])
        yield Threshold(rules.bands[place].id, line, abs(line - score), at_once=ahead), place


def _line(year: Year, ccg: int, cut: float | None) -> float | None:
    """The score on the line of a band: its cut, or for shares the score of the last CCG but this one inside it. None
    where no score is on the wrong side of it."""
    if cut is None:
        return None
    if year.rules.decide == "cuts":
        return cut
    others = np.delete(year.score, ccg)
    others = others[~np.isnan(others)]
    inside = int(np.ceil(cut * (len(others) + 1) - engine.NEARLY))
    if not 0 < inside <= len(others):
        return None
    ordered = np.sort(-others if year.rules.higher_is_better else others)
    return float(-ordered[inside - 1] if year.rules.higher_is_better else ordered[inside - 1])


def _band_with(year: Year, ccg: int, scores: Array) -> engine.Places:
    """The final band of a CCG at each of some scores, everything else as it is."""
    if year.rules.decide == "cuts":
        decided = engine.by_cuts(year.rules, scores)
    else:
        everyone = np.broadcast_to(year.score, (len(scores), len(year.score))).copy()
        everyone[:, ccg] = scores
        decided = engine.by_shares(year.rules, everyone)[:, ccg]
    states = np.broadcast_to(year.states[ccg], (len(scores), year.states.shape[-1]))
    return engine.overridden(year.rules, decided, states)[0]


def points_possible(year: Year, at: int) -> Array:
    """Every number of points an input can have: its words or bands, or for percentiles each step of the spread, with
    the jumps a standard or a floor makes in it."""
    rules, spread = year.rules, year.rules.spread
    one = rules.inputs[at]
    if one.method != "percentile":
        return np.array(sorted(set(one.points.values())))
    first = spread.first_below_standard if year.has_standard[at] else spread.best
    last = spread.worst if one.floor is None else spread.last_above_floor
    low, high = sorted((first, last))
    steps = 10 ** (2 if rules.point_decimals is None else rules.point_decimals)
    between = np.arange(round(low * steps), round(high * steps) + 1) / steps
    return np.unique(
        [spread.best if year.has_standard[at] else first, *between, last if one.floor is None else spread.worst]
    )


def flips(year: Year, ccg: int) -> tuple[Flip, ...]:
    """For each input a CCG has, the smallest change of its points that gives another band, smallest first; inputs no
    change of which does are left out. Points of others stay as they are: a rank gained is not taken from anyone."""
    if np.isnan(year.score[ccg]) or year.rules.aggregate not in ("inputs", "groups"):
        return ()
    found = [flip for at in range(len(year.rules.inputs)) if (flip := _flip(year, ccg, at))]
    return tuple(sorted(found, key=lambda one: round(one.size, 9)))


def _flip(year: Year, ccg: int, at: int) -> Flip | None:
    now = float(year.points[ccg, at])
    if np.isnan(now):
        return None
    possible = points_possible(year, at)
    changed = np.repeat(year.points[ccg][None, :], len(possible), axis=0)
    changed[:, at] = possible
    bands = _band_with(year, ccg, engine.scored(year.rules, changed)[1])
    other = np.flatnonzero(bands != year.band[ccg])
    if not other.size:
        return None
    nearest = other[np.argmin(np.abs(possible[other] - now))]
    band = year.rules.bands[int(bands[nearest])].id
    return Flip(year.rules.inputs[at].id, now, float(possible[nearest]), band)
