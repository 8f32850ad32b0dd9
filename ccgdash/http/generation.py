"""What is worked out once for a generation of the data: it stays true, because a generation never changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from ccgdash.http.release import ReleaseRef

T = TypeVar("T")
MOST_REMEMBERED = 1000  # small things: choices of a filter, counts
MOST_RECENT = 50  # large ones: all that is told of a CCG
_remembered: dict[Hashable, Any] = {}
_recent: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def once(release: ReleaseRef, key: Hashable, make: Callable[[], T]) -> T:
    """`make()`, called once for a key and the release's generation. `key` must tell everything else it depends on."""
    full_key = (release.generation, key)
    try:
        found: T = _remembered[full_key]
    except KeyError:  # and not looked up again below: another thread may have made room meanwhile
        found = make()
        if len(_remembered) >= MOST_REMEMBERED:
            _remembered.clear()
        _remembered[full_key] = found
    return found


def lasting(key: Hashable, make: Callable[[], T | None]) -> T | None:
    """`make()`, called until it is known (not None): for what stays true in every generation once it is."""
    if (found := _remembered.get(key)) is None and (found := make()) is not None:
        _remembered[key] = found
    known: T | None = found
    return known


def lately(release: ReleaseRef, key: Hashable, make: Callable[[], T]) -> T:
    """The same for what is too large to keep for good: a page asks for it twice, and so do its other faces and charts,
    soon after."""
    full_key = (release.generation, key)
    with _lock:
        found: T | None = _recent.get(full_key)
        if found is not None:
            _recent.move_to_end(full_key)
            return found
    made = make()
    with _lock:
        _recent[full_key] = made
        if len(_recent) > MOST_RECENT:
            _recent.popitem(last=False)
    return made


def forget() -> None:
    """Work everything out again."""
    _remembered.clear()
    with _lock:
        _recent.clear()
