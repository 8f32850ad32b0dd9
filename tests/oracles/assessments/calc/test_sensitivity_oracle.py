"""Thresholds, flips and what-if against asking the whole engine again, change by change."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assessments.calc import engine
from assessments.calc.cube import Cube
from assessments.calc.rules import RuleSet
from assessments.calc.sensitivity import (
    Year,
    flips,
    points_possible,
    resampled_rank_ranges,
    reweighted_rank_ranges,
    thresholds,
)
from assessments.calc.statistics.ranks import ranks
from tests.oracles.assessments.calc.drawn import DRAWN, cubes

SCORED = ["lower cuts", "significance", "spread", "no score without a group"]
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
WIDE = settings(deadline=None, max_examples=60, suppress_health_check=SLOW)


@st.composite
def scored(draw: st.DrawFn) -> tuple[RuleSet, Cube, engine.Result, int]:
    """A rule set that scores, a cube, its result, and a CCG of the first year that has a score."""
    rules = DRAWN[draw(st.sampled_from(SCORED))]
    cube = draw(cubes(rules))
    found = engine.run(rules, cube)
    there = np.flatnonzero(~np.isnan(found.score[0]))
    assume(there.size)
    return rules, cube, found, int(draw(st.sampled_from(there.tolist())))


def band_with(rules: RuleSet, cube: Cube, found: engine.Result, ccg: int, at: int, points: float) -> int:
    changed = found.pointed.points.copy()
    changed[0, ccg, at] = points
    return int(engine.judged(rules, cube, replace(found.pointed, points=changed)).band[0, ccg])


@WIDE
@given(scored())
def test_flips_are_the_smallest_changes_that_brute_force_finds(case: tuple[RuleSet, Cube, engine.Result, int]) -> None:
    rules, cube, found, ccg = case
    year = Year.of(rules, found, 0)
    told = {flip.input: flip for flip in flips(year, ccg)}
    for at, one in enumerate(rules.inputs):
        now = float(found.pointed.points[0, ccg, at])
        if math.isnan(now):
            assert one.id not in told
            continue
        possible = points_possible(year, at)
        possible = possible if len(possible) < 12 else np.unique([*possible[::25], possible[0], possible[-1]])
        flipping = [p for p in possible.tolist() if band_with(rules, cube, found, ccg, at, p) != found.band[0, ccg]]
        smallest = min((abs(p - now) for p in flipping), default=math.inf)
        mine = told[one.id].size if one.id in told else math.inf
        assert mine <= smallest + 1e-9
        if one.id in told:
            flip = told[one.id]
            place = band_with(rules, cube, found, ccg, at, flip.changed)
            assert (rules.bands[place].id, place != found.band[0, ccg]) == (flip.band, True)


@WIDE
@given(scored())
def test_thresholds_are_where_the_band_changes(case: tuple[RuleSet, Cube, engine.Result, int]) -> None:
    """Walking the score step by step past every CCG and cut meets the first other band exactly there."""
    rules, _, found, ccg = case
    year = Year.of(rules, found, 0)
    sign = 1 if rules.higher_is_better else -1
    here, score = int(found.band[0, ccg]), float(found.score[0, ccg])
    others = [float(other) for other in found.score[0] if not math.isnan(other)]
    marks = sorted({*others, *(cut for cut in rules.cuts.values())})
    steps = sorted({mark + nudge for mark in marks for nudge in (-1e-6, 0.0, 1e-6)})

    def band_at(value: float) -> int:
        scores = found.score[0].copy()
        scores[ccg] = value
        decided = (engine.by_shares if rules.decide == "shares" else engine.by_cuts)(rules, scores[None, :])
        return int(engine.overridden(rules, decided, found.overrides[:1])[0][0, ccg])

    better = [step for step in steps if sign * step > sign * score and band_at(step) < here]
    worse = [step for step in steps if sign * step < sign * score and band_at(step) > here]
    told = {one.at_once: one for one in thresholds(year, ccg)}
    assert (True in told, False in told) == (bool(better), bool(worse))
    if better:
        nearest = min(better, key=lambda step: abs(step - score))
        assert told[True].score == pytest.approx(nearest, abs=2e-9)
        assert rules.bands[band_at(nearest)].id == told[True].band
    if worse:
        nearest = min(worse, key=lambda step: abs(step - score))
        assert told[False].score == pytest.approx(nearest, abs=2e-6)
        assert rules.bands[band_at(nearest)].id == told[False].band


@WIDE
@given(scored())
def test_rank_ranges_equal_running_the_engine_for_every_draw(
    case: tuple[RuleSet, Cube, engine.Result, int],
) -> None:
    rules, cube, found, _ = case
    mine = reweighted_rank_ranges(Year.of(rules, found, 0), draws=40, seed=3)
    rng = np.random.default_rng(3)
    size = (40, len(rules.inputs)) if rules.aggregate == "inputs" else (40, len(rules.groups))
    factors = rng.uniform(0.75, 1.25, size)
    drawn = []
    for row in factors:
        if rules.aggregate == "inputs":
            inputs = tuple(replace(one, weight=one.weight * f) for one, f in zip(rules.inputs, row, strict=True))
            changed = replace(rules, inputs=inputs)
        else:
            groups = tuple(replace(one, weight=one.weight * f) for one, f in zip(rules.groups, row, strict=True))
            changed = replace(rules, groups=groups)
        result = engine.judged(changed, cube, found.pointed)
        drawn.append(ranks(engine.rank_key(rules, result.band, result.score), lower_is_better=True, ties="mean"))
    for ccg in range(len(cube.ccgs)):
        ranked = sorted(draw[0, ccg] for draw in drawn)
        if math.isnan(ranked[0]) or math.isnan(found.score[0, ccg]):
            continue
        assert mine[:, ccg].tolist() == [math.floor(ranked[0]), math.ceil(ranked[38])]


def test_a_rank_hangs_less_on_the_choice_of_inputs_when_all_inputs_agree() -> None:
    rules = replace(DRAWN["spread"], overrides=(), least_inputs=1)
    points = np.repeat(np.linspace(1, 4, 13)[:, None], len(rules.inputs), axis=1)
    agreeing = Year(
        rules, points, points[:, 0], np.zeros((13, 0)), np.zeros(13, np.int16), np.zeros(len(rules.inputs), bool)
    )
    low, high = resampled_rank_ranges(agreeing, draws=500)
    assert low.tolist() == high.tolist() == list(range(1, 14))
    mixed = points.copy()
    mixed[:, [0, 2]] = points[::-1][:, [0, 2]]
    score = np.floor(mixed.mean(axis=1) * 100 + 0.5) / 100
    low, high = resampled_rank_ranges(replace(agreeing, points=mixed, score=score), draws=500)
    assert (high - low).mean() > 3
