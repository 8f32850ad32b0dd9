"""Indicators and their values over the bundled data, as a script that calls the API sees them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def api(loaded: str) -> Client:
    return Client()


def ask(api: Client, path: str, status: int = 200, **query: Any) -> dict[str, Any]:
    answer = api.get(f"/api/v1/{path}", query)
    assert answer.status_code == status, answer.content[:500]
    found: dict[str, Any] = answer.json()
    return found


def test_indicators_say_what_they_are_and_values_where_they_come_from(api: Client) -> None:
    indicator = ask(api, "indicators/", indicator="eip-2-week")["results"][0]
    assert (indicator["standard_value"], indicator["direction"]) == (60, "higher-better")
    assert ask(api, "indicators/")["count"] == 118
    values = ask(api, "indicator-values/", indicator="smoking-prevalence-qof", year="2020-21", page_size=1000)
    assert values["coverage"] == {"known": 135, "possible": 135}
    assert all(row["interval"] == "published" and row["sources"] for row in values["results"])


def test_intervals_are_computed_where_numbers_of_people_are_known(api: Client) -> None:
    query: dict[str, Any] = {"indicator": "cyp-mh-closed-before-treatment-pct", "year": "2021-22", "page_size": 1000}
    rows = ask(api, "indicator-values/", **query)["results"]
    assert all(row["lower"] < row["value"] < row["upper"] and row["interval"] == "computed" for row in rows)
    places = ask(api, "indicator-values/", indicator="ethnic-minority-pct", year="2021-22")["results"]
    assert all(row["interval"] is None and row["missing"]["lower"] == "not-applicable" for row in places)


def test_values_of_calendar_years_are_found_under_the_year_they_count_as(api: Client) -> None:
    rows = ask(api, "indicator-values/", indicator="treatable-mortality-rate", year="2016-17")["results"]
    assert {(row["year"], row["period"]) for row in rows} == {("2016-17", "2016")}


def test_indicators_can_be_asked_for_by_what_they_cover(api: Client) -> None:
    of_year = {row["indicator"] for row in ask(api, "indicators/", year="2021-22", page_size=1000)["results"]}
    assert "opioid-ome-per-1000" in of_year
    assert "cancer-62-day" not in of_year
    in_london = ask(api, "indicator-values/", indicator="iapt-recovery-rate", year="2018-19", region="Y56")
    assert in_london["coverage"] == {"known": 32, "possible": 32}
