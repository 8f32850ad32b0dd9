"""Answers that are a pure function of (release, address); `conditional` gives these, and only these, an ETag."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from django.http import HttpResponse, StreamingHttpResponse

from ccgdash.http.release import ReleaseRef

WHOLE_UP_TO = 512 * 1024  # bytes kept in one piece; a longer file is streamed as it is read

JSON = "application/json"
CSV = "text/csv; charset=utf-8"


class ReadResponse(HttpResponse):
    """A whole answer, drawn from `release` (None: before the first)."""

    release: ReleaseRef | None = None


class StreamedRead(StreamingHttpResponse):
    """A long answer, sent as it is read from `release`."""

    release: ReleaseRef | None = None


Read = ReadResponse | StreamedRead


def read_response(
    body: bytes | Iterable[bytes],
    release: ReleaseRef | None,
    *,
    content_type: str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Read:
    """An answer drawn from a release; pieces are joined as long as they are few."""
    start, rest = (body, None) if isinstance(body, bytes) else _gathered(iter(body))
    answer: Read
    if rest is None:
        answer = ReadResponse(start, content_type=content_type, status=status, headers=dict(headers or {}))
    else:
        answer = StreamedRead(
            chain((start,), rest), content_type=content_type, status=status, headers=dict(headers or {})
        )
    answer.release = release
    return answer


def _gathered(pieces: Iterator[bytes]) -> tuple[bytes, Iterator[bytes] | None]:
    gathered: list[bytes] = []
    size = 0
    for piece in pieces:
        gathered.append(piece)
        size += len(piece)
        if size > WHOLE_UP_TO:
            return b"".join(gathered), pieces
    return b"".join(gathered), None
