"""Statistics against slow plain-Python twins: sums, bisections and loops, no arrays."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st

from assessments.calc.statistics import confidence, dispersion, funnels, peers, ranks
from assessments.calc.statistics.confidence import Z95

assert scipy.special  # imported before any clock runs: hypothesis times each example

SHARES = st.tuples(st.integers(0, 400), st.integers(1, 400)).map(lambda pair: (min(pair), pair[1]))
VALUES = st.lists(st.none() | st.sampled_from([-2.0, 0.0, 0.5, 1.0, 1.5, 7.25]), min_size=1, max_size=12)


def floats(values: Sequence[float | None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([math.nan if value is None else value for value in values], dtype=np.float64)


def root(crosses: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function crosses 0."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if crosses(middle) > 0 else (low, middle)
    return low


def poisson_at_most(events: int, mean: float) -> float:
    return math.fsum(math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1)) for k in range(events + 1))


@given(SHARES)
def test_wilson_solves_the_score_equation(pair: tuple[int, int]) -> None:
    events, total = pair
    low, high = confidence.wilson(events, total)
    for limit in (float(low), float(high)):
        if 0 < limit < 1:
            distance = abs(events / total - limit)
            assert distance == pytest.approx(Z95 * math.sqrt(limit * (1 - limit) / total), rel=1e-7, abs=1e-9)


@given(st.integers(1, 60))
def test_exact_limits_are_where_poisson_tails_are_two_and_a_half_per_cent(events: int) -> None:
    low, high = confidence.poisson_exact(events)
    lower = root(lambda mean: poisson_at_most(events - 1, mean) - 0.975, 1e-9, 200)
    upper = root(lambda mean: poisson_at_most(events, mean) - 0.025, 1e-9, 200)
    assert (float(low), float(high)) == pytest.approx((lower, upper), rel=1e-9)


@given(st.integers(10, 100_000))
def test_byar_is_near_the_exact_interval(events: int) -> None:
    assert np.ravel(confidence.byar(events)) == pytest.approx(np.ravel(confidence.poisson_exact(events)), rel=2e-3)


def proportion_of(pairs: list[tuple[int, int]]) -> dispersion.Transformed:
    return dispersion.proportion(floats([x for x, _ in pairs]), floats([n for _, n in pairs]))


def slow_dispersion(y: list[float], s: list[float], target: float) -> tuple[list[float], float, float]:
    z = [(one - target) / error for one, error in zip(y, s, strict=True)]
    ordered, k = sorted(z), len(z)

    def percentile(share: float) -> float:
        place = share * (k - 1)
        below = math.floor(place)
        above = min(below + 1, k - 1)
        return ordered[below] + (place - below) * (ordered[above] - ordered[below])

    low, high = percentile(0.1), percentile(0.9)
    phi = math.fsum(min(max(one, low), high) ** 2 for one in z) / k
    weights = [1 / error**2 for error in s]
    below = math.fsum(weights) - math.fsum(w * w for w in weights) / math.fsum(weights)
    tau2 = 0.0 if k * phi < k - 1 or k < 2 else (k * phi - (k - 1)) / below
    return [(one - target) / math.sqrt(e * e + tau2) for one, e in zip(y, s, strict=True)], phi, tau2


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(100, 3000)), min_size=2, max_size=30))
def test_dispersion_equals_its_twin(pairs: list[tuple[int, int]]) -> None:
    events, total = floats([x for x, _ in pairs]), floats([n for _, n in pairs])
    transformed = dispersion.proportion(events, total)
    y = [math.asin(math.sqrt(x / n)) for x, n in pairs]
    s = [1 / (2 * math.sqrt(n)) for _, n in pairs]
    p = sum(x for x, _ in pairs) / sum(n for _, n in pairs)
    adjusted, phi, tau2 = slow_dispersion(y, s, math.asin(math.sqrt(p)))
    found = dispersion.dispersion(transformed)
    assert (found.phi, found.tau2) == pytest.approx((phi, tau2), rel=1e-9, abs=1e-12)
    assert found.z_adjusted.tolist() == pytest.approx(adjusted, rel=1e-9, abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(50, 500)), min_size=2, max_size=12), st.integers(0, 11))
def test_a_ccg_without_a_figure_changes_nothing_for_the_others(pairs: list[tuple[int, int]], at: int) -> None:
    with_gap = [*pairs]
    with_gap.insert(min(at, len(pairs)), (-1, 0))
    found = dispersion.dispersion(proportion_of(pairs))
    gapped = dispersion.dispersion(proportion_of(with_gap))
    assert (gapped.phi, gapped.tau2) == pytest.approx((found.phi, found.tau2), rel=1e-12, abs=1e-15)
    assert np.isnan(gapped.z).sum() == 1 + np.isnan(found.z).sum()


@given(VALUES, st.booleans(), st.booleans())
def test_ranks_equal_counting_those_ahead(values: list[float | None], lower: bool, mean: bool) -> None:
    found = ranks.ranks(floats(values), lower_is_better=lower, ties="mean" if mean else "best")
    for value, rank in zip(values, found.tolist(), strict=True):
        if value is None:
            assert math.isnan(rank)
            continue
        others = [other for other in values if other is not None]
        ahead = sum(other < value if lower else other > value for other in others)
        shared = sum(other == value for other in others)
        assert rank == 1 + ahead + ((shared - 1) / 2 if mean else 0)


@given(VALUES, st.randoms(use_true_random=False))
def test_ranks_do_not_depend_on_the_order_of_ccgs(values: list[float | None], random: object) -> None:
    order = list(range(len(values)))
    random.shuffle(order)  # type: ignore[attr-defined]
    straight, shuffled = ranks.ranks(floats(values)), ranks.ranks(floats([values[at] for at in order]))
    assert np.array_equal(straight[order], shuffled, equal_nan=True)


@given(st.lists(st.tuples(st.floats(-2, 2), st.floats(0, 1)), min_size=1, max_size=6))
def test_rank_ranges_equal_ranking_draw_by_draw(figures: list[tuple[float, float]]) -> None:
    centre, spread = floats([c for c, _ in figures]), floats([s for _, s in figures])
    found = ranks.rank_ranges(centre, spread, draws=200, seed=5)
    noise = np.random.default_rng(5).standard_normal((200, len(figures)))
    seen: list[list[float]] = [[] for _ in figures]
    for row in noise:
        drawn = [c + s * e for (c, s), e in zip(figures, row, strict=True)]
        for at, value in enumerate(drawn):
            ahead = sum(other > value for other in drawn)
            seen[at].append(1 + ahead + (sum(other == value for other in drawn) - 1) / 2)
    for at, ranked in enumerate(seen):
        ordered = sorted(ranked)
        low, high = ordered[math.ceil(0.025 * 200) - 1], ordered[math.ceil(0.975 * 200) - 1]
        assert found[:, at].tolist() == [math.floor(low), math.ceil(high)]


@given(
    st.lists(st.tuples(*[st.none() | st.integers(0, 9)] * 3), min_size=2, max_size=9),
    st.integers(0, 8),
    st.integers(1, 5),
)
def test_peers_equal_measuring_every_pair(rows: list[tuple[int | None, ...]], of: int, most: int) -> None:
    of %= len(rows)
    table = np.array([floats(row) for row in rows])
    columns = [[value for value in column if value is not None] for column in zip(*rows, strict=True)]

    def standard(value: int, at: int) -> float:
        known = columns[at]
        mean = sum(known) / len(known)
        deviation = math.sqrt(sum((v - mean) ** 2 for v in known) / max(len(known) - 1, 1))
        return (value - mean) / deviation if deviation > 1e-9 else 0.0

    def distance(one: tuple[int | None, ...], other: tuple[int | None, ...]) -> float | None:
        parts = [
            None if a is None or b is None else (standard(a, at) - standard(b, at)) ** 2
            for at, (a, b) in enumerate(zip(one, other, strict=True))
        ]
        return None if any(part is None for part in parts) else math.sqrt(sum(part or 0 for part in parts))

    measured = {at: distance(rows[of], row) for at, row in enumerate(rows) if at != of}
    known = sorted((round(found, 9), at) for at, found in measured.items() if found is not None)[:most]
    result = peers.nearest(table, of, most)
    assert [round(d, 9) for d in result.distances.tolist()] == pytest.approx([d for d, _ in known], abs=1e-8)


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=8))
def test_ratio_limits_hold_their_share_of_chance(expected: list[int]) -> None:
    """Poisson counts fall below the lower limit, or reach above the upper one, with 2.5% at most (each side)."""
    low, high = funnels.ratio_limits(floats(expected))
    for e, lower, upper in zip(expected, low.tolist(), high.tolist(), strict=True):
        assert lower < 1 < upper
        if e <= 60:
            assert poisson_at_most(e, upper * e) == pytest.approx(0.025, rel=1e-6)
