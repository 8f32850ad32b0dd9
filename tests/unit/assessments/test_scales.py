"""Scales: each its own type, ordered inside, never across."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scales import LABELS, SCALES, Assurance, Baseline, ComponentWording, FourWord, Rag, Scale, parse, slugs

words = st.sampled_from([word for scale in SCALES for word in scale])


def test_the_four_words_stand_best_first_and_order_by_worth() -> None:
    assert slugs(FourWord) == ("outstanding", "good", "requires-improvement", "inadequate")
    assert FourWord.INADEQUATE < FourWord.REQUIRES_IMPROVEMENT < FourWord.GOOD < FourWord.OUTSTANDING
    assert max(FourWord) is FourWord.OUTSTANDING
    assert [word.place for word in FourWord] == [0, 1, 2, 3]


@given(words, words)
def test_order_follows_place_inside_a_scale_and_is_refused_across(one: Scale, other: Scale) -> None:
    if type(one) is type(other):
        assert (one < other) is (one.place > other.place) is (not one >= other)
        assert (one > other) is (one.place < other.place) is (not one <= other)
        return
    for compare in ("__lt__", "__le__", "__gt__", "__ge__"):
        assert getattr(one, compare)(other) is NotImplemented
    with pytest.raises(TypeError):
        _ = one < other


def test_words_of_two_scales_that_look_alike_are_not_the_same() -> None:
    first_words: set[Scale] = {FourWord.OUTSTANDING, Baseline.TOP_PERFORMING, Assurance.ASSURED}
    assert len(first_words) == 3
    assert parse("green-star") == (Rag, Rag.GREEN_STAR)
    with pytest.raises(TypeError):
        sorted([FourWord.GOOD, Assurance.ASSURED])


@pytest.mark.parametrize("label", LABELS)
def test_every_label_is_on_exactly_one_scale(label: str) -> None:
    scale, word = parse(label)
    assert word.slug == label
    assert [each for each in SCALES if label in slugs(each)] == [scale]


def test_official_words() -> None:
    assert parse("requires-improvement")[1].words == "Requires improvement"
    assert parse("not-assured")[1].words == "Not assured, intervention required"
    assert parse("greatest-need-for-improvement")[1].words == "Greatest need for improvement"


def test_limited_assurance_is_kept_as_it_was_printed() -> None:
    assert parse("limited-assurance") == (ComponentWording, ComponentWording.LIMITED_ASSURANCE)


def test_an_unknown_label_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="excellent is a rating of no known scale"):
        parse("excellent")
