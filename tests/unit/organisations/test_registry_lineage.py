"""Lineage on a small family: A and B into C in 2015-16, C and D into E in 2018-19; F stays itself throughout."""

from __future__ import annotations

import pytest

from ccgdash.organisations.calc.lineage import Lineage

FAMILY = Lineage(
    successors={"A": "C", "B": "C", "C": "E", "D": "E"},
    lives={
        "A": ("2013-14", "2014-15"),
        "B": ("2013-14", "2014-15"),
        "C": ("2015-16", "2017-18"),
        "D": ("2013-14", "2017-18"),
        "E": ("2018-19", "2021-22"),
        "F": ("2013-14", "2021-22"),
    },
)


def test_predecessors_are_the_direct_ones_and_ancestors_all() -> None:
    assert FAMILY.predecessors("E") == ("C", "D")
    assert FAMILY.ancestors("E") == ("A", "B", "C", "D")
    assert FAMILY.predecessors("F") == FAMILY.ancestors("F") == ()


def test_a_chain_ends_in_the_last_successor() -> None:
    assert list(FAMILY.chain("A")) == ["A", "C", "E"]


@pytest.mark.parametrize(
    ("code", "year", "covering"),
    [
        ("A", "2014-15", ("A",)),
        ("A", "2016-17", ("C",)),
        ("A", "2021-22", ("E",)),
        ("E", "2021-22", ("E",)),
        ("E", "2016-17", ("C", "D")),
        ("E", "2013-14", ("A", "B", "D")),
        ("C", "2013-14", ("A", "B")),
        ("F", "2013-14", ("F",)),
        ("A", "2030-31", ()),
        ("X", "2016-17", ()),
    ],
)
def test_as_now_gives_the_ccgs_of_that_year_that_cover_the_area(
    code: str, year: str, covering: tuple[str, ...]
) -> None:
    assert FAMILY.as_now(code, year) == covering


@pytest.mark.parametrize(
    ("code", "year", "parts"),
    [
        ("E", "2013-14", ("A", "B", "D")),
        ("E", "2016-17", ("C", "D")),
        ("C", "2016-17", ("C",)),
        ("A", "2016-17", ()),
        ("X", "2016-17", ()),
    ],
)
def test_as_was_gives_the_parts_and_never_something_larger(code: str, year: str, parts: tuple[str, ...]) -> None:
    assert FAMILY.as_was(code, year) == parts


def test_in_force_takes_the_first_and_the_last_year_in() -> None:
    lived = [year for year in ("2014-15", "2015-16", "2017-18", "2018-19") if FAMILY.in_force("C", year)]
    assert lived == ["2015-16", "2017-18"]
