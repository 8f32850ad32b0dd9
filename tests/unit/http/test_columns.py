"""A choice of columns leaves out what was not chosen, in JSON, CSV and the description alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ccgdash.http.columns import ColumnsFilter, Offered, projection
from ccgdash.http.csv_rows import csv_chunks
from ccgdash.http.filters import ChoiceFilter
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.row_schema import row_schema
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection


@dataclass(frozen=True, slots=True)
class Place:
    """Where, and how many live there."""

    code: str = column("Code.")
    people: int | None = column("People.")
    people_sources: tuple[str, ...] = column("Sources.")
    area: float | None = column("Area.")
    missing: Mapping[str, str] = missing_column()


class Asked(StrictFilterSet):
    """A list that lets its readers choose."""

    columns = ColumnsFilter(
        always=("code",),
        offered={"people": Offered("People", ("people", "people_sources")), "area": Offered("Area", ("area",))},
    )


class Plain(StrictFilterSet):
    """A list that does not."""

    kind = ChoiceFilter(choices=[("a", "A")])


def elsewhere(_row: type[Any]) -> dict[str, Any]:
    """How a row inside a row is pointed at: there is none here."""
    return {}


ROW = Place("x", None, ("s1", "s2"), None, {"people": "suppressed", "area": "not-known"})


def test_what_is_chosen_is_left_with_what_belongs_to_it_in_the_order_of_the_row() -> None:
    left = projection(Place, Asked, Selection(None, {"columns": ("people",)}))
    assert left is not None
    assert list(left(ROW).items()) == [
        ("code", "x"),
        ("people", None),
        ("people_sources", ("s1", "s2")),
        ("missing", {"people": "suppressed"}),
    ]


def test_the_order_of_choosing_changes_nothing() -> None:
    one, other = (Selection(None, {"columns": chosen}) for chosen in (("people", "area"), ("area", "people")))
    assert projection(Place, Asked, one) == projection(Place, Asked, other)


def test_without_a_choice_and_where_none_is_offered_nothing_is_left_out() -> None:
    assert projection(Place, Asked, Selection(None)) is None
    assert projection(Place, Plain, Selection(None, {"kind": ("a",)})) is None


def test_the_file_has_the_same_columns() -> None:
    left = projection(Place, Asked, Selection(None, {"columns": ("area",)}))
    assert b"".join(csv_chunks(Place, [ROW], left)) == b"code,area,missing\r\nx,,area=not-known\r\n"


def test_the_description_promises_only_what_no_choice_takes_away() -> None:
    always = Asked.base_filters["columns"].always
    described = row_schema(Place, elsewhere, always)
    assert described["required"] == ["code", "missing"]
    assert set(described["properties"]) == set(Place.__dataclass_fields__)
    assert row_schema(Place, elsewhere)["required"] == list(Place.__dataclass_fields__)
