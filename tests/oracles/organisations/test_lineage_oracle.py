"""Lineage against a slow twin that knows nothing of trees: each area remembers, year by year, whose it was."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ccgdash.organisations.calc.lineage import Lineage

YEARS = [f"20{begins}-{begins + 1}" for begins in range(13, 20)]


@dataclass(frozen=True)
class History:
    """`owner[year][area]`: the code each smallest area belonged to. Codes are made anew by each merger."""

    owner: dict[str, dict[int, str]]

    def codes(self, year: str) -> set[str]:
        return set(self.owner[year].values())

    def areas(self, code: str) -> set[int]:
        """The areas a code had in any year: boundaries do not move here."""
        return {area for of_year in self.owner.values() for area, owned in of_year.items() if owned == code}

    def lineage(self) -> Lineage:
        lives, successors = dict[str, tuple[str, str]](), dict[str, str]()
        for year in YEARS:
            for code in self.codes(year):
                lives[code] = (lives.get(code, (year, year))[0], year)
        for before, after in pairwise(YEARS):
            for area, code in self.owner[before].items():
                if self.owner[after][area] != code:
                    successors[code] = self.owner[after][area]
        return Lineage(successors, lives)


@st.composite
def histories(draw: st.DrawFn) -> History:
    owned = {area: f"a{area}" for area in range(draw(st.integers(1, 9)))}
    owner, made = dict[str, dict[int, str]](), 0
    for year in YEARS:
        codes = sorted(set(owned.values()))
        for _ in range(draw(st.integers(0, 2))):
            merging = (
                draw(st.sets(st.sampled_from(codes), min_size=2, max_size=3)) if len(codes) > 1 and owner else set()
            )
            if merging:
                made += 1
                owned = {area: f"m{made}" if code in merging else code for area, code in owned.items()}
                codes = [code for code in codes if code not in merging]
        owner[year] = owned
    return History(owner)


@given(histories())
def test_covering_a_code_is_holding_its_areas(history: History) -> None:
    lineage = history.lineage()
    for code in lineage.lives:
        for year in YEARS:
            areas = history.areas(code)
            covering = {history.owner[year][area] for area in areas}
            parts = {each for each in covering if history.areas(each) <= areas}
            assert lineage.as_now(code, year) == tuple(sorted(covering))
            assert lineage.as_was(code, year) == tuple(sorted(parts))
            assert lineage.in_force(code, year) == (code in history.codes(year))


@given(histories())
def test_ancestors_are_the_codes_whose_areas_lie_within(history: History) -> None:
    lineage = history.lineage()
    for code in lineage.lives:
        within = {each for each in lineage.lives if each != code and history.areas(each) <= history.areas(code)}
        assert set(lineage.ancestors(code)) == within


@given(histories(), st.sampled_from(YEARS), st.sampled_from(YEARS))
def test_a_later_year_shares_out_an_earlier_one_each_to_one(history: History, one: str, other: str) -> None:
    lineage = history.lineage()
    earlier, later = sorted((one, other))
    shared = [part for code in sorted(history.codes(later)) for part in lineage.as_was(code, earlier)]
    assert sorted(shared) == sorted(history.codes(earlier))


@given(histories(), st.sampled_from(YEARS), st.sampled_from(YEARS))
def test_there_and_back_comes_home(history: History, one: str, other: str) -> None:
    lineage = history.lineage()
    for code in history.codes(one):
        assert all(code in lineage.as_now(there, one) for there in lineage.as_now(code, other))
