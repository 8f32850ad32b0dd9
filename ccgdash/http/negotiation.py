"""Which face and which encoding of an answer a client gets, from `format`, `Accept` and `Accept-Encoding`."""

from __future__ import annotations

from functools import lru_cache

from django.http import HttpRequest

ENCODINGS = ("br", "gzip")


def api_face(request: HttpRequest) -> str:
    """`csv` or `json`: `?format=csv` first, then whichever of the two `Accept` prefers; JSON when it does not say."""
    query = request.META.get("QUERY_STRING", "")
    if "format=" in query:
        return "csv" if "format=csv" in query.split("&") else "json"
    return accepted_face(request.META.get("HTTP_ACCEPT", ""))


@lru_cache(maxsize=1000)
def accepted_face(accept: str) -> str:
    """`csv` where `Accept` puts text/csv before JSON."""
    weights = weighted(accept)
    csv = weights.get("text/csv", 0.0)
    return "csv" if csv > weights.get("application/json", 0.0) else "json"


@lru_cache(maxsize=1000)
def accepted_encoding(accept: str) -> str:
    """`br`, `gzip` or `` (as it is); a tie goes to br, which is smaller."""
    weights = weighted(accept)
    others = weights.get("*", 0.0)
    best = max(ENCODINGS, key=lambda encoding: weights.get(encoding, others))
    return best if weights.get(best, others) > 0 else ""


def weighted(header: str) -> dict[str, float]:
    """`a, b;q=0.5` as {a: 1.0, b: 0.5}; what cannot be read weighs nothing."""
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, *options = (piece.strip() for piece in part.split(";"))
        if name:
            weights[name] = _weight(options)
    return weights


def _weight(options: list[str]) -> float:
    for option in options:
        if option.startswith("q="):
            try:
                return max(0.0, min(1.0, float(option[2:])))
            except ValueError:
                return 0.0
    return 1.0
