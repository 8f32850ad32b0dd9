"""The columns of the explorer: what may be chosen of a CCG and year, and how its table says each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ccgdash.http.columns import Offered
from ccgdash.lib.words import date_words, missing_words, number_words, slug_words
from ccgdash.web.rows import CcgListRow
from finance.presenters import band_words

ALWAYS = ("ods_code", "name", "year", "url")
"""What tells a row from any other, and where to read on."""
USUAL = ("rating", "finance_status", "special_measures", "region", "registered_population")
"""What the table shows when nothing was chosen."""
NONE, UNKNOWN = "None", "unknown"
Say = Callable[[CcgListRow], str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table. `say`: a row's value in words, where it has one; `drawn`: the component that draws it
    instead; `brings`: columns of the row that belong to it and come along in files."""

    name: str
    label: str
    say: Say
    drawn: str = ""
    numeric: bool = False
    sortable: bool = True
    brings: tuple[str, ...] = ()


def _text(name: str) -> Say:
    return lambda row: str(getattr(row, name))


def _words(name: str) -> Say:
    return lambda row: slug_words(getattr(row, name))


def _day(name: str) -> Say:
    return lambda row: date_words(getattr(row, name))


def _several(name: str) -> Say:
    return lambda row: "; ".join(getattr(row, name)) or NONE


COLUMNS: Sequence[Column] = (
    Column("rating", "Rating", _words("rating"), drawn="rating", brings=("rating_sources",)),
    Column("moved", "Rating moved", _words("moved"), sortable=False),
    Column("finance_status", "Finance", _words("finance_status"), brings=("finance_reason", "finance_sources")),
    Column("dft_pct", "Distance from target", lambda row: f"{number_words(row.dft_pct, 2)}%", numeric=True),
    Column("dft_band", "Distance band", lambda row: band_words(row.dft_band or ""), sortable=False),
    Column("special_measures", "Special measures", _words("special_measures"), drawn="flag"),
    Column("directions", "Legal directions", _words("directions"), drawn="flag"),
    Column("region", "Region", _text("region_name"), brings=("region_name",)),
    Column("footprint", "STP or ICS", _text("footprint_name"), brings=("footprint_name",)),
    Column("office", "Area team or local office", _text("office_name"), brings=("office_name",)),
    Column(
        "registered_population",
        "Registered patients",
        lambda row: number_words(row.registered_population),
        numeric=True,
    ),
    Column("gss_code", "GSS code", _text("gss_code"), sortable=False),
    Column("former_names", "Former names", _several("former_names"), sortable=False),
    Column("opened", "Opened", _day("opened")),
    Column("closed", "Closed", _day("closed")),
    Column("predecessors", "Merged from", _several("predecessors"), sortable=False),
    Column("successor", "Merged into", _text("successor"), sortable=False),
)
OFFERED: Mapping[str, Offered] = {each.name: Offered(each.label, (each.name, *each.brings)) for each in COLUMNS}


def said(column: Column, row: CcgListRow) -> str:
    """What a row says in a column, as plain words; a gap says which kind it is."""
    value = getattr(row, column.name)
    is_known = value is not None and value != UNKNOWN
    return column.say(row) if is_known else missing_words(row.missing.get(column.name, "not-known"))


def shown(chosen: Sequence[object]) -> tuple[Column, ...]:
    """The columns of the table, in its order; the usual ones when none were chosen."""
    names = set(map(str, chosen)) or set(USUAL)
    return tuple(column for column in COLUMNS if column.name in names)
