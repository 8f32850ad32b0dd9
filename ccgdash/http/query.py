"""First step of every read: the raw query string, decoded strictly, as parameter -> values in the order typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from unicodedata import category
from urllib.parse import parse_qsl, quote_plus

from ccgdash.http.problems import ParameterError, Problem

Params = Mapping[str, Sequence[str]]

LONGEST_QUERY = 8 * 1024  # bytes; the longest honest address (compare with 20 CCGs) is under 1 kB


def parse(query_string: str) -> dict[str, list[str]]:
    """Parameter -> values as typed; empty ones (GET forms send them) leave an empty list. Raises Problem 400.

    Stricter than Django's QueryDict, which turns broken UTF-8 into U+FFFD and keeps control characters.
    """
    refuse_oversize(query_string)
    try:
        pairs = parse_qsl(query_string, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise Problem("bad-request", "The query string is not valid UTF-8.") from error
    return collected(pairs)


def refuse_oversize(query_string: str) -> None:
    """Raise Problem 400 for a query string no honest client sends."""
    if len(query_string) > LONGEST_QUERY:
        raise Problem("bad-request", f"The query string is longer than {LONGEST_QUERY} bytes.")


def collected(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Group pairs by parameter; a value typed twice counts once. Raises Problem 400 on control characters."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        if not (name.isprintable() and is_text(value)):
            raise Problem(
                "bad-parameter",
                "A parameter has control characters in it.",
                errors=(ParameterError(_visible(name), "control characters are not allowed"),),
            )
        kept = values.setdefault(name, [])
        if value and value not in kept:
            kept.append(value)
    return values


def encode(pairs: Iterable[tuple[str, str]]) -> str:
    """The one way this site writes a query string."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)


@lru_cache(maxsize=2000)
def _quoted(text: str) -> str:
    # Names and values are the same few again and again, and stand in every link of a page.
    return quote_plus(text)


def canonical(params: Params) -> str:
    """The same string for the same question: parameters by name, empty ones gone; the values' order is kept."""
    return encode((name, value) for name in sorted(params) for value in params[name])


def is_text(value: str) -> bool:
    """Whether nothing in it is a control character."""
    return value.isprintable() or not any(category(char) == "Cc" for char in value)


def _visible(name: str) -> str:
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)
