"""Whose word a figure stands on: the marks beside it, that lead to the list of sources of its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ccgdash.releases.resources import SourceRow


@dataclass(frozen=True)
class SourceMark:
    """The short form of a source beside a figure."""

    words: str
    href: str


@dataclass(frozen=True)
class Listed:
    """The sources a page has a list of, as (id, publisher, title); a row drawn beside them is kept by them."""

    sources: frozenset[tuple[str, str, str]]

    @classmethod
    def of(cls, rows: Iterable[SourceRow]) -> Listed:
        return cls(frozenset((row.source_id, row.publisher, row.title) for row in rows))

    @cached_property
    def by_id(self) -> Mapping[str, tuple[str, str]]:
        """Id to publisher and title."""
        return {source_id: (publisher, title) for source_id, publisher, title in self.sources}

    def marks(self, ids: Sequence[str]) -> list[SourceMark]:
        """Who says so; of several also what, since they may have one publisher."""
        return [self._mark(each, titled=len(ids) > 1) for each in ids]

    def _mark(self, source_id: str, *, titled: bool) -> SourceMark:
        if source_id not in self.by_id:
            return SourceMark(source_id, f"/api/v1/sources/?source_id={source_id}")
        publisher, title = self.by_id[source_id]
        return SourceMark(f"{publisher}, {title}" if titled else publisher, f"#source-{source_id}")
