"""What the contract tests share: a client nobody throttles, on the loaded data."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def visitor(loaded: str, settings: Any) -> Client:
    """Asks as much as it likes, of the bundled data; an error on the server is an answer, as for any visitor."""
    settings.THROTTLE_RATE = ""
    settings.RELEASE_MEMO_SECONDS = 60
    return Client(raise_request_exception=False)
