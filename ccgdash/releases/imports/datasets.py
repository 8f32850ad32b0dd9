"""What a dataset is: a model, its key, and what its cells must refer to. Each app declares its own in `imports/`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any

from django.db import models
from django.utils.module_loading import autodiscover_modules

from ccgdash.releases.imports.cells import Convert, converter
from ccgdash.releases.models import Fact

Row = Mapping[str, Any]
Rule = Callable[[Row], tuple[str, str] | None]
BOOKKEEPING = frozenset({"id", "since", "until", "imported_id", "row_number"})


@dataclass(frozen=True)
class Reference:
    """Columns whose values, where given, must stand together in the named dataset's columns."""

    columns: tuple[str, ...]
    dataset: str
    to: tuple[str, ...]

    @property
    def known_as(self) -> str:
        """The name under which the values that stand there are handed to the parser."""
        return f"{self.dataset}:{','.join(self.to)}"


@dataclass(frozen=True)
class Dataset:
    """One table of the data package. `rules` return (column, reason) for a row that is typed but cannot be true.

    `identities` are (model, column) pairs: rows of plain identity tables made for each value of a column. `arrange`
    turns the lines of another layout users hold into the table's own, one for one, and lets all others pass.
    """

    name: str
    model: type[Fact]
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    rules: tuple[Rule, ...] = ()
    identities: tuple[tuple[type[models.Model], str], ...] = ()
    arrange: Callable[[Iterator[list[str]]], Iterator[list[str]]] | None = None
    derive: Callable[[dict[str, Any]], None] | None = None
    derived: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def fields(self) -> dict[str, models.Field[Any, Any]]:
        """Column name to model field, for every column the table stores apart from the book-keeping."""
        return {str(f.column): f for f in self.model._meta.concrete_fields if f.column not in BOOKKEEPING}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns a file holds, in the model's order."""
        return tuple(name for name in self.fields if name not in self.derived)

    @cached_property
    def converters(self) -> dict[str, Convert]:
        return {name: converter(self.fields[name]) for name in self.columns}


_registry: dict[str, Dataset] = {}


def register(dataset: Dataset) -> Dataset:
    """Make a dataset known to `load`. Called once by each `imports/<dataset>.py`."""
    _registry[dataset.name] = dataset
    return dataset


def datasets() -> dict[str, Dataset]:
    """All known datasets, those referred to before those that refer to them."""
    autodiscover_modules("imports")
    graph = {d.name: {r.dataset for r in d.references if r.dataset != d.name} for d in _registry.values()}
    for name, before in graph.items():
        if name != "sources":
            before.add("sources")
    return {name: _registry[name] for name in TopologicalSorter(graph).static_order()}


def fact_models() -> Iterator[type[Fact]]:
    """Every table of facts."""
    for dataset in datasets().values():
        yield dataset.model
