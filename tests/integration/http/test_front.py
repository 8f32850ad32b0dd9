"""The same request twice over: kept answers come without Django around them, and not a header differs."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from ccgdash.http import front, release, throttle
from ccgdash.http.release import ReleaseRef
from tests.integration.http import toy_site

pytestmark = pytest.mark.usefixtures("toy")

Answer = tuple[str, list[tuple[str, str]], bytes]
ADDRESSES = ("/people/", "/people.json", "/people.csv", "/people/ann/", "/api/v1/people/?format=csv", "/people.json?q=")


@pytest.fixture(autouse=True)
def remembering(toy: None, settings: Any) -> Iterator[None]:
    settings.RELEASE_MEMO_SECONDS = 60
    for signal in (request_started, request_finished):  # as Django's own test client does
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


class Site:
    """The WSGI application, and how often it asked Django."""

    def __init__(self) -> None:
        from ccgdash.wsgi import application

        self.site, self.asked = application.application, 0
        self.front = front.Front(self._counted)

    def _counted(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.asked += 1
        return self.site(environ, start_response)

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        path, _, query = address.partition("?")
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "wsgi.url_scheme": "http"}
        environ |= {"SERVER_NAME": "testserver", "SERVER_PORT": "80", "HTTP_HOST": "testserver", **headers}
        said: list[Any] = []
        found = self.front({**environ, "wsgi.input": io.BytesIO()}, lambda *words: said.append(words))
        body = b"".join(found)
        getattr(found, "close", lambda: None)()
        return said[0][0], sorted(said[0][1]), body


@pytest.mark.parametrize("headers", [{}, {"HTTP_ACCEPT_ENCODING": "br"}, {"HTTP_ORIGIN": "https://example.org"}])
@pytest.mark.parametrize("address", ADDRESSES)
def test_third_answer_equals_the_second_and_django_is_not_asked(address: str, headers: dict[str, str]) -> None:
    site = Site()
    site.get(address, **headers)
    second = site.get(address, **headers)
    assert (second[0], site.asked) == ("200 OK", 2)
    assert second[2]
    assert site.get(address, **headers) == second
    assert site.asked == 2


def test_holder_is_told_so_again_and_again_with_the_same_headers() -> None:
    site = Site()
    etag = dict(site.get("/people.json")[1])["ETag"]
    first = site.get("/people.json", HTTP_IF_NONE_MATCH=etag)
    assert first[0].startswith("304")
    assert dict(first[1])["ETag"] == etag
    assert [site.get("/people.json", HTTP_IF_NONE_MATCH=etag) for _ in range(2)] == [first, first]
    assert site.asked == 2
    assert site.get("/people.json", HTTP_IF_NONE_MATCH='"other"')[0] == "200 OK"


def test_what_an_answer_depends_on_is_heeded() -> None:
    site = Site()
    asked: list[dict[str, Any]] = [
        {"HTTP_ACCEPT_ENCODING": "gzip"},
        {"HTTP_ACCEPT_ENCODING": "br"},
        {"HTTP_ACCEPT": "text/csv"},
        {"HTTP_ORIGIN": "https://example.org"},
        {"HTTP_HOST": "localhost"},
        {"method": "HEAD"},
        {},
    ]
    answers = [[site.get("/api/v1/people/", **each) for _ in range(3)][-1] for each in asked]
    assert all(one != other for at, one in enumerate(answers) for other in answers[:at])
    assert answers[5][2] == b""


def test_publishing_and_an_old_memory_send_the_question_the_whole_way(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site()
    first = [site.get("/people.json") for _ in range(3)][-1]
    toy_site.current["release"] = ReleaseRef(1, "1.0.1", 7, datetime(2024, 1, 2, 12, tzinfo=UTC))
    assert site.get("/people.json") == first, "within the seconds a process need not ask"
    release.forget()
    assert site.get("/people.json")[2] != first[2]
    clock = time.monotonic()
    before = site.asked
    monkeypatch.setattr(time, "monotonic", lambda: clock + 120)
    site.get("/people.json")
    assert site.asked == before + 1


def test_what_is_not_kept_is_asked_each_time_and_counted(settings: Any) -> None:
    settings.THROTTLE_RATE = "3/min"
    site = Site()
    for _ in range(6):
        assert site.get("/people.json")[0] == "200 OK"
    left = [site.get(f"/people.json?town={town}")[1] for town in ("bath", "ayr")]
    assert [dict(each)["RateLimit"][:20] for each in left] == ['"anonymous";r=1;t=40', '"anonymous";r=0;t=60']
    assert site.get("/people.json?town=bath&active=no")[0].startswith("429")
    assert site.get("/people.json?nope=1")[0].startswith("4")
    assert "RateLimit" not in dict(site.get("/people.json")[1])
    throttle.BUCKET.clear()


def test_long_words_are_not_kept() -> None:
    site = Site()
    for _ in range(3):
        site.get("/people.json", HTTP_IF_NONE_MATCH='"x"' + ", " * front.LONGEST)
    assert site.asked == 3
