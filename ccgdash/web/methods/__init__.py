"""Every measure and rule of this site in plain words, chapter by chapter."""

from __future__ import annotations

from functools import cache

from ccgdash.web.methods.model import Chapter, Example, Method
from ccgdash.web.methods.money import MONEY
from ccgdash.web.methods.ratings import PLACES, RATINGS
from ccgdash.web.methods.statistics import STATISTICS

CHAPTERS = (RATINGS, MONEY, STATISTICS, PLACES)

__all__ = ["CHAPTERS", "Chapter", "Example", "Method", "by_slug"]


@cache
def by_slug() -> dict[str, Method]:
    """Slug to method."""
    return {method.slug: method for chapter in CHAPTERS for method in chapter.methods}
