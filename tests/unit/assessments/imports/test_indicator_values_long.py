"""A user's own long table of indicator values: taken with the habits such files have, refused row by row."""

from __future__ import annotations

import pytest

from assessments.imports.indicator_values import INDICATOR_VALUES
from ccgdash.releases.imports.files import ReceivedFile
from ccgdash.releases.imports.parse import Known, Parsed, parse

CCGS = ("07X", "07M", "W2U3Z")
YEARS = {("07X", "2018-19"), ("07M", "2018-19"), ("07X", "2019-20"), ("W2U3Z", "2021-22")}
KNOWN: Known = {
    "indicators:indicator_id": {("iapt-recovery-rate",), ("eip-2-week",)},
    "ccgs:ods_code": {(code,) for code in CCGS},
    "ccg_years:ods_code,year": YEARS,
    "sources:source_id": {("my-own-return",)},
}


def taken(text: str, year: str = "") -> Parsed:
    return parse(INDICATOR_VALUES, ReceivedFile("mine.csv", text.encode()), KNOWN, year=year)


def one(text: str) -> dict[str, object]:
    found = taken(text)
    assert found.rejections == []
    ((_, row),) = found.rows.values()
    return row


def test_code_year_indicator_and_value_are_enough() -> None:
    found = taken("Code,Year,Indicator,Value\n07X,2018-19,iapt-recovery-rate,51.2\n07M,2018-19,iapt-recovery-rate,49\n")
    assert found.rejections == []
    assert [(number, row["ods_code"], row["value"]) for number, row in found.rows.values()] == [
        (2, "07X", 51.2), (3, "07M", 49.0)
    ]  # fmt: skip
    row = next(row for _, row in found.rows.values())
    assert (row["derivation"], row["quality"], row["source_ids"], row["listed_year"]) == (
        "direct", "stated", [], "2018-19"
    )  # fmt: skip
    assert row["numerator"] is None


def test_every_column_is_taken_in_any_order() -> None:
    row = one(
        "Value,Upper CI,Lower_CI,Source,Denominator,Numerator,Indicator ID,Financial Year,Quarter,ODS Code,CCG Name\n"
        '51.2,55,48,my-own-return,"1,000",512,iapt-recovery-rate,2018/19,Q3,07x,NHS Enfield CCG\n'
    )
    assert (row["lower"], row["value"], row["upper"]) == (48, 51.2, 55)
    assert (row["numerator"], row["denominator"]) == (512, 1000)
    assert (row["year"], row["period"], row["ods_code"]) == ("2018-19", "Q3", "07X")
    assert row["source_ids"] == ["my-own-return"]


@pytest.mark.parametrize(
    ("written", "value"),
    [("51.2%", 51.2), ('"154,148"', 154_148), ("(17.5)", -17.5), ("(7.58)%", -7.58), (" 3 ", 3), ("-0.5", -0.5)],
)
def test_numbers_are_read_as_spreadsheets_print_them(written: str, value: float) -> None:
    assert one(f"code,year,indicator,value\n07X,2018-19,iapt-recovery-rate,{written}\n")["value"] == value


@pytest.mark.parametrize(
    ("written", "year", "period"),
    [("2018/19", "2018-19", ""), ("2018-2019", "2018-19", ""), ("2018/19 Q4", "2018-19", "Q4"),
     ("2018-19 quarter 1", "2018-19", "Q1")],
)  # fmt: skip
def test_years_are_read_as_people_write_them(written: str, year: str, period: str) -> None:
    row = one(f"code,year,indicator,value\n07X,{written},eip-2-week,3\n")
    assert (row["year"], row["period"]) == (year, period)


def test_an_indicator_may_be_called_by_its_name() -> None:
    row = one("code,year,indicator,value\n07X,2018-19,IAPT recovery rate,51\n")
    assert row["indicator_id"] == "iapt-recovery-rate"


def test_titles_above_the_heading_and_rows_of_groups_are_passed_over_and_rows_keep_their_numbers() -> None:
    found = taken(
        "My return,,,\n,,,\nCode,Year,Indicator,Value\nE92000001,2018-19,iapt-recovery-rate,50\n"
        "Y56,2018-19,iapt-recovery-rate,50\n07X,2018-19,iapt-recovery-rate,51\n07M,2018-19,iapt-recovery-rate,many\n"
    )
    assert [number for number, _ in found.rows.values()] == [6]
    assert [(each.row_number, each.column, each.value) for each in found.rejections] == [(7, "value", "many")]


@pytest.mark.parametrize("mark", ["", "-", "*", "N/A", "#N/A", "[c]"])
def test_a_row_without_a_value_is_no_value(mark: str) -> None:
    found = taken(f"code,year,indicator,value\n07X,2018-19,iapt-recovery-rate,{mark}\n07M,2018-19,eip-2-week,0\n")
    assert found.rejections == []
    assert [row["value"] for _, row in found.rows.values()] == [0]


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("07X,2018-19,no-such-thing,51", "indicator_id", "no-such-thing is not in indicators"),
        ("999,2018-19,eip-2-week,51", "ods_code", "999 is not in ccgs"),
        ("07X,2021-22,eip-2-week,51", "ods_code", "07X 2021-22 is not in ccg_years"),
        ("07X,2018,eip-2-week,51", "year", "is not a financial year"),
        ("07X,2018-20,eip-2-week,51", "year", "is not a financial year"),
        ("07X,2018-19,eip-2-week,#REF!", "value", "is not a number"),
        ("07X,2018-19,eip-2-week,1.2.3", "value", "is not a number"),
        ('07X,2018-19,eip-2-week,"1,5"', "value", "is not a number"),
        ("07X,,eip-2-week,51", "year", "is empty"),
        ("07X,2018-19,eip-2-week,51,extra", "", "cells, the heading has 13"),
    ],
)
def test_a_bad_row_is_refused_with_row_column_and_reason_and_the_good_ones_are_kept(
    line: str, column: str, reason: str
) -> None:
    found = taken(f"code,year,indicator,value\n07M,2018-19,eip-2-week,50\n{line}\n")
    assert [row["ods_code"] for _, row in found.rows.values()] == ["07M"]
    assert {(each.row_number, each.column) for each in found.rejections} == {(3, column)}
    assert reason in found.rejections[0].reason


def test_the_same_value_twice_and_another_year_than_asked_for_are_refused() -> None:
    text = "code,year,indicator,value\n07X,2018-19,eip-2-week,50\n07X,2018/19,EIP 2 week,51\n07X,2019-20,eip-2-week,1\n"
    found = taken(text, year="2018-19")
    assert [(each.row_number, each.reason) for each in found.rejections] == [
        (3, "repeats the key of row 2"), (4, "is not 2018-19")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "reason"),
    [
        ("code,year,indicator,value,colour", "has unknown column colour; a long table has indicator, code, year"),
        ("code,ods_code,year,indicator,value", "has two columns for ods_code"),
        ("code,year,indicator", "lacks column"),
    ],
)
def test_a_heading_that_cannot_be_read_is_told(heading: str, reason: str) -> None:
    found = taken(f"{heading}\n07X,2018-19,eip-2-week,1,1\n")
    assert not found.rows
    assert (found.rejections[0].row_number, found.rejections[0].reason[: len(reason)]) == (0, reason)
