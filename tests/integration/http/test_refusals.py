"""Bad input is refused, names what is wrong and what is allowed, and never gives every row or a 500."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.integration.http import toy_site

pytestmark = pytest.mark.usefixtures("toy")

LISTS = ("/people.json", "/people.csv", "/api/v1/people/", "/people/")


def errors(client: Client, query: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/people/?{query}")
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == 400
    assert body["type"] == "http://testserver/problems/bad-parameter/"
    found: list[dict[str, Any]] = body["errors"]
    return found


@pytest.mark.parametrize(
    ("query", "parameter", "detail", "allowed"),
    [
        ("tonw=bath", "tonw", "no such parameter; did you mean town?", "town"),
        ("town=bahth", "town", "bahth is not one of the allowed values; did you mean bath?", "bath"),
        ("town=bath&town=nowhere", "town", "nowhere is not one of the allowed values", "ayr"),
        ("active=yes&active=no", "active", "give this parameter once", None),
        ("active=maybe", "active", "maybe is not one of the allowed values", "yes"),
        ("q=a&q=b", "q", "give this parameter once", None),
        ("since=yesterday", "since", "yesterday: Enter a valid date.", None),
        ("since=01/02/2023", "since", "01/02/2023: Enter a valid date.", None),
        ("least=few", "least", "few: Enter a whole number.", None),
        ("share=1e999999999", "share", "1e999999999", None),
        ("share=NaN", "share", "NaN: Enter a number.", None),
        ("ordering=height", "ordering", "height is not a column this list can be sorted by", "-town"),
        ("page=0", "page", "write a whole number from 1", None),
        ("page=x", "page", "write a whole number from 1", None),
        ("page=1&page=2", "page", "give this parameter once", None),
        ("page_size=0", "page_size", "write a whole number from 1 to 1000", None),
        ("page_size=1001", "page_size", "write a whole number from 1 to 1000", None),
        ("page_size=-5", "page_size", "write a whole number from 1 to 1000", None),
        ("format=xml", "format", "xml is not one of the allowed values", "csv"),
        ("as_at=1", "as_at", "1 is not a date of use here; write YYYY-MM-DD", None),
        ("as_at=9999-12-31", "as_at", "9999-12-31 is not a date of use here; write YYYY-MM-DD", None),
        ("as_at=2024-01-01&release=1.0.0", "as_at", "give either release or as_at, not both", None),
        ("release=1.0.0&release=1.1.0", "release", "give this parameter once", None),
        ("q=a%00b", "q", "control characters are not allowed", None),
        ("%00=b", "\N{REPLACEMENT CHARACTER}", "control characters are not allowed", None),
    ],
)
def test_wrong_parameter_is_named(client: Client, query: str, parameter: str, detail: str, allowed: str | None) -> None:
    (error,) = errors(client, query)
    assert error["parameter"] == parameter
    assert error["detail"].startswith(detail)
    assert allowed is None or allowed in error["allowed"]
    for address in LISTS:
        assert client.get(f"{address}?{query}").status_code == 400, address


def test_every_wrong_parameter_is_named_at_once(client: Client) -> None:
    named = [error["parameter"] for error in errors(client, "tonw=bath&page=x&active=maybe")]
    assert named == ["tonw", "page", "active"]


def test_page_keeps_what_was_typed_and_shows_no_rows(client: Client) -> None:
    answer = client.get("/people/?town=bahth&q=Ann%22")
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "did you mean bath?" in text
    assert "[ayr]" in text
    assert 'name="q" value="Ann&quot;"' in text
    assert 'class="row"' not in text
    assert '<p id="said">extra words</p>' in text
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("query", ["q=%ff", "q=%c3%28", "q=\xff"])
def test_broken_utf8_is_refused(client: Client, query: str) -> None:
    for address in LISTS:
        answer = client.generic("GET", address, QUERY_STRING=query)
        assert answer.status_code == 400, address


@pytest.mark.parametrize("part", ["%00", "a%00b", "%0a", "%C2%85"])
def test_an_address_with_control_characters_is_not_found(client: Client, part: str) -> None:
    """PostgreSQL would fail on the first two."""
    assert client.get(f"/people/{part}/").status_code == 404
    answer = client.get(f"/api/v1/people/{part}/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_megabyte_of_query_is_refused(client: Client) -> None:
    for address in (*LISTS, "/nowhere/"):
        assert client.get(address, QUERY_STRING="q=" + "a" * 1_000_000).status_code == 400


def test_page_after_the_last_is_404_with_the_last_one(client: Client) -> None:
    for address in ("/people.json", "/people.csv", "/api/v1/people/"):
        answer = client.get(f"{address}?page=4&page_size=2")
        assert (answer.status_code, answer.json()["errors"][0]["allowed"]) == (404, ["1 to 3"])
        assert answer.json()["type"] == "http://testserver/problems/page-out-of-range/"
    assert client.get("/people/?page=999999999").status_code == 404
    assert client.get("/api/v1/people/?q=zzz&page=2").status_code == 404
    assert client.get("/api/v1/people/?q=zzz&page=1").status_code == 200


def test_unknown_release_is_404(client: Client) -> None:
    for address in (*LISTS, "/people/ann.json"):
        assert client.get(f"{address}?release=9.9.9").status_code == 404, address


def test_unknown_address_is_a_problem_in_the_face_asked_for(client: Client) -> None:
    for address in ("/api/v1/nowhere/", "/nowhere.json", "/nowhere.csv"):
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    page = client.get("/nowhere/")
    assert page.status_code == 404
    assert page["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    "address", ["/people/", "/people.json", "/people/ann/", "/api/v1/people/", "/api/v1/people/ann/"]
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(address: str, method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.generic(method, address)
    assert answer.status_code == 405
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize("address", ["/people/", "/people.csv", "/api/v1/people/", "/api/v1/people/ann/"])
def test_head_and_options_answer(client: Client, address: str) -> None:
    whole, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert (head["ETag"], head["Content-Length"]) == (whole["ETag"], whole["Content-Length"])
    options = client.options(address)
    assert options.status_code in (200, 204)
    assert "GET" in options["Allow"]


def test_a_fault_of_ours_is_500_without_details(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/api/v1/crash/")
    assert (answer.status_code, answer.json()["title"]) == (500, "Something went wrong here")
    assert "ZeroDivision" not in answer.content.decode()
    assert client.get("/crash/").status_code == 500


def test_database_down_is_503_and_says_when_to_come_back(client: Client) -> None:
    toy_site.database["down"] = True
    for address in ("/people.json", "/people/", "/api/v1/people/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Retry-After"]) == (503, "5"), address


JUNK = st.text(max_size=30) | st.sampled_from(["bath", "1.0.0", "2023-01-01", "-code", "csv", "1", "=1", "'; DROP"])
NAMES = st.sampled_from([*toy_site.PersonFilters.known(), "x", ""]) | st.text(max_size=10)


@given(pairs=st.lists(st.tuples(NAMES, JUNK), max_size=5), address=st.sampled_from(LISTS))
@hypothesis_settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_junk_is_answered_or_refused_never_a_crash(client: Client, pairs: list[tuple[str, str]], address: str) -> None:
    query = "&".join(f"{quote(name, errors='replace')}={quote(value, errors='replace')}" for name, value in pairs)
    assert client.get(address, QUERY_STRING=query).status_code in (200, 400, 404)


@given(raw=st.binary(max_size=60))
@hypothesis_settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_raw_bytes_are_answered_or_refused(client: Client, raw: bytes) -> None:
    assert client.get("/api/v1/people/", QUERY_STRING=raw.decode("latin-1")).status_code in (200, 400, 404)
