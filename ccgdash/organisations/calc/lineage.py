"""Lineage over plain mappings: who became whom, and which CCGs of a year covered an area."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Lineage:
    """Every CCG's life and its successor.

    `successors`: code that closed to the code it became part of. `lives`: code to its first and last financial
    year in force. Every closure was a whole merger, so the graph is a forest: one successor, many predecessors.
    """

    successors: Mapping[str, str]
    lives: Mapping[str, tuple[str, str]]

    @cached_property
    def _predecessors(self) -> Mapping[str, tuple[str, ...]]:
        found = defaultdict[str, list[str]](list)
        for code in sorted(self.successors):
            found[self.successors[code]].append(code)
        return {code: tuple(codes) for code, codes in found.items()}

    def in_force(self, code: str, year: str) -> bool:
        """Whether `code` was a CCG in `year`; an unknown code never was."""
        first, last = self.lives.get(code, ("", ""))
        return first <= year <= last

    def predecessors(self, code: str) -> tuple[str, ...]:
        """CCGs that merged into `code` itself, by code; none where nothing did."""
        return self._predecessors.get(code, ())

    def ancestors(self, code: str) -> tuple[str, ...]:
        """CCGs that merged into `code`, and into those, and so on; by code."""
        return tuple(sorted(self._upstream(code)))

    def _upstream(self, code: str) -> Iterator[str]:
        for before in self.predecessors(code):
            yield before
            yield from self._upstream(before)

    def chain(self, code: str) -> Iterator[str]:
        """`code`, its successor, the successor's successor, to the last."""
        yield code
        while code in self.successors:
            code = self.successors[code]
            yield code

    def as_was(self, code: str, year: str) -> tuple[str, ...]:
        """CCGs of `year` that make up `code`: itself or those before it, by code.

        None for a year after `code` closed: its area is then part of something larger. For any two years, the CCGs
        of the later one share the CCGs of the earlier one out among them, each to one: what sums of money go by.
        """
        return tuple(sorted(each for each in {code, *self._upstream(code)} if self.in_force(each, year)))

    def as_now(self, code: str, year: str) -> tuple[str, ...]:
        """CCGs of `year` that cover the area of `code`: itself, the one of its successors in force, or those before it.

        None for an unknown code or a year without CCGs.
        """
        later = next((each for each in self.chain(code) if self.in_force(each, year)), None)
        return (later,) if later else self.as_was(code, year)
