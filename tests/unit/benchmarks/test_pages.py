"""What is read of a Lighthouse report, and that every kind of page of the navigation is looked at."""

from __future__ import annotations

import pytest

from benchmarks.pages import PAGES, look_of

REPORT = {
    "categories": {name: {"score": score} for name, score in
                   (("performance", 0.97), ("accessibility", 1), ("best-practices", 0.96))},
    "audits": {
        "largest-contentful-paint": {"numericValue": 1512.3},
        "cumulative-layout-shift": {"numericValue": 0.004},
        "total-blocking-time": {"numericValue": 41.2},
        "total-byte-weight": {"numericValue": 68_656},
        "image-alt": {"score": 1},
    },
}  # fmt: skip


def test_scores_times_and_bytes_are_told_in_words() -> None:
    assert look_of(REPORT).cells == ("97", "100", "96", "1.5 s", "0.00", "41 ms", "69 kB")


def test_a_visit_that_failed_is_no_figure() -> None:
    with pytest.raises(ValueError, match="NO_NAVSTART"):
        look_of({"runtimeError": {"code": "NO_NAVSTART"}, "audits": {}})


def test_each_page_is_looked_at_once() -> None:
    assert len(set(PAGES.values())) == len(PAGES)
