"""What the importers of indicators refuse, and the year a value of a calendar period is listed by."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from assessments.imports.indicator_values import listed_year
from ccgdash.releases.imports.datasets import Dataset, datasets
from ccgdash.releases.imports.files import ReceivedFile
from ccgdash.releases.imports.parse import Parsed, parse

DATA = Path(__file__).resolve().parents[4] / "data"
RECOVERY = {"indicator_id": "iapt-recovery-rate", "ods_code": "07X", "year": "2018-19"}
DEATHS = {"indicator_id": "avoidable-mortality-rate", "ods_code": "07X", "period": "2016"}
SMOKING = {"indicator_id": "smoking-prevalence-qof", "year": "2020-21"}
REFUSED = [
    ("indicators", {"indicator_id": "eip-2-week"}, {"direction": "up"}, "direction", "is none of higher-better"),
    ("indicators", {"indicator_id": "eip-2-week"}, {"indicator_id": "EIP 2"}, "indicator_id", "is not a slug"),
    ("indicators", {"indicator_id": "eip-2-week"}, {"standard_value": "60%"}, "standard_value", "is not a number"),
    ("indicators", {"indicator_id": "eip-2-week"}, {"source_ids": ""}, "source_ids", "names no source"),
    ("indicator_values", RECOVERY, {"indicator_id": "nothing"}, "indicator_id", "nothing is not in indicators"),
    ("indicator_values", RECOVERY, {"ods_code": "999"}, "ods_code", "999 is not in ccgs"),
    ("indicator_values", RECOVERY, {"year": "2021-22"}, "ods_code", "07X 2021-22 is not in ccg_years"),
    ("indicator_values", RECOVERY, {"year": ""}, "year", "is empty, and period is no calendar year"),
    ("indicator_values", RECOVERY, {"period": "Q5"}, "period", "is not Q1 to Q4"),
    ("indicator_values", RECOVERY, {"value": ""}, "value", "is empty"),
    ("indicator_values", RECOVERY, {"value": "NaN"}, "value", "is not a number"),
    ("indicator_values", RECOVERY, {"value": "#REF!"}, "value", "is not a number"),
    ("indicator_values", DEATHS, {"year": "2016-17"}, "year", "must be empty for a calendar period"),
    ("indicator_values", SMOKING, {"lower": ""}, "lower", "is empty, but the other limit is given"),
    ("indicator_values", SMOKING, {"value": "99"}, "value", "is outside its limits"),
]


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def tables() -> dict[str, list[dict[str, str]]]:
    return {name: rows_of(name) for name in ("sources", "indicators", "indicator_values", "ccgs", "ccg_years")}


def known_to(dataset: Dataset, tables: dict[str, list[dict[str, str]]]) -> dict[str, set[tuple[Any, ...]]]:
    known: dict[str, set[tuple[Any, ...]]] = {"sources:source_id": {(row["source_id"],) for row in tables["sources"]}}
    for reference in dataset.references:
        known[reference.known_as] = {tuple(row[to] for to in reference.to) for row in tables[reference.dataset]}
    return known


def parsed(name: str, tables: dict[str, list[dict[str, str]]], *rows: dict[str, str]) -> Parsed:
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    dataset = datasets()[name]
    return parse(dataset, ReceivedFile(f"{name}.csv", text.getvalue().encode()), known_to(dataset, tables))


@pytest.mark.parametrize(("name", "where", "change", "column", "reason"), REFUSED)
def test_a_row_that_cannot_be_true_is_refused_with_its_reason(
    tables: dict[str, list[dict[str, str]]],
    name: str,
    where: dict[str, str],
    change: dict[str, str],
    column: str,
    reason: str,
) -> None:
    row = next(row for row in tables[name] if where.items() <= row.items())
    assert not parsed(name, tables, row).rejections
    refused = parsed(name, tables, row | change)
    assert not refused.rows
    assert (refused.rejections[0].row_number, refused.rejections[0].column) == (2, column)
    assert reason in refused.rejections[0].reason


@pytest.mark.parametrize("name", ["indicators", "indicator_values"])
def test_every_row_of_the_bundled_table_is_taken_under_a_ccg_in_force(
    tables: dict[str, list[dict[str, str]]], name: str
) -> None:
    taken = parsed(name, tables, *tables[name])
    assert taken.rejections == []
    assert len(taken.rows) == len(tables[name])
    in_force = {(row["ods_code"], row["year"]) for row in tables["ccg_years"]}
    values = [row for _, row in taken.rows.values() if "listed_year" in row]
    assert all((row["ods_code"], row["listed_year"]) in in_force for row in values)


@pytest.mark.parametrize(
    ("year", "period", "expected"),
    [
        ("2018-19", "Q4", "2018-19"),
        ("2018-19", "", "2018-19"),
        ("", "2016", "2016-17"),
        ("", "2016-2018", "2019-20"),
        ("", "2018-2020", "2021-22"),
    ],
)
def test_the_year_a_value_is_listed_by(year: str, period: str, expected: str) -> None:
    assert listed_year(year, period) == expected
