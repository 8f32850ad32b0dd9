"""The table says what was aimed at, what came of it, and a missed aim in words."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from benchmarks.table import Aim, Row, number_words, table_print


@pytest.mark.parametrize(
    ("ratio", "aim", "verdict"),
    [
        (41.0, Aim(at_least=40), "met"),
        (39.0, Aim(at_least=40), "MISSED"),
        (4.9, Aim(at_most=5), "met"),
        (5.1, Aim(at_most=5), "MISSED"),
        (5.1, Aim(), ""),
        (None, Aim(at_most=5), ""),
    ],
)
def test_the_verdict(ratio: float | None, aim: Aim, verdict: str) -> None:
    assert Row("work", "us", ratio=ratio, aim=aim).verdict == verdict


def test_numbers_have_as_many_digits_as_they_deserve() -> None:
    assert [number_words(value, "x") for value in (0.777, 12.84, 200.4, 40)] == ["0.78 x", "12.8 x", "200 x", "40 x"]
    assert number_words(15, "%") == "15%"


def test_a_missed_aim_is_printed_in_words_beside_the_aim() -> None:
    out = io.StringIO()
    table_print([Row("the list", "a peer", "10/s", ratio=3.0, aim=Aim(at_least=4))], Console(file=out, width=125))
    line = next(line for line in out.getvalue().splitlines() if "the list" in line)
    assert [cell.strip() for cell in line.split("│")[7:10]] == ["3 x", "≥ 4 x", "MISSED"]
