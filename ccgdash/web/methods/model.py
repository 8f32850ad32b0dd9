"""What a method is: a rule in plain words, with a worked example that the code itself has to come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A worked case: its steps, a line each. `result` is what the page says; `compute` is asked by a test only and
    must say the same."""

    steps: str
    result: str
    compute: Callable[[], str]

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.steps.strip().splitlines()]


@dataclass(frozen=True)
class Method:
    """One measure or rule. `rule`: paragraphs, apart by an empty line. `missing`: what is done where something is not
    known. `sources`: ids of sources of the data; `reading`: publications the method is from. `seen_on`: addresses
    where it is at work, with words."""

    slug: str
    title: str
    rule: str
    missing: str
    example: Example
    sources: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()
    seen_on: tuple[tuple[str, str], ...] = ()

    @property
    def paragraphs(self) -> list[str]:
        return [" ".join(paragraph.split()) for paragraph in self.rule.strip().split("\n\n")]


@dataclass(frozen=True)
class Chapter:
    """Methods that belong together."""

    title: str
    methods: tuple[Method, ...]
