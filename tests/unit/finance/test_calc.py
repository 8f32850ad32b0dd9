"""Worked examples of the arithmetic of money: those of METHODS, and the edges."""

from __future__ import annotations

import numpy as np
import pytest

from finance.calc import bands, money, recovery, status
from finance.calc.areas import parts_of
from finance.calc.dates import is_partial_date, precision
from finance.calc.pace import kept_pace
from finance.calc.prices import index_chained

MILLION = 1_000_000
BEFORE = {"C": ("A", "B"), "E": ("C", "D")}


def before(code: str) -> tuple[str, ...]:
    return BEFORE.get(code, ())


def test_distance_is_told_of_the_target_and_negative_below_it() -> None:
    found = money.distance_pct(money.money_of([95, 110, None, 1]), money.money_of([100, 100, 100, 0]))
    assert money.numbers(found) == [-5.0, 10.0, None, None]


def test_growth_is_not_told_over_a_break() -> None:
    after, earlier = money.money_of([110, 110, 110]), money.money_of([100, 100, None])
    found = money.growth_pct(after, earlier, np.array([True, False, True]))
    assert money.numbers(found) == [10.0, None, None]


def test_england_core_growth_of_2020_21() -> None:
    after, earlier = money.money_of([81_788_733_000]), money.money_of([78_541_382_000])
    assert money.growth_pct(after, earlier, np.array([True]))[0] == pytest.approx(4.1346, abs=1e-4)


def test_real_terms_use_one_index_and_leave_the_base_year_as_it_is() -> None:
    cash = money.money_of([100 * MILLION, 100 * MILLION, None])
    real = money.real_terms_gbp(cash, money.floats_of([80.0, 100.0, 100.0]), base=100.0)
    assert money.numbers(real) == [125 * MILLION, 100 * MILLION, None]
    assert np.isnan(money.real_terms_gbp(cash, money.floats_of([None, 0.0, 1.0]), base=100.0)).all()


def test_per_head_needs_people() -> None:
    heads = money.per_head_gbp(money.money_of([1000, 1000, None]), money.floats_of([4, 0, 4]))
    assert money.numbers(heads) == [250.0, None, None]


@pytest.mark.parametrize(
    ("surplus", "allocation", "published", "expected"),
    [
        (-1, 100, None, "deficit"),
        (-1, None, None, "deficit"),
        (0, 100, None, "below-target"),
        (0, None, None, "below-target"),
        (999_999, 100 * MILLION, None, "below-target"),
        (1 * MILLION, 100 * MILLION, None, "on-target"),
        (1 * MILLION, None, None, "unknown"),
        (1 * MILLION, None, 0.9, "below-target"),
        (None, None, 0.25, "below-target"),
        (None, 100, 1.0, "on-target"),
        (None, None, -3.3, "deficit"),
        (None, 100, None, "unknown"),
    ],
)
def test_status_is_decided_by_whole_pounds(
    surplus: int | None, allocation: int | None, published: float | None, expected: str
) -> None:
    assert status.status_of(surplus, allocation, published, 1.0) == expected


def test_a_year_without_a_target_has_no_status_even_for_a_deficit() -> None:
    assert status.status_of(-1, 100, -1.0, None) == "unknown"


def test_bands_put_the_floor_itself_above_the_floor() -> None:
    found = bands.band_codes(np.array([-5.01, -5.0, -0.01, 0.0, 5.0, 5.01, np.nan]))
    assert found == ["more-than-5-under", "under", "under", "on-or-over", "on-or-over", "more-than-5-over", ""]


def test_the_floor_test_allows_rounding_and_says_nothing_of_nothing() -> None:
    assert bands.floor_holds(np.array([-5.04, 3.0])) is True
    assert bands.floor_holds(np.array([-5.06, np.nan])) is False
    assert bands.floor_holds(np.array([np.nan])) is None


def test_nene_needs_nearly_fifteen_million() -> None:
    found = recovery.recovery(639_027_000, -8_600_000, 1.0, month=0)
    assert found.to_break_even_gbp == 8_600_000
    assert found.target_surplus_gbp == 6_390_270
    assert found.to_target_gbp == 14_990_270


def test_nene_on_the_budget_of_the_press() -> None:
    assert recovery.recovery(660 * MILLION, -8_600_000, 1.0, month=0).to_target_gbp == 15_200_000


def test_months_together_are_enough_and_none_is_left_at_the_end() -> None:
    found = recovery.recovery(None, -10, None, month=9)
    assert (found.months_left, found.per_month_to_break_even_gbp, found.to_target_gbp) == (3, 4, None)
    assert recovery.recovery(1000, -10, 1.0, month=12).per_month_to_target_gbp is None


def test_a_surplus_needs_nothing() -> None:
    found = recovery.recovery(1000, 500, 1.0, month=0)
    assert (found.to_break_even_gbp, found.to_target_gbp) == (0, 0)


def test_parts_of_an_area_are_all_there_or_none_is_told() -> None:
    assert parts_of("E", {"A", "B", "D"}, before) == ("A", "B", "D")
    assert parts_of("E", {"C", "D", "A"}, before) == ("C", "D")
    assert parts_of("E", {"A", "D"}, before) is None
    assert parts_of("A", {"C"}, before) is None


def test_pace_is_kept_by_an_equal_share() -> None:
    assert kept_pace(110, 100, 1100, 1000)
    assert not kept_pace(109, 100, 1100, 1000)


def test_an_index_goes_on_by_its_published_changes() -> None:
    index = money.floats_of([None, 100.0, None, None])
    assert money.numbers(index_chained(index, money.floats_of([5.0, 2.0, 10.0, 10.0]))) == pytest.approx(
        [None, 100.0, 110.0, 121.0], nan_ok=True
    )


@pytest.mark.parametrize("text", ["2016", "2016-09", "2016-02-29"])
def test_dates_may_be_partial(text: str) -> None:
    assert is_partial_date(text)
    assert precision(text) == {4: "year", 7: "month", 10: "day"}[len(text)]


@pytest.mark.parametrize("text", ["", "16", "2016-13", "2015-02-29", "1916", "2016-9", "2016-09-01T00:00"])
def test_other_text_is_no_date(text: str) -> None:
    assert not is_partial_date(text)
