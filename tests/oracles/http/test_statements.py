"""Lists read by kept SQL and bare records give the rows Django's own querysets and models give, in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from ccgdash.http.filters import choices_of
from ccgdash.http.release import resolve
from ccgdash.http.resources import Matched, Resource, listing
from ccgdash.http.rows import json_bytes
from tests.contracts.routes import reads

pytestmark = pytest.mark.usefixtures("loaded")

ROWS = 150  # of each list and order: enough for ties, empty values and the last page of the shorter lists
Params = dict[str, list[str]]


def bare() -> list[Resource[Any, Any]]:
    """Every list that says its rows need no models."""
    found = {route.resource for route in reads() if isinstance(route.resource, Resource) and route.resource.bare}
    return sorted(found, key=lambda resource: type(resource).__qualname__)


def orders(resource: Resource[Any, Any]) -> Iterator[Params]:
    yield {}
    for column in resource.orderings:
        yield {"ordering": [column]}
        yield {"ordering": [f"-{column}"]}


def filters(resource: Resource[Any, Any]) -> Iterator[Params]:
    """Each filter with its first and its last choice, alone and turned round."""
    for name, each in resource.filterset.base_filters.items():
        choices = choices_of(each, resolve({})) or ()
        yield from ({name: [value]} for value in {choice[0] for choice in (*choices[:1], *choices[-1:])})
    if "on" in resource.filterset.base_filters:
        yield {"on": ["2016-07-21"], "ordering": ["-year"]}
        yield {"on": ["2016-07-21"], "special_measures": ["yes"], "year": ["2015-16"]}


def both(resource: Resource[Any, Any], params: Params) -> tuple[bytes, bytes]:
    """The rows asked for, by kept SQL and as Django's models."""
    selection = resource.asked(params, resolve({})).selection()
    statement = Matched(resource, selection).statement
    plain: QuerySet[Any] = resource.ordered(resource.matching(selection), selection)[:ROWS]
    return (
        json_bytes(list(resource.rows(statement.read(resource.places(selection), 0, ROWS), selection))),
        json_bytes(list(resource.rows(list(plain), selection))),
    )


def test_lists_of_every_app_are_read_so() -> None:
    assert {"ratings", "ccgs", "allocations", "positions", "scores"} <= {resource.name for resource in bare()}


@pytest.mark.parametrize("resource", bare(), ids=lambda resource: resource.name)
def test_kept_sql_gives_what_models_give(resource: Resource[Any, Any]) -> None:
    known = 0
    for params in (*orders(resource), *filters(resource)):
        fast, slow = both(resource, params)
        assert fast == slow, params
        known += fast != b"[]"
    assert known > len(resource.orderings), "most questions have an answer"


def test_the_best_match_of_a_search_stands_first_as_ever() -> None:
    found = listing(next(each for each in bare() if each.name == "ccgs"), {"q": ["bexly"]})
    assert [row.name for row in found.rows][:1] == ["NHS Bexley CCG"]


def test_filters_nothing_can_pass_give_nothing() -> None:
    ccgs = next(each for each in bare() if each.name == "ccgs")
    found = listing(ccgs, {"q": ["zzzzzzzzzz"], "ordering": ["name"]})
    assert (found.count, found.rows) == (0, ())
    assert found.reason


def test_another_order_and_page_of_the_same_filters_is_one_query(settings: Any) -> None:
    settings.RELEASE_MEMO_SECONDS = 60
    ratings = next(each for each in bare() if each.name == "ratings")
    asked: Params = {"year": ["2018-19"], "page_size": ["20"]}
    listing(ratings, asked)
    for other in ({"ordering": ["-name"]}, {"page": ["2"]}, {"page": ["2"], "ordering": ["rating"]}):
        with CaptureQueriesContext(connection) as queries:
            found = listing(ratings, {**asked, **other})
        assert len(found.rows) == 20
        assert len(queries) == 1
