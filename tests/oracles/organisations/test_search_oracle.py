"""Search against slow twins: any one slip in a name still finds it; slips are counted as defined."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from ccgdash.organisations.calc.search import Entry, Index, Kind, plain

NAMES = ["NHS Bexley CCG", "NHS Walsall CCG", "NHS Wolverhampton CCG", "NHS Vale of York CCG", "NHS Herts Valleys CCG"]
INDEX = Index(Entry(f"0{at}Z", (f"E3800000{at}",), (name,)) for at, name in enumerate(NAMES))


def slips(word: str) -> st.SearchStrategy[str]:
    """`word` with one letter added, lost, changed, or swapped with the next."""
    letter, place = st.sampled_from(string.ascii_lowercase), st.integers(0, len(word) - 2)
    return st.one_of(
        st.builds(lambda at, new: word[:at] + new + word[at:], place, letter),
        st.builds(lambda at: word[:at] + word[at + 1 :], place),
        st.builds(lambda at, new: word[:at] + new + word[at + 1 :], place, letter),
        st.builds(lambda at: word[:at] + word[at + 1] + word[at] + word[at + 2 :], place),
    )


def distance(one: str, other: str) -> int:
    """Letters added, lost, changed or swapped with a neighbour, by definition, in plain Python."""
    table = {(row, 0): row for row in range(len(one) + 1)} | {(0, column): column for column in range(len(other) + 1)}
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            same = one[row - 1] == other[column - 1]
            ways = [table[row - 1, column] + 1, table[row, column - 1] + 1, table[row - 1, column - 1] + (not same)]
            swapped = row > 1 and column > 1 and one[row - 1] == other[column - 2] and one[row - 2] == other[column - 1]
            table[row, column] = min([*ways, table[row - 2, column - 2] + 1] if swapped else ways)
    return table[len(one), len(other)]


@given(
    st.sampled_from(["bexley", "walsall", "wolverhampton"]).flatmap(lambda word: st.tuples(st.just(word), slips(word)))
)
def test_one_slip_in_a_name_is_forgiven(case: tuple[str, str]) -> None:
    meant, typed = case
    assert [plain(hit.name) for hit in INDEX.find(typed)] == [meant]


@given(st.text(alphabet="abelwsxy", min_size=5, max_size=7))
def test_slips_counted_are_the_slips_there_are(typed: str) -> None:
    for hit in INDEX.find(typed):
        if hit.kind == Kind.TYPO:
            nearest = min(distance(typed, word) for word in plain(hit.name).split())
            begun = min(distance(typed, word[: len(typed)]) + 1 for word in plain(hit.name).split())
            assert hit.slips == min(nearest, begun)


@given(st.text(max_size=200))
def test_any_text_is_answered_in_a_stable_order_each_ccg_once(typed: str) -> None:
    hits = INDEX.find(typed)
    assert hits == sorted(hits)
    assert hits == INDEX.find(typed)
    assert len({hit.ods_code for hit in hits}) == len(hits)
