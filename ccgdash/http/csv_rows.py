"""Rows as CSV: the same names and values as the JSON, flat, one line each (RFC 4180, UTF-8, CRLF).

A list is joined with `;`. A row inside a row becomes columns `outer_inner`. A list of rows is JSON in its cell.
A mapping is `name=value;…`. Missing is an empty cell. Text that a spreadsheet would run as a formula gets a
leading apostrophe; numbers, dates and true/false are left as they are.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from operator import attrgetter
from typing import Any

from ccgdash.http.columns import MISSING, Projection
from ccgdash.http.rows import Column, columns, is_row, item_of, json_bytes

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LINES_AT_ONCE = 500
Getter = Callable[[Any], object]
Cell = tuple[str, Getter]  # name in the header, how a row's value is had
_CELLS: dict[type[Any], tuple[Cell, ...]] = {}


def csv_chunks(row: type[Any], rows: Iterable[object], left: Projection | None = None) -> Iterator[bytes]:
    """The whole file in pieces, header first; rows are taken as they are needed. `left`: the columns chosen."""
    cells = _cells(row) if left is None else _projected(row, left)
    yield _lines([[name for name, _get in cells]])
    getters = [get for _name, get in cells]
    remaining = iter(rows)
    while batch := list(islice(remaining, LINES_AT_ONCE)):
        yield _lines([[cell(get(record)) for get in getters] for record in batch])


def cell(value: object) -> str:
    """A value as the text of its cell."""
    plain = PLAIN.get(type(value))
    return _cell(value) if plain is None else plain(value)


def _cell(value: object) -> str:
    """The same for a kind of value that is not among the plain ones, by what it can be taken for."""
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else ""
    if isinstance(value, (int, Decimal)):
        return str(value)
    if isinstance(value, date):  # datetime too
        return value.isoformat()
    return inert(_text(value))


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _text(value: object) -> str:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return _pairs(value)
    if isinstance(value, Sequence):
        return _joined(value)
    return str(value)


def _pairs(value: Mapping[Any, object]) -> str:
    return ";".join([f"{name}={cell(inner)}" for name, inner in value.items()])


def _joined(value: Sequence[object]) -> str:
    return ";".join([_plain(inner) for inner in value])


def _plain(value: object) -> str:
    return value if isinstance(value, str) else cell(value)


PLAIN: Mapping[type, Callable[[Any], str]] = {
    type(None): lambda _value: "",
    bool: lambda value: "true" if value else "false",
    int: str,
    float: lambda value: repr(value) if math.isfinite(value) else "",
    str: inert,
    tuple: lambda value: inert(_joined(value)),
    dict: lambda value: inert(_pairs(value)),
}
"""How a value is written that is of just this type, which nearly all are: asking what each can be taken for is slow."""


def _cells(row: type[Any]) -> tuple[Cell, ...]:
    if row not in _CELLS:
        _CELLS[row] = tuple(cell for entry in columns(row) for cell in _column_cells(entry))
    return _CELLS[row]


def _projected(row: type[Any], left: Projection) -> tuple[Cell, ...]:
    kept = [entry for entry in columns(row) if entry.name in left.names]
    told: dict[str, Getter] = {MISSING: left.missing}
    return tuple(
        cell for each in kept for cell in ([(each.name, told[each.name])] if each.name in told else _column_cells(each))
    )


def _column_cells(entry: Column) -> list[Cell]:
    if is_row(entry.kind):
        return [(f"{entry.name}_{name}", _inside(entry.name, get)) for name, get in _cells(entry.kind)]
    if is_row(item_of(entry.kind)):
        return [(entry.name, _as_json(entry.name))]
    return [(entry.name, attrgetter(entry.name))]


def _inside(name: str, get: Getter) -> Getter:
    def inner(row: object) -> object:
        nested = getattr(row, name)
        return None if nested is None else get(nested)

    return inner


def _as_json(name: str) -> Getter:
    return lambda row: json_bytes(getattr(row, name)).decode()


def _lines(lines: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(lines)
    return buffer.getvalue().encode()
