"""Row dataclasses: the single declaration of a row's names, types and words, and what is read off it.

A row is a frozen dataclass whose fields are made with `column(...)`. JSON, CSV, OpenAPI and the tables on pages
all follow the declaration; nothing repeats it.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

_NOTHING = dataclasses.MISSING


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `kind` is the type with `| None` taken off; `nullable` says whether it was there."""

    name: str
    description: str
    kind: Any
    nullable: bool
    unit: str | None = None
    example: object = None


_COLUMNS: dict[type[Any], tuple[Column, ...]] = {}  # row types are few and stay for good


def column(
    description: str,
    *,
    unit: str | None = None,
    example: object = None,
    default: Any = _NOTHING,
    default_factory: Any = _NOTHING,
) -> Any:
    """A field of a row: what it says in plain words, its unit (`GBP`, `%`, `people`), an example from the data."""
    words = {"description": description, "unit": unit, "example": example}
    if default_factory is not _NOTHING:
        return dataclasses.field(default_factory=default_factory, metadata=words)
    if default is not _NOTHING:
        return dataclasses.field(default=default, metadata=words)
    return dataclasses.field(metadata=words)


def missing_column() -> Any:
    """The `missing` field of a row: column -> kind of missing, for each column that is null."""
    return column(
        "Why a column is null: not-published, not-applicable, suppressed or not-known, by column name.",
        example={"rating": "not-known"},
        default_factory=dict,
    )


def columns(row: type[Any]) -> tuple[Column, ...]:
    """The columns of a row type, in order. Raises TypeError for a field without a description."""
    if row not in _COLUMNS:
        hints = typing.get_type_hints(row)
        _COLUMNS[row] = tuple(_column(row, field, hints[field.name]) for field in dataclasses.fields(row))
    return _COLUMNS[row]


def _column(row: type[Any], field: dataclasses.Field[Any], hint: Any) -> Column:
    if "description" not in field.metadata:
        message = f"{row.__name__}.{field.name} has no description: declare it with column(...)"
        raise TypeError(message)
    kind, nullable = without_none(hint)
    return Column(field.name, kind=kind, nullable=nullable, **field.metadata)


def without_none(hint: Any) -> tuple[Any, bool]:
    """`X | None` as (X, True); anything else as (itself, False)."""
    if typing.get_origin(hint) not in (typing.Union, types.UnionType):
        return hint, False
    kinds = [kind for kind in typing.get_args(hint) if kind is not type(None)]
    return typing.Union[tuple(kinds)], len(kinds) < len(typing.get_args(hint))  # noqa: UP007


def is_row(kind: Any) -> bool:
    """Whether a column holds a row of its own."""
    return isinstance(kind, type) and dataclasses.is_dataclass(kind)


def item_of(kind: Any) -> Any | None:
    """What a list column holds (`tuple[str, ...]` -> str); None for a column that is no list."""
    return typing.get_args(kind)[0] if typing.get_origin(kind) in (tuple, list) else None


def is_mapping(kind: Any) -> bool:
    """Whether a column is name -> value, as `missing` is."""
    origin = typing.get_origin(kind)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def json_bytes(value: object) -> bytes:
    """Rows, or anything made of them, as JSON: shortest exact numbers, NaN and infinity as null, ISO dates."""
    return orjson.dumps(value, default=_plain, option=orjson.OPT_NON_STR_KEYS)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "__float__"):  # Decimal, and numpy's scalars
        number = float(value)
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
