"""Wording of scores: what a rule set did with one CCG, in sentences a chief officer can follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from assessments.calc.cube import NO, YES
from assessments.calc.rules import Band, Input, Override, RuleSet
from assessments.ratings.presenters import rating_words
from ccgdash.lib.words import count_words, year_words


class Left(Protocol):
    """What is needed of an input that was left out."""

    @property
    def words(self) -> str: ...

    @property
    def missing(self) -> str: ...


NOT_OFFICIAL = "Indicative, not official."
MISSING_WORDS = {
    "not-known": "not found for this CCG",
    "no-values": "not found for any CCG in this year",
    "no-direction": "not used: which way is better is not known",
    "other-scale": "given in words of another scale, which are not converted",
    "no-denominator": "a value is known, but not how many people it rests on, so significance cannot be tested",
    "no-standard": "a value is known, but no standard applies in this year",
}


def number_words(value: float, decimals: int = 2) -> str:
    """A number to so many decimals, without needless zeros for whole ones."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.{decimals}f}"


def standing_words(rules: RuleSet) -> str:
    """What a rule set is worth, in a sentence that goes beside every result of it."""
    status = {
        "in-force": "This part of the rule is stated in a published source.",
        "draft-discarded": "This draft rule was discarded: it did not decide the published ratings.",
        "believed": "No source read states this rule: it is what is believed to have been used.",
        "retrospective": "This rule was made later and for others: no CCG was rated with it.",
        "analogue": "This rule was made for others: no CCG was rated with it.",
    }[rules.status]
    return f"{NOT_OFFICIAL} {status}"


def value_words(value: float, unit: str) -> str:
    """`81.5%`, `3.2 per 100,000`."""
    return f"{number_words(value, 1)}%" if unit == "%" else f"{number_words(value, 1)} {unit}".strip()


def missing_sentence(one: Input, kind: str) -> str:
    """Why an input counts for nothing."""
    return f"{one.words}: {MISSING_WORDS[kind]}, so it is left out."


def left_out(figures: Iterable[Left]) -> Iterator[str]:
    """The inputs that count for nothing, together by reason."""
    by_kind: dict[str, list[str]] = {}
    for figure in figures:
        if figure.missing:
            by_kind.setdefault(figure.missing, []).append(figure.words)
    for kind, words in by_kind.items():
        yield f"Left out, because {MISSING_WORDS[kind]}: {'; '.join(words)}."


def label_sentence(one: Input, label: str, points: float | None) -> str:
    """What an input was rated, and what that counts; `points` is None where the rule adds nothing up."""
    counts = "" if points is None else f", which counts {number_words(points)}"
    return f"{one.words}: rated {rating_words(label).lower()}{counts}."


def inputs_words(count: int, of: int) -> str:
    """ "1 of the 17 inputs of this rule is", "All 5 inputs of this rule are"."""
    if count == of:
        return f"All {of} inputs of this rule are" if of > 1 else "The one input of this rule is"
    if count == 0:
        return f"None of the {of} inputs of this rule is"
    return f"{count} of the {of} inputs of this rule {'is' if count == 1 else 'are'}"


def label_counts(labels: Sequence[str]) -> Iterator[str]:
    """How many inputs have which rating; those without one last."""
    told = dict.fromkeys(label for label in labels if label)
    counts = [f"{labels.count(label)} rated {rating_words(label).lower()}" for label in told]
    unknown = sum(not label for label in labels)
    yield ", ".join([*counts, *([f"{unknown} not known"] if unknown else [])]) + "."


def conditions_words(rules: RuleSet) -> Iterator[str]:
    """What each result of a rule without score asks for."""
    if rules.decide == "conditions":
        yield from (f"{band.words}: {band.sentence}" for band in rules.bands if band.sentence)


def percentile_sentence(
    one: Input, value: str, points: float, standard: str | None, rank: tuple[int, int] | None
) -> str:
    """A value that meets the standard, or stands at a rank among the others."""
    if rank is None:
        return f"{one.words}: {value} meets the standard of {standard}, so it scores {points:.2f}, the best there is."
    short = f" does not meet the standard of {standard} and" if standard else ""
    others = "those that miss it" if standard else count_words(rank[1], "CCG")
    of = f"number {rank[0]} of the {rank[1]} that miss it" if standard else f"number {rank[0]} of {others}"
    return f"{one.words}: {value}{short} is {of}, so it scores {points:.2f}."


def significance_sentence(one: Input, value: str, reference: str, z: float, points: float, is_standard: bool) -> str:  # noqa: FBT001
    against = "the standard" if is_standard else "the average of the CCGs known"
    words = {one.points["better"]: "better than", one.points["worse"]: "worse than"}
    found = f"{value} is {words.get(points, 'not clearly different from')} {against} of {reference}"
    return f"{one.words}: {found} (z = {z:.2f}), which counts {number_words(points)}."


def standard_sentence(one: Input, value: str, reference: str, points: float) -> str:
    meets = "meets" if points == one.points["better"] else "does not meet"
    return f"{one.words}: {value} {meets} the standard of {reference}, which counts {number_words(points)}."


def group_sentence(words: str, score: float | None, known: int, possible: int, weight: float) -> str:
    if score is None:
        return f"{words}: no input is known out of {possible}, so there is no sub-score."
    return f"{words}: the mean of {known} of {possible} inputs is {number_words(score)}; weight {number_words(weight)}."


def score_sentence(rules: RuleSet, score: float | None, known: int) -> str:
    if rules.aggregate == "none":
        return "This rule adds nothing up: it looks at how many inputs have which rating."
    better = "higher" if rules.higher_is_better else "lower"
    if score is not None and rules.aggregate == "lowest":
        return "The lowest rating among the inputs decides."
    if score is not None:
        return f"The weighted mean of {known} inputs is {number_words(score)}; {better} is better."
    if known < rules.least_inputs:
        return (
            f"There is no score: the rule needs at least {count_words(rules.least_inputs, 'input')}, {known} are known."
        )
    if rules.aggregate == "lowest":
        return "There is no score: an input that was not found could be the lowest."
    return "There is no score: a weighted part has no input that is known, and making one up would not be a score."


def cuts_words(rules: RuleSet) -> str:
    """The thresholds in words."""
    if rules.decide == "shares":
        shares = {band.words: number_words(100 * (band.cut or 0)) for band in _cut(rules)}
        return "; ".join(f"{words}: the first {share}% of CCGs" for words, share in shares.items())
    sign = "at least" if rules.higher_is_better else "at most"
    return "; ".join(f"{band.words}: {sign} {number_words(band.cut or 0)}" for band in _cut(rules))


def _cut(rules: RuleSet) -> list[Band]:
    return [band for band in rules.bands if band.cut is not None]


def decided_sentence(rules: RuleSet, band: Band | None, rank: tuple[int, int] | None) -> str:
    if band is None and rules.decide == "conditions":
        return "What is known is not enough to tell which of these holds."
    if band is None:
        return "Without a score there is no band."
    if rules.decide == "conditions":
        return f"This holds: {band.words.lower()}."
    place = f" It is number {rank[0]} of {rank[1]} CCGs with a score." if rank and rules.decide == "shares" else ""
    return f"The score falls in {band.words}.{place}"


def override_sentence(one: Override, state: float, *, changed: bool, has_band: bool) -> str:
    if not one.on:
        return f"{one.words}: switched off."
    if state == YES:
        return f"{one.words}: this holds{', and decides the result' if changed else ', and changes nothing'}."
    if state == NO:
        return f"{one.words}: this does not hold."
    left = "the result stands without it" if has_band else "nothing follows from it"
    return f"{one.words}: whether this holds is not known, so {left}."


def result_sentence(name: str, year: str, rules: RuleSet, band: Band | None) -> str:
    """The whole answer in one sentence."""
    found = f"gives {band.words}" if band else "gives no result from what is known"
    return f"{rules.title} {found} for {name} in {year_words(year)}. {standing_words(rules)}"


def published_sentence(published: str | None, band: Band | None) -> str:
    """The published rating beside the computed one, never mixed."""
    if published is None:
        return "The published rating of this CCG was not found, so there is nothing to hold the result against."
    words = rating_words(published)
    if band is None:
        return f"The published rating is {words}. It cannot be reproduced from what is known."
    if not band.agrees_with:
        return f"The published rating is {words}. This rule gives segments, not ratings, so the two are not compared."
    agrees = published in band.agrees_with
    return f"The published rating is {words}. The rule {'agrees' if agrees else 'does not agree'} with it."


def threshold_sentence(band: str, score: float, distance: float, *, reached: bool) -> str:
    verb = "would be reached at" if reached else "would follow past"
    return f"{band} {verb} a score of {number_words(score)}, {number_words(distance, 3)} away."


def flip_sentence(words: str, points: float, changed: float, band: str) -> str:
    return f"{words}: {number_words(changed)} instead of {number_words(points)} alone would give {band}."


def no_rule_sentence(year: str, known: Sequence[str]) -> str:
    """Why a year has no rule set."""
    years = ", ".join(year_words(one) for one in known)
    return (
        f"No rule set speaks about {year_words(year)}: no arithmetic rule was found for that year's ratings, "
        f"and none is made up. Years with one: {years}."
    )
