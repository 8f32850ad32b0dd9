"""Wording of scores, explanations and what-if: nothing in their templates writes a sentence about figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assessments.calc.rules import RuleSet
from assessments.ratings.presenters import rating_words
from assessments.ratings.tables import STEPS
from assessments.rulesets import rule_sets
from ccgdash.lib.words import MINUS, count_words, year_words

# --- computed results ---------------------------------------------------------------------------------------------


def rank_range(rank: int | None, low: int | None, high: int | None) -> str:
    """ "35 (28 to 42)"; empty without a rank."""
    if rank is None:
        return ""
    return f"{rank:,} ({low:,} to {high:,})" if low is not None and high is not None else f"{rank:,}"


@dataclass(frozen=True)
class ScoreLine:
    """One computed result with its words. `row`: resources.scores.ScoreRow."""

    row: Any
    title: str
    band: str
    rank: str


def score_lines(rows: Iterable[Any]) -> list[ScoreLine]:
    """Computed results, their rule set and band in words."""
    return [_score_line(row) for row in rows]


def _score_line(row: Any) -> ScoreLine:
    rules = rule_sets().get(row.rule_set)
    words = {band.id: band.words for band in rules.bands} if rules else {}
    title = rules.title if rules else row.rule_set
    return ScoreLine(row, title, words.get(row.band, row.band or ""), rank_range(row.rank, row.rank_low, row.rank_high))


@dataclass(frozen=True)
class ReproductionLine:
    """One year of a rule set. `row`: resources.scores.ReproductionRow."""

    row: Any
    title: str
    rate: str


def reproduction_lines(rows: Iterable[Any]) -> list[ReproductionLine]:
    """How often each rule set agrees, with the share where it can be tested at all."""
    titles = {name: rules.title for name, rules in rule_sets().items()}
    return [ReproductionLine(row, titles.get(row.rule_set, row.rule_set), _rate(row)) for row in rows]


def _rate(row: Any) -> str:
    if not row.testable:
        return "cannot be tested"
    return f"{100 * row.reproduced / row.testable:.0f}% of {row.testable:,}"


def explain_finding(row: Any) -> str:
    """The answer of an explanation in one sentence, before its steps. `row`: resources.scores.ExplainRow."""
    rated = f"was rated {rating_words(row.published).lower()}" if row.published else "has no rating in any source found"
    head = f"{row.name} {rated} for {year_words(row.year)}."
    if row.rule_set is None:
        return f"{head} How that came about cannot be worked out: no rule was found for the year."
    if row.band_words is None:
        return f"{head} From what is known, this rule gives no result."
    agrees = {True: ", as published", False: ", not as published", None: ""}[row.reproduced]
    return f"{head} This rule gives: {row.band_words}{agrees}."


def why_not_title(row: Any) -> str:
    """Head of the reasons, by whether there is a published rating to reproduce, else a result."""
    if row.published:
        return "Published; cannot be reproduced from public inputs, because:"
    return "What this result does not know:" if row.band else "What stands in the way of a result:"


# --- what if ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Knob:
    """One thing to change. `kind`: weight, cut or override; numbers as text, ready for an input."""

    name: str
    kind: str
    words: str
    value: str
    default: str
    low: str = "0"
    high: str = "1"
    step: str = "0.01"
    error: str = ""

    @property
    def changed(self) -> bool:
        return self.value != self.default

    @property
    def slug(self) -> str:
        """For ids of elements."""
        return self.name.replace(".", "-")


def typed_of(row: Any) -> dict[str, str]:
    """What a what-if used, as its parameters say it. `row`: resources.scores.WhatIfRow."""
    found = {f"weight.{name}": plain(value) for name, value in row.weights.items()}
    found |= {f"cut.{name}": plain(value) for name, value in row.cuts.items()}
    return found | {f"override.{name}": "on" if on else "off" for name, on in row.overrides.items()}


def plain(value: float) -> str:
    """A number as an input takes it: `0.25`, `2`."""
    return f"{value:.10g}"


def knobs(rules: RuleSet, typed: Mapping[str, str], errors: Mapping[str, str] | None = None) -> list[Knob]:
    """Everything of a rule set that can be changed, with what was typed and what is wrong with it."""
    words = {band.id: band.words for band in rules.bands}
    found = [*_weight_knobs(rules)]
    for band, cut in rules.cuts.items():
        found.append(_cut_knob(rules, band, words[band], cut))
    found += [
        Knob(f"override.{one.id}", "override", one.words, "", "on" if one.on else "off") for one in rules.overrides
    ]
    errors = errors or {}
    return [replace(knob, value=typed.get(knob.name, knob.default), error=errors.get(knob.name, "")) for knob in found]


def _weight_knobs(rules: RuleSet) -> Iterable[Knob]:
    if rules.aggregate not in ("inputs", "groups"):
        return
    highest = max(group.weight for group in rules.groups)
    step, high = ("0.01", "1") if highest < 1 else ("0.1", plain(4 * highest))
    for group in rules.groups:
        yield Knob(f"weight.{group.id}", "weight", group.words, "", plain(group.weight), high=high, step=step)


def _cut_knob(rules: RuleSet, band: str, words: str, cut: float) -> Knob:
    """A cut may lie anywhere between the least and the most points an input can have; a share between 0 and 1."""
    if rules.decide == "shares":
        return Knob(f"cut.{band}", "cut", f"{words}: share of CCGs, from the first", "", plain(cut))
    points = [worth for one in rules.inputs for worth in one.points.values()]
    points += [rules.spread.best, rules.spread.worst] if any(i.method == "percentile" for i in rules.inputs) else []
    low, high = min([*points, cut]), max([*points, cut])
    sign = "at least" if rules.higher_is_better else "at most"
    return Knob(f"cut.{band}", "cut", f"{words}: score of {sign}", "", plain(cut), plain(low), plain(high))


@dataclass(frozen=True)
class BandCount:
    """CCGs in one band before and after."""

    band: str
    words: str
    before: int
    after: int

    @property
    def change(self) -> str:
        difference = self.after - self.before
        return f"+{difference:,}" if difference > 0 else f"{MINUS}{-difference:,}" if difference else "0"


def band_counts(rules: RuleSet, before: Mapping[str, int], after: Mapping[str, int]) -> list[BandCount]:
    """Bands best first, then the CCGs without a result."""
    words = {band.id: band.words for band in rules.bands} | {"not-known": "No result from what is known"}
    return [BandCount(band, words[band], count, after[band]) for band, count in before.items()]


@dataclass(frozen=True)
class MoverLine:
    """One CCG that moves, in words. `row`: resources.scores.MoverRow."""

    row: Any
    before: str
    after: str
    step: str


def mover_lines(rules: RuleSet, movers: Iterable[Any]) -> list[MoverLine]:
    """Every CCG that moves; the up-most last."""
    words = {band.id: band.words for band in rules.bands}
    none = "No result"
    return [
        MoverLine(row, words.get(row.before, none), words.get(row.after, none), STEPS.get(row.moved, STEPS[""]))
        for row in movers
    ]


def what_if_finding(row: Any) -> str:
    """What the changes do, in one sentence. `row`: resources.scores.WhatIfRow."""
    if not any(count for band, count in row.before.items() if band != "not-known"):
        return f"This rule gives no CCG a result for {year_words(row.year)}: too few of its inputs are known."
    if not row.movers:
        return "No CCG changes band."
    up, down = (sum(one.moved == step for one in row.movers) for step in ("up", "down"))
    others = len(row.movers) - up - down
    also = f", {others:,} gain or lose a result" if others else ""
    verb = "changes" if len(row.movers) == 1 else "change"
    return f"{count_words(len(row.movers), 'CCG')} {verb} band: {up:,} up, {down:,} down{also}."
