"""Rule set and inputs to results, every CCG of every year in one pass: points, scores, band, overrides, rank.

Arrays have the shape (years, CCGs, ...). What cannot be told is NaN or NO_BAND; nothing is imputed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessments.calc.conditions import told
from assessments.calc.cube import NOT_KNOWN, YES, Array, Cube
from assessments.calc.points import Pointed, half_up, points_of
from assessments.calc.rules import RuleSet
from assessments.calc.statistics.ranks import ranks

NO_BAND = -1
NEARLY = 1e-9  # a score that misses a cut by less does so by rounding of the machine, not of the rule
Places = NDArray[np.int16]


@dataclass(frozen=True)
class Result:
    """`group_scores` (…, groups); `score` (…); `decided` and `band`: place of the band before and after overrides, or
    NO_BAND; `overrides` (…, overrides): YES, NO or NOT_KNOWN, and NO for one that is off; `unresolved`: an override
    that cannot be told could still change the band; `known`: inputs with points; `rank` NaN without one."""

    pointed: Pointed
    group_scores: Array
    score: Array
    decided: Places
    overrides: Array
    band: Places
    unresolved: NDArray[np.bool_]
    known: NDArray[np.intp]
    rank: Array


def run(rules: RuleSet, cube: Cube) -> Result:
    """Apply a rule set to every CCG and year of a cube."""
    return judged(rules, cube, points_of(rules, cube))


def judged(rules: RuleSet, cube: Cube, pointed: Pointed) -> Result:
    """The rest of the rule once every input has its points; weights, cuts and overrides act only here."""
    group_scores, score, known = scored(rules, pointed.points)
    decided = np.where(cube.in_force, _decided(rules, cube, score), NO_BAND).astype(np.int16)
    states = _states(rules, cube)
    band, unresolved = overridden(rules, decided, states)
    band = np.where(cube.in_force, band, NO_BAND).astype(np.int16)
    rank = ranked(rules, band, score)
    return Result(pointed, group_scores, score, decided, states, band, unresolved & cube.in_force, known, rank)


# --- points to score ----------------------------------------------------------------------------------------------


def input_weights(rules: RuleSet) -> Array:
    """Weight of each input: its own, times its group's where inputs are weighted one by one."""
    weights = rules.weights
    return np.array([one.weight * (weights[one.group] if rules.aggregate == "inputs" else 1) for one in rules.inputs])


def membership(rules: RuleSet) -> Array:
    """(inputs, groups): 1 where an input belongs to a group."""
    return np.array([[float(one.group == group.id) for group in rules.groups] for one in rules.inputs]).reshape(
        len(rules.inputs), len(rules.groups)
    )


def scored(rules: RuleSet, points: Array) -> tuple[Array, Array, NDArray[np.intp]]:
    """(group scores, score, number of inputs with points). An input without points is left out above and below the
    line. Fewer than `least_inputs` of weight: no score."""
    weight = input_weights(rules)
    there = ~np.isnan(points)
    weighed, filled = there * weight, np.where(there, points, 0.0) * weight
    member = membership(rules)
    group_scores = divided(filled @ member, weighed @ member)
    score = _aggregated(rules, points, group_scores, divided(filled.sum(axis=-1), weighed.sum(axis=-1)))
    counted = (there & (weight * (member @ np.array([g.weight for g in rules.groups])) > 0)).sum(axis=-1)
    score = half_up(np.where(counted < rules.least_inputs, np.nan, score), rules.decimals)
    return group_scores, score, there.sum(axis=-1)


def divided(above: Array, below: Array) -> Array:
    """above / below, NaN where below is 0."""
    found: Array = np.divide(above, below, out=np.full(np.shape(above), np.nan), where=below > 0)
    return found


def _aggregated(rules: RuleSet, points: Array, group_scores: Array, by_inputs: Array) -> Array:
    if rules.aggregate == "inputs":
        return by_inputs
    if rules.aggregate == "lowest":
        return _lowest(rules, points)
    if rules.aggregate == "none":
        return np.full(points.shape[:-1], np.nan)
    weights = np.array([group.weight for group in rules.groups])
    there = ~np.isnan(group_scores)
    score = divided((np.where(there, group_scores, 0.0) * weights).sum(axis=-1), (there * weights).sum(axis=-1))
    lacking = (~there & (weights > 0)).any(axis=-1)
    return np.where(lacking, np.nan, score) if rules.missing_group == "no-score" else score


def _lowest(rules: RuleSet, points: Array) -> Array:
    """The worst points of a CCG, where no missing input could be worse: all that are not optional are known, or one has
    the worst there is."""
    sign = 1.0 if rules.higher_is_better else -1.0
    worst_there_is = min(sign * worth for one in rules.inputs for worth in one.points.values())
    worst = np.min(np.where(np.isnan(points), np.inf, sign * points), axis=-1)
    needed = np.array([not one.optional for one in rules.inputs])
    complete = ~np.isnan(points[..., needed]).any(axis=-1)
    known = complete | (worst <= worst_there_is)
    return np.where(known & np.isfinite(worst), sign * worst, np.nan)


# --- score to band ------------------------------------------------------------------------------------------------


def _decided(rules: RuleSet, cube: Cube, score: Array) -> Places:
    if rules.decide == "cuts":
        return by_cuts(rules, score)
    if rules.decide == "shares":
        return by_shares(rules, score)
    return _by_conditions(rules, cube)


def by_cuts(rules: RuleSet, score: Array) -> Places:
    """The best band whose cut the score reaches; the last band has none."""
    sign = 1.0 if rules.higher_is_better else -1.0
    band = np.full(score.shape, _last(rules), dtype=np.int16)
    for place in reversed(range(len(rules.bands))):
        cut = rules.bands[place].cut
        if cut is not None:
            band[sign * score >= sign * cut - NEARLY] = place
    return np.where(np.isnan(score), NO_BAND, band).astype(np.int16)


def by_shares(rules: RuleSet, score: Array) -> Places:
    """The band by rank among the CCGs of the year with a score: rank 1 to share x n the first, and so on. Equal scores
    share the better band."""
    rank = ranks(score, lower_is_better=not rules.higher_is_better)
    count = (~np.isnan(score)).sum(axis=-1, keepdims=True)
    band = np.full(score.shape, _last(rules), dtype=np.int16)
    for place in reversed(range(len(rules.bands))):
        cut = rules.bands[place].cut
        if cut is not None:
            band[rank - 1 < cut * count - NEARLY] = place
    return np.where(np.isnan(score), NO_BAND, band).astype(np.int16)


def _last(rules: RuleSet) -> int:
    """The band of a score that reaches no cut."""
    return max(place for place, band in enumerate(rules.bands) if not band.by_override)


def _by_conditions(rules: RuleSet, cube: Cube) -> Places:
    """The first band, in the order of `when` from the worst up, whose condition holds; none where an earlier condition
    cannot be told. A band without a condition is for all others."""
    band = np.full(cube.shape, NO_BAND, dtype=np.int16)
    is_open = np.ones(cube.shape, dtype=bool)
    for place in reversed(range(len(rules.bands))):
        when = rules.bands[place].when
        state = np.full(cube.shape, YES) if when is None else told(when, cube, rules)
        band[is_open & (state == YES)] = place
        is_open &= (state != YES) & (state != NOT_KNOWN)
    return band


# --- overrides and rank -------------------------------------------------------------------------------------------


def _states(rules: RuleSet, cube: Cube) -> Array:
    states = [told(one.when, cube, rules) * float(one.on) for one in rules.overrides]
    return np.stack(states, axis=-1) if states else np.zeros((*cube.shape, 0))


def overridden(rules: RuleSet, decided: Places, states: Array) -> tuple[Places, NDArray[np.bool_]]:
    """(band after overrides, whether one that cannot be told could change it), in the order of the rule set."""
    band, unresolved = decided.copy(), np.zeros(decided.shape, dtype=bool)
    for number, one in enumerate(rules.overrides):
        place, state = rules.place(one.band), states[..., number]
        would = band < place if one.then == "cap" else band != place
        applies = would & ((band != NO_BAND) if one.then == "cap" else True)
        band[(state == YES) & applies] = place
        unresolved |= one.on & (state > 0) & (state < YES) & applies
    return band, unresolved & (band != NO_BAND)


def ranked(rules: RuleSet, band: Places, score: Array) -> Array:
    """Rank 1 the best, equal results share it: by score, or by band and then score (METHODS 5.1, step 5)."""
    if rules.rank_by == "none":
        return np.full(score.shape, np.nan)
    return ranks(rank_key(rules, band, score), lower_is_better=True)


def rank_key(rules: RuleSet, band: Places, score: Array) -> Array:
    """A number that is the lower the better the result, equal for equal ones; NaN without one."""
    key = -score if rules.higher_is_better else score
    if rules.rank_by == "band":
        key = np.where(band == NO_BAND, np.nan, key + band * 1e6)
    return np.asarray(np.round(key, 9), dtype=np.float64)
