"""Every function of `calc` against a slow plain twin in exact fractions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.calc import areas, bands, money, pace, prices, recovery, status

POUNDS = st.integers(0, 200_000_000_000)
SIGNED = st.integers(-200_000_000_000, 200_000_000_000)
MAYBE = st.none() | POUNDS
PERCENTS = st.floats(-40, 40)
PAIRS = st.lists(st.tuples(MAYBE, MAYBE), max_size=30)


def plain_pct(part: int | None, whole: int | None) -> float | None:
    return None if part is None or not whole else float(Fraction(part, whole) * 100)


def same(found: list[float | None], expected: list[float | None]) -> bool:
    """Whether the same places are empty and the others hold the same numbers, as near as floats are."""
    empty = [each is None for each in found] == [each is None for each in expected]
    wanted = pytest.approx([each for each in expected if each is not None])
    return empty and [each for each in found if each is not None] == wanted


@given(st.lists(SIGNED))
def test_deficits_and_surpluses_are_added_up_apart(values: list[int]) -> None:
    below = above = 0
    for value in values:
        below, above = (below + value, above) if value < 0 else (below, above + value)
    assert money.deficits_and_surpluses(values) == {"deficits_gbp": below, "surpluses_gbp": above}


@given(PAIRS)
def test_distance_share_and_growth(pairs: list[tuple[int | None, int | None]]) -> None:
    first, second = [one for one, _ in pairs], [other for _, other in pairs]
    arrays = money.money_of(first), money.money_of(second)
    moved = [plain_pct(None if a is None or b is None else a - b, b) for a, b in pairs]
    assert same(money.numbers(money.distance_pct(*arrays)), moved)
    assert same(money.numbers(money.growth_pct(*arrays, np.ones(len(pairs), dtype=bool))), moved)
    assert same(money.numbers(money.share_pct(*arrays)), [plain_pct(a, b) for a, b in pairs])
    assert np.isnan(money.growth_pct(*arrays, np.zeros(len(pairs), dtype=bool))).all()


@given(st.lists(st.tuples(MAYBE, st.none() | st.floats(50, 150)), max_size=30), st.floats(50, 150))
def test_real_terms(rows: list[tuple[int | None, float | None]], base: float) -> None:
    found = money.real_terms_gbp(money.money_of([c for c, _ in rows]), money.floats_of([i for _, i in rows]), base)
    assert same(money.numbers(found), [None if c is None or i is None else c * base / i for c, i in rows])


@given(st.lists(st.tuples(MAYBE, st.none() | st.integers(0, 70_000_000)), max_size=30))
def test_per_head(rows: list[tuple[int | None, int | None]]) -> None:
    found = money.per_head_gbp(money.money_of([c for c, _ in rows]), money.floats_of([p for _, p in rows]))
    assert same(money.numbers(found), [None if c is None or not p else c / p for c, p in rows])


def plain_status(surplus: int | None, allocation: int | None, published: float | None, target: float | None) -> str:
    if target is None:
        return "unknown"
    share: float | Fraction | None = published
    if surplus is not None and allocation:
        share = Fraction(surplus, allocation) * 100
    if surplus == 0:
        share = 0
    told = share if surplus is None else surplus
    if told is not None and told < 0:
        return "deficit"
    if share is None:
        return "unknown"
    return "on-target" if share >= Fraction(round(target * 100), 100) else "below-target"


@given(
    st.lists(st.tuples(st.none() | SIGNED, MAYBE, st.none() | PERCENTS), max_size=30),
    st.none() | st.integers(0, 500).map(lambda hundredths: hundredths / 100),
)
def test_status(rows: list[tuple[int | None, int | None, float | None]], target: float | None) -> None:
    codes = status.status_codes(
        money.money_of([surplus for surplus, _, _ in rows]),
        money.money_of([allocation for _, allocation, _ in rows]),
        money.floats_of([published for _, _, published in rows]),
        float("nan") if target is None else target,
    )
    assert status.words(codes) == [plain_status(*row, target) for row in rows]


@given(POUNDS.filter(bool), st.sampled_from([0.5, 1.0, 2.5]))
def test_one_pound_decides(allocation: int, target: float) -> None:
    """The smallest surplus that is on target has one pound less that is not."""
    least = -(-allocation * round(target * 100) // 10_000)
    assert status.status_of(least, allocation, None, target) == "on-target"
    assert status.status_of(least - 1, allocation, None, target) != "on-target"


@given(st.lists(st.none() | PERCENTS, max_size=30))
def test_bands_and_floor(distances: list[float | None]) -> None:
    def plain(dft: float | None) -> str:
        if dft is None:
            return ""
        if dft < 0:
            return "more-than-5-under" if dft < -5 else "under"
        return "more-than-5-over" if dft > 5 else "on-or-over"

    there = [dft for dft in distances if dft is not None]
    assert bands.band_codes(money.floats_of(distances)) == [plain(dft) for dft in distances]
    expected = all(dft >= -5.05 for dft in there) if there else None
    assert bands.floor_holds(money.floats_of(distances)) == expected


@given(POUNDS, SIGNED, st.integers(0, 300), st.integers(0, 12))
def test_recovery(allocation: int, forecast: int, hundredths: int, month: int) -> None:
    found = recovery.recovery(allocation, forecast, hundredths / 100, month)
    exact = Fraction(allocation * hundredths, 10_000)
    assert found.target_surplus_gbp is not None
    assert found.to_target_gbp is not None
    assert abs(found.target_surplus_gbp - exact) <= Fraction(1, 2)
    assert forecast + found.to_break_even_gbp == max(forecast, 0)
    assert forecast + found.to_target_gbp == max(forecast, found.target_surplus_gbp)
    if month < 12:
        assert found.per_month_to_target_gbp is not None
        assert 0 <= found.per_month_to_target_gbp * (12 - month) - found.to_target_gbp < 12 - month


@given(POUNDS, POUNDS.filter(bool), POUNDS, POUNDS.filter(bool))
def test_pace(spend: int, spend_before: int, allocation: int, allocation_before: int) -> None:
    expected = Fraction(spend, spend_before) >= Fraction(allocation, allocation_before)
    assert pace.kept_pace(spend, spend_before, allocation, allocation_before) == expected


@given(st.lists(st.tuples(st.none() | st.floats(50, 150), st.none() | st.floats(-3, 8)), max_size=12))
def test_index(rows: list[tuple[float | None, float | None]]) -> None:
    expected = list[float | None]()
    for value, change in rows:
        last = expected[-1] if expected else None
        expected.append(value if value is not None or last is None or change is None else last * (1 + change / 100))
    found = prices.index_chained(money.floats_of([v for v, _ in rows]), money.floats_of([c for _, c in rows]))
    assert same(money.numbers(found), expected)


# --- mergers ------------------------------------------------------------------------------------------------------


@st.composite
def histories(draw: st.DrawFn) -> tuple[dict[str, tuple[str, ...]], dict[str, frozenset[str]]]:
    """(code to its predecessors, code to the smallest areas it covers): areas that merge, a few at a time."""
    alive = {f"A{at}": frozenset({f"A{at}"}) for at in range(draw(st.integers(1, 8)))}
    covers, before = dict(alive), dict[str, tuple[str, ...]]()
    for at in range(draw(st.integers(0, 4))):
        if len(alive) < 2:
            break
        merging = draw(st.lists(st.sampled_from(sorted(alive)), min_size=2, max_size=3, unique=True))
        before[f"M{at}"] = tuple(merging)
        covers[f"M{at}"] = frozenset().union(*(alive.pop(code) for code in merging))
        alive[f"M{at}"] = covers[f"M{at}"]
    return before, covers


@given(histories(), st.data())
def test_areas_over_mergers(
    history: tuple[dict[str, tuple[str, ...]], dict[str, frozenset[str]]], data: st.DataObject
) -> None:
    """Published codes that do not overlap: a sum is told just where they cover the area, and then it is exact."""
    before, covers = history
    published = dict[str, int | None]()
    taken = set[str]()
    for code in data.draw(st.permutations(sorted(covers))):
        if not covers[code] & taken and data.draw(st.booleans()):
            published[code] = data.draw(MAYBE)
            taken |= covers[code]
    found = areas.as_now_sums(covers, published, lambda code: before.get(code, ()))
    for code, area in covers.items():
        inside = [each for each in published if covers[each] <= area]
        whole = frozenset().union(*(covers[each] for each in inside)) == area
        values = [published[each] for each in inside]
        expected = sum(v for v in values if v is not None) if whole and None not in values else None
        assert found[code] == expected
