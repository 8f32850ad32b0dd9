"""How one value is written on each face: an independent reading of what the CSV and the pages promise."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from ccgdash.lib import words

PROVENANCE = {
    "unknown": "Not known",
    "confirmed": "Published",
    "derived": "Derived from published figures",
    "unconfirmed": "Unconfirmed",
}
INSTEAD = {"name": "area"}
"""What a cell says where its value is null because another column has it: an area where no CCG is named."""
ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT")
EMPTY = "[]"
"""A list without entries: nothing, or `[]` where its entries would be rows."""
LONDON = ZoneInfo("Europe/London")


def csv_row(row: Mapping[str, Any], header: list[str]) -> dict[str, str]:
    """A JSON row as the CSV has to have it; the header tells a row inside a row from a mapping."""
    flat: dict[str, str] = {}
    for name, value in row.items():
        if isinstance(value, dict) and name not in header:
            flat |= {f"{name}_{inner}": csv_cell(each) for inner, each in value.items()}
        else:
            flat[name] = csv_cell(value)
    return flat


def csv_cell(value: Any) -> str:
    """One JSON value as a cell: lists joined with `;`, mappings `name=value`, lists of rows as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return ";".join(f"{name}={csv_cell(each)}" for name, each in value.items())
    if isinstance(value, list):
        rows = not value or any(isinstance(each, dict) for each in value)
        return json.dumps(value) if rows else ";".join(map(str, value))
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text[:1] in "=+-@\t\r" and text else text


def same_cell(told: str, expected: str) -> bool:
    """Equal as text, or as JSON where the cell holds a list of rows."""
    if told == expected or (expected == EMPTY and not told):
        return True
    return expected[:2] == "[{" and told[:2] == "[{" and json.loads(told) == json.loads(expected)


def value_at(row: Mapping[str, Any], path: str) -> Any:
    """`published.good` in a row; a count of a rating nobody has is 0, of a national total nobody printed null."""
    value: Any = row
    for name in path.split("."):
        if value is None:
            return None
        value = value.get(name, 0 if path.startswith("known.") else None)
    return value


def kind_of_gap(row: Mapping[str, Any], path: str) -> str:
    """Which kind of missing a null is."""
    found: str = row["missing"].get(path.partition(".")[0].removesuffix("_name"), "not-known")
    return found


def is_said(cell: str, row: Mapping[str, Any], path: str) -> bool:
    """Whether the text of a cell says the value of a row."""
    # A place is shown by its name, and sorted under the name of its code.
    path = f"{path}_name" if f"{path}_name" in row else path
    value = value_at(row, path)
    if value is None:
        value = row.get(INSTEAD.get(path, ""))
    if value is None:
        return words.missing_words(kind_of_gap(row, path)).lower() in cell.lower()
    if value in ("", []):
        return True
    wanted = value if isinstance(value, list) else [value]
    return all(any(_stands_in(cell, said) for said in chain(in_its_unit(each, path), ways(each))) for each in wanted)


def ways(value: Any) -> Iterator[str]:
    """The wordings a page may give a value."""
    if isinstance(value, int):
        yield words.number_words(value)
        return
    text = str(value)
    yield from (text, text[:1].upper() + text[1:], words.slug_words(text), words.year_words(text))
    if text in PROVENANCE:
        yield PROVENANCE[text]
    if MOMENT.match(text):
        yield words.date_words(datetime.fromisoformat(text).astimezone(LONDON).date())
    if ISO.match(text):
        yield words.date_words(text)


def in_its_unit(value: Any, path: str) -> Iterator[str]:
    """Money and shares as pages round them: £ million to one decimal, small money in pounds, per cent to two."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return
    if path.endswith("_gbp"):
        yield words.gbp_millions(value)
        yield f"£{words.number_words(value)}"
    if path.endswith("_pct"):
        yield f"{words.number_words(value, 2)}%"


def _stands_in(cell: str, said: str) -> bool:
    """As words of their own: 39 does not stand in 139 or 39,000, Good not in Goodness."""
    return bool(re.search(rf"(?<![\w,.]){re.escape(' '.join(said.split()))}(?![\w]|[,.]\d)", cell))
