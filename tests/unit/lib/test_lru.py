"""The store keeps what was used last and never more than its room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ccgdash.lib.lru import ByteLru


def test_entry_unused_longest_goes_first() -> None:
    store: ByteLru[bytes] = ByteLru(len)
    for key in "abcdefgh":
        store.put(key, b"x" * 10, room=80)
    assert store.get("a") == b"x" * 10
    store.put("i", b"x" * 10, room=80)
    assert store.get("b") is None
    assert store.get("a") is not None
    assert (len(store), store.bytes) == (8, 80)
    store.clear()
    assert (len(store), store.bytes, store.get("a")) == (0, 0, None)


def test_entry_that_would_push_out_everything_is_not_kept() -> None:
    store: ByteLru[bytes] = ByteLru(len)
    store.put("big", b"x" * 11, room=80)
    assert store.get("big") is None


@given(puts=st.lists(st.tuples(st.sampled_from("abcde"), st.binary(max_size=12))))
def test_bytes_are_counted_right(puts: list[tuple[str, bytes]]) -> None:
    store: ByteLru[bytes] = ByteLru(len)
    for key, entry in puts:
        store.put(key, entry, room=40)
        kept = [store.get(name) for name in "abcde"]
        assert store.bytes == sum(len(entry) for entry in kept if entry is not None) <= 40
