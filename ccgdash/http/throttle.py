"""How many new answers one client gets: counted in this process, so no cache or broker has to be up.

GCRA (the leaky bucket as one number): per client the time at which its allowance would be used up. A client may
ask `limit` new answers at once and gets them back evenly over the period. Answers kept by `conditional` never come
here. Each process counts for itself: the limit protects the machine, it is not a licence.
"""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from dataclasses import dataclass
from math import ceil
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from ccgdash.http.problems import Problem

PERIODS = {"sec": 1, "min": 60, "hour": 3600}
MOST_CLIENTS = 20_000
DEFAULT_RATE = "1200/min"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a client has left: `remaining` answers now; all of them again in `reset` seconds."""

    limit: int
    period: int
    remaining: int
    reset: int
    wait: int = 0

    @property
    def headers(self) -> dict[str, str]:
        """RateLimit and RateLimit-Policy as the IETF draft writes them."""
        return {
            "RateLimit-Policy": f'"anonymous";q={self.limit};w={self.period}',
            "RateLimit": f'"anonymous";r={self.remaining};t={self.reset}',
        }


class Bucket:
    """Clients and what they have left, bounded; the one unseen longest is forgotten first."""

    def __init__(self) -> None:
        self._used_up: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def take(self, client: str, limit: int, period: int, now: float) -> Verdict:
        """Count one answer, unless there is none left: then `wait` is the seconds until there is."""
        step = period / limit
        with self._lock:
            start = max(self._used_up.pop(client, now), now)
            allowed = start + step - now <= period + 1e-9
            end = start + step if allowed else start
            self._used_up[client] = end
            if len(self._used_up) > MOST_CLIENTS:
                self._used_up.popitem(last=False)
        remaining = int((period - (end - now)) / step + 1e-9)
        wait = 0 if allowed else max(1, ceil(start + step - now - period))
        return Verdict(limit, period, max(0, remaining), ceil(end - now), wait)

    def clear(self) -> None:
        """Forget every client."""
        self._used_up.clear()


BUCKET = Bucket()


def charge(request: HttpRequest) -> Verdict | None:
    """Count a request; None where nothing is counted (no limit set, or signed-in staff). Raises Problem 429."""
    limit, period = rate(getattr(settings, "THROTTLE_RATE", DEFAULT_RATE))
    if not limit:
        return None
    verdict = BUCKET.take(client_of(request), limit, period, time.monotonic())
    if verdict.wait:
        raise Problem(
            "too-many-requests",
            f"More than {limit} new answers in {period} seconds. Try again in {verdict.wait} seconds.",
            headers={**verdict.headers, "Retry-After": str(verdict.wait)},
        )
    return verdict


def tell(answer: HttpResponseBase, verdict: Verdict | None) -> None:
    """Leave the client's count with the answer; `conditional` sends it, but never keeps it."""
    if verdict is not None:
        answer.once_headers = verdict.headers  # type: ignore[attr-defined]


def rate(text: str) -> tuple[int, int]:
    """`600/min` as (600, 60 seconds); an empty text is no limit (0, 0)."""
    if not text:
        return 0, 0
    limit, _, period = text.partition("/")
    return int(limit), PERIODS[period]


def client_of(request: HttpRequest) -> str:
    """Who asks: the address before `settings.TRUSTED_PROXIES` proxies; IPv6 by its /64, as providers give them."""
    address: str = request.META.get("REMOTE_ADDR", "")
    proxies: int = getattr(settings, "TRUSTED_PROXIES", 0)
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if proxies and forwarded:
        address = forwarded[-min(proxies, len(forwarded))]
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
