"""Which columns the rows of a list have: a parameter of its FilterSet, obeyed by its page, JSON and CSV alike.

A FilterSet that declares a ColumnsFilter lets its readers choose. Without a choice every face is as ever.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from ccgdash.http.filters import ChoicesFilter
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.rows import columns
from ccgdash.http.selection import Selection

MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Offered:
    """One choice: its words, and the columns of a row it brings: a figure with its sources, a code with its name."""

    label: str
    brings: tuple[str, ...]


class ColumnsFilter(ChoicesFilter):
    """Repeat for several columns; chooses no rows. `always`: columns no choice takes away; `offered`: by name."""

    def __init__(self, *, always: Sequence[str], offered: Mapping[str, Offered], **kwargs: Any) -> None:
        self.always = (*always, MISSING)
        self.offered = offered
        super().__init__(choices=[(name, each.label) for name, each in offered.items()], **kwargs)

    def filter(self, qs: QuerySet[Model], value: Any) -> QuerySet[Model]:
        return qs

    def brought(self, chosen: Sequence[object]) -> frozenset[str]:
        """Every column of the rows when these are chosen."""
        return frozenset((*self.always, *(name for each in chosen for name in self.offered[str(each)].brings)))


@dataclass(frozen=True, slots=True)
class Projection:
    """The columns of a row type that are left, in its order."""

    names: tuple[str, ...]

    def __call__(self, row: object) -> dict[str, object]:
        """One row with what is left; so is told of what is missing."""
        return {name: self.missing(row) if name == MISSING else getattr(row, name) for name in self.names}

    def missing(self, row: object) -> dict[str, str]:
        """Why columns that are left are null."""
        return {name: kind for name, kind in getattr(row, MISSING).items() if name in self.names}


def columns_filter(filterset: type[StrictFilterSet]) -> tuple[str, ColumnsFilter] | None:
    """The parameter that chooses columns; None where a list has none."""
    found = ((name, each) for name, each in filterset.base_filters.items() if isinstance(each, ColumnsFilter))
    return next(found, None)


def projection(row: type[Any], filterset: type[StrictFilterSet], selection: Selection) -> Projection | None:
    """What a selection leaves of a row type; None where no columns were chosen."""
    declared = columns_filter(filterset)
    chosen = declared and selection.all(declared[0])
    if not declared or not chosen:
        return None
    left = declared[1].brought(chosen)
    return Projection(tuple(entry.name for entry in columns(row) if entry.name in left))
