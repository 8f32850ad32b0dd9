"""The limit: the same server answering every request with the same bytes, as large as an answer of ours."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

BODY = b"x" * int(os.environ.get("BENCH_BODY_BYTES", "7000"))
HEADERS = [("Content-Type", "application/json"), ("Content-Length", str(len(BODY)))]


def application(
    _environ: dict[str, Any], start_response: Callable[[str, list[tuple[str, str]]], Any]
) -> Iterable[bytes]:
    """A WSGI application that does nothing."""
    start_response("200 OK", HEADERS)
    return [BODY]
