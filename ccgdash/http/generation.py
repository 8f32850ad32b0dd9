"""What is worked out once for a generation of the data: it stays true, because a generation never changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from ccgdash.http.release import ReleaseRef

T = TypeVar("T")
MOST_REMEMBERED = 1000  # small things: choices of a filter, counts
_remembered: dict[Hashable, Any] = {}


def once(release: ReleaseRef, key: Hashable, make: Callable[[], T]) -> T:
    """`make()`, called once for a key and the release's generation. `key` must tell everything else it depends on."""
    full_key = (release.generation, key)
    if full_key not in _remembered:
        if len(_remembered) >= MOST_REMEMBERED:
            _remembered.clear()
        _remembered[full_key] = make()
    found: T = _remembered[full_key]
    return found


def lasting(key: Hashable, make: Callable[[], T | None]) -> T | None:
    """`make()`, called until it is known (not None): for what stays true in every generation once it is."""
    if (found := _remembered.get(key)) is None and (found := make()) is not None:
        _remembered[key] = found
    known: T | None = found
    return known


def forget() -> None:
    """Work everything out again."""
    _remembered.clear()
