"""The bucket gives each client its limit at once and then evenly, and forgets clients it has not seen for long."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from ccgdash.http import throttle
from ccgdash.http.throttle import Bucket, client_of, rate


def test_client_gets_its_limit_and_then_waits() -> None:
    bucket = Bucket()
    verdicts = [bucket.take("a", 3, 60, now=100.0) for _ in range(5)]
    assert [verdict.remaining for verdict in verdicts] == [2, 1, 0, 0, 0]
    assert [verdict.wait for verdict in verdicts] == [0, 0, 0, 20, 20]
    assert bucket.take("b", 3, 60, now=100.0).wait == 0
    assert bucket.take("a", 3, 60, now=119.0).wait == 1
    assert bucket.take("a", 3, 60, now=120.0).wait == 0
    assert bucket.take("a", 3, 60, now=500.0).remaining == 2


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "MOST_CLIENTS", 2)
    bucket = Bucket()
    for client in "aabbcc":
        bucket.take(client, 3, 60, now=0.0)
    assert bucket.take("c", 3, 60, now=0.0).remaining == 0
    assert bucket.take("a", 3, 60, now=0.0).remaining == 2


@pytest.mark.parametrize(("text", "expected"), [("600/min", (600, 60)), ("5/sec", (5, 1)), ("", (0, 0))])
def test_rate(text: str, expected: tuple[int, int]) -> None:
    assert rate(text) == expected


def test_no_limit_counts_nothing(settings: Any) -> None:
    settings.THROTTLE_RATE = ""
    assert throttle.charge(RequestFactory().get("/")) is None


@pytest.mark.parametrize(
    ("proxies", "address", "forwarded", "client"),
    [
        (0, "192.0.2.1", "198.51.100.7", "192.0.2.1"),
        (1, "192.0.2.1", "6.6.6.6, 198.51.100.7", "198.51.100.7"),
        (2, "192.0.2.1", "198.51.100.7", "198.51.100.7"),
        (1, "192.0.2.1", "", "192.0.2.1"),
        (0, "2001:db8:1:2:3::4", "", "2001:db8:1:2::/64"),
        (0, "unix", "", "unix"),
    ],
)
def test_client_is_who_the_trusted_proxies_say(
    settings: Any, proxies: int, address: str, forwarded: str, client: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=address, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_of(request) == client
