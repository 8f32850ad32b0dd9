"""Conditions of rule sets over all CCGs and years at once, three-valued: yes, no, or not known."""

from __future__ import annotations

import numpy as np

from assessments.calc.cube import NO, NOT_KNOWN, YES, Array, Cube
from assessments.calc.rules import Condition, Count, Every, Flag, Is, RuleSet


def told(condition: Condition, cube: Cube, rules: RuleSet) -> Array:
    """YES, NO or NOT_KNOWN for every year and CCG. Missing inputs make a condition unknown only where they could change
    it: two known inadequates are "at least two" whatever the others are."""
    if isinstance(condition, Flag):
        return cube.flag(condition.name)
    if isinstance(condition, Is):
        return _is(cube, rules, condition.input, condition.labels)
    if isinstance(condition, Count):
        return _count(condition, cube, rules)
    parts = [told(part, cube, rules) for part in condition.parts]
    found: Array = np.min(parts, axis=0) if isinstance(condition, Every) else np.max(parts, axis=0)
    return found


def _is(cube: Cube, rules: RuleSet, input_id: str, labels: tuple[str, ...]) -> Array:
    """A label that is not on the rule's scale for the input counts as not known: scales are never converted."""
    found = rules.input(input_id)
    codes = cube.label(found.source)
    on_scale = np.isin(codes, cube.codes(tuple(found.points)))
    return np.where(on_scale, np.where(np.isin(codes, cube.codes(labels)), YES, NO), NOT_KNOWN)


def _count(condition: Count, cube: Cube, rules: RuleSet) -> Array:
    certain, possible = np.zeros(cube.shape), np.zeros(cube.shape)
    for input_id in condition.inputs:
        one = _is(cube, rules, input_id, condition.labels)
        certain += one == YES
        possible += (one == YES) if rules.input(input_id).optional else (one != NO)
    enough = _at_least(certain, possible, condition.at_least)
    if condition.at_most is None:
        return enough
    too_many = _at_least(certain, possible, condition.at_most + 1)
    return np.minimum(enough, 1 - too_many)


def _at_least(certain: Array, possible: Array, least: int) -> Array:
    return np.where(certain >= least, YES, np.where(possible < least, NO, NOT_KNOWN))
