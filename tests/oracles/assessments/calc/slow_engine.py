"""The engine again, one CCG and one input at a time, in plain Python: what every result must equal."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from assessments.calc.cube import Cube
from assessments.calc.rules import Condition, Count, Every, Flag, Input, Is, RuleSet

Number = float | None
YES, MAYBE, NO = "yes", "maybe", "no"


@dataclass
class Answer:
    points: list[Number]
    groups: list[Number]
    score: Number
    decided: int
    states: list[str]
    band: int
    unresolved: bool
    rank: Number = None


def number(value: Any) -> Number:
    return None if math.isnan(float(value)) else float(value)


def half_up(value: float, decimals: int | None) -> float:
    return value if decimals is None else math.floor(value * 10**decimals + 0.5 + 1e-9) / 10**decimals


class SlowEngine:
    """One rule set over one year of a cube."""

    def __init__(self, rules: RuleSet, cube: Cube, year: int) -> None:
        self.rules, self.cube, self.year = rules, cube, year
        self.ccgs = [at for at in range(len(cube.ccgs)) if cube.in_force[year, at]]

    def value(self, indicator: str, ccg: int) -> Number:
        return number(self.cube.value(indicator)[self.year, ccg])

    def label(self, source: str, ccg: int) -> str | None:
        code = int(self.cube.label(source)[self.year, ccg])
        return None if code < 0 else self.cube.label_names[code]

    # --- points ---------------------------------------------------------------------------------------------------
    def standard(self, one: Input) -> Number:
        measure = self.cube.measures.get(one.source)
        standard = one.standard if one.standard is not None else (measure.standard if measure else None)
        return None if standard is None or self.cube.years[self.year] < one.standard_from else standard

    def points(self, one: Input, ccg: int) -> Number:
        if one.method == "labels":
            return one.points.get(self.label(one.source, ccg) or "")
        measure, value = self.cube.measures.get(one.source), self.value(one.source, ccg)
        if measure is None or measure.sign == 0 or value is None:
            return None
        if one.method == "standard":
            standard = self.standard(one)
            if standard is None:
                return None
            return one.points["better" if value * measure.sign >= standard * measure.sign else "worse"]
        if one.method == "percentile":
            return self.percentile(one, value, measure.sign)
        return self.significance(one, ccg, measure.sign)

    def percentile(self, one: Input, value: float, sign: int) -> float:
        spread, standard = self.rules.spread, self.standard(one)

        def meets(other: float) -> bool:
            return standard is not None and other * sign >= standard * sign

        def fails(other: float) -> bool:
            return one.floor is not None and other * sign < one.floor * sign

        if meets(value):
            return spread.best
        if fails(value):
            return spread.worst
        found = [self.value(one.source, ccg) for ccg in self.ccgs]
        others = [other for other in found if other is not None and not meets(other) and not fails(other)]
        ahead = sum(other * sign > value * sign for other in others)
        first = spread.best if standard is None else spread.first_below_standard
        last = spread.worst if one.floor is None else spread.last_above_floor
        share = ahead / (len(others) - 1) if len(others) > 1 else 0.0
        return half_up(first + (last - first) * share, self.rules.point_decimals)

    def counts(self, one: Input, ccg: int, per: float) -> tuple[float, float] | None:
        value = self.value(one.source, ccg)
        if one.denominator:
            total = self.value(one.denominator, ccg)
        else:
            total = number(self.cube.denominator(one.source)[self.year, ccg])
        return None if value is None or total is None or total <= 0 else (value / per * total, total)

    def significance(self, one: Input, ccg: int, sign: int) -> Number:
        measure = self.cube.measures[one.source]
        per = 100.0 if measure.proportion else measure.per
        mine = self.counts(one, ccg, per) if per else None
        if mine is None:
            return None
        everyone = [found for found in (self.counts(one, other, per) for other in self.ccgs) if found]
        standard = self.standard(one)
        mean = standard / per if standard is not None else sum(x for x, _ in everyone) / sum(n for _, n in everyone)
        if measure.proportion:
            if not 0 < mean < 1:
                return None
            z = (mine[0] / mine[1] - mean) / math.sqrt(mean * (1 - mean) / mine[1])
        else:
            expected = mean * mine[1]
            if mine[0] < 0 or expected <= 0:
                return None
            z = 2 * (math.sqrt(mine[0]) - math.sqrt(expected))
        return one.points["better" if z * sign > self.rules.z else "worse" if z * sign < -self.rules.z else "same"]

    # --- score ----------------------------------------------------------------------------------------------------
    def score(self, points: list[Number]) -> tuple[list[Number], Number]:
        rules, weights = self.rules, {group.id: group.weight for group in self.rules.groups}
        paired = list(zip(rules.inputs, points, strict=True))
        groups: list[Number] = []
        for group in rules.groups:
            mine = [(one.weight * (group.weight if rules.aggregate == "inputs" else 1), p)
                    for one, p in paired if one.group == group.id and p is not None]  # fmt: skip
            total = sum(weight for weight, _ in mine)
            groups.append(sum(weight * p for weight, p in mine) / total if total > 0 else None)
        if sum(p is not None and weights[one.group] > 0 for one, p in paired) < rules.least_inputs:
            return groups, None
        score = self.aggregate(paired, groups)
        return groups, None if score is None else half_up(score, rules.decimals)

    def aggregate(self, paired: list[tuple[Input, Number]], groups: list[Number]) -> Number:
        rules, weights = self.rules, {group.id: group.weight for group in self.rules.groups}
        if rules.aggregate == "none":
            return None
        if rules.aggregate == "lowest":
            worst_first = sorted(
                {p for one, _ in paired for p in one.points.values()}, reverse=not rules.higher_is_better
            )
            known = [p for _, p in paired if p is not None]
            worst = (min if rules.higher_is_better else max)(known, default=None)
            lacks = any(p is None and not one.optional for one, p in paired)
            return None if worst is None or (lacks and worst != worst_first[0]) else worst
        if rules.aggregate == "inputs":
            pairs = [(one.weight * weights[one.group], p) for one, p in paired if p is not None]
        else:
            pairs = [(group.weight, p) for group, p in zip(rules.groups, groups, strict=True) if p is not None]
            lacking = any(p is None and g.weight > 0 for g, p in zip(rules.groups, groups, strict=True))
            if lacking and rules.missing_group == "no-score":
                return None
        total = sum(weight for weight, _ in pairs)
        return sum(weight * p for weight, p in pairs) / total if total > 0 else None

    # --- band -----------------------------------------------------------------------------------------------------
    def told(self, condition: Condition, ccg: int) -> str:
        if isinstance(condition, Flag):
            return {1.0: YES, 0.5: MAYBE, 0.0: NO}[float(self.cube.flag(condition.name)[self.year, ccg])]
        if isinstance(condition, Is):
            return self.label_is(condition.input, condition.labels, ccg)
        if isinstance(condition, Count):
            return self.count(condition, ccg)
        parts = [self.told(part, ccg) for part in condition.parts]
        first, last = (NO, YES) if isinstance(condition, Every) else (YES, NO)
        return first if first in parts else MAYBE if MAYBE in parts else last

    def label_is(self, input_id: str, labels: tuple[str, ...], ccg: int) -> str:
        one = next(found for found in self.rules.inputs if found.id == input_id)
        label = self.label(one.source, ccg)
        return MAYBE if label not in one.points else YES if label in labels else NO

    def count(self, condition: Count, ccg: int) -> str:
        """Every way the missing inputs could turn out, reduced to the fewest and the most matches."""
        optional = {one.id for one in self.rules.inputs if one.optional}
        found = [(name, self.label_is(name, condition.labels, ccg)) for name in condition.inputs]
        fewest = sum(state == YES for _, state in found)
        most = fewest + sum(state == MAYBE and name not in optional for name, state in found)
        outcomes = {
            condition.at_least <= matches and (condition.at_most is None or matches <= condition.at_most)
            for matches in range(fewest, most + 1)
        }
        return MAYBE if len(outcomes) == 2 else YES if outcomes == {True} else NO

    def decide(self, scores: dict[int, Number], ccg: int) -> int:  # noqa: C901 - spelt out on purpose
        rules, score = self.rules, scores[ccg]
        if rules.decide == "conditions":
            for place in reversed(range(len(rules.bands))):
                when = rules.bands[place].when
                state = YES if when is None else self.told(when, ccg)
                if state != NO:
                    return place if state == YES else -1
            return -1
        if score is None:
            return -1
        known = [other for other in scores.values() if other is not None]
        better = sum(other > score if rules.higher_is_better else other < score for other in known)
        for place, band in enumerate(rules.bands):
            if band.cut is None:
                continue
            if rules.decide == "shares":
                reached = better < band.cut * len(known) - 1e-9
            else:
                reached = score >= band.cut - 1e-9 if rules.higher_is_better else score <= band.cut + 1e-9
            if reached:
                return place
        return max(place for place, band in enumerate(rules.bands) if not band.by_override)

    def override(self, decided: int, ccg: int) -> tuple[list[str], int, bool]:
        band, states, unresolved = decided, [], False
        for one in self.rules.overrides:
            place = [found.id for found in self.rules.bands].index(one.band)
            state = self.told(one.when, ccg) if one.on else NO
            states.append(state)
            would = band != -1 and band < place if one.then == "cap" else band != place
            if state == YES and would:
                band = place
            unresolved = unresolved or (state == MAYBE and would)
        return states, band, unresolved and band != -1

    def run(self) -> dict[int, Answer]:
        points = {ccg: [self.points(one, ccg) for one in self.rules.inputs] for ccg in self.ccgs}
        scored = {ccg: self.score(found) for ccg, found in points.items()}
        scores = {ccg: score for ccg, (_, score) in scored.items()}
        answers = {}
        for ccg in self.ccgs:
            decided = self.decide(scores, ccg)
            states, band, unresolved = self.override(decided, ccg)
            answers[ccg] = Answer(points[ccg], scored[ccg][0], scores[ccg], decided, states, band, unresolved)
        self.rank(answers)
        return answers

    def rank(self, answers: dict[int, Answer]) -> None:
        sign = 1 if self.rules.higher_is_better else -1

        def key(one: Answer) -> tuple[float, ...] | None:
            if self.rules.rank_by == "none" or one.score is None or (self.rules.rank_by == "band" and one.band < 0):
                return None
            score = -sign * round(one.score, 9)
            return (one.band, score) if self.rules.rank_by == "band" else (score,)

        keys = {ccg: key(one) for ccg, one in answers.items()}
        for ccg, mine in keys.items():
            if mine is not None:
                answers[ccg].rank = 1 + sum(other is not None and other < mine for other in keys.values())
