"""Figures of the money: what their titles claim is what their numbers say, and nothing unknown is drawn."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from finance import charts


@dataclass(frozen=True)
class Row:
    """Whatever a chart asks of a row."""

    name: str = "NHS Nene CCG"
    year: str = "2018-19"
    status: str = "firm"
    stream: str = "core"
    series: str = "programme"
    publication_id: str = "january-2019-round"
    allocation_gbp: int = 0
    opening_dft_pct: float | None = None
    closing_dft_pct: float | None = None
    per_head_gbp: float | None = None
    real_per_head_gbp: float | None = None
    cash_gbp: int = 0
    real_gbp: int | None = None
    base_year: str = "2021-22"
    spend_growth_pct: float | None = None
    allocation_growth_pct: float | None = None
    level: str = "england"
    measure: str = ""
    value: int = 0
    origin: str = "finding"
    of: int | None = None
    sources: tuple[str, ...] = ("nhse",)
    source_ids: tuple[str, ...] = ("nhse",)


@dataclass(frozen=True)
class Covered:
    known: int
    possible: int


@dataclass(frozen=True)
class Year:
    """One year in England."""

    year: str
    target_pct: float | None = 1.0
    published: dict[str, int] | None = None
    known: dict[str, int] = field(default_factory=dict)
    figures: tuple[Any, ...] = ()
    coverage: Covered = Covered(0, 211)
    sources: tuple[str, ...] = ()


AUTUMN = [
    Row(measure="ccgs-forecasting-deficit", value=18, of=211),
    Row(measure="ccgs-forecasting-surplus-under-one-percent", value=30, of=211),
]


def test_the_autumn_of_2014_adds_up_to_all_ccgs() -> None:
    chart = charts.autumn_chart(AUTUMN)
    assert chart is not None
    assert chart.title.startswith(
        "In autumn 2014, 48 of 211 CCGs were set to miss the 1% surplus: 18 in deficit and 30"
    )
    assert chart.table.rows == (("All CCGs", "18", "30", "163"),)
    assert charts.autumn_chart(AUTUMN[:1]) is None


def test_published_deficits_leave_out_years_without_a_count() -> None:
    rows = [Year("2013-14", published={"deficit": 19}), Year("2014-15"), Year("2015-16", published={"deficit": 32})]
    chart = charts.deficits_chart(rows)
    assert chart is not None
    assert chart.title == "CCGs in deficit at the end of the year: 19 in 2013/14 and 32 in 2015/16"
    assert [row[0] for row in chart.table.rows] == ["2013/14", "2015/16"]
    assert charts.deficits_chart([Year("2014-15")]) is None


def test_what_was_not_found_is_the_larger_part_of_the_known_chart() -> None:
    rows = [Year("2014-15", known={"deficit": 6, "below-target": 3}, coverage=Covered(9, 211)), Year("2020-21", None)]
    chart = charts.known_chart(rows)
    assert chart is not None
    assert chart.table.rows == (("2014/15", "6", "3", "0", "202"),)
    assert "9 of 211 CCG years" in chart.title
    assert charts.known_chart(rows[1:]) is None


def test_the_floor_is_tested_on_the_lowest_distance_with_its_rounding() -> None:
    holds = charts.allocations_chart(
        [Row("NHS West Hampshire CCG", closing_dft_pct=-4.83), Row(closing_dft_pct=2)], "2018-19"
    )
    assert holds is not None
    assert holds.title == "No CCG is more than 5% under target in 2018/19; the lowest is West Hampshire, −4.83%"
    assert "Floor from 2016/17: −5%: 0 below it." in holds.summary
    fails = charts.allocations_chart([Row(closing_dft_pct=-5.06), Row("NHS Bexley CCG", closing_dft_pct=0)], "2018-19")
    assert fails is not None
    assert "below the floor of −5% promised" in fails.title


def test_before_2016_17_there_is_no_floor_to_draw() -> None:
    chart = charts.allocations_chart([Row(year="2013-14", closing_dft_pct=-9.0)], "2013-14")
    assert chart is not None
    assert "Floor" not in chart.summary
    assert chart.title == "Furthest under target in 2013/14: Nene, −9.00% at closing"


def test_opening_distances_are_called_so() -> None:
    chart = charts.allocations_chart([Row(opening_dft_pct=-1.0), Row("NHS Bexley CCG")], "2018-19")
    assert chart is not None
    assert chart.unit.startswith("opening distance")
    assert len(chart.table.rows) == 1


def test_money_a_head_is_compared_with_england_where_no_distance_is_known() -> None:
    rows = [Row(per_head_gbp=1100.0), Row("NHS Bexley CCG", per_head_gbp=1500.0, status="firm")]
    chart = charts.allocations_chart(rows, "2021-22", 1000.0)
    assert chart is not None
    assert chart.table.rows == (("Nene", "10.0"), ("Bexley", "50.0"))
    assert "need is not taken into account" in chart.unit
    assert charts.allocations_chart(rows, "2021-22") is None
    assert charts.allocations_chart([Row()], "2021-22", 1000.0) is None


def england(stream: str, year: str, amount: int, publication: str, status: str = "firm") -> Row:
    return Row(stream=stream, year=year, allocation_gbp=amount, publication_id=publication, status=status)


def test_core_money_breaks_where_the_definition_changes_and_is_dashed_where_indicative() -> None:
    chart = charts.core_chart(
        [
            england("core", "2022-23", 88_265_872_000, "january-2019-round", "indicative"),
            england("core", "2014-15", 64_336_427_000, "programme-2014-16"),
            england("core", "2015-16", 66_787_000_000, "programme-2014-16"),
            england("core", "2016-17", 70_541_332_000, "core-2016-17"),
        ]
    )
    assert chart is not None
    assert chart.summary.count("Before") == 2
    assert "Before 2016/17: new definition." in chart.summary
    assert chart.table.rows[-1] == ("2022/23", "88.3 (indicative)")
    assert charts.core_chart([england("core", "2016-17", 1, "core-2016-17")]) is None


def test_streams_are_stacked_only_for_years_that_have_them_all() -> None:
    rows = [
        england(stream, "2022-23", amount, "january-2019-round", "indicative")
        for stream, amount in (
            ("core", 88_265_872_000),
            ("primary-medical", 9_194_091_000),
            ("specialised", 21_500_480_000),
        )
    ]
    chart = charts.streams_chart([*rows, england("core", "2018-19", 1, "january-2016-round")])
    assert chart is not None
    assert chart.title == "All streams together reach £119.0 billion in 2022/23, indicative"
    assert [row[0] for row in chart.table.rows] == ["2022/23, indicative"]
    assert charts.streams_chart(rows[:2]) is None


def test_real_growth_is_told_inside_the_longest_series_only() -> None:
    rows = [
        Row(year="2013-14", cash_gbp=100, real_gbp=100, series="a"),
        Row(year="2014-15", cash_gbp=110, real_gbp=105, series="a"),
        Row(year="2015-16", cash_gbp=500, real_gbp=400, series="b"),
    ]
    chart = charts.real_chart(rows)
    assert chart is not None
    assert chart.title == "Nene: +10.0% in cash from 2013/14 to 2014/15, +5.0% in real terms"
    assert charts.real_chart(rows[:1]) is None
    assert charts.real_head_chart(rows) is None


def test_real_terms_per_head_leaves_gaps() -> None:
    rows = [
        Row(year=f"20{y}-{y + 1}", per_head_gbp=h, real_per_head_gbp=h)
        for y, h in ((13, 1000.0), (14, None), (15, 1200.0))
    ]
    chart = charts.real_head_chart(rows)
    assert chart is not None
    assert chart.table.rows[1] == ("2014/15", "not known", "not known")


def test_pace_says_how_many_did_how_many_did_not_and_of_how_many_it_cannot_be_told() -> None:
    counts: dict[str, dict[bool | None, int]] = {"2020-21": {True: 51, False: 53, None: 2}, "2019-20": {None: 106}}
    chart = charts.pace_chart(counts, "cyp-eating-disorder-spend", "2020-21")
    assert chart is not None
    assert "at least as fast as the allocation in 51 CCGs and not in 53; of 2 it cannot be told" in chart.title
    assert chart.table.rows == (("2019/20", "0", "0", "106"), ("2020/21", "51", "53", "2"))
    untold = charts.pace_chart(counts, "mh-spend-total", "2019-20")
    assert untold is not None
    assert untold.title.endswith("it cannot be told for any of 106 CCGs")
    assert charts.pace_chart({}, "mh-spend-total", "2019-20") is None


def test_the_gap_between_spending_and_allocation_is_ranked_where_both_are_known() -> None:
    rows = [
        Row(spend_growth_pct=10.0, allocation_growth_pct=4.0),
        Row("NHS Bexley CCG", spend_growth_pct=1.0, allocation_growth_pct=4.0),
        Row("NHS Barnet CCG", spend_growth_pct=1.0),
    ]
    chart = charts.pace_ranked(rows, "mh-spend-total", "2021-22")
    assert chart is not None
    assert chart.table.rows == (("Bexley", "−3.0"), ("Nene", "6.0"))
    assert charts.pace_ranked(rows[2:], "mh-spend-total", "2021-22") is None


def test_a_pool_that_is_not_known_is_not_drawn_as_nothing_pooled() -> None:
    rows = [
        Row(year="2015-16", measure="minimum-pool", value=3_800_000_000),
        Row(year="2015-16", measure="total-pool", value=5_300_000_000),
        Row(year="2016-17", measure="minimum-pool", value=3_900_000_000),
        Row(year="2016-17", measure="total-pool", value=37_500_000, level="health-and-wellbeing-board"),
    ]
    chart = charts.pooled_chart(rows)
    assert chart is not None
    assert chart.title == "£5.3 billion pooled in 2015/16, of which £3.8 billion had to be"
    assert chart.table.rows[1] == ("2016/17", "3.9", "not known")
    assert charts.pooled_chart(rows[2:]) is None


def test_waiting_makes_every_month_dearer() -> None:
    chart = charts.waiting_chart(639_027_000, -8_600_000, 1.0, 0)
    assert chart is not None
    assert (
        chart.title
        == "Savings needed a month: £1.2 million if they start now, £15.0 million if they wait for the last month"
    )
    assert len(chart.table.rows) == 12
    first = [trace["x"][0] for trace in json.loads(chart.plotly_json())["data"]]
    assert round(sum(first) * 12, 1) == 15.0


def test_without_a_target_only_breaking_even_is_drawn() -> None:
    chart = charts.waiting_chart(639_027_000, -8_600_000, None, 6)
    assert chart is not None
    assert [column.label for column in chart.table.columns] == ["Months left", "To break even"]
    assert len(chart.table.rows) == 6


def test_nothing_needed_or_no_month_left_draws_nothing() -> None:
    assert charts.waiting_chart(100, 1_000_000, 1.0, 0) is None
    assert charts.waiting_chart(100, None, 1.0, 0) is None
    assert charts.waiting_chart(100_000_000, -1, 1.0, 12) is None
