"""Something worked out for a generation is worked out once, and anew for the next one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ccgdash.http import generation
from ccgdash.http.generation import lately, once
from ccgdash.http.release import ReleaseRef

RELEASE = ReleaseRef(1, "1.0.0", 1, datetime(2024, 1, 1, tzinfo=UTC))


class Counter:
    """Gives 1, 2, 3, …"""

    made = 0

    def __call__(self) -> int:
        self.made += 1
        return self.made


def test_the_same_question_of_a_generation_is_worked_out_once() -> None:
    counter = Counter()
    assert [once(RELEASE, "coverage", counter) for _ in range(3)] == [1, 1, 1]
    assert once(replace(RELEASE, pinned=True), "coverage", counter) == 1, "the same data by another address"


def test_another_question_another_run_and_another_release_are_worked_out_anew() -> None:
    counter = Counter()
    others = [RELEASE, replace(RELEASE, recompute_id=2), replace(RELEASE, number=2)]
    assert [once(release, "coverage", counter) for release in others] == [1, 2, 3]
    assert once(RELEASE, "facets", counter) == 4


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation, "MOST_REMEMBERED", 3)
    for number in range(10):
        once(RELEASE, number, lambda: 0)
    assert len(generation._remembered) <= 3


def test_nothing_known_is_remembered_as_such() -> None:
    counter = Counter()
    assert once(RELEASE, "none", lambda: None) is None
    assert once(RELEASE, "none", counter) is None


def test_what_was_asked_lately_is_kept_and_what_was_not_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation, "MOST_RECENT", 2)
    counter = Counter()
    assert [lately(RELEASE, key, counter) for key in ("a", "b", "a", "c", "a", "b")] == [1, 2, 1, 3, 1, 4]
    assert lately(replace(RELEASE, number=2), "a", counter) == 5
    generation.forget()
    assert lately(RELEASE, "b", counter) == 6
