"""Every promised parameter is there, every value offered gives rows or says why not, every count is what a click gives;
and what is not understood is refused by name on every face, with what was typed kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client

from ccgdash.http.controls import Option
from tests.contracts import questions
from tests.contracts.html import Node, parse
from tests.contracts.routes import Pairs, Route, endpoints, reads

PROMISED: dict[str, str] = {
    "ccgs/": "q year region office footprint rating finance_status special_measures directions on dft_band moved "
    "mismatch open columns",
    "ccgs/{ods_code}/": "",
    "ratings/": "year rating assessment framework ods_code region footprint finance_status special_measures on "
    "derivation",
    "ratings/summary/": "year",
    "ratings/flow/": "from to",
    "interventions/": "kind ods_code region active_on year",
    "allocations/": "year stream status publication ods_code region footprint level dft_band",
    "positions/": "year measure stage basis ods_code region finance_status",
    "finance/summary/": "year",
    "finance/real-terms/": "ods_code base_year deflator",
    "finance/recovery/{ods_code}/": "year allocation_gbp forecast_gbp month",
    "spending/": "level year measure basis geography quality met",
    "pooled-funds/": "level org_code year measure",
    "populations/": "ods_code year measure basis",
    "practice-counts/": "ods_code year basis",
    "deflators/": "series vintage year status",
    "findings/": "topic year measure unit",
    "scores/": "rule_set year ods_code",
    "explain/{year}/{ods_code}/": "rule_set",
    "what-if/": "rule_set year",
    "indicators/": "indicator year ods_code region",
    "indicator-values/": "indicator year ods_code region",
    "mismatch/": "year rule",
    "places/{kind}/{code}/": "year",
    "sources/": "",
    "releases/": "",
}
"""The filters of the public contract, by path under /api/v1/. Filters may be added; none may go."""

BAD = {
    "choices": "no-such-value",
    "date": "21 July 2016",
    "integer": "many",
    "number": "many",
}
each_route = pytest.mark.parametrize("route", reads(), ids=lambda r: f"{r.name}-{r.face}")
each_endpoint = pytest.mark.parametrize(
    "endpoint", [e for e in endpoints() if e.is_list and questions.TEXTS], ids=lambda e: e.name
)


def told(visitor: Client, url: str) -> Any:
    answer = visitor.get(url)
    assert answer.status_code == 200, f"{url}: {answer.status_code}"
    return json.loads(answer.getvalue())


def contract_path(route: Route) -> str:
    return route.path.removeprefix("api/v1/").replace("<str:", "{").replace(">", "}")


# --- what is promised -------------------------------------------------------------------------------------------------
def test_every_promised_parameter_of_what_is_served_is_there() -> None:
    served = {contract_path(route): set(route.resource.filterset.base_filters) for route in endpoints()}
    promised = {path: set(names.split()) for path, names in PROMISED.items()}
    assert set(promised) <= set(served)
    missing = {path: names - served[path] for path, names in promised.items()}
    assert {path: names for path, names in missing.items() if names} == {}


def test_every_list_takes_page_page_size_ordering_release_and_as_at() -> None:
    for route in reads():
        paging = {"page", "page_size", "ordering"} if route.is_list else set()
        assert {"release", "as_at", "format"} | paging <= set(route.resource.filterset.known(paging=route.is_list))


# --- what is offered --------------------------------------------------------------------------------------------------
@each_endpoint
def test_every_value_offered_gives_rows_or_says_why_not(endpoint: Route, visitor: Client) -> None:
    """And a filter narrows: one that is read but not applied would give every row for every value."""
    for name, control in questions.controls(endpoint.resource).items():
        counts = []
        for option in some(control.options):
            found = told(visitor, endpoint.url({}, ((name, option.value), ("page_size", "1"))))
            assert found["count"] or len(found["reason"]) > 20, f"{name}={option.value}"
            counts.append(found["count"])
        everything = told(visitor, endpoint.url({}, (*DEFAULT_OFF.get(name, ()), ("page_size", "1"))))["count"]
        narrows = name in PRICES or len(counts) < 2 or min(counts) < everything
        assert narrows or endpoint.name in ASKED_FIRST, f"{name} changes nothing"


def some(options: Sequence[Option]) -> Sequence[Option]:
    """All of a few values; of hundreds of CCGs and places one in so many, with the first and the last."""
    step = max(1, len(options) // MOST_VALUES)
    return [*options[::step], *options[-1:]] if step > 1 else options


MOST_VALUES = 25
PRICES = {"base_year", "deflator", "view", "colour", "columns"}
"""Parameters that change the figures of every row, or how a page shows it, and choose none."""

ASKED_FIRST = {"api-compare"}
"""Lists that are empty until somebody is asked for."""

DEFAULT_OFF: dict[str, Pairs] = {"assessment": (("assessment", "all"),)}
"""How to ask for every row where a parameter has a default."""


# --- counts -----------------------------------------------------------------------------------------------------------
STARTS: tuple[Pairs, ...] = (
    (),
    (("year", "2015-16"),),
    (("year", "2015-16"), ("rating", "inadequate"), ("special_measures", "yes")),
    (("year", "2017-18"), ("year", "2018-19"), ("region", "Y54"), ("moved", "up")),
    (("q", "sussex"), ("rating", "not-known")),
    (("year", "2016-17"), ("on", "2016-08-01"), ("directions", "yes"), ("open", "no")),
)


@pytest.mark.parametrize("start", STARTS, ids=lambda start: "-".join(value for _name, value in start) or "all")
def test_facet_counts_are_the_rows_a_click_gives(start: Pairs, visitor: Client) -> None:
    page = parse(visitor.get(f"/ccgs/?{query_of(start)}").getvalue().decode())
    counts = facet_counts(page)
    assert {name for name, _value in counts} == {
        "year",
        "rating",
        "finance_status",
        "dft_band",
        "special_measures",
        "directions",
        "moved",
        "region",
        "footprint",
        "office",
        "mismatch",
    }
    wrong = {}
    for (name, value), count in counts.items():
        others = tuple(pair for pair in start if pair[0] != name)
        rows = told(visitor, f"/ccgs.json?{query_of((*others, (name, value), ('page_size', '1')))}")["count"]
        if rows != count:
            wrong[name, value] = (count, rows)
    assert wrong == {}, "(count on the page, rows after the click)"


def test_two_values_of_a_facet_give_the_rows_of_both(visitor: Client) -> None:
    page = parse(visitor.get("/ccgs/?year=2015-16&region=Y54").getvalue().decode())
    counts = facet_counts(page)
    both = told(visitor, "/ccgs.json?year=2015-16&region=Y54&rating=inadequate&rating=good")["count"]
    assert both == counts["rating", "inadequate"] + counts["rating", "good"] > 0


def test_every_value_of_a_facet_is_shown_even_without_rows(visitor: Client) -> None:
    page = parse(visitor.get("/ccgs/?year=2013-14&rating=inadequate").getvalue().decode())
    from ccgdash.web.resources import CCGS

    counts = facet_counts(page)
    for name, control in questions.controls(CCGS).items():
        if control.repeatable and control.is_filter:
            assert {value for facet, value in counts if facet == name} == {option.value for option in control.options}
    assert 0 in counts.values()


def facet_counts(page: Node) -> dict[tuple[str, str], int]:
    """(parameter, value) -> the number beside it."""
    labels = {label.attrs["for"]: label for label in page.all("label", **{"for": None})}
    form = next(page.all("form", data_facets=None))
    boxes = [box for box in form.all("input", type="checkbox") if box.attrs["id"] in labels]
    return {
        (box.attrs["name"], box.attrs["value"]): int(
            next(labels[box.attrs["id"]].all("span", data_count=None)).text.strip("()")
        )
        for box in boxes
    }


def query_of(pairs: Pairs) -> str:
    from urllib.parse import urlencode

    return urlencode(pairs)


# --- what is refused --------------------------------------------------------------------------------------------------
def problem_of(visitor: Client, url: str) -> Any:
    answer = visitor.get(url)
    assert answer.status_code == 400, f"{url}: {answer.status_code}"
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    found = json.loads(answer.getvalue())
    assert {"type", "title", "status", "detail", "errors"} <= set(found)
    assert found["status"] == 400
    assert visitor.get(found["type"]).status_code == 200, "the type is a page that explains it"
    return found


def refused(visitor: Client, route: Route, query: Pairs) -> tuple[str, str]:
    """(what is said, what is allowed) of the one parameter refused; in words on a page."""
    url = route.url(route.samples()[0], query)
    if route.face != "html":
        errors = problem_of(visitor, url)["errors"]
        assert [error["parameter"] for error in errors] == [query[-1][0]], url
        return errors[0]["detail"], " ".join(errors[0]["allowed"])
    answer = visitor.get(url)
    assert answer.status_code == 400, f"{url}: {answer.status_code}"
    tree = parse(answer.getvalue().decode())
    main = next(tree.all("main"))
    assert query[-1][0] in main.text
    assert not any(row for shown in tree.all(data_rows="results") for row in shown.all(data_key=None)), "no rows"
    return main.text, main.text


PAGING = (("page_size", "0"), ("page_size", "1001"), ("page_size", "x"), ("page", "-1"), ("ordering", "colour"))


@each_route
def test_what_is_not_understood_is_refused_by_name(route: Route, visitor: Client) -> None:
    misspelt(route, visitor)
    wrong_values(route, visitor)
    for pair in (*PAGING, ("as_at", "yesterday")):
        said, _allowed = refused(visitor, route, (pair,))
        assert len(said) > 5
    what_is_not_there(route, visitor)


def misspelt(route: Route, visitor: Client) -> None:
    """A parameter nobody knows: what is allowed is told."""
    said, allowed = refused(visitor, route, (("raiting", "inadequate"),))
    assert "no such parameter" in said
    for name in route.resource.filterset.known(paging=route.is_list):
        assert name in allowed.split(), name


def wrong_values(route: Route, visitor: Client) -> None:
    """A value no filter takes: each that would do is told."""
    for name, control in questions.controls(route.resource).items():
        if control.kind in BAD and name not in route.parameters:
            said, allowed = refused(visitor, route, ((name, BAD[control.kind]),))
            assert BAD[control.kind] in said
            untold = [option.value for option in control.options if f" {option.value} " not in f" {allowed} "]
            assert untold == [], name


def what_is_not_there(route: Route, visitor: Client) -> None:
    """A release and a page that do not exist are 404."""
    missing = visitor.get(route.url(route.samples()[0], (("release", "99.0.0"),)))
    assert missing.status_code == 404
    assert "99.0.0" in missing.getvalue().decode()
    if route.is_list:
        assert visitor.get(route.url(route.samples()[0], (("page", "9999"),))).status_code == 404


def test_the_page_keeps_what_was_typed(visitor: Client) -> None:
    answer = visitor.get("/ccgs/?q=bexly&year=2015-16&region=Y54&on=21+July&rating=inadequate")
    assert answer.status_code == 400
    page = parse(answer.getvalue().decode())
    assert next(page.all("input", id="f-q-box")).attrs["value"] == "bexly"
    assert next(page.all("input", id="f-on-box")).attrs["value"] == "21 July"
    checked = {(box.attrs["name"], box.attrs["value"]) for box in page.all("input", checked=None)}
    assert checked == {("year", "2015-16"), ("region", "Y54"), ("rating", "inadequate")}


@pytest.mark.parametrize("query", ["raiting=inadequate", "year=2015", "on=21+July", "ordering=colour", "page_size=0"])
@pytest.mark.parametrize("path", ["/ccgs/", "/special-measures/", "/ratings/2015-16/"])
def test_the_error_summary_leads_to_something_on_the_page(path: str, query: str, visitor: Client) -> None:
    answer = visitor.get(f"{path}?{query}")
    assert answer.status_code == 400
    page = parse(answer.getvalue().decode())
    ids = {node.attrs["id"] for node in page.all(id=None)}
    summary = next(node for node in page.walk() if node.has_class("nhsuk-error-summary"))
    assert [link.attrs["href"] for link in summary.all("a") if link.attrs["href"][1:] not in ids] == []


def test_every_kind_of_problem_is_explained(visitor: Client) -> None:
    index = visitor.get("/problems/").getvalue().decode()
    from ccgdash.http.problem_types import PROBLEM_TYPES

    for slug in PROBLEM_TYPES:
        assert f"/problems/{slug}/" in index
        assert visitor.get(f"/problems/{slug}/").status_code == 200
