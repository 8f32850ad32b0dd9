"""Inputs to points: one array of shape (years, CCGs, inputs) in one pass. METHODS 2.2, 2.3 and 5.1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessments.calc.cube import Array, Cube, Measure
from assessments.calc.rules import Input, RuleSet
from assessments.calc.statistics.ranks import ranks

UNKNOWN = Measure(sign=0)


@dataclass(frozen=True)
class Pointed:
    """`points` of every input, NaN where it has none; `z` (significance only) and `reference`, what values were held
    against, shape (years, inputs), in the indicator's unit. `place`: rank among those between standard and floor."""

    points: Array
    z: Array
    reference: Array
    place: Array
    placed: Array


def half_up(values: Array, decimals: int | None) -> Array:
    """Rounded half up, as published scores are; None: as they are."""
    if decimals is None:
        return values
    return np.asarray(np.floor(values * 10**decimals + 0.5 + 1e-9) / 10**decimals, dtype=np.float64)


def points_of(rules: RuleSet, cube: Cube) -> Pointed:
    """Points of every input of a rule set. A value is never guessed: an input without one has no points."""
    blank = np.full((*cube.shape, len(rules.inputs)), np.nan)
    found = Pointed(blank, blank.copy(), np.full((len(cube.years), len(rules.inputs)), np.nan), blank.copy(),
                    np.zeros((len(cube.years), len(rules.inputs))))  # fmt: skip
    by_method = {"labels": _labels, "standard": _standard, "significance": _significance, "percentile": _percentile}
    for method, compute in by_method.items():
        at = [number for number, one in enumerate(rules.inputs) if one.method == method]
        if at:
            compute(rules, cube, np.array(at), found)
    found.points[~cube.in_force] = np.nan
    return found


def _labels(rules: RuleSet, cube: Cube, at: NDArray[np.intp], found: Pointed) -> None:
    for number in at:
        one = rules.inputs[number]
        worth = np.full(len(cube.label_names) + 1, np.nan)  # the last place is for -1, missing
        for label, points in one.points.items():
            if label in cube.label_names:
                worth[cube.label_names.index(label)] = points
        found.points[..., number] = worth[cube.label(one.source)]


@dataclass(frozen=True)
class _Columns:
    """Some inputs side by side: values (years, CCGs, inputs), sign (inputs), standard and floor (years, inputs)."""

    inputs: tuple[Input, ...]
    values: Array
    sign: Array
    standard: Array
    floor: Array


def _columns(rules: RuleSet, cube: Cube, at: NDArray[np.intp]) -> _Columns:
    inputs = tuple(rules.inputs[number] for number in at)
    values = np.stack([cube.value(one.source) for one in inputs], axis=-1)
    values = np.where(cube.in_force[..., None], values, np.nan)
    sign = np.array([float(cube.measures.get(one.source, UNKNOWN).sign) for one in inputs])
    standard = np.array([[_standard_in(one, cube, year) for one in inputs] for year in cube.years])
    floor = np.array([[np.nan if one.floor is None else one.floor for one in inputs]] * len(cube.years))
    return _Columns(inputs, np.where(sign == 0, np.nan, values), sign, standard, floor)


def _standard_in(one: Input, cube: Cube, year: str) -> float:
    known = one.standard if one.standard is not None else cube.measures.get(one.source, UNKNOWN).standard
    return float("nan") if known is None or year < one.standard_from else known


def _standard(rules: RuleSet, cube: Cube, at: NDArray[np.intp], found: Pointed) -> None:
    """Meets the standard: the better points; else the worse. Without a standard: none."""
    columns = _columns(rules, cube, at)
    standard = columns.standard[:, None, :]
    meets = columns.values * columns.sign >= standard * columns.sign
    points = np.where(meets, _worth(columns, "better"), _worth(columns, "worse"))
    found.points[..., at] = np.where(np.isnan(columns.values) | np.isnan(standard), np.nan, points)
    found.reference[:, at] = columns.standard


def _worth(columns: _Columns, what: str) -> Array:
    return np.array([one.points[what] for one in columns.inputs])


def _significance(rules: RuleSet, cube: Cube, at: NDArray[np.intp], found: Pointed) -> None:
    """Better, same or worse than the standard, or where there is none than the national average, by a z-score:
    proportion (x/n - p)/sqrt(p(1-p)/n), rate 2(sqrt O - sqrt E). Without a denominator nothing can be tested: no
    points."""
    columns = _columns(rules, cube, at)
    total = np.stack([_denominators(cube, one) for one in columns.inputs], axis=-1)
    measures = [cube.measures.get(one.source, UNKNOWN) for one in columns.inputs]
    per = np.array([100.0 if measure.proportion else measure.per or np.nan for measure in measures])
    total = np.where((total > 0) & ~np.isnan(columns.values), total, np.nan)
    events = columns.values / per * total
    pooled = _divided(np.nansum(events, axis=1), np.nansum(total, axis=1))
    reference = np.where(np.isnan(columns.standard), pooled, columns.standard / per)[:, None, :]
    proportion = np.array([measure.proportion for measure in measures])
    z = np.where(proportion, _z_proportion(events / total, reference, total), _z_rate(events, reference * total))
    favour = z * columns.sign
    points = np.where(favour > rules.z, _worth(columns, "better"), _worth(columns, "same"))
    points = np.where(favour < -rules.z, _worth(columns, "worse"), points)
    found.points[..., at] = np.where(np.isnan(z), np.nan, points)
    found.z[..., at] = z
    found.reference[:, at] = reference[:, 0, :] * per


def _denominators(cube: Cube, one: Input) -> Array:
    return cube.value(one.denominator) if one.denominator else cube.denominator(one.source)


def _divided(above: Array, below: Array) -> Array:
    return np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)


def _z_proportion(share: Array, mean: Array, total: Array) -> Array:
    variance = np.where((mean > 0) & (mean < 1), mean * (1 - mean), np.nan)
    return np.asarray((share - mean) / np.sqrt(variance / total), dtype=np.float64)


def _z_rate(observed: Array, expected: Array) -> Array:
    known = (observed >= 0) & (expected > 0)
    root_o, root_e = np.sqrt(np.where(known, observed, np.nan)), np.sqrt(np.where(known, expected, np.nan))
    return np.asarray(2 * (root_o - root_e), dtype=np.float64)


def _percentile(rules: RuleSet, cube: Cube, at: NDArray[np.intp], found: Pointed) -> None:
    """Meets the standard: best points. Below the floor: worst. The others by rank, spread evenly; equal values share
    the best points of their group; one alone gets the best of its range. METHODS 5.1, step 1."""
    columns, spread = _columns(rules, cube, at), rules.spread
    sign, values = columns.sign, columns.values
    standard, floor = columns.standard[:, None, :], columns.floor[:, None, :]
    meets, fails = values * sign >= standard * sign, values * sign < floor * sign
    others = np.where(meets | fails, np.nan, values * sign)
    place = np.swapaxes(ranks(np.swapaxes(others, 1, 2)), 1, 2)
    placed = (~np.isnan(others)).sum(axis=1)
    first = np.where(np.isnan(standard), spread.best, spread.first_below_standard)
    last = np.where(np.isnan(floor), spread.worst, spread.last_above_floor)
    share = (place - 1) / np.maximum(placed - 1, 1)[:, None, :]
    points = half_up(first + (last - first) * share, rules.point_decimals)
    points = np.where(meets, spread.best, np.where(fails, spread.worst, points))
    found.points[..., at] = np.where(np.isnan(values), np.nan, points)
    found.place[..., at], found.placed[:, at], found.reference[:, at] = place, placed, columns.standard
