"""Wording of scores, explanations and what-if, without a database."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from assessments.rulesets import rule_sets
from assessments.scores import presenters as said
from assessments.scores import sentences


def explained(**changes: Any) -> Any:
    row = {
        "name": "NHS Enfield CCG", "year": "2015-16", "published": "inadequate", "rule_set": "some",
        "band_words": "Inadequate", "reproduced": True,
    }  # fmt: skip
    return SimpleNamespace(**(row | changes))


def test_the_answer_of_an_explanation_is_one_sentence_that_never_mixes_the_two() -> None:
    head = "NHS Enfield CCG was rated inadequate for 2015/16."
    assert said.explain_finding(explained()) == f"{head} This rule gives: Inadequate, as published."
    assert said.explain_finding(explained(reproduced=False)).endswith("Inadequate, not as published.")
    assert said.explain_finding(explained(band_words=None)) == f"{head} From what is known, this rule gives no result."
    assert "no rule was found" in said.explain_finding(explained(rule_set=None))
    assert "has no rating in any source found" in said.explain_finding(explained(published=None))


def test_a_rank_is_told_with_its_range() -> None:
    assert said.rank_range(35, 28, 42) == "35 (28 to 42)"
    assert said.rank_range(35, None, None) == "35"
    assert said.rank_range(None, None, None) == ""


def test_one_is_and_more_are() -> None:
    assert sentences.inputs_words(1, 17) == "1 of the 17 inputs of this rule is"
    assert sentences.inputs_words(5, 17) == "5 of the 17 inputs of this rule are"
    assert sentences.inputs_words(17, 17) == "All 17 inputs of this rule are"
    assert sentences.inputs_words(0, 17) == "None of the 17 inputs of this rule is"
    assert sentences.inputs_words(1, 1) == "The one input of this rule is"
    assert list(sentences.label_counts(["good", "good", "", "inadequate"])) == [
        "2 rated good, 1 rated inadequate, 1 not known."
    ]


def test_a_share_of_nothing_is_not_nought() -> None:
    row = {"row": 1, "rule_set": "x", "testable": 0, "reproduced": 0}
    assert said.reproduction_lines([SimpleNamespace(**row)])[0].rate == "cannot be tested"
    row |= {"testable": 7, "reproduced": 6}
    assert said.reproduction_lines([SimpleNamespace(**row)])[0].rate == "86% of 7"


@pytest.mark.parametrize("rules", rule_sets().values(), ids=lambda rules: rules.id)
def test_every_rule_set_has_a_knob_for_whatever_can_be_changed(rules: Any) -> None:
    knobs = {knob.name: knob for knob in said.knobs(rules, {})}
    cuts = {f"cut.{band}" for band in rules.cuts}
    assert cuts | {f"override.{one.id}" for one in rules.overrides} <= set(knobs)
    assert not any(knob.changed for knob in knobs.values())
    for knob in knobs.values():
        if knob.kind != "override":
            assert float(knob.low) <= float(knob.value) <= float(knob.high)


def test_a_knob_keeps_what_was_typed_and_what_is_wrong_with_it() -> None:
    rules = rule_sets()["ccg-iaf"]
    knob = next(
        knob for knob in said.knobs(rules, {"cut.good": "abc"}, {"cut.good": "no number"}) if knob.name == "cut.good"
    )
    assert (knob.value, knob.default, knob.error, knob.changed) == ("abc", "1", "no number", True)


def test_changes_of_counts_have_a_true_sign() -> None:
    counts = [said.BandCount("1", "One", 30, after) for after in (29, 30, 33)]
    assert [each.change for each in counts] == ["−1", "0", "+3"]


def test_what_a_change_does_is_one_sentence() -> None:
    mover = SimpleNamespace(moved="up")
    row = SimpleNamespace(
        before={"1": 5, "not-known": 2}, year="2018-19", movers=(mover, SimpleNamespace(moved="down"))
    )
    assert said.what_if_finding(row) == "2 CCGs change band: 1 up, 1 down."
    row.movers = (SimpleNamespace(moved="not-known"),)
    assert said.what_if_finding(row) == "1 CCG changes band: 0 up, 0 down, 1 gain or lose a result."
    row.movers, row.before = (), {"1": 0, "not-known": 7}
    assert said.what_if_finding(row).startswith("This rule gives no CCG a result for 2018/19")
