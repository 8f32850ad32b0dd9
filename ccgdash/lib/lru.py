"""A store of finished answers, bounded in bytes; the one unused longest goes first. Safe between threads."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class ByteLru(Generic[T]):
    """`size` says how many bytes an entry takes. An entry over an eighth of the room is not kept."""

    def __init__(self, size: Callable[[T], int]) -> None:
        self._size = size
        self._entries: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()
        self.bytes = 0

    def get(self, key: Hashable) -> T | None:
        """The entry, which becomes the one used last; None when it is not kept."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
            return entry

    def put(self, key: Hashable, entry: T, room: int) -> None:
        """Keep an entry within `room` bytes in all."""
        size = self._size(entry)
        if size > room // 8:
            return
        with self._lock:
            self._drop(key)
            self._entries[key] = entry
            self.bytes += size
            while self.bytes > room:
                self._drop(next(iter(self._entries)))

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._entries.clear()
            self.bytes = 0

    def _drop(self, key: Hashable) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self.bytes -= self._size(entry)

    def __len__(self) -> int:
        return len(self._entries)
