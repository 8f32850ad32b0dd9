"""ETag before work: a read is a pure function of (release, address), so its name is known before any query.

A client that holds the answer gets 304, one that asks for an answer already made gets the kept bytes, and only the
rest reaches a view. Only ReadResponse and StreamedRead, which say what release they are drawn from, are treated so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date

from ccgdash.http.encoding import LEAST_BYTES, compressible, encoded, encoded_stream
from ccgdash.http.errors import problem_response
from ccgdash.http.faces import request_params
from ccgdash.http.negotiation import accepted_encoding, accepted_face
from ccgdash.http.problems import Problem
from ccgdash.http.query import canonical
from ccgdash.http.release import Asked, ReleaseRef, asked_for, resolve
from ccgdash.http.responses import Read, ReadResponse, StreamedRead
from ccgdash.lib.digest import tree_digest
from ccgdash.lib.lru import ByteLru

CURRENT = "public, max-age=60, stale-while-revalidate=600"
IMMUTABLE = "public, max-age=31536000, immutable"
NEVER = "no-store"
NOT_READS = ("/static/", "/admin/", "/healthz", "/readyz")
IN_304 = ("ETag", "Cache-Control", "Vary", "Last-Modified", "Content-Location")
ENTRY_BYTES = 2000  # what an entry weighs besides its body: headers, key, objects


DRAWN_FROM = "ccgdash.drawn_from"  # where a request says that its answer was kept, for `front`


@dataclass(frozen=True, slots=True)
class DrawnFrom:
    """Which release was asked for, and which generation of the data that was."""

    asked: Asked
    generation: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished answer: headers and encoded body."""

    headers: tuple[tuple[str, str], ...]
    body: bytes


KEPT: ByteLru[Kept] = ByteLru(lambda kept: len(kept.body) + ENTRY_BYTES)


@dataclass(frozen=True, slots=True)
class Question:
    """A request as far as its answer depends on it."""

    key: str
    encoding: str
    by_accept: bool
    names_release: bool

    def etag(self, release: ReleaseRef) -> str:
        """The answer's name in a release; each encoding has its own, since a strong ETag names bytes."""
        text = f"{code_version()}\0{release.generation}\0{self.key}"
        name = blake2b(text.encode(), digest_size=12).hexdigest()
        return f'"{name}-{self.encoding}"' if self.encoding else f'"{name}"'


class ConditionalMiddleware:
    """Stands outside everything that makes a page, inside what only adds to headers (security, CORS)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or request.path.startswith(NOT_READS) or settings.DEBUG:
            return self.get_response(request)
        try:
            params = request_params(request)
        except Problem as problem:
            return problem_response(request, problem)
        question = asked(request, params)
        answer = self._known(request, question, params) or self._made(request, question)
        return _without_body(answer) if request.method == "HEAD" else answer

    def _known(self, request: HttpRequest, question: Question, params: Any) -> HttpResponse | None:
        try:
            release = resolve(params)
        except (Problem, OperationalError, InterfaceError):
            return None  # the view meets the same and says so
        if release is None:
            return None
        etag = question.etag(release)
        drawn_from = DrawnFrom(asked_for(params), release.generation)
        if etag in held_by(request):
            request.META[DRAWN_FROM] = drawn_from
            return _not_modified(_validators(question, release, etag))
        kept = KEPT.get(etag)
        if kept is None:
            return None
        request.META[DRAWN_FROM] = drawn_from
        answer = HttpResponse(kept.body, headers=dict(kept.headers))
        return _not_modified(answer.headers) if _holds(request, answer) else answer

    def _made(self, request: HttpRequest, question: Question) -> HttpResponseBase:
        answer = self.get_response(request)
        if not isinstance(answer, (ReadResponse, StreamedRead)):
            return _lighter(answer, question)
        if answer.status_code != 200 or answer.release is None or _is_personal(answer):
            answer["Cache-Control"] = NEVER
            return _lighter(answer, question)
        finish(answer, question, answer.release)
        once: dict[str, str] = getattr(answer, "once_headers", {})
        outgoing = _not_modified(answer.headers) if _holds(request, answer) else answer
        for name, value in once.items():
            outgoing[name] = value
        return outgoing


def asked(request: HttpRequest, params: Any) -> Question:
    """What the answer to a request depends on: address, face and encoding; the host, since links have it in them."""
    by_accept = request.path.startswith("/api/")
    face = accepted_face(request.META.get("HTTP_ACCEPT", "")) if by_accept and not params.get("format") else ""
    parts = (request.scheme or "", request.META.get("HTTP_HOST", ""), request.path, canonical(params), face)
    encoding = accepted_encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    return Question("\0".join(parts), encoding, by_accept, bool(params.get("release")))


def finish(answer: Read, question: Question, release: ReleaseRef) -> None:
    """Encode an answer, give it its headers, and keep it if it is whole."""
    _encode(answer, question.encoding)
    vary = [name.strip() for name in answer.get("Vary", "").split(",") if name.strip()]
    for name, value in _validators(question, release, question.etag(release)).items():
        answer[name] = value
    patch_vary_headers(answer, vary)
    if isinstance(answer, ReadResponse):
        answer["Content-Length"] = str(len(answer.content))
        kept = Kept(tuple(answer.headers.items()), answer.content)
        KEPT.put(answer["ETag"], kept, getattr(settings, "RESPONSE_CACHE_BYTES", 0))


def held_by(request: HttpRequest) -> frozenset[str]:
    """The ETags a client holds; `W/` is dropped, as If-None-Match compares weakly (and proxies add it)."""
    header = request.META.get("HTTP_IF_NONE_MATCH", "")
    if not header:
        return frozenset()
    return frozenset(tag.strip().removeprefix("W/") for tag in header.split(","))


@cache
def code_version() -> str:
    """Changes with the program, so that a deploy makes every ETag new."""
    base = Path(settings.BASE_DIR)
    roots = [base / name for name in ("ccgdash", "assessments", "finance", "templates", "static")]
    return tree_digest(roots, frozenset({".py", ".html", ".txt", ".css", ".js", ".svg"}))


def _validators(question: Question, release: ReleaseRef, etag: str) -> dict[str, str]:
    pinned = question.names_release and release.pinned
    return {
        "ETag": etag,
        "Last-Modified": http_date(release.published_at.timestamp()),
        "Cache-Control": IMMUTABLE if pinned else CURRENT,
        "Vary": "Accept, Accept-Encoding" if question.by_accept else "Accept-Encoding",
    }


def _holds(request: HttpRequest, answer: HttpResponseBase) -> bool:
    """Whether a client holds an answer that is known to exist.

    If-Modified-Since counts only when it is exactly Last-Modified: after a release is taken back, the current
    one is older than what the client holds, and "not modified since" would be true and wrong.
    """
    held = held_by(request)
    if held:
        return "*" in held or answer["ETag"] in held
    since = request.META.get("HTTP_IF_MODIFIED_SINCE")
    return since is not None and since == answer.get("Last-Modified")


def _not_modified(headers: Any) -> HttpResponse:
    answer = HttpResponse(status=304)
    del answer["Content-Type"]
    for name in IN_304:
        if name in headers:
            answer[name] = headers[name]
    return answer


def _is_personal(answer: HttpResponseBase) -> bool:
    return bool(answer.cookies) or "cookie" in answer.get("Vary", "").lower()


def _lighter(answer: HttpResponseBase, question: Question) -> HttpResponseBase:
    """What is no read of a release (refusals, guides, the API's description), compressed too: a refused page may be as
    long as the page. Not what is somebody's own, nor a file that comes with an encoding."""
    if isinstance(answer, HttpResponse) and not _is_personal(answer) and not answer.has_header("Content-Encoding"):
        _encode(answer, question.encoding)
        patch_vary_headers(answer, ["Accept-Encoding"])
        if answer.has_header("Content-Length"):
            answer["Content-Length"] = str(len(answer.content))
    return answer


def _encode(answer: HttpResponse | StreamedRead, encoding: str) -> None:
    if not encoding or not compressible(answer.get("Content-Type", "")):
        return
    if isinstance(answer, StreamedRead):
        answer.streaming_content = encoded_stream(answer.streaming_content, encoding)  # type: ignore[arg-type]
    elif len(answer.content) < LEAST_BYTES:
        return
    else:
        answer.content = encoded(answer.content, encoding)
    answer["Content-Encoding"] = encoding


def _without_body(answer: HttpResponseBase) -> HttpResponseBase:
    if isinstance(answer, HttpResponse):
        length = answer.get("Content-Length")
        answer.content = b""
        if length:
            answer["Content-Length"] = length
        return answer
    empty = HttpResponse(status=answer.status_code, headers=dict(answer.headers))
    answer.close()
    return empty
