"""A row is declared once; its JSON, CSV and description agree."""

from __future__ import annotations

import csv
import enum
import io
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccgdash.http.csv_rows import csv_chunks
from ccgdash.http.row_schema import row_schema
from ccgdash.http.rows import column, columns, json_bytes, missing_column


class Kind(enum.StrEnum):
    """Two kinds."""

    ONE = "one"


@dataclass(frozen=True)
class Place:
    """Where."""

    code: str = column("Code.")
    share: float | None = column("Share.", unit="%")


@dataclass(frozen=True)
class Row:
    """One of everything."""

    name: str = column("Name.", example="NHS Nene")
    value_gbp: int | None = column("Money.", unit="GBP")
    ratio: float | None = column("Ratio.")
    sure: bool | None = column("Sure.")
    day: date | None = column("Day.")
    place: Place | None = column("Place.")
    sources: tuple[str, ...] = column("Sources.")
    history: tuple[Place, ...] = column("History.", default=())
    missing: Mapping[str, str] = missing_column()


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=15)
SLUGS = st.text(st.sampled_from("abc-"), min_size=1, max_size=6)
PLACES = st.builds(Place, code=TEXTS, share=st.none() | st.floats())
ROWS = st.builds(
    Row,
    name=TEXTS | st.sampled_from(["=1+1", "+44", "-x", "@a", "\tx", 'a"b', "a,b", "a\r\nb", "'x"]),
    value_gbp=st.none() | st.integers(-(2**53), 2**53),
    ratio=st.none() | st.floats(),
    sure=st.none() | st.booleans(),
    day=st.none() | st.dates(),
    place=st.none() | PLACES,
    sources=st.lists(SLUGS, max_size=3).map(tuple),
    history=st.lists(PLACES, max_size=2).map(tuple),
    missing=st.dictionaries(st.sampled_from(["ratio", "day"]), st.just("not-known")),
)


def cell_of(value: Any) -> str:
    """What the CSV must say of a JSON value, written down independently."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() if value and isinstance(value[0], dict):
            return json.dumps(value)
        case list():
            return ";".join(value)
        case dict():
            return ";".join(f"{name}={kind}" for name, kind in value.items())
        case _:
            return str(value)


def is_same(name: str, text: str, value: Any) -> bool:
    if name == "history":
        return bool(json.loads(text) == value)
    if isinstance(value, float):
        return float(text) == value
    said = cell_of(value)
    return text == (f"'{said}" if isinstance(value, (str, list)) and said[:1] in set("=+-@\t\r") and said else said)


def said_of(row: object) -> dict[str, Any]:
    """One row as JSON says it."""
    said: dict[str, Any] = json.loads(json_bytes(row))
    return said


def cells_of(row: object) -> list[str]:
    """The cells of one row in CSV."""
    _header, cells = csv.reader(io.StringIO(b"".join(csv_chunks(type(row), [row])).decode(), newline=""))
    return cells


@given(rows=st.lists(ROWS, max_size=4))
def test_csv_says_what_json_says(rows: list[Row]) -> None:
    text = b"".join(csv_chunks(Row, rows)).decode()
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(lines) == len(rows)
    for line, row in zip(lines, rows, strict=True):
        said = said_of(row)
        place = said.pop("place") or {"code": None, "share": None}
        for name, value in {**said, **{f"place_{name}": value for name, value in place.items()}}.items():
            assert is_same(name, line[name], value), (name, line[name], value)


def test_header_follows_the_declaration() -> None:
    assert next(csv_chunks(Row, [])).decode() == (
        "name,value_gbp,ratio,sure,day,place_code,place_share,sources,history,missing\r\n"
    )
    assert next(csv_chunks(Place, [])) == b"code,share\r\n"


def test_numbers_are_exact_and_not_a_number_is_missing() -> None:
    row = Row("x", -8_600_000, 0.1 + 0.2, None, date(2016, 7, 21), Place("a", math.nan), ())
    assert said_of(row)["ratio"] == 0.1 + 0.2
    assert said_of(row)["place"] == {"code": "a", "share": None}
    assert cells_of(row) == ["x", "-8600000", "0.30000000000000004", "", "2016-07-21", "a", "", "", "[]", ""]


def test_numbers_of_other_libraries_are_plain_numbers() -> None:
    @dataclass(frozen=True)
    class Odd:
        """Odd."""

        whole: Any = column("Decimal.")
        part: Any = column("Decimal.")
        numpy: Any = column("Numpy.")
        names: Any = column("Set.")

    said = said_of(Odd(Decimal(5), Decimal("2.5"), np.float64(1.5), frozenset({"b", "a"})))
    assert said == {"whole": 5, "part": 2.5, "numpy": 1.5, "names": ["a", "b"]}
    with pytest.raises(TypeError, match="not JSON serializable: object"):
        said_of(Odd(object(), 1, 1, 1))


def test_field_without_words_is_refused() -> None:
    @dataclass(frozen=True)
    class Bare:
        code: str

    with pytest.raises(TypeError, match=r"Bare\.code has no description"):
        columns(Bare)


def test_schema_describes_every_column() -> None:
    seen: dict[str, Any] = {}

    def reference(row: type[Any]) -> dict[str, Any]:
        seen[row.__name__] = row_schema(row, reference)
        return {"$ref": f"#/{row.__name__}"}

    schema = row_schema(Row, reference)
    said = schema["properties"]
    assert schema["required"] == [entry.name for entry in columns(Row)]
    assert said["name"] == {"type": "string", "description": "Name.", "examples": ["NHS Nene"]}
    assert said["value_gbp"] == {"type": ["integer", "null"], "description": "Money. Unit: GBP."}
    assert said["sure"]["type"] == ["boolean", "null"]
    assert said["day"] == {"type": ["string", "null"], "format": "date", "description": "Day."}
    assert said["place"]["anyOf"] == [{"$ref": "#/Place"}, {"type": "null"}]
    assert said["history"]["items"] == {"$ref": "#/Place"}
    assert said["sources"] == {"type": "array", "items": {"type": "string"}, "description": "Sources."}
    assert said["missing"]["additionalProperties"] == {"type": "string"}
    assert seen["Place"]["properties"]["share"]["description"] == "Share. Unit: %."


def test_schema_knows_closed_lists_and_refuses_what_no_row_may_hold() -> None:
    @dataclass(frozen=True)
    class Closed:
        """Closed."""

        basis: Literal["cash", "real"] = column("Basis.")
        kind: Kind = column("Kind.")
        at: datetime = column("When.")
        either: str | int = column("Either.")
        parts: tuple[float | None, ...] = column("Parts.")

    said = row_schema(Closed, dict)["properties"]  # type: ignore[arg-type]
    assert said["basis"]["enum"] == ["cash", "real"]
    assert said["kind"]["enum"] == ["one"]
    assert said["at"]["format"] == "date-time"
    assert said["either"]["anyOf"] == [{"type": "string"}, {"type": "integer"}]
    assert said["parts"]["items"] == {"type": ["number", "null"]}
    assert cells_of(Closed("cash", Kind.ONE, datetime(2020, 1, 1, tzinfo=UTC), 1, (1.5, None))) == [
        *("cash", "one", "2020-01-01T00:00:00+00:00", "1", "1.5;"),
    ]

    @dataclass(frozen=True)
    class Wrong:
        """Wrong."""

        value: complex = column("No.")

    with pytest.raises(TypeError, match="complex"):
        row_schema(Wrong, dict)  # type: ignore[arg-type]
