"""How many queries each address costs, cold: no more than the committed baseline, and no more for longer lists."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ccgdash.http.caches import forget
from ccgdash.organisations import registry
from tests.contracts.baselines import keep, kept, updating
from tests.contracts.routes import Pairs, Route, reads

BASELINE = "query_counts.json"
FACES = {"api": ((), (("format", "csv"),))}
lists = pytest.mark.parametrize("route", [r for r in reads() if r.is_list], ids=lambda r: r.name)


def queries(visitor: Client, url: str) -> list[str]:
    """What is asked of the database for one answer, by a process that remembers nothing."""
    forget()
    registry._registry.cache_clear()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = visitor.get(url)
        answer.getvalue()
    assert answer.status_code == 200, url
    return [query["sql"] for query in captured.captured_queries]


def asked() -> Iterator[tuple[str, str]]:
    """(name in the baseline, address) of each route and face, plain."""
    for route in reads():
        for query in FACES.get(route.face, ((),)):
            name = f"{route.name} {route.face}{' csv' if query else ''}"
            yield name, route.url(route.samples()[0], query)


def test_no_address_costs_more_queries_than_its_baseline(visitor: Client) -> None:
    counts = {name: len(queries(visitor, url)) for name, url in asked()}
    if updating():
        keep(BASELINE, counts)
    baseline = kept(BASELINE)
    more = {name: (count, baseline.get(name)) for name, count in counts.items() if count > baseline.get(name, -1)}
    assert more == {}, "(now, baseline): find the query that is not needed, or update the baseline"


def test_the_baseline_names_no_address_that_is_gone() -> None:
    assert set(kept(BASELINE)) <= {name for name, _url in asked()}


@lists
def test_longer_pages_cost_no_more_queries(route: Route, visitor: Client) -> None:
    key = route.samples()[0]
    short, long = (queries(visitor, route.url(key, paged(route, size))) for size in ("10", "200"))
    grown = [sql for sql in long if sql not in short]
    assert len(long) <= len(short), grown


def paged(route: Route, size: str) -> Pairs:
    """A short and a long page of the same kind of rows. What stands beside the rows of a topic is asked by topic, as
    the baseline holds of all of them."""
    known = route.resource.filterset.known()
    wide = (("assessment", "all"),) if "assessment" in known else ()
    topic = (("topic", "surplus-target"),) if "topic" in known else ()
    return (*wide, *topic, ("page_size", size))


@pytest.mark.parametrize("route", [r for r in reads() if not r.is_list], ids=lambda r: r.name)
def test_a_thing_with_more_to_tell_costs_no_more_queries(route: Route, visitor: Client) -> None:
    few, many = ("07V", "07M") if "year" in route.parameters else ("W2U3Z", "07M")
    urls = {code: route.url({**route.samples()[0], "ods_code": code}) for code in (few, many)}
    for url in urls.values():
        queries(visitor, url)  # what is read once for a year or a release has been read
    counts = {code: len(queries(visitor, url)) for code, url in urls.items()}
    assert abs(counts[many] - counts[few]) <= 1, counts
