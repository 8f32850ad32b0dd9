"""The facts the system must show of interventions, asked of the data over HTTP. Names are typed from the sources."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("loaded")
# hsj-7009419 and gponline-1403113: the nine put into special measures on 21 July 2016
NINE = {
    "Coventry and Rugby", "Croydon", "East Surrey", "Enfield", "North Somerset", "North Tyneside",
    "South Gloucestershire", "Vale of York", "Walsall",
}  # fmt: skip


def asked(client: Client, path: str, **query: str | list[str]) -> dict[str, Any]:
    answer = client.get(f"/api/v1/{path}?{urlencode({**query, 'page_size': '1000'}, doseq=True)}")
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def names(answer: dict[str, Any]) -> set[str]:
    rows = answer["results"]
    found = {row["name"].removeprefix("NHS ").removesuffix(" CCG") for row in rows}
    assert len(found) == len(rows) == answer["count"]
    return found


def test_the_nine_are_active_at_the_end_of_july_2016(client: Client) -> None:
    answer = asked(client, "interventions/", kind="special-measures", active_on="2016-07-31")
    assert names(answer) == NINE | {"Shropshire", "Nene"}
    assert {row["end_known"] for row in answer["results"] if row["ods_code"] == "04G"} == {False}


def test_an_intervention_ends_with_the_month_it_is_known_to_have_ended_in(client: Client) -> None:
    def active(day: str) -> bool:
        rows = asked(client, "interventions/", kind="special-measures", ods_code="99C", active_on=day)["results"]
        return bool(rows)

    assert [active(day) for day in ("2016-07-20", "2016-07-21", "2017-01-30", "2017-01-31")] == [
        False,
        True,
        True,
        False,
    ]


def test_a_year_is_the_year_an_intervention_began_or_may_have_begun(client: Client) -> None:
    began = asked(client, "interventions/", kind="special-measures", year="2016-17")["results"]
    codes = {row["ods_code"] for row in began}
    assert {"07X", "05A", "07L", "00L"} <= codes  # 00L: "2016" may lie on either side of 1 April
    assert "05N" not in codes  # November 2015
    assert "00L" in {row["ods_code"] for row in asked(client, "interventions/", year="2015-16")["results"]}


def test_areas_without_a_ccg_say_that_a_code_does_not_apply(client: Client) -> None:
    rows = asked(client, "interventions/", kind="capped-expenditure-process")["results"]
    assert len(rows) == 13
    devon = next(row for row in rows if row["area"] == "Devon")
    assert (devon["ods_code"], devon["name"], devon["start"], devon["start_precision"]) == (None, None, "2017", "year")
    assert {devon["missing"][key] for key in ("ods_code", "name")} == {"not-applicable"}
    assert devon["missing"]["end"] == "not-known"


def test_interventions_are_found_by_region(client: Client) -> None:
    london = asked(client, "interventions/", kind="special-measures", region="Y56")
    assert {"Croydon", "Enfield", "Harrow"} <= names(london)
    assert not names(london) & {"Shropshire", "Vale of York"}


def test_all_kinds_of_the_data_are_served(client: Client) -> None:
    rows = asked(client, "interventions/")["results"]
    assert len(rows) == 211
    assert len({row["kind"] for row in rows}) == 12
    assert len({row["intervention_id"] for row in rows}) == 211
    assert all(row["sources"] for row in rows)
