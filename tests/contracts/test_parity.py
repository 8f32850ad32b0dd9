"""One answer everywhere: the page, its JSON and CSV, and the API's, give the same rows, order, values and count.

Every route of the site is walked, as the URL resolver has it: a new one joins by itself, or is named with a reason.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

import pytest
from django.test import Client

from ccgdash.lib.words import count_words
from tests.contracts import questions
from tests.contracts.html import Node, ShownList, parse, shown_fields, shown_lists
from tests.contracts.routes import (
    NOT_READS,
    SAMPLES,
    Pairs,
    Route,
    addresses,
    endpoint_of,
    endpoints,
    face_of,
    pages,
    reads,
    route_of,
)
from tests.contracts.values import csv_row, is_said, same_cell, value_at

Rows = list[dict[str, Any]]
PAGE = 100
ELSEWHERE_ON_PAGE: dict[tuple[str, str], Callable[[dict[str, Any]], bool]] = {
    ("ccg", "ratings"): lambda row: row["assessment"] != "headline"
}
"""Rows of a list that its table leaves out, because the page shows them in another: the headlines stand in `years`."""

list_pages = pytest.mark.parametrize("page", [p for p in pages() if p.is_list], ids=lambda p: p.name)
detail_pages = pytest.mark.parametrize("page", [p for p in pages() if not p.is_list], ids=lambda p: p.name)
all_endpoints = pytest.mark.parametrize("endpoint", endpoints(), ids=lambda e: e.name)


# --- asking -----------------------------------------------------------------------------------------------------------
def body(visitor: Client, url: str) -> str:
    answer = visitor.get(url)
    text: str = answer.getvalue().decode()
    assert answer.status_code == 200, f"{url}: {answer.status_code} {text[:500]}"
    return text


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def asked_of(resource: Any, fixed: tuple[str, ...], *, all_of_them: bool) -> list[Pairs]:
    """The questions of one route; further samples of a path get a few."""
    found = list(questions.of_list(resource, fixed))
    return found if all_of_them else [*found[:1], *islice(found, 4, None, 5)]


# --- routes -----------------------------------------------------------------------------------------------------------
def test_every_address_is_walked_or_named_with_a_reason() -> None:
    left = [
        path
        for path, pattern in addresses()
        if route_of(path, pattern) is None and not path.startswith(tuple(NOT_READS))
    ]
    assert left == []
    assert all(any(path.startswith(known) for path, _pattern in addresses()) for known in NOT_READS)


def test_every_part_of_a_path_has_samples() -> None:
    assert {name for route in reads() for name in route.parameters} <= set(SAMPLES)


def test_every_page_has_three_faces_and_every_resource_an_endpoint_of_its_rows() -> None:
    for page in pages():
        assert {face_of(page, face).resource for face in ("json", "csv")} == {page.resource}
    shown, served = ({route.resource.row for route in routes} for routes in (pages(), endpoints()))
    assert shown <= served


# --- lists ------------------------------------------------------------------------------------------------------------
@list_pages
def test_list_pages_show_the_rows_of_their_json_csv_and_api(page: Route, visitor: Client) -> None:
    for place, key in enumerate(page.samples()):
        for query in asked_of(page.resource, page.parameters, all_of_them=place == 0):
            told = json.loads(body(visitor, face_of(page, "json").url(key, query)))
            html = body(visitor, page.url(key, query))
            file = body(visitor, face_of(page, "csv").url(key, query))
            assert csv_differences(told, table(file), query) == [], page.url(key, query)
            assert page_differences(visitor, told, parse(html)) == [], page.url(key, query)
            api = endpoint_of(page.resource)
            if api:
                assert api_differences(visitor, told, file, api, (*key.items(), *query)) == [], query


@all_endpoints
def test_endpoints_give_the_same_rows_as_json_and_csv(endpoint: Route, visitor: Client) -> None:
    if any(page.resource is endpoint.resource for page in pages()):
        return  # walked with its page
    for query in questions.of_list(endpoint.resource):
        told = json.loads(body(visitor, endpoint.url({}, query)))
        rows = table(body(visitor, endpoint.url({}, (*query, ("format", "csv")))))
        assert csv_differences(told, rows, query) == [], query


def csv_differences(told: Any, rows: list[dict[str, str]], query: Pairs) -> list[str]:
    """The CSV has every row of the question, or those of the page asked for, as the JSON has them; none: it does."""
    if {name for name, _value in query} & {"page", "page_size"}:
        return cell_differences(told["results"], rows)
    missed = [] if len(rows) == told["count"] else [f"{len(rows)} rows for a count of {told['count']}"]
    return missed + cell_differences(told["results"], rows[:PAGE])


def cell_differences(results: Rows, rows: list[dict[str, str]]) -> list[str]:
    """Where the rows of a CSV say something else than those of the JSON, in the same columns and order."""
    found = [] if len(rows) == len(results) else [f"{len(rows)} rows for {len(results)}"]
    for at, (row, told) in enumerate(zip(results, rows, strict=False)):
        expected = csv_row(row, list(told))
        found += [] if list(told) == list(expected) else [f"row {at}: columns {list(told)} for {list(expected)}"]
        wrong = [name for name in told if not same_cell(told[name], expected.get(name, ""))]
        found += [f"row {at}, {name}: {told[name]!r} for {expected.get(name)!r}" for name in wrong]
    return found


def api_differences(visitor: Client, told: Any, file: str, api: Route, query: Pairs) -> list[str]:
    """What the endpoint of a list's rows answers otherwise than the page's JSON and CSV; links are its own."""
    served = json.loads(body(visitor, api.url({}, query)))
    places = ("next", "previous")
    found = [name for name in {*served, *told} - set(places) if served.get(name) != told.get(name)]
    found += [place for place in places if (served[place] is None) != (told[place] is None)]
    same_file = body(visitor, api.url({}, (*query, ("format", "csv")))) == file
    return found if same_file else [*found, "the CSV"]


def page_differences(visitor: Client, told: Any, page: Node) -> list[str]:
    """What a page shows otherwise than its JSON tells: rows, rows it takes from elsewhere, counts; none: one answer."""
    lists = list(shown_lists(page))
    own = [shown for shown in lists if shown.name == "results"]
    found = [] if own or not told["results"] else ["no list is shown"]
    found += [each for shown in own for each in row_differences(shown, told["results"])]
    for shown in (each for each in lists if each.name.startswith("/")):
        found += row_differences(shown, elsewhere(visitor, shown, page))
        found += [f"{shown.name}: no row of it"] if is_part(shown, page) and not shown.rows else []
    return found + count_differences(told, page)


def row_differences(shown: ShownList, results: Rows) -> list[str]:
    """Where a table shows other keys, another order, one key twice, or a cell that does not say its value."""
    results = grouped(shown, results)
    keys = [tuple(str(row[name]) for name in shown.key) for row in results]
    seen = [row.key for row in shown.rows]
    if seen != keys:
        other = sorted(set(keys) ^ set(seen))[:5]
        return [f"{shown.name}: not the same rows: {other}" if other else f"{shown.name} stands in another order"]
    found = [] if len(set(keys)) == len(keys) else [f"{shown.name}: one key stands twice"]
    for row, result in zip(shown.rows, results, strict=True):
        if not row.cells and (result.get("known") or result.get("published")):
            found.append(f"row {row.key} names no column")
        wrong = {name: (cell, value_at(result, name)) for name, cell in row.cells if not is_said(cell, result, name)}
        found += [f"row {row.key}, {name}: (cell, value) {pair}" for name, pair in wrong.items()]
    return found


def grouped(shown: ShownList, results: Rows) -> Rows:
    """The rows as a page that heads them by a column (`data-grouped`) has to have them: in order under each head."""
    if not shown.grouped:
        return results
    at = {tuple(str(row[name]) for name in shown.key): row[shown.grouped] for row in results}
    heads = list(dict.fromkeys(at.get(row.key) for row in shown.rows))
    return sorted(results, key=lambda row: heads.index(row[shown.grouped]) if row[shown.grouped] in heads else 0)


def elsewhere(visitor: Client, shown: ShownList, page: Node) -> Rows:
    """The rows of the list at another address that a table names; those it shows, where it shows a part of them."""
    results: Rows = json.loads(body(visitor, shown.name))["results"]
    if not is_part(shown, page):
        return results
    keys = {row.key for row in shown.rows}
    return [row for row in results if tuple(str(row[name]) for name in shown.key) in keys]


def is_part(shown: ShownList, page: Node) -> bool:
    """Whether a table says that it shows some rows of its list only, in the same order."""
    return any(True for _ in page.all(data_rows=shown.name, data_part=None))


def count_differences(told: Any, page: Node) -> list[str]:
    """Where heading, download button or coverage tell otherwise than the envelope; an empty list has to tell why."""
    headings = [region.attrs["data-results"] for region in page.all(data_results=None)]
    links = [link.text for link in page.all("a", download=None)]
    found = [f"heading: {words}" for words in headings if not words.startswith(f"{told['count']} ")]
    found += [f"download: {words}" for words in links if count_words(told["count"], "row") not in words]
    coverage = told["coverage"]
    if told["results"] and coverage and headings:
        said = [node.text for node in page.all("p") if node.has_class("app-coverage")][:1]
        expected = f"{coverage['known']} of {coverage['possible']} "
        found += [] if said and said[0].startswith(expected) else [f"coverage: {said} for {expected}"]
    if not told["results"] and told["release"] and " ".join(told["reason"].split()) not in page.text:
        found.append("the reason of an empty list")
    return found


# --- things -----------------------------------------------------------------------------------------------------------
@detail_pages
def test_detail_pages_show_what_their_json_csv_and_api_tell(page: Route, visitor: Client) -> None:
    api = endpoint_of(page.resource)
    assert api is not None
    for key in page.samples():
        for query in questions.of_detail(page.resource, page.parameters):
            refused = visitor.get(face_of(page, "json").url(key, query))
            if refused.status_code == 400:  # a value does not go with the path: a rule set speaks about some years
                assert [error for error in json.loads(refused.getvalue())["errors"] if error["allowed"]], query
                continue
            told = json.loads(body(visitor, face_of(page, "json").url(key, query)))
            file = body(visitor, face_of(page, "csv").url(key, query))
            row = {name: value for name, value in told.items() if name != "release"}
            listed = told[CSV_OF[page.name]] if page.name in CSV_OF else [row]
            assert cell_differences(listed, table(file)) == [], key
            same = json.loads(body(visitor, api.url(key, query))) == told
            assert same, f"{api.url(key, query)} differs from its page's JSON"
            same = body(visitor, api.url(key, (*query, ("format", "csv")))) == file
            assert same, f"{api.url(key, query)} differs from its page's CSV"
            shown = parse(body(visitor, page.url(key, query)))
            assert detail_differences(page, told, shown) == [], page.url(key, query)


CSV_OF = {"what-if": "movers"}
"""Things whose CSV is one list of theirs: what-if is a question about everybody, its answer those who moved."""


def detail_differences(page: Route, told: dict[str, Any], tree: Node) -> list[str]:
    """What a page of one thing shows otherwise than its JSON tells: fields, and the rows of each list of it."""
    fields = shown_fields(tree)
    found = [] if fields else ["no field is shown"]
    found += [f"{name}: {text}" for name, text in fields if not is_said(text, told, name)]
    shown = {each.name: each for each in shown_lists(tree)}
    for name in (name for name, value in told.items() if isinstance(value, list) and name in LISTS_OF[page.name]):
        belongs = ELSEWHERE_ON_PAGE.get((page.name, name))
        rows = [row for row in told[name] if belongs is None or belongs(row)]
        if name in shown:
            found += row_differences(shown[name], rows)
        elif rows:
            found.append(f"{name} is not shown")
    return found


LISTS_OF: dict[str, Sequence[str]] = {
    "ccg": ("years", "ratings", "interventions", "populations", "finance", "indicators", "similar"),
    "recovery": ("other_budgets",),
    "report": ("ratings", "finance", "interventions", "furthest"),
    "place": ("years", "members", "year_end_results"),
    "explain": ("figures", "steps", "thresholds", "flips"),
    "what-if": ("movers",),
}
"""Lists of rows that the pages of things show."""


@detail_pages
def test_detail_pages_leave_no_list_of_rows_out(page: Route, visitor: Client) -> None:
    told = json.loads(body(visitor, face_of(page, "json").url(page.samples()[0])))
    rows = {name for name, value in told.items() if isinstance(value, list) and value and isinstance(value[0], dict)}
    assert rows <= set(LISTS_OF[page.name])


def test_headline_ratings_left_out_of_the_parts_stand_in_the_years(visitor: Client) -> None:
    for code in SAMPLES["ods_code"]:
        told = json.loads(body(visitor, f"/ccgs/{code}.json"))
        headlines = {(row["year"], row["rating"]) for row in told["ratings"] if row["assessment"] == "headline"}
        assert {(row["year"], row["rating"]) for row in told["years"] if row["rating"]} == headlines


# --- charts -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("year", SAMPLES["year"])
def test_the_split_of_ratings_is_one_on_home_year_page_chart_and_api(year: str, visitor: Client) -> None:
    summary = json.loads(body(visitor, f"/api/v1/ratings/summary/?year={year}"))["results"][0]
    home = json.loads(body(visitor, f"/index.json?year={year}"))["results"]
    assert home == [summary]
    counts = {**(summary["published"] or {}), **{f"known {k}": v for k, v in summary["known"].items()}}
    numbers = {value for name, value in counts.items() if name not in ("total", "status") and value}
    for url in (f"/?year={year}", f"/ratings/{year}/"):
        found = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', body(visitor, url), re.DOTALL)
        drawn = {n for figure in found for trace in json.loads(figure)["data"] for n in trace["x"] + trace["y"] if n}
        assert numbers <= drawn or not found, url
        assert found or not summary["published"], url
