"""One question, three faces: the page, its JSON and CSV, and the API give the same rows."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("toy")


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def codes(client: Client, address: str) -> list[str]:
    """The codes an address gives, whatever its face."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    if answer["Content-Type"].startswith("application/json"):
        return [row["code"] for row in answer.json()["results"]]
    if answer["Content-Type"].startswith("text/csv"):
        return [row["code"] for row in table(body(answer).decode())]
    return re.findall(r'class="row">(\w+)\|', answer.content.decode())


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["ann", "bob", "cat", "dan", "eve"]),
        ("town=bath", ["bob", "dan"]),
        ("town=bath&town=ayr", ["ann", "bob", "dan", "eve"]),
        ("town=bath&active=no", ["dan"]),
        ("town=&q=&page=", ["ann", "bob", "cat", "dan", "eve"]),
        ("q=ev", ["eve"]),
        ("q=d%C3%A0n", ["dan"]),
        ("since=2023-01-01", ["ann", "dan", "eve"]),
        ("ordering=-town", ["bob", "dan", "ann", "eve", "cat"]),
        ("ordering=seen", ["bob", "dan", "ann", "eve", "cat"]),
        ("ordering=-seen", ["ann", "eve", "dan", "bob", "cat"]),
        ("ordering=town,-code", ["cat", "eve", "ann", "dan", "bob"]),
        ("page=2&page_size=2", ["cat", "dan"]),
        ("page_size=2", ["ann", "bob"]),
        ("release=1.0.0", ["ann"]),
        ("as_at=2024-01-15", ["ann"]),
        ("as_at=2024-02-15", ["ann", "bob", "cat", "dan", "eve"]),
    ],
)
def test_every_face_gives_the_same_rows(client: Client, query: str, expected: list[str]) -> None:
    for address in ("/people/?", "/people.json?", "/people.csv?", "/api/v1/people/?", "/api/v1/people/?format=csv&"):
        assert codes(client, address + query) == expected, address


def test_json_envelope_tells_count_neighbours_release_and_coverage(client: Client) -> None:
    answer = client.get("/api/v1/people/?page=2&page_size=2&active=yes")
    body = answer.json()
    assert {name: body[name] for name in ("count", "release", "coverage")} == {
        "count": 4,
        "release": "1.1.0",
        "coverage": {"known": 3, "possible": 10},
    }
    assert body["next"] is None
    assert body["previous"] == "http://testserver/api/v1/people/?active=yes&page=1&page_size=2"
    assert '<http://testserver/api/v1/people/?active=yes&page=1&page_size=2>; rel="prev"' in answer["Link"]
    assert 'rel="last"' in answer["Link"]
    assert 'rel="next"' not in answer["Link"]
    assert body["results"][0] == {
        "code": "cat",
        "name": "<script>",
        "town": None,
        "seen": None,
        "visits": 3,
        "tags": ["a", "b"],
        "missing": {"town": "not-known"},
    }


def test_following_next_reads_the_whole_list_once(client: Client) -> None:
    address, seen = "/api/v1/people/?page_size=2", []
    while address:
        body = client.get(address).json()
        seen += [row["code"] for row in body["results"]]
        address = body["next"] and body["next"].removeprefix("http://testserver")
    assert seen == ["ann", "bob", "cat", "dan", "eve"]


def test_csv_makes_formulas_inert_and_says_why_a_value_is_missing(client: Client) -> None:
    answer = client.get("/people.csv")
    rows = {row["code"]: row for row in table(answer.content.decode())}
    assert rows["bob"]["name"] == "'=cmd()"
    assert rows["cat"]["missing"] == "town=not-known"
    assert rows["ann"]["tags"] == "a;b"
    assert answer["Content-Disposition"] == 'attachment; filename="people-1.1.0.csv"'
    assert answer.content.startswith(b"code,name,town,seen,visits,tags,missing\r\n")


def test_page_escapes_hostile_text(client: Client) -> None:
    text = client.get("/people/").content.decode()
    assert "cat|&lt;script&gt;|" in text
    assert "<script>" not in text


def test_page_offers_its_other_faces_and_keeps_the_filters_in_links(client: Client) -> None:
    answer = client.get("/people/?town=bath&page_size=1")
    text = answer.content.decode()
    assert 'id="csv" href="/people.csv?town=bath"' in text
    assert 'id="json" href="/people.json?town=bath&amp;page_size=1"' in text
    assert '<i class="town">Bath*</i>' in text
    assert '<i class="town">Ayr</i>' in text
    assert 'class="app-chips__chip" href="/people/?page_size=1"' in text
    assert 'class="app-sort__link" href="/people/?town=bath&amp;ordering=town&amp;page_size=1"' in text
    assert '<http://testserver/people.csv?town=bath>; rel="alternate"; type="text/csv"' in answer["Link"]


def test_a_value_in_the_path_filters_and_cannot_be_given_again(client: Client) -> None:
    assert codes(client, "/towns/bath/") == codes(client, "/towns/bath.csv") == ["bob", "dan"]
    assert client.get("/towns/bath.json").json()["count"] == 2
    refused = client.get("/towns/bath.json?town=ayr")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["detail"] == "the address fixes this to bath"
    assert client.get("/towns/paris.json").status_code == 404


def test_empty_list_says_why(client: Client) -> None:
    body = client.get("/api/v1/people/?town=bath&q=zzz").json()
    assert (body["count"], body["reason"]) == (0, "Nobody lives in bath.")
    assert "reason" not in client.get("/api/v1/people/").json()


def test_thing_has_three_faces_and_a_404_with_suggestions(client: Client) -> None:
    assert "ann|Ann" in client.get("/people/ann/").content.decode()
    thing = client.get("/people/ann.json").json()
    assert (thing["release"], thing["code"], thing["town"]) == ("1.1.0", "ann", "ayr")
    assert client.get("/api/v1/people/ann/").json() == thing
    assert table(client.get("/people/ann.csv").content.decode())[0]["code"] == "ann"
    assert table(client.get("/api/v1/people/ann/", headers={"accept": "text/csv"}).content.decode())[0]["name"] == "Ann"
    unknown = client.get("/people/zoe.json")
    assert (unknown.status_code, unknown.json()["errors"][0]["allowed"]) == (404, ["ann"])


def test_accept_header_chooses_csv_and_format_overrules_it(client: Client) -> None:
    csv_first = {"accept": "text/csv, application/json;q=0.5"}
    assert client.get("/api/v1/people/", headers=csv_first)["Content-Type"] == "text/csv; charset=utf-8"
    assert client.get("/api/v1/people/?format=json", headers=csv_first)["Content-Type"] == "application/json"
    assert client.get("/api/v1/people/", headers={"accept": "image/png"})["Content-Type"] == "application/json"


def test_before_the_first_release_lists_are_empty_with_a_reason(client: Client) -> None:
    from tests.integration.http import toy_site

    toy_site.current["release"] = None
    for address in ("/people.json", "/api/v1/people/", "/api/v1/people/?town=anywhere"):
        answer = client.get(address)
        assert answer.json()["reason"] == "No release has been published yet."
        assert answer.json()["release"] is None
        assert answer["Cache-Control"] == "no-store"
    assert client.get("/people/").status_code == 200
    assert codes(client, "/people.csv") == []
    assert client.get("/people/ann.json").status_code == 404


def test_a_long_csv_is_streamed_whole(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ccgdash.http.responses.WHOLE_UP_TO", 20)
    monkeypatch.setattr("ccgdash.http.resources.RECORDS_AT_ONCE", 2)
    answer = client.get("/people.csv")
    assert answer.streaming
    assert [row["code"] for row in table(body(answer).decode())] == ["ann", "bob", "cat", "dan", "eve"]


def test_queries_do_not_grow_with_rows(client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(2):
        answer = client.get("/api/v1/people/")
    assert len(answer.json()["results"]) == 5
