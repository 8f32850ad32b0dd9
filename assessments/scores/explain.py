"""How a rule set comes to its result for one CCG, step by step, in words and numbers; and what stands in its way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from assessments.calc import engine
from assessments.calc.engine import NO_BAND
from assessments.calc.rules import Band, Input
from assessments.calc.sensitivity import Flip, Threshold, flips, thresholds
from assessments.calc.statistics.ranks import ranks
from assessments.models import Indicator, IndicatorValue, Rating
from assessments.scores import sentences
from assessments.scores.standing import Standing


@dataclass(frozen=True)
class Figure:
    """One input: what it was, what it counted, and where it came from. `missing` is empty where it counted."""

    input: str
    group: str
    words: str
    period: str
    value: float | None
    label: str
    unit: str
    reference: float | None
    z: float | None
    points: float | None
    weight: float
    missing: str
    sentence: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One step of the way."""

    title: str
    sentence: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sensitivity:
    """The next band on either side, and single changes that would give another band."""

    thresholds: tuple[Threshold, ...]
    flips: tuple[Flip, ...]


@dataclass(frozen=True)
class Explanation:
    """Everything between the inputs of one CCG and its band under one rule set."""

    score: float | None
    band: Band | None
    rank: int | None
    known: int
    figures: tuple[Figure, ...]
    steps: tuple[Step, ...]
    why_not: tuple[str, ...]
    sensitivity: Sensitivity


def explain(standing: Standing, number: int, ods_code: str, name: str, published: str | None) -> Explanation:
    """Explain one CCG of a standing; `number` is the release its sources are read from."""
    at, found = standing.ccgs.index(ods_code), standing.result
    facts = _Facts(standing, number, ods_code)
    figures = tuple(_figure(standing, facts, place, at) for place in range(len(standing.rules.inputs)))
    place = int(found.band[0, at])
    band = None if place == NO_BAND else standing.rules.bands[place]
    return Explanation(
        score=_number(found.score[0, at]),
        band=band,
        rank=_whole(found.rank[0, at]),
        known=int(found.known[0, at]),
        figures=figures,
        steps=tuple(_steps(standing, at, figures, name, published, band)),
        why_not=tuple(_why_not(standing, at, figures, band, published)),
        sensitivity=_sensitivity(standing, at),
    )


class _Facts:
    """The values and ratings behind one CCG's inputs, with their sources."""

    def __init__(self, standing: Standing, number: int, ods_code: str) -> None:
        inputs = standing.rules.inputs
        indicators = [one.source for one in inputs if one.method != "labels"]
        rows = IndicatorValue.objects.at(number).filter(
            ccg=ods_code, listed_year=standing.year, indicator_id__in=indicators, quality="stated"
        )
        self.values: Mapping[tuple[str, str], IndicatorValue] = {(row.indicator_id, row.period): row for row in rows}
        found = Indicator.objects.at(number).filter(indicator_id__in=indicators)
        self.indicators: Mapping[str, Indicator] = {row.indicator_id: row for row in found}
        assessments = [one.source for one in inputs if one.method == "labels"]
        ratings = Rating.objects.at(number).filter(
            ccg=ods_code, year=standing.year, assessment__in=assessments, period="year-end"
        )
        self.ratings: Mapping[str, Rating] = {row.assessment: row for row in ratings}

    def sources(self, value: IndicatorValue) -> tuple[str, ...]:
        own = value.source_ids or self.indicators[value.indicator_id].source_ids
        return tuple(own)


# --- inputs -------------------------------------------------------------------------------------------------------


def _figure(standing: Standing, facts: _Facts, place: int, at: int) -> Figure:
    one, pointed = standing.rules.inputs[place], standing.pointed
    rating, period = facts.ratings.get(one.source), standing.held.periods.get((one.source, standing.year), "")
    value = None if one.method == "labels" else facts.values.get((one.source, period))
    indicator = facts.indicators.get(one.source)
    points = _number(pointed.points[0, at, place])
    missing = "" if points is not None else _missing(standing, one, value, rating, indicator)
    unit = indicator.unit if indicator else ""
    return Figure(
        input=one.id,
        group=one.group,
        words=one.words,
        period=period or standing.year,
        value=value.value if value else None,
        label=rating.label if rating else "",
        unit=unit,
        reference=_number(pointed.reference[0, place]),
        z=_number(pointed.z[0, at, place]),
        points=points,
        weight=float(engine.input_weights(standing.rules)[place]),
        missing=missing,
        sentence=_sentence(standing, place, at, value, rating, unit, missing),
        sources=tuple(rating.source_ids) if rating else facts.sources(value) if value else (),
    )


def _missing(
    standing: Standing, one: Input, value: IndicatorValue | None, rating: Rating | None, indicator: Indicator | None
) -> str:
    """Why an input has no points."""
    if one.method == "labels":
        return "other-scale" if rating else "not-known"
    if value is None:
        return "not-known" if (one.source, standing.year) in standing.held.periods else "no-values"
    if indicator is None or indicator.direction == "neutral":
        return "no-direction"
    return "no-denominator" if one.method == "significance" else "no-standard"


def _sentence(
    standing: Standing,
    place: int,
    at: int,
    value: IndicatorValue | None,
    rating: Rating | None,
    unit: str,
    missing: str,
) -> str:
    one, pointed = standing.rules.inputs[place], standing.pointed
    if missing:
        return sentences.missing_sentence(one, missing)
    points = float(pointed.points[0, at, place])
    if rating:
        counts = standing.rules.aggregate != "none"
        return sentences.label_sentence(one, rating.label, points if counts else None)
    worded = sentences.value_words(value.value if value else 0, unit)
    reference = _number(pointed.reference[0, place])
    against = "" if reference is None else sentences.value_words(reference, unit)
    if one.method == "percentile":
        return sentences.percentile_sentence(one, worded, points, against or None, _place(standing, place, at))
    if one.method == "standard":
        return sentences.standard_sentence(one, worded, against, points)
    z, is_standard = float(pointed.z[0, at, place]), _has_standard(standing, one)
    return sentences.significance_sentence(one, worded, against, z, points, is_standard)


def _place(standing: Standing, place: int, at: int) -> tuple[int, int] | None:
    """(rank, of how many) among those between standard and floor; None for one that meets the standard."""
    rank = _whole(standing.pointed.place[0, at, place])
    return None if rank is None else (rank, int(standing.pointed.placed[0, place]))


def _has_standard(standing: Standing, one: Input) -> bool:
    measure = standing.held.cube.measures.get(one.source)
    return one.standard is not None or bool(measure and measure.standard is not None)


# --- steps --------------------------------------------------------------------------------------------------------


def _steps(
    standing: Standing, at: int, figures: tuple[Figure, ...], name: str, published: str | None, band: Band | None
) -> Iterator[Step]:
    rules, found = standing.rules, standing.result
    known = [figure for figure in figures if not figure.missing]
    yield Step(
        "What is known",
        f"{sentences.inputs_words(len(known), len(figures))} known for {name}.",
        (*(figure.sentence for figure in known), *sentences.left_out(figures)),
    )
    if rules.aggregate in ("inputs", "groups"):
        yield Step("Sub-scores", "The inputs are put together in groups.", tuple(_groups(standing, at, figures)))
    score = _number(found.score[0, at])
    counted = tuple(sentences.label_counts([figure.label for figure in figures])) if rules.aggregate == "none" else ()
    yield Step("Score", sentences.score_sentence(rules, score, len(known)), counted)
    decided = int(found.decided[0, at])
    before = None if decided == NO_BAND else rules.bands[decided]
    cuts = (sentences.cuts_words(rules),) if rules.cuts else tuple(sentences.conditions_words(rules))
    yield Step("Band", sentences.decided_sentence(rules, before, _order(standing, at)), cuts)
    if rules.overrides:
        changed = decided != int(found.band[0, at])
        states = found.overrides[0, at]
        lines = (
            sentences.override_sentence(one, float(state), changed=changed, has_band=band is not None)
            for one, state in zip(rules.overrides, states, strict=True)
        )
        yield Step("Limits and overrides", "These come after the score.", tuple(lines))
    yield Step("Result", sentences.result_sentence(name, standing.year, rules, band))
    yield Step("The published rating", sentences.published_sentence(published, band))


def _groups(standing: Standing, at: int, figures: tuple[Figure, ...]) -> Iterator[str]:
    for place, group in enumerate(standing.rules.groups):
        mine = [figure for figure in figures if figure.group == group.id]
        known = sum(not figure.missing for figure in mine)
        score = _number(standing.result.group_scores[0, at, place])
        yield sentences.group_sentence(group.words, score, known, len(mine), group.weight)


def _order(standing: Standing, at: int) -> tuple[int, int] | None:
    """(number, of how many) by score alone, which is what shares go by."""
    scores = standing.result.score[0]
    rank = _whole(ranks(scores, lower_is_better=not standing.rules.higher_is_better)[at])
    return None if rank is None else (rank, int((~np.isnan(scores)).sum()))


def _why_not(
    standing: Standing, at: int, figures: tuple[Figure, ...], band: Band | None, published: str | None
) -> Iterator[str]:
    """Why the published rating cannot be reproduced from public inputs; nothing where it was."""
    if published and band and published in band.agrees_with:
        return
    missing = sum(bool(figure.missing) for figure in figures)
    if missing:
        yield f"{sentences.inputs_words(missing, len(figures))} not known for this CCG."
    if standing.result.unresolved[0, at]:
        yield "Whether a limit or override applies is not known."
    yield from standing.rules.limits


def _sensitivity(standing: Standing, at: int) -> Sensitivity:
    year = standing.of_year()
    return Sensitivity(thresholds(year, at), flips(year, at))


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _whole(value: float) -> int | None:
    return None if np.isnan(value) else int(value)
