"""What the contract tests share: a client nobody throttles, on the loaded data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """Nothing here writes: what a process works out once for its release stays true from test to test."""


@pytest.fixture(autouse=True, scope="package")
def nothing_remembered_from_elsewhere() -> Iterator[None]:
    """Other tests undo what they published under the same numbers."""
    from ccgdash.http.caches import forget

    forget()
    yield
    forget()


@pytest.fixture
def visitor(loaded: str, settings: Any) -> Client:
    """Asks as much as it likes, of the bundled data; an error on the server is an answer, as for any visitor."""
    settings.THROTTLE_RATE = ""
    settings.RELEASE_MEMO_SECONDS = 60
    return Client(raise_request_exception=False)
