"""Answers have names: who holds one is told so without any query, and a kept answer is not made twice."""

from __future__ import annotations

import gzip
from typing import Any

import brotli
import pytest
from django.contrib.auth.models import User
from django.test import Client

from ccgdash.http import conditional, generation, throttle
from tests.integration.http import toy_site

pytestmark = pytest.mark.usefixtures("toy")

ADDRESSES = ("/people/", "/people.json", "/people.csv", "/people/ann/", "/api/v1/people/", "/api/v1/people/?format=csv")


@pytest.mark.parametrize("address", ADDRESSES)
def test_holder_of_the_answer_is_told_so_without_a_query(
    client: Client, address: str, django_assert_num_queries: Any
) -> None:
    etag = client.get(address)["ETag"]
    assert not etag.startswith("W/")
    conditional.KEPT.clear()
    for held in (etag, f"W/{etag}", f'"other", {etag}'):
        with django_assert_num_queries(0):
            again = client.get(address, headers={"if-none-match": held})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
        assert again["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200
    assert client.get(address, headers={"if-none-match": "*"}).status_code == 304


@pytest.mark.parametrize("address", ADDRESSES)
def test_kept_answer_equals_the_first_one(client: Client, address: str, django_assert_num_queries: Any) -> None:
    first = client.get(address)
    with django_assert_num_queries(0):
        second = client.get(address)
    assert second.content == first.content
    once = set(throttle.Verdict(1, 1, 1, 1).headers)
    assert {k: v for k, v in first.headers.items() if k not in once} == dict(second.headers)


def test_name_depends_on_release_question_face_and_host_but_not_on_order_of_parameters(client: Client) -> None:
    etags = [
        client.get("/people.json")["ETag"],
        client.get("/people.csv")["ETag"],
        client.get("/people.json?town=bath")["ETag"],
        client.get("/people.json", headers={"host": "localhost"})["ETag"],
        client.get("/people.json?release=1.0.0")["ETag"],
        client.get("/api/v1/people/")["ETag"],
        client.get("/api/v1/people/", headers={"accept": "text/csv"})["ETag"],
    ]
    assert len(set(etags)) == len(etags)
    same = {
        client.get(f"/people.json?{query}")["ETag"]
        for query in ("town=bath&active=no", "active=no&town=bath", "active=no&town=bath&q=", "active=no&town=b%61th")
    }
    assert len(same) == 1


def test_publishing_makes_new_answers_at_once(client: Client) -> None:
    toy_site.current["release"] = toy_site.FIRST
    before = client.get("/people.json")
    toy_site.current["release"] = toy_site.SECOND
    after = client.get("/people.json", headers={"if-none-match": before["ETag"]})
    assert (before.json()["count"], after.json()["count"]) == (1, 5)
    assert before["Last-Modified"] == "Mon, 01 Jan 2024 12:00:00 GMT"
    assert after["Last-Modified"] == "Thu, 01 Feb 2024 12:00:00 GMT"


def test_named_release_is_immutable_and_as_at_is_not(client: Client) -> None:
    assert client.get("/people.json?release=1.0.0")["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/people.json?as_at=2024-01-15")["Cache-Control"].startswith("public, max-age=60")


def test_modified_since_counts_only_when_it_is_the_very_date(client: Client) -> None:
    date = client.get("/people.json")["Last-Modified"]
    assert client.get("/people.json", headers={"if-modified-since": date}).status_code == 304
    toy_site.current["release"] = toy_site.FIRST  # a release taken back: older than what the client holds
    assert client.get("/people.json", headers={"if-modified-since": date}).status_code == 200


@pytest.mark.parametrize(("accept", "encoding"), [("br, gzip", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip")])
def test_body_is_encoded_and_named_so(client: Client, accept: str, encoding: str) -> None:
    plain = client.get("/people.json")
    small = client.get("/people.json", headers={"accept-encoding": accept})
    assert small["Content-Encoding"] == encoding
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress}[encoding]
    assert unpack(small.content) == plain.content
    assert small["ETag"] == plain["ETag"].rstrip('"') + f'-{encoding}"'
    assert int(small["Content-Length"]) == len(small.content) < len(plain.content)
    assert "Accept-Encoding" in small["Vary"]
    assert small["Vary"] == client.get("/people.json", headers={"accept-encoding": accept})["Vary"]


@pytest.mark.parametrize(("accept", "encoding"), [("br, gzip", "br"), ("gzip", "gzip")])
def test_a_refused_page_is_encoded_too(client: Client, accept: str, encoding: str) -> None:
    plain = client.get("/people/?nope=1")
    small = client.get("/people/?nope=1", headers={"accept-encoding": accept})
    assert small.status_code == plain.status_code == 400
    assert small["Content-Encoding"] == encoding
    assert {"br": brotli.decompress, "gzip": gzip.decompress}[encoding](small.content) == plain.content
    assert int(small["Content-Length"]) == len(small.content)
    assert "Accept-Encoding" in small["Vary"]
    assert "Content-Encoding" not in plain


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_streamed_file_is_encoded_as_it_goes(client: Client, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = client.get("/people.csv").content
    conditional.KEPT.clear()
    monkeypatch.setattr("ccgdash.http.responses.WHOLE_UP_TO", 20)
    answer: Any = client.get("/people.csv", headers={"accept-encoding": encoding})
    assert answer.streaming
    packed = b"".join(answer.streaming_content)
    assert {"br": brotli.decompress, "gzip": gzip.decompress}[encoding](packed) == plain
    head = client.head("/people.csv", headers={"accept-encoding": encoding})
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", answer["ETag"])


def test_vary_names_accept_where_it_chooses_the_face(client: Client) -> None:
    assert "Accept, Accept-Encoding" in client.get("/api/v1/people/")["Vary"]
    assert "Accept," not in client.get("/people/")["Vary"]
    assert "Cookie" not in client.get("/people/")["Vary"]


def test_any_site_may_read(client: Client) -> None:
    for _ in range(2):  # made, then kept
        answer = client.get("/api/v1/people/", headers={"origin": "https://example.org"})
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in answer["Access-Control-Expose-Headers"]


def test_kept_answers_survive_the_database(client: Client) -> None:
    first = client.get("/people.json")
    toy_site.database["down"] = True
    again = client.get("/people.json")
    assert (again.status_code, again.content) == (200, first.content)
    assert client.get("/people.json", headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get("/people.json?q=a").status_code == 503


def test_errors_are_never_kept(client: Client) -> None:
    assert client.get("/people.json?page=2")["Cache-Control"] == "no-store"
    for code in range(12):
        User.objects.create(username=f"new{code}")
    generation.forget()  # counts are kept too, and stay true: data of a release do not change
    assert client.get("/people.json?page=2&page_size=10").status_code == 200


def test_other_answers_are_left_alone(client: Client) -> None:
    assert "ETag" not in client.get("/alive/")


def test_program_change_makes_new_names(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = client.get("/people.json")["ETag"]
    monkeypatch.setattr(conditional, "code_version", lambda: "next")
    assert client.get("/people.json")["ETag"] != before


def test_page_with_a_cookie_is_neither_named_nor_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conditional, "_is_personal", lambda _answer: True)
    answer = client.get("/people/")
    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer
    assert len(conditional.KEPT) == 0


def test_throttle_counts_new_answers_only(client: Client, settings: Any) -> None:
    settings.THROTTLE_RATE = "2/min"
    first = client.get("/people.json")
    assert first["RateLimit"] == '"anonymous";r=1;t=30'
    assert first["RateLimit-Policy"] == '"anonymous";q=2;w=60'
    for _ in range(5):
        kept = client.get("/people.json")
        assert kept.status_code == 200
        assert "RateLimit" not in kept
        assert client.get("/people.json", headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get("/api/v1/people/").status_code == 200
    for address in ("/people.csv", "/api/v1/people/?q=a"):
        refused = client.get(address)
        assert (refused.status_code, refused.json()["title"]) == (429, "Too many requests")
        assert int(refused["Retry-After"]) in range(1, 31)
        assert refused["RateLimit"].startswith('"anonymous";r=0')
    assert client.get("/people/?q=a").status_code == 429
    assert client.get("/people.csv", REMOTE_ADDR="192.0.2.9").status_code == 200


def test_cache_down_changes_nothing(client: Client, settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    assert client.get("/people.json").status_code == 200
    assert client.get("/people.json").status_code == 200
