"""Row dataclasses as JSON Schema (OpenAPI 3.1), column by column with its description."""

from __future__ import annotations

import enum
import typing
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ccgdash.http.rows import Column, columns, is_mapping, is_row, item_of, without_none

Reference = Callable[[type[Any]], dict[str, Any]]  # how a row inside a row is pointed at

_PLAIN: tuple[tuple[type[Any], dict[str, Any]], ...] = (
    (bool, {"type": "boolean"}),
    (int, {"type": "integer"}),
    (float, {"type": "number"}),
    (Decimal, {"type": "number"}),
    (datetime, {"type": "string", "format": "date-time"}),
    (date, {"type": "string", "format": "date"}),
    (str, {"type": "string"}),
)


def row_schema(row: type[Any], reference: Reference, always: Sequence[str] | None = None) -> dict[str, Any]:
    """The schema of a row type; every column is always there, unless `always` names those that cannot be left out."""
    properties = {entry.name: _described(entry, reference) for entry in columns(row)}
    summary = (row.__doc__ or "").strip().partition("\n")[0]
    return {"type": "object", "description": summary, "properties": properties, "required": list(always or properties)}


def _described(entry: Column, reference: Reference) -> dict[str, Any]:
    schema = kind_schema(entry.kind, reference)
    if entry.nullable:
        schema = nullable(schema)
    unit = f" Unit: {entry.unit}." if entry.unit else ""
    schema["description"] = f"{entry.description}{unit}"
    if entry.example is not None:
        schema["examples"] = [entry.example]
    return schema


def nullable(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema, or null."""
    if isinstance(schema.get("type"), str) and "enum" not in schema:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def kind_schema(kind: Any, reference: Reference) -> dict[str, Any]:
    """The schema of a column's type. Raises TypeError for a type rows may not have."""
    item = item_of(kind)
    if item is not None:
        inner, may_be_null = without_none(item)
        schema = kind_schema(inner, reference)
        return {"type": "array", "items": nullable(schema) if may_be_null else schema}
    if is_row(kind):
        return reference(kind)
    if is_mapping(kind):
        inner, may_be_null = without_none(typing.get_args(kind)[1])
        schema = kind_schema(inner, reference)
        return {"type": "object", "additionalProperties": nullable(schema) if may_be_null else schema}
    return _plain_schema(kind)


def _plain_schema(kind: Any) -> dict[str, Any]:
    if typing.get_origin(kind) is typing.Literal:
        return {"type": "string", "enum": list(typing.get_args(kind))}
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {"type": "string", "enum": [member.value for member in kind]}
    for known, schema in _PLAIN:
        if isinstance(kind, type) and issubclass(kind, known):
            return dict(schema)
    if typing.get_origin(kind) is typing.Union:
        return {"anyOf": [_plain_schema(inner) for inner in typing.get_args(kind)]}
    message = f"a row cannot have a column of type {kind!r}"
    raise TypeError(message)
