"""The words of pages: years, dates, money, slugs and gaps."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ccgdash.lib import words


@pytest.mark.parametrize(("year", "said"), [("2015-16", "2015/16"), ("2016", "2016"), ("2016-07-21", "2016-07-21")])
def test_a_financial_year(year: str, said: str) -> None:
    assert words.year_words(year) == said


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("requires-improvement", "Requires improvement"),
        ("not-assured", "Not assured, intervention required"),
        ("clinical:mental-health", "Clinical: mental health"),
        ("ccg_years", "CCG years"),
        ("gp-mapping-file", "GP mapping file"),
        ("", ""),
    ],
)
def test_a_slug_in_official_words(slug: str, said: str) -> None:
    assert words.slug_words(slug) == said


@pytest.mark.parametrize(
    ("value", "precision", "said"),
    [
        (date(2016, 7, 21), "day", "21 July 2016"),
        (date(2016, 7, 1), "month", "July 2016"),
        (date(2016, 1, 1), "year", "2016"),
        ("2016-07-21", "day", "21 July 2016"),
        (datetime(2016, 7, 21, 9, 30, tzinfo=UTC), "day", "21 July 2016"),
        ("2016-09", "day", "September 2016"),
        ("2016", "month", "2016"),
        (None, "day", ""),
        ("", "day", ""),
    ],
)
def test_a_date_is_never_said_finer_than_it_is_known(value: date | str | None, precision: str, said: str) -> None:
    assert words.date_words(value, precision) == said


@pytest.mark.parametrize(
    ("start", "end", "known", "said"),
    [
        ("2016", "2019", True, "2016 to 2019"),
        ("2016", "", False, "2016, end not known"),
        ("", "2019", True, "until 2019, start not known"),
        ("", "", False, "dates not known"),
    ],
)
def test_an_interval_says_what_is_not_known(start: str, end: str, *, known: bool, said: str) -> None:
    assert words.span_words(start, end, end_known=known) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (8_600_000, "£8.6 million"),
        (-8_600_000, "−£8.6 million"),
        (639_000_000, "£639.0 million"),
        (1_234_567_890, "£1,234.6 million"),
        (-10_000, "£0.0 million"),
        (None, ""),
    ],
)
def test_money(value: float | None, said: str) -> None:
    assert words.gbp_millions(value) == said


def test_several_sources_are_counted_and_few_are_named() -> None:
    assert words.sources_words({"b", "a"}) == "a; b"
    assert words.sources_words(set("abcd")) == "4 sources, each named on this page"


def test_numbers_and_counts() -> None:
    assert words.number_words(-1234.56, 1) == "−1,234.6"
    assert words.number_words(None) == ""
    assert words.count_words(1, "row") == "1 row"
    assert words.count_words(1674, "row") == "1,674 rows"
    assert words.count_words(2, "has", "have") == "2 have"


def test_every_kind_of_missing_has_its_word() -> None:
    kinds = ["not-published", "not-applicable", "suppressed", "not-known", "withheld-today"]
    assert [words.missing_words(kind) for kind in kinds] == [
        "Not published",
        "Not applicable",
        "Suppressed",
        "Not known",
        "Withheld today",
    ]
