"""CCGs side by side, on the bundled data: who is shown, in which year, with which figures, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.contracts.html import Node, parse

pytestmark = pytest.mark.usefixtures("loaded")


def ask(client: Client, query: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/compare/?{query}")
    assert answer.status_code == 200, answer.content
    body: dict[str, Any] = answer.json()
    return body


def page(client: Client, query: str) -> Node:
    answer = client.get(f"/compare/?{query}")
    assert answer.status_code == 200
    return parse(answer.content.decode())


def codes(client: Client, query: str) -> list[str]:
    return sorted(row["ods_code"] for row in ask(client, query)["results"])


def test_the_ccgs_named_are_those_shown_in_a_year_they_share(client: Client) -> None:
    found = ask(client, "ccg=07M&ccg=07V&ccg=08C")["results"]
    assert sorted(row["ods_code"] for row in found) == ["07M", "07V", "08C"]
    assert {row["year"] for row in found} == {"2018-19"}


def test_all_ccgs_of_a_place_stand_side_by_side(client: Client) -> None:
    london = client.get("/api/v1/ccgs/?region=Y56&year=2018-19&page_size=1000").json()["results"]
    assert codes(client, "region=Y56&year=2018-19") == sorted(row["ods_code"] for row in london)
    assert len(codes(client, "footprint=QMJ&year=2019-20")) == 5


def test_a_ccg_that_was_not_in_force_is_named_not_dropped_silently(client: Client) -> None:
    text = page(client, "ccg=07M&ccg=W2U3Z&year=2018-19").text
    assert "Not in force in 2018/19, so not shown: NHS North West London CCG (W2U3Z)" in text


def test_figures_are_those_of_the_ccg_s_own_page(client: Client) -> None:
    (row,) = ask(client, "ccg=05N&year=2016-17")["results"]
    told = client.get("/api/v1/ccgs/05N/").json()
    money = next(each for each in told["finance"] if each["year"] == "2016-17")
    assert row["allocation_gbp"] == money["allocation_gbp"]
    assert row["surplus_gbp"] == money["surplus_gbp"] == -32_600_000
    assert row["finance_status"] == money["finance_status"] == "deficit"
    rated = {each["year"]: each["rating"] for each in told["years"] if each["framework"]}
    assert {each["year"]: each["rating"] for each in row["ratings"]} == rated


def test_more_than_twenty_are_refused_and_twenty_are_not(client: Client) -> None:
    known = [row["ods_code"] for row in client.get("/api/v1/ccgs/?year=2018-19&page_size=30").json()["results"]]
    twenty = "&".join(f"ccg={code}" for code in known[:20])
    assert ask(client, twenty)["count"] == 20
    assert ask(client, f"{twenty}&ccg={known[0]}")["count"] == 20
    answer = client.get(f"/compare/?{twenty}&ccg={known[20]}")
    assert answer.status_code == 400
    assert "21 CCGs were given, at most 20 stand side by side" in parse(answer.content.decode()).text


def test_nobody_asked_for_gives_nobody_and_says_what_to_do(client: Client) -> None:
    told = ask(client, "")
    assert told["results"] == []
    assert "Choose up to 20 CCGs" in told["reason"]


def test_each_ccg_named_can_be_taken_away_and_others_added(client: Client) -> None:
    shown = page(client, "ccg=07M&ccg=07V")
    links = {link.attrs["href"] for link in shown.all("a", href=None)}
    assert {"/compare/?ccg=07M", "/compare/?ccg=07V"} <= links
    kept = [box.attrs["value"] for box in shown.all("input", type="hidden", name="ccg")]
    assert kept == ["07M", "07V"]


def test_breaks_and_gaps_of_the_strip_are_marked(client: Client) -> None:
    shown = page(client, "ccg=05N&ccg=15E&year=2018-19")
    cells = [cell for cell in shown.all("td") if cell.has_class("app-matrix__cell")]
    texts = [cell.text for cell in cells]
    assert texts.count("Not in force") == 5
    assert texts.count("Inadequate") == 3
    assert any(cell.has_class("app-matrix--break") for cell in cells)
    links = [link.attrs["href"] for cell in cells for link in cell.all("a", href=None)]
    assert links
    assert all(re.fullmatch(r"/ccgs/\w+/#ratings", href) for href in links)


def test_unknown_is_drawn_as_unknown_and_a_measure_known_of_one_is_not_drawn(client: Client) -> None:
    svg = client.get("/compare/charts/dft-pct.svg?ccg=07M&ccg=07V&ccg=08C&year=2018-19")
    assert svg.status_code == 200
    assert "Barnet" in svg.content.decode()
    assert client.get("/compare/charts/surplus-pct.svg?ccg=07M&ccg=07V&year=2018-19").status_code == 404


def test_it_asks_the_database_a_few_times_however_many_ccgs(
    client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client.get("/api/v1/compare/?ccg=07M")
    with django_assert_max_num_queries(12):
        answer = client.get("/api/v1/compare/?region=Y56&year=2017-18")
    assert answer.json()["count"] == 32


def test_a_ccg_s_page_leads_to_the_comparison_with_those_most_like_it(client: Client) -> None:
    shown = parse(client.get("/ccgs/07M/").content.decode())
    (link,) = [link.attrs["href"] for link in shown.all("a", href=None) if link.attrs["href"].startswith("/compare/?")]
    assert link.count("ccg=") == 11
    found = client.get(link)
    assert found.status_code == 200


def test_the_explorer_compares_those_it_found_if_they_are_few(client: Client) -> None:
    """The nine of July 2016 and Shropshire; 26 are too many, and of two years it is not clear which is meant."""

    def link(query: str) -> str:
        tree = parse(client.get(f"/ccgs/?{query}").content.decode())
        found = [each.attrs["href"] for each in tree.all("a") if each.text.startswith("Compare these")]
        return found[0] if found else ""

    few = "year=2015-16&special_measures=yes"
    compared = client.get(f"/api/v1{link(few)}").json()["results"]
    asked = client.get(f"/api/v1/ccgs/?{few}").json()["results"]
    assert {row["ods_code"] for row in compared} == {row["ods_code"] for row in asked}
    assert {row["year"] for row in compared} == {"2015-16"}
    assert link("year=2015-16&rating=inadequate") == ""
    assert link("q=croydon&year=2015-16&year=2016-17") == ""
