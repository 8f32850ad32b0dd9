"""The engine against its slow twin, and what must hold of every rule set whatever the data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.calc import engine
from assessments.calc.cube import Cube
from assessments.calc.engine import Result
from assessments.calc.points import points_of
from assessments.calc.rules import RuleSet
from tests.oracles.assessments.calc.drawn import DRAWN, cubes, questions
from tests.oracles.assessments.calc.slow_engine import MAYBE, NO, YES, Answer, SlowEngine

WIDE = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
TOLD = {YES: 1.0, MAYBE: 0.5, NO: 0.0}


def same(mine: float, theirs: float | None) -> bool:
    return math.isnan(mine) if theirs is None else mine == pytest.approx(theirs, rel=1e-9, abs=1e-9)


def assert_equal(found: Result, year: int, ccg: int, slow: Answer) -> None:
    here = (year, ccg)
    assert all(same(a, b) for a, b in zip(found.pointed.points[here].tolist(), slow.points, strict=True))
    assert all(same(a, b) for a, b in zip(found.group_scores[here].tolist(), slow.groups, strict=True))
    assert same(float(found.score[here]), slow.score)
    assert same(float(found.rank[here]), slow.rank)
    assert (int(found.decided[here]), int(found.band[here])) == (slow.decided, slow.band)
    assert found.overrides[here].tolist() == [TOLD[state] for state in slow.states]
    assert bool(found.unresolved[here]) == slow.unresolved
    assert int(found.known[here]) == sum(points is not None for points in slow.points)


@WIDE
@given(questions())
def test_the_engine_equals_its_slow_twin(question: tuple[RuleSet, Cube]) -> None:
    rules, cube = question
    found = engine.run(rules, cube)
    for year in range(len(cube.years)):
        slow = SlowEngine(rules, cube, year).run()
        for ccg in range(len(cube.ccgs)):
            if ccg in slow:
                assert_equal(found, year, ccg, slow[ccg])
            else:
                assert int(found.band[year, ccg]) == engine.NO_BAND
                assert math.isnan(found.score[year, ccg])
                assert math.isnan(found.rank[year, ccg])


def reordered(cube: Cube, order: list[int]) -> Cube:
    """The same CCGs in another order."""

    def turned(arrays: Mapping[str, Any]) -> dict[str, Any]:
        return {name: array[:, order] for name, array in arrays.items()}

    return replace(
        cube,
        ccgs=tuple(cube.ccgs[at] for at in order),
        in_force=cube.in_force[:, order],
        values=turned(cube.values),
        denominators=turned(cube.denominators),
        labels=turned(cube.labels),
        flags=turned(cube.flags),
    )


@WIDE
@given(questions(), st.randoms(use_true_random=False))
def test_the_order_of_ccgs_changes_nothing(question: tuple[RuleSet, Cube], random: object) -> None:
    rules, cube = question
    order = list(range(len(cube.ccgs)))
    random.shuffle(order)  # type: ignore[attr-defined]
    straight, shuffled = engine.run(rules, cube), engine.run(rules, reordered(cube, order))
    assert np.allclose(straight.score[:, order], shuffled.score, equal_nan=True)
    assert np.array_equal(straight.band[:, order], shuffled.band)
    assert np.array_equal(straight.rank[:, order], shuffled.rank, equal_nan=True)


@WIDE
@given(cubes(DRAWN["spread"]), st.sampled_from([0.25, 2.0, 1024.0]))
def test_units_change_nothing_where_ranks_decide(cube: Cube, factor: float) -> None:
    rules = DRAWN["spread"]
    scaled_inputs = tuple(
        replace(
            one,
            standard=None if one.standard is None else one.standard * factor,
            floor=None if one.floor is None else one.floor * factor,
        )
        for one in rules.inputs
    )
    measures = {
        name: replace(found, standard=None if found.standard is None else found.standard * factor)
        for name, found in cube.measures.items()
    }
    scaled = replace(cube, values={n: v * factor for n, v in cube.values.items()}, measures=measures)
    straight, other = engine.run(rules, cube), engine.run(replace(rules, inputs=scaled_inputs), scaled)
    assert np.array_equal(straight.score, other.score, equal_nan=True)
    assert np.array_equal(straight.band, other.band)


@WIDE
@given(questions(), st.data())
def test_an_input_nobody_has_changes_no_mean(question: tuple[RuleSet, Cube], data: st.DataObject) -> None:
    rules, cube = question
    group = data.draw(st.sampled_from(rules.groups)).id
    extra = replace(rules.inputs[0], id="nobody-has-it", source="component:nobody", group=group, optional=True)
    more = replace(rules, inputs=(*rules.inputs, replace(extra, method="labels", points={"good": 1.0})))
    assert np.allclose(engine.run(rules, cube).score, engine.run(more, cube).score, equal_nan=True)
    assert np.array_equal(engine.run(rules, cube).band, engine.run(more, cube).band)


@WIDE
@given(questions(), st.data())
def test_better_points_never_lower_a_result(question: tuple[RuleSet, Cube], data: st.DataObject) -> None:
    rules, cube = question
    if rules.aggregate == "none":
        return
    pointed = points_of(rules, cube)
    year, ccg = data.draw(st.integers(0, 1)), data.draw(st.integers(0, len(cube.ccgs) - 1))
    at = data.draw(st.integers(0, len(rules.inputs) - 1))
    sign = 1 if rules.higher_is_better else -1
    better = pointed.points.copy()
    better[year, ccg, at] += sign * data.draw(st.sampled_from([0.0, 0.33, 1.0, 2.0]))
    before, after = engine.judged(rules, cube, pointed), engine.judged(rules, cube, replace(pointed, points=better))
    if math.isnan(before.score[year, ccg]):
        return
    if math.isnan(after.score[year, ccg]):  # no longer certainly the lowest: one that is not known may now be lower
        assert rules.aggregate == "lowest"
        assert np.isnan(pointed.points[year, ccg]).any()
        return
    assert sign * after.score[year, ccg] >= sign * before.score[year, ccg] - 1e-9
    assert after.band[year, ccg] <= before.band[year, ccg]


@WIDE
@given(cubes(DRAWN["spread"]), st.data())
def test_a_better_value_never_worsens_a_ccgs_own_result(cube: Cube, data: st.DataObject) -> None:
    rules = DRAWN["spread"]
    year, ccg = data.draw(st.integers(0, 1)), data.draw(st.integers(0, len(cube.ccgs) - 1))
    name = data.draw(st.sampled_from(["share", "rate", "count"]))
    values = {key: array.copy() for key, array in cube.values.items()}
    values[name][year, ccg] += cube.measures[name].sign * data.draw(st.sampled_from([1.0, 10.0, 40.0]))
    before, after = engine.run(rules, cube), engine.run(rules, replace(cube, values=values))
    if not math.isnan(before.score[year, ccg]):
        assert after.score[year, ccg] <= before.score[year, ccg] + 1e-9
        assert before.band[year, ccg] < 0 or after.band[year, ccg] <= before.band[year, ccg]
