"""A CCG beside others, and its rating beside its money: what a reader sees of what is asked over both apps."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("loaded")


def html(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return unescape(answer.getvalue().decode())


def test_a_ccg_stands_beside_england_its_region_and_ten_like_it(client: Client) -> None:
    page = html(client, "/ccgs/07X/?year=2018-19")
    assert "Enfield on" in page
    assert "Similar CCGs" in page
    told = client.get("/ccgs/07X.json?year=2018-19").json()
    assert len(told["similar"]) == 10
    assert [row["distance"] for row in told["similar"]] == sorted(row["distance"] for row in told["similar"])
    assert all(row["lowest"] <= row["value"] <= row["highest"] for row in told["indicators"])
    assert not {"people", "bed days", "placements", "count"} & {row["unit"] for row in told["indicators"]}


def test_whom_a_ccg_is_compared_with_is_chosen_in_the_address(client: Client) -> None:
    told = client.get("/ccgs/07X.json?year=2018-19&similar=07V&similar=07M").json()
    assert [row["ods_code"] for row in told["similar"]] == ["07V", "07M"]
    assert told["similar"][0]["missing"] == {"distance": "not-applicable"}
    assert "2 CCGs chosen in the address." in html(client, "/ccgs/07X/?year=2018-19&similar=07V&similar=07M")


def test_each_mismatch_stands_under_its_rule_with_both_figures(client: Client) -> None:
    page = html(client, "/mismatch/")
    assert "Rated well, but in deficit" in page
    assert "the money looks better than the rating" in page
    rows = client.get("/api/v1/mismatch/").json()["results"]
    for row in rows:
        assert row["sentence"] in page
        assert row["rating_sources"]
        assert row["finance_sources"]
    assert {row["rule"] for row in rows} <= {"good-in-deficit", "good-below-target", "inadequate-on-target"}


def test_no_mismatch_says_how_much_could_be_told(client: Client) -> None:
    page = html(client, "/mismatch/?year=2021-22")
    assert "None disagrees." in page
    assert "0 of 106 CCG-years" in page
