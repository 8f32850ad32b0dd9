"""What the importers of this app refuse: one true row of the bundled data, changed in one way."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ccgdash.releases.imports.datasets import Dataset, datasets
from ccgdash.releases.imports.files import ReceivedFile
from ccgdash.releases.imports.parse import Parsed, parse

DATA = Path(__file__).resolve().parents[4] / "data"
NAMES = ["ratings", "ratings_conflicts", "rating_totals", "interventions"]


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def known_to(dataset: Dataset) -> dict[str, set[tuple[Any, ...]]]:
    known: dict[str, set[tuple[Any, ...]]] = {"sources:source_id": {(row["source_id"],) for row in rows_of("sources")}}
    for reference in dataset.references:
        known[reference.known_as] = {tuple(row[to] for to in reference.to) for row in rows_of(reference.dataset)}
    return known


def parsed(name: str, *rows: dict[str, str]) -> Parsed:
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    dataset = datasets()[name]
    return parse(dataset, ReceivedFile(f"{name}.csv", text.getvalue().encode()), known_to(dataset))


def example(name: str, **where: str) -> dict[str, str]:
    return next(row for row in rows_of(name) if where.items() <= row.items())


ENFIELD = {"ods_code": "07X", "year": "2015-16", "assessment": "headline"}
COVENTRY = {"intervention_id": "special-measures-05a-2016-07-21"}
TOTAL = {"year": "2015-16", "assessment": "headline", "label": "inadequate"}
REFUSED = [
    ("ratings", ENFIELD, {"label": "excellent"}, "label", "is none of outstanding, good"),
    ("ratings", ENFIELD, {"label": "assured"}, "label", "is not on the scale of that assessment: outstanding, good"),
    ("ratings", ENFIELD, {"label": "green"}, "label", "is not on the scale"),
    ("ratings", ENFIELD, {"framework": "ccg-iaf"}, "assessment", "no scale is known for ccg-iaf 2015-16 headline"),
    ("ratings", ENFIELD, {"period": "baseline"}, "assessment", "no scale is known for"),
    ("ratings", ENFIELD, {"assessment": "overall"}, "assessment", "is not headline, component:"),
    ("ratings", ENFIELD, {"year": "2015-17"}, "year", "is not a financial year"),
    ("ratings", ENFIELD, {"year": "2020-21"}, "ods_code", "07X 2020-21 is not in ccg_years"),
    ("ratings", ENFIELD, {"reported": "2016-13"}, "reported", "is not a date like 2016"),
    ("ratings", ENFIELD, {"derivation": "guessed"}, "derivation", "is none of direct"),
    ("ratings", ENFIELD, {"source_ids": ""}, "source_ids", "names no source"),
    ("ratings", ENFIELD, {"source_ids": "nobody"}, "source_ids", "nobody is not in sources"),
    ("ratings_conflicts", {}, {"claim": ""}, "claim", "is empty"),
    ("ratings_conflicts", {}, {"source_ids": ""}, "source_ids", "names no source"),
    ("rating_totals", TOTAL, {"label": "not-assured"}, "label", "is not on the scale"),
    ("rating_totals", TOTAL, {"ccg_count": "210"}, "ccg_count", "is not between 0 and total_ccgs (209)"),
    ("rating_totals", TOTAL, {"ccg_count": "-1"}, "ccg_count", "is not between 0 and total_ccgs"),
    ("rating_totals", TOTAL, {"status": "certain"}, "status", "is none of confirmed"),
    ("interventions", COVENTRY, {"ods_code": ""}, "ods_code", "names neither a CCG nor an area"),
    ("interventions", COVENTRY, {"ods_code": "999"}, "ods_code", "999 is not in ccgs"),
    ("interventions", COVENTRY, {"start": "2016-07"}, "start_precision", "should be month for start 2016-07"),
    ("interventions", COVENTRY, {"start": ""}, "start_precision", "should be empty for start empty"),
    ("interventions", COVENTRY, {"end_precision": ""}, "end_precision", "should be month for end 2017-04"),
    ("interventions", COVENTRY, {"end": "2016-06"}, "end", "is before the start, 2016-07-21"),
    ("interventions", COVENTRY, {"kind": "Special Measures"}, "kind", "is not a slug"),
    ("interventions", COVENTRY, {"start": "2016-07-32"}, "start", "is not a date like 2016"),
]


@pytest.mark.parametrize(("name", "where", "change", "column", "reason"), REFUSED)
def test_a_row_that_cannot_be_true_is_refused_with_its_reason(
    name: str, where: dict[str, str], change: dict[str, str], column: str, reason: str
) -> None:
    row = example(name, **where)
    assert not parsed(name, row).rejections
    refused = parsed(name, row | change)
    assert not refused.rows
    assert (refused.rejections[0].row_number, refused.rejections[0].column) == (2, column)
    assert reason in refused.rejections[0].reason


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_the_bundled_table_is_taken(name: str) -> None:
    rows = rows_of(name)
    taken = parsed(name, *rows)
    assert taken.rejections == []
    assert len(taken.rows) == len(rows)


def test_an_end_in_the_month_of_the_start_is_no_contradiction() -> None:
    row = example("interventions", **COVENTRY) | {"end": "2016-07", "end_precision": "month"}
    assert not parsed("interventions", row).rejections


def test_dates_are_kept_as_written_beside_the_days_they_may_mean() -> None:
    taken = parsed("interventions", example("interventions", **COVENTRY)).rows
    _, row = taken["special-measures-05a-2016-07-21",]
    assert (row["start"], row["end"]) == ("2016-07-21", "2017-04")
    assert (row["start_earliest"], row["start_latest"]) == (date(2016, 7, 21), date(2016, 7, 21))
    assert (row["end_earliest"], row["end_latest"]) == (date(2017, 4, 1), date(2017, 4, 30))
