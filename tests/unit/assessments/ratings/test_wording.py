"""What people read of ratings: coverage, certainty, reasons, chart titles. And that a chart never guesses."""

from __future__ import annotations

from dataclasses import dataclass, field

from assessments.ratings import presenters
from assessments.ratings.charts import split_chart


@dataclass
class Split:
    """Headline counts of one year, as the recompute leaves them."""

    year: str = "2015-16"
    published: dict[str, int] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    known_total: int = 0
    possible: int = 209
    source_ids: list[str] = field(default_factory=list)


WORDS = ("outstanding", "good", "requires-improvement", "inadequate")
JULY_2016 = Split(
    published=dict(zip(WORDS, (10, 82, 91, 26), strict=True)),
    statuses=dict.fromkeys(WORDS, "confirmed"),
    known=dict(zip(WORDS, (9, 7, 5, 26), strict=True)),
    known_total=47,
    source_ids=["hsj-7009416"],
)


def test_coverage_is_said_as_a_count_never_as_a_share() -> None:
    assert presenters.coverage_words(47, 209) == "47 of 209 known by name"


def test_counts_of_different_certainty_are_told_apart() -> None:
    statuses = {"good": "unconfirmed", "inadequate": "confirmed", "outstanding": "unconfirmed"}
    assert presenters.published_words(statuses) == (
        "National counts. Inadequate: published; Outstanding, Good: not confirmed by a published page."
    )
    assert presenters.weakest(statuses.values()) == "unconfirmed"
    assert presenters.published_words(dict.fromkeys(WORDS, "derived")) == (
        "National counts: worked out from published figures."
    )
    assert presenters.published_words({}) == "No national count was found."
    assert presenters.weakest([]) is None


def test_an_empty_list_of_ratings_says_why() -> None:
    assert presenters.ratings_empty_reason(["2020-21"], 0, 135) == "No headline rating was found to exist for 2020/21."
    reason = presenters.ratings_empty_reason(["2015-16"], 47, 209)
    assert "47 of 209 known by name" in reason
    assert "was not unrated" in reason


def test_the_split_shows_published_counts_beside_known_ones_and_draws_the_gap_as_unknown() -> None:
    chart = split_chart(JULY_2016)
    assert chart is not None
    assert chart.title == "26 CCGs rated inadequate; 47 of 209 known by name in 2015/16"
    assert chart.table.rows == (
        ("Published for England", "10", "82", "91", "26", "not known"),
        ("Known by name", "9", "7", "5", "26", "162"),
    )
    assert [column.label for column in chart.table.columns][1:] == [
        "Outstanding",
        "Good",
        "Requires improvement",
        "Inadequate",
        "Rating not found",
    ]
    assert "hsj-7009416" in chart.source


def test_a_split_without_national_counts_says_so() -> None:
    chart = split_chart(Split(year="2014-15", known={"assured-with-support": 1, "assured": 0}, known_total=1))
    assert chart is not None
    assert chart.title == "Headline ratings: 1 of 209 known by name in 2014/15"
    assert chart.table.rows[0] == ("England", "not known", "not known", "not known")
    assert "no national count was found" in chart.source


def test_a_year_without_a_headline_has_no_chart() -> None:
    assert split_chart(Split(year="2020-21")) is None


def test_partly_unconfirmed_counts_are_labelled_so() -> None:
    chart = split_chart(
        Split(
            year="2016-17",
            published={"good": 99, "inadequate": 23},
            statuses={"good": "unconfirmed", "inadequate": "confirmed"},
        )
    )
    assert chart is not None
    assert chart.table.rows[0][0] == "England, partly unconfirmed"
