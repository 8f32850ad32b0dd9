"""How a rule set comes to its result for one CCG: one Resource for page, JSON and CSV. Computed: never official."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.calc.rules import RuleSet
from assessments.rulesets import rule_sets, rule_sets_of
from assessments.scores import queries, sentences
from assessments.scores.explain import Explanation, Figure, explain
from assessments.scores.filtersets import ExplainFilterSet
from assessments.scores.resources.scores import RANGES, years_with_rules
from assessments.scores.standing import standing
from ccgdash.http.problems import ParameterError, Problem
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import DetailResource
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection
from ccgdash.lib.words import NOT_APPLICABLE, NOT_KNOWN
from ccgdash.organisations.queries import ccgs_in_force


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One input of the rule for the CCG."""

    input: str = column("Input of the rule set.", example="iapt-wait-6w")
    group: str = column("Group it belongs to.", example="access")
    words: str = column("What it is.", example="Talking therapies within 6 weeks")
    period: str = column("Period it was read at.", example="2018-19")
    value: float | None = column("Value, for an indicator.", example=88.5)
    label: str | None = column("Rating as published, for a rating.", example="red")
    unit: str = column("Unit of the value.", example="%")
    reference: float | None = column("Standard or average it was held against.", example=75)
    z: float | None = column("z-score, where significance decides.", example=1.2)
    points: float | None = column("What it counted; null where it was left out.", example=1)
    weight: float = column("Weight among its group, or among all inputs where they are weighted one by one.", example=1)
    left_out: str | None = column("Why it was left out.", example="not-known")
    sentence: str = column("The same in words.")
    sources: tuple[str, ...] = column("Ids of the sources.", example=["nhsd-iapt-annual"])


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the way from inputs to result."""

    title: str = column("What the step is about.", example="Score")
    sentence: str = column("The step in words.", example="The weighted mean of 9 inputs is 2.27; lower is better.")
    lines: tuple[str, ...] = column("Its parts, one sentence each.")


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """The next band on one side."""

    band: str = column("Band that follows.", example="2")
    score: float = column("Score on the line.", example=2.03)
    distance: float = column("How far off it is.", example=0.24)
    reached: bool = column("Whether reaching the score is enough; if not, it has to be passed.")
    sentence: str = column("The same in words.")


@dataclass(frozen=True, slots=True)
class FlipRow:
    """One input whose change alone would give another band."""

    input: str = column("Input.", example="iapt-recovery-rate")
    points: float = column("What it counted.", example=1.0)
    changed: float = column("What it would have to count.", example=2.0)
    band: str = column("Band that follows.", example="4")
    sentence: str = column("The same in words.")


@dataclass(frozen=True, slots=True)
class ExplainRow:
    """How one rule set comes to its result for one CCG, step by step."""

    ods_code: str = column("CCG.", example="07X")
    name: str = column("Name of the CCG in that year.", example="NHS Enfield")
    year: str = column("Financial year.", example="2018-19")
    rule_set: str | None = column("Rule set; null for a year no rule set speaks about.")
    version: str | None = column("Its version.", example="1.0.0")
    title: str | None = column("Its title.")
    verified: bool = column("Whether a published source states the rule for that year.")
    official: bool = column("Always false.", example=False)
    standing: str = column("What the rule set is worth, in words.")
    published: str | None = column("Published headline rating.", example="requires-improvement")
    published_sources: tuple[str, ...] = column("Its sources.")
    reproduced: bool | None = column("Whether the result agrees with it; null where that cannot be told.")
    why_not: tuple[str, ...] = column("Why the published rating cannot be reproduced from public inputs.")
    score: float | None = column("Score.", example=2.27)
    band: str | None = column("Result of the rule.", example="3")
    band_words: str | None = column("The result in words.", example="Segment 3")
    rank: int | None = column("1 the best.", example=139)
    rank_low: int | None = column("Best rank when each weight is up to a quarter more or less, as weights_rank_low of "
                                  "scores/.", example=125)  # fmt: skip
    rank_high: int | None = column("Last rank of that range (95%, 2,000 draws, seed 20130401).", example=152)
    inputs_rank_low: int | None = column("Best rank when the rule's inputs are drawn again, as rank_low of scores/.")
    inputs_rank_high: int | None = column("Last rank of that range (95%, 10,000 draws, seed 20130401).", example=172)
    figures: tuple[FigureRow, ...] = column("Every input of the rule.")
    steps: tuple[StepRow, ...] = column("The way to the result.")
    thresholds: tuple[ThresholdRow, ...] = column("How far the next bands are.")
    flips: tuple[FlipRow, ...] = column("Single changes that would give another band, smallest first.")
    evidence: tuple[str, ...] = column("What is known of the rule, and what is this site's own choice.")
    rule_sources: tuple[str, ...] = column("Where the rule was read.")
    missing: Mapping[str, str] = missing_column()


class Explain(DetailResource[ExplainRow]):
    """Inputs with sources, points, weights, sub-scores, cut-points, overrides and result, in words and numbers; where
    the published rating cannot be reproduced from public inputs it says so and why."""

    name = "explain"
    title = "How a rule set comes to its result"
    row = ExplainRow
    filterset = ExplainFilterSet

    def find(self, selection: Selection, **key: str) -> ExplainRow:
        release, year, ods_code = queries.release_of(selection), key["year"], key["ods_code"]
        name = _name(release, year, ods_code)
        rules = _rules(selection.text("rule_set"), year)
        published = queries.published_headline(release, year, ods_code)
        head = _Head(ods_code, name, year, published.label if published else None, _sources(published))
        if rules is None:
            return _without_rules(head)
        found = standing(release, rules.id, year)
        ranges = queries.scores(release).filter(rule_set=rules.id, year=year, ccg=ods_code).values(*RANGES).first()
        return explain_row(head, rules, explain(found, release.number, ods_code, name, head.published), ranges or {})


@dataclass(frozen=True)
class _Head:
    ods_code: str
    name: str
    year: str
    published: str | None
    published_sources: tuple[str, ...]


def _sources(published: Any) -> tuple[str, ...]:
    return tuple(published.source_ids) if published else ()


def _name(release: ReleaseRef, year: str, ods_code: str) -> str:
    """The CCG's name in the year. Problem 404 where it was not in force then."""
    found = ccgs_in_force(release.number, year).filter(ccg=ods_code).first()
    if found is None:
        error = ParameterError("ods_code", f"{ods_code[:20]} was no CCG in {year[:20]}")
        raise Problem("not-found", f"There was no CCG {ods_code[:20]} in {year[:20]}.", errors=(error,))
    return str(found.name)


def _rules(asked: str, year: str) -> RuleSet | None:
    """The rule set asked for, else the year's first; None for a year without one. Problem 400 for one that says nothing
    about the year."""
    there = rule_sets_of(year)
    if not asked:
        return there[0] if there else None
    rules = rule_sets()[asked]
    if rules not in there:
        allowed = tuple(one.id for one in there)
        error = ParameterError("rule_set", f"{asked} does not speak about {year}", allowed)
        raise Problem("bad-parameter", "Not understood: rule_set.", errors=(error,))
    return rules


def _without_rules(head: _Head) -> ExplainRow:
    empty = ["rule_set", "version", "title", "score", "band", "band_words", "rank", "rank_low", "rank_high"]
    empty += ["inputs_rank_low", "inputs_rank_high"]
    nothing: dict[str, Any] = dict.fromkeys([*empty, "reproduced"])
    sentence = sentences.no_rule_sentence(head.year, years_with_rules())
    return ExplainRow(
        ods_code=head.ods_code, name=head.name, year=head.year, verified=False, official=False,
        standing=sentences.NOT_OFFICIAL, published=head.published, published_sources=head.published_sources,
        why_not=(sentence,), figures=(), steps=(), thresholds=(), flips=(), evidence=(), rule_sources=(),
        missing={**dict.fromkeys(nothing, NOT_APPLICABLE), **({} if head.published else {"published": NOT_KNOWN})},
        **nothing,
    )  # fmt: skip


def explain_row(head: _Head, rules: RuleSet, found: Explanation, ranges: Mapping[str, int | None]) -> ExplainRow:
    """The row of an explanation. `ranges`: of the rank, as the run stored them."""
    words = {band.id: band.words for band in rules.bands}
    inputs = {one.id: one.words for one in rules.inputs}
    agrees = found.band and found.band.agrees_with and head.published
    values: dict[str, Any] = {
        "published": head.published,
        "reproduced": head.published in found.band.agrees_with if found.band and agrees else None,
        "score": found.score,
        "band": found.band.id if found.band else None,
        "band_words": found.band.words if found.band else None,
        "rank": found.rank,
        "rank_low": ranges.get("weights_rank_low"),
        "rank_high": ranges.get("weights_rank_high"),
        "inputs_rank_low": ranges.get("rank_low"),
        "inputs_rank_high": ranges.get("rank_high"),
    }
    return ExplainRow(
        ods_code=head.ods_code,
        name=head.name,
        year=head.year,
        rule_set=rules.id,
        version=rules.version,
        title=rules.title,
        verified=rules.verified,
        official=False,
        standing=sentences.standing_words(rules),
        published_sources=head.published_sources,
        why_not=found.why_not,
        figures=tuple(_figure_row(one) for one in found.figures),
        steps=tuple(StepRow(step.title, step.sentence, step.lines) for step in found.steps),
        thresholds=tuple(
            ThresholdRow(
                one.band, one.score, one.distance, one.at_once,
                sentences.threshold_sentence(words[one.band], one.score, one.distance, reached=one.at_once),
            )
            for one in found.sensitivity.thresholds
        ),
        flips=tuple(
            FlipRow(
                one.input, one.points, one.changed, one.band,
                sentences.flip_sentence(inputs[one.input], one.points, one.changed, words[one.band]),
            )
            for one in found.sensitivity.flips
        ),
        evidence=rules.evidence,
        rule_sources=rules.sources,
        missing={name: NOT_KNOWN for name, value in values.items() if value is None},
        **values,
    )  # fmt: skip


def _figure_row(one: Figure) -> FigureRow:
    return FigureRow(
        input=one.input,
        group=one.group,
        words=one.words,
        period=one.period,
        value=one.value,
        label=one.label or None,
        unit=one.unit,
        reference=one.reference,
        z=one.z,
        points=one.points,
        weight=one.weight,
        left_out=one.missing or None,
        sentence=one.sentence,
        sources=one.sources,
    )


EXPLAIN = Explain()
