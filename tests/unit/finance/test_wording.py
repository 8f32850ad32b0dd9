"""Sentences about the money: each says what is known, on which basis, and nothing more."""

from __future__ import annotations

import pytest

from finance import sentences


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("ccgs-in-cumulative-deficit", "CCGs in cumulative deficit"),
        ("ccgs-worse-than-plan", "CCGs worse than plan"),
        ("mh-spend-total", "All mental health"),
        ("total-pool", "Total pool"),
    ],
)
def test_measures_are_said_as_people_say_them(measure: str, words: str) -> None:
    assert sentences.measure_words(measure) == words


@pytest.mark.parametrize(
    ("basis", "words"),
    [("before-reserve", "Before the reserve"), ("unspecified", "Not stated"), (None, ""), ("", "")],
)
def test_a_basis_is_told_where_it_matters(basis: str | None, words: str) -> None:
    assert sentences.basis_words(basis) == words


def test_a_share_carries_its_sign() -> None:
    assert [sentences.percent(value) for value in (2.345, -4.83, 0.0)] == ["+2.35%", "−4.83%", "0.00%"]


@pytest.mark.parametrize(
    ("asked", "responded", "words"),
    [
        (209, 199, "199 of 209 CCGs answered"),
        (209, None, "209 CCGs asked; how many answered is not printed"),
        (None, None, "Not a survey, or not printed who was asked"),
    ],
)
def test_a_finding_says_who_was_asked_and_who_answered(asked: int | None, responded: int | None, words: str) -> None:
    assert sentences.answered_words(asked, responded) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (51.83, "gbp", "£51.83"),
        (2329.19, "gbp", "£2,329.19"),
        (400_000_000, "gbp", "£400.0 million"),
        (68.14, "percent", "68.14%"),
        (36.0, "percent", "36%"),
        (-181, "count", "−181"),
    ],
)
def test_a_finding_is_told_in_its_unit(value: float, unit: str, words: str) -> None:
    assert sentences.finding_value(value, unit) == words


def test_the_verdict_of_nene_names_both_parts() -> None:
    said = sentences.recovery_verdict("Nene", 8_600_000, 14_990_270, 12, 1.0)
    assert said == (
        "Nene needs £15.0 million, £1.2 million a month for 12 months: £8.6 million to break even and £6.4 million for "
        "the surplus."
    )


def test_the_verdict_says_what_it_lacks_or_that_nothing_is_needed() -> None:
    assert sentences.recovery_verdict("Nene", None, None, 12, 1.0).startswith("No forecast of this year was found")
    assert sentences.recovery_verdict("Nene", 0, 0, 12, 1.0) == "Nene reaches the surplus of 1% on this forecast."
    assert sentences.recovery_verdict("Nene", 0, None, 12, None) == "Nene breaks even on this forecast."
    assert sentences.recovery_verdict("Nene", 5_000_000, None, 12, None) == "Nene needs £5.0 million to break even."
    assert sentences.recovery_verdict("Nene", 0, 2_000_000, 0, 1.0) == "Nene needs £2.0 million."


def test_the_covid_year_is_noted_with_or_without_its_change() -> None:
    assert "jumps by 6.4%" in sentences.covid_note("hmt-gdp-2022-09", 6.4082)
    assert "jumps, because" in sentences.covid_note("obr-2025-11", None)


def test_a_span_of_years_has_two_ends_or_one() -> None:
    assert sentences.years_span(["2015-16", "2013-14"]) == "2013/14 to 2015/16"
    assert sentences.years_span(["2015-16"]) == "2015/16"
    assert sentences.years_span([]) == ""


def test_a_real_title_without_growth_says_what_is_drawn() -> None:
    assert sentences.real_title("Nene", None, "2021-22") == "Nene: cash, and the same money in prices of 2021/22"


def test_unknown_reasons_and_series_have_words() -> None:
    assert sentences.status_reason("no-year-end-figure") == "no year-end figure was found"
    assert sentences.reason_words("nothing-before") == "Nothing spent in the year before"
    assert sentences.series_start_words("another-round") == "new series"
    assert sentences.topic_words("gp-practices") == "GP practices"
    assert sentences.kind_words("in-year") == "In the year"
