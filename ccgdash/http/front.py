"""Before Django: a request that was answered from kept bytes, asked again in the same words, gets the same bytes.

`conditional` decides what is kept and says so in the request's environment; this only spares what stands around it. As
soon as the release may have changed, or the database has to be asked which it is, the request goes the whole way again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from ccgdash.http.conditional import DRAWN_FROM, ENTRY_BYTES, DrawnFrom
from ccgdash.http.release import known_release
from ccgdash.lib.lru import ByteLru

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

WORDS = (
    *("REQUEST_METHOD", "wsgi.url_scheme", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "HTTP_HOST"),
    *("HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"),
    *("HTTP_ORIGIN", "HTTP_X_FORWARDED_PROTO"),
)
"""All of a request that its kept answer, or a header around it, depends on."""
LONGEST = 4000  # letters of those words that are worth keeping


@dataclass(frozen=True, slots=True)
class Told:
    """What a client was told, and by which release."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    drawn_from: DrawnFrom


TOLD: ByteLru[Told] = ByteLru(lambda told: len(told.body) + ENTRY_BYTES + LONGEST)


class Front:
    """The WSGI application around Django's."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        words = tuple(map(environ.get, WORDS))
        told = TOLD.get(words)
        if told is not None and _still_true(told.drawn_from):
            start_response(told.status, list(told.headers))
            return (told.body,)
        return self._asked(environ, start_response, words)

    def _asked(self, environ: Environ, start_response: StartResponse, words: tuple[Any, ...]) -> Iterable[bytes]:
        said: list[Any] = []

        def saying(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            said[:] = status, tuple(headers)
            return start_response(status, headers, *rest)

        answer = self.application(environ, saying)
        drawn_from: DrawnFrom | None = environ.get(DRAWN_FROM)
        if drawn_from and isinstance(answer, HttpResponse) and not answer.cookies and _are_few(words):
            TOLD.put(words, Told(said[0], said[1], answer.content, drawn_from), settings.RESPONSE_CACHE_BYTES // 2)
        return answer


def _are_few(words: tuple[Any, ...]) -> bool:
    return sum(len(word) for word in words if word) <= LONGEST


def _still_true(drawn_from: DrawnFrom) -> bool:
    """Whether the release asked for is known, without asking the database, to be the one the answer is drawn from."""
    release = known_release(drawn_from.asked)
    return release is not None and release.generation == drawn_from.generation
