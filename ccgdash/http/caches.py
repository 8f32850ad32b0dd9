"""Everything this process remembers between requests, in one place to forget it. Nothing depends on any of it."""

from __future__ import annotations

from ccgdash.http import conditional, front, generation, release, throttle


def forget() -> None:
    """Start as a new process does (after a publish here, and between tests)."""
    release.forget()
    generation.forget()
    conditional.KEPT.clear()
    front.TOLD.clear()
    throttle.BUCKET.clear()
