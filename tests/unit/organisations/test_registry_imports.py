"""What the registry's importers refuse: one true row of the bundled data, changed in one way."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from ccgdash.releases.imports.datasets import Dataset, datasets
from ccgdash.releases.imports.files import ReceivedFile
from ccgdash.releases.imports.parse import Parsed, parse

DATA = Path(__file__).resolve().parents[3] / "data"


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def known_to(dataset: Dataset) -> dict[str, set[tuple[Any, ...]]]:
    known: dict[str, set[tuple[Any, ...]]] = {"sources:source_id": {(row["source_id"],) for row in rows_of("sources")}}
    for reference in dataset.references:
        known[reference.known_as] = {tuple(row[to] for to in reference.to) for row in rows_of(reference.dataset)}
    return known


def parsed(name: str, *rows: dict[str, str], **known: set[tuple[Any, ...]]) -> Parsed:
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    dataset = datasets()[name]
    return parse(dataset, ReceivedFile(f"{name}.csv", text.getvalue().encode()), known_to(dataset) | known)


REFUSED = [
    ("regions", {"ods_code": "54"}, "ods_code", "is not a code like Y54"),
    ("regions", {"name": ""}, "name", "is empty, but must be given"),
    ("regions", {"last_year": "2012-13"}, "last_year", "before the first year"),
    ("regions", {"first_year": "2013-15"}, "first_year", "is not a financial year"),
    ("regions", {"gss_codes_all": "E40000001;E4"}, "gss_codes_all", "is not an ONS code"),
    ("regions", {"source_ids": ""}, "source_ids", "is empty, but must be given"),
    ("regions", {"source_ids": "nobody"}, "source_ids", "nobody is not in sources"),
    ("local_offices", {"kind": "branch"}, "kind", "is none of area-team"),
    ("local_offices", {"region_code": "Y99"}, "region_code", "Y99 is not in regions"),
    ("icbs", {"gss_code": "E5400004"}, "gss_code", "is not an ONS code"),
    ("ccgs", {"ods_code": "0C"}, "ods_code", "is not an ODS code"),
    ("ccgs", {"opened": "2021-04-01"}, "closed", "is not after the opening"),
    ("ccgs", {"opened": "2013-04"}, "opened", "is not a date"),
    ("ccgs", {"closed_basis": "rumour"}, "closed_basis", "is none of"),
    ("ccgs", {"successor_code": "00C"}, "successor_code", "is the CCG itself"),
    ("ccgs", {"successor_code": ""}, "final_code", "just where no successor"),
    ("ccgs", {"successor_code": "99Z"}, "successor_code", "99Z is not in ccgs"),
    ("ccgs", {"main_icb_code": "Q00"}, "main_icb_code", "Q00 is not in icbs"),
    ("ccg_years", {"footprint_name": "Somewhere"}, "footprint_code", "without its ONS code or name"),
    ("ccg_years", {"centroid_vintage": "2015-04", "ods_code": "16C"}, "centroid_vintage", "is not in centroids"),
    ("ccg_years", {"centroid_vintage": "2015-13"}, "centroid_vintage", "is not a month"),
    ("successions", {"successor_code": "00C"}, "successor_code", "is the CCG itself"),
    ("successions", {"share_pct": "100.1"}, "share_pct", "is above 100 per cent"),
    ("successions", {"area_overlap_pct": "-1"}, "area_overlap_pct", "is below 0 per cent"),
    ("boundary_changes", {"gss_code_after": "E38000065"}, "gss_code_after", "is the code it had before"),
    ("boundary_changes", {"first_seen_after": "2017-09"}, "first_seen_after", "is not after 2017-09"),
    ("boundary_changes", {"centroid_shift_m": "-1"}, "centroid_shift_m", "is below 0"),
    ("icb_successors", {"lsoa11_count": "0"}, "lsoa11_count", "is below 1"),
    ("icb_successors", {"icb_code": "Q00"}, "icb_code", "Q00 is not in icbs"),
    ("icb_successors", {"role": "most"}, "role", "is none of main, part"),
    ("centroids", {"lon": "-7.1"}, "lon", "is below -7"),
    ("centroids", {"lat": "56.1"}, "lat", "is above 56"),
    ("centroids", {"centroid_inside": "yes"}, "centroid_inside", "neither true nor false"),
    ("centroids", {"ons_lon": "-1.5"}, "ons_easting", "another part of the ONS label point is missing"),
    ("populations", {"population": "0"}, "population", "is below 1"),
    ("populations", {"population": "1.5"}, "population", "is not a whole number"),
    ("populations", {"basis": "April List"}, "basis", "is not a slug like april-list"),
    ("populations", {"year": "2020-21"}, "ods_code", "00C 2020-21 is not in ccg_years"),
    ("list_sizes_monthly", {"month": "2013-00"}, "month", "is not a month like 2016-07"),
    ("list_sizes_monthly", {"registered": "-3"}, "registered", "is below 1"),
    ("practice_counts", {"ods_code": "99Z"}, "ods_code", "99Z is not in ccgs"),
    ("practice_counts", {"year": "2014-15"}, "year", "is not 2013-14, the year of 2013-04-01"),
    ("practice_counts", {"practices": "#REF!"}, "practices", "is not a whole number"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "changes", "column", "reason"), REFUSED)
def test_an_untrue_row_is_refused_with_its_column_and_reason(
    name: str, changes: dict[str, str], column: str, reason: str
) -> None:
    first, *others = rows_of(name)
    result = parsed(name, {**first, **changes}, *others)
    assert [(r.row_number, r.column) for r in result.rejections] == [(2, column)]
    assert reason in result.rejections[0].reason
    assert len(result.rows) == len(others)


@pytest.mark.parametrize(
    "name", sorted(name for name, d in datasets().items() if d.model._meta.app_label == "organisations")
)
def test_every_row_of_the_bundled_data_is_taken(name: str) -> None:
    rows = rows_of(name)
    result = parsed(name, *rows)
    assert result.rejections == []
    assert len(result.rows) == len(rows)


def test_a_row_refused_takes_those_along_that_refer_to_it() -> None:
    rows = [row if row["ods_code"] != "13T" else {**row, "opened": "never"} for row in rows_of("ccgs")]
    new = parsed("ccgs", *rows, **{"ccgs:ods_code": set()})
    assert {(r.column, r.value) for r in new.rejections} == {("opened", "never"), ("successor_code", "13T")}
    assert {row["ods_code"] for row in rows} - {code for (code,) in new.rows} == {"00F", "00G", "00H", "13T"}


def test_a_row_may_refer_to_what_the_newest_state_holds() -> None:
    some = parsed("ccgs", *(row for row in rows_of("ccgs") if row["ods_code"] == "00F"))
    assert some.rejections == []
