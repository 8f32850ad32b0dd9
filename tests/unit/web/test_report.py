"""The board report: which indicators come first, and a PDF that is one page whatever is in it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from assessments.indicators.comparisons import ComparedRow
from ccgdash.web.presenters_report import LineWords, RatingWords, ReportWords
from ccgdash.web.report import MOST_INDICATORS, furthest, reach
from ccgdash.web.report_pdf import pdf_of

ROW = ComparedRow(
    indicator="a", name="A", year="2018-19", period="", unit="%", value=56, england=51, england_basis="average",
    region=None, similar=None, lowest=34, highest=61, known=195, difference="untested", missing={},
)  # fmt: skip
WORDS = ReportWords(
    title="NHS Upland CCG",
    under="99U, E38999999. Upland",
    verdict="It was rated good for 2018/19. No source found puts it in special measures.",
    ratings=(
        RatingWords("2014/15", "2014-15", "Not known", "", breaks=False),
        RatingWords("2015/16", "2015-16", "Requires improvement", "requires-improvement", breaks=True),
    ),
    finance=(
        LineWords("2018-19", ("2018/19", "£1.0 million", "1.00%", "−1.00%", "Deficit", "−£0.1 million", "Not known")),
    ),
    interventions=(LineWords("i", ("Special measures: finance", "21 July 2016, end not known")),),
    furthest=(LineWords("a", ("A (%)", "56.0", "51.0", "53.0", "Better")),),
    furthest_title="1 of its 9 indicators furthest from England, 2018/19",
    sources=("fiction-1", "fiction-2"),
    foot=("Data release 1.0.0", "A licence"),
)


@pytest.mark.parametrize(
    ("value", "england", "expected"), [(56, 51, 0.5), (61, 51, 1.0), (42.5, 51, 0.5), (51, 51, 0.0), (61, 61, 0.0)]
)
def test_the_reach_is_the_share_of_the_way_to_the_extreme_on_its_side(
    value: float, england: float, expected: float
) -> None:
    assert reach(value, england, 34, 61) == pytest.approx(expected)


def test_what_differs_by_more_than_chance_comes_first_then_the_furthest() -> None:
    rows = [
        replace(ROW, indicator="near", value=52),
        replace(ROW, indicator="far", value=60),
        replace(ROW, indicator="worse", value=50, difference="worse"),
        replace(ROW, indicator="equal", value=51, difference="better"),
        replace(ROW, indicator="same", value=40, difference="same"),
    ]
    assert [row.indicator for row in furthest(rows)] == ["worse", "far", "same", "near"]


def test_no_more_than_fit_on_the_page_are_named() -> None:
    assert len(furthest([replace(ROW, indicator=str(each)) for each in range(30)])) == MOST_INDICATORS


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def test_the_pdf_is_one_page_with_title_and_language_and_the_same_each_time() -> None:
    pdf = pdf_of(WORDS)
    assert pdf[:5] == b"%PDF-"
    assert pages(pdf) == 1
    assert b"(NHS Upland CCG: board report)" in pdf
    assert b"/Lang (en-GB)" in pdf
    assert b"/DisplayDocTitle true" in pdf
    assert pdf_of(WORDS) == pdf


def test_much_is_made_smaller_and_stays_one_page() -> None:
    many = replace(
        WORDS,
        finance=WORDS.finance * 12,
        interventions=WORDS.interventions * 25,
        furthest=WORDS.furthest * 8,
        sources=tuple(f"a-source-with-a-long-name-{each}" for each in range(80)),
    )
    assert pages(pdf_of(many)) == 1


def test_nothing_known_is_one_page_too_and_hostile_words_are_only_words() -> None:
    bare = replace(
        WORDS, title="<b>NHS & Co", ratings=(), finance=(), interventions=(), furthest=(), sources=(), verdict="</para>"
    )
    assert pages(pdf_of(bare)) == 1
