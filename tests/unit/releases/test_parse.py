"""Rows of one file: good ones are kept, each bad one is named with row, column, value and reason."""

from __future__ import annotations

from ccgdash.releases.imports.files import ReceivedFile
from ccgdash.releases.imports.parse import Parsed, parse
from ccgdash.releases.imports.sources import SOURCES

HEADING = "source_id,publisher,title,reference,licence,note\n"


def read(text: str, **more: str) -> Parsed:
    return parse(SOURCES, ReceivedFile("sources.csv", text.encode()), {}, **more)


def test_good_rows_stay_beside_bad_ones() -> None:
    parsed = read(f"{HEADING}a,P,T,R,OGL,\n,P,T,R,OGL,\nb,P,#REF!,R,OGL,\n\nc,P,T,R,OGL\nd,P,T,R,OGL,\n")
    assert [key for (key,) in parsed.rows] == ["a", "d"]
    assert [(r.row_number, r.column, r.value, r.reason) for r in parsed.rejections] == [
        (3, "source_id", "", "is empty, but must be given"),
        (4, "title", "#REF!", "is a spreadsheet error, not a value"),
        (6, "", "", "has 5 cells, the heading has 6"),
    ]
    assert parsed.read == 5


def test_a_repeated_key_names_the_row_it_repeats() -> None:
    parsed = read(f"{HEADING}a,P,T,R,OGL,\na,Q,T,R,OGL,\n")
    assert [(r.row_number, r.reason) for r in parsed.rejections] == [(3, "repeats the key of row 2")]
    assert len(parsed.rows) == 1


def test_columns_missing_unknown_or_doubled_refuse_the_file() -> None:
    for heading, words in (
        ("source_id,publisher,title,reference,licence\n", "lacks column note"),
        (HEADING.replace("note", "note,colour"), "has unknown column colour"),
        (HEADING.replace("note", "note,note"), "repeats column note"),
        ("", "lacks column source_id"),
    ):
        (rejection,) = read(f"{heading}a,P,T,R,OGL,\n").rejections
        assert rejection.row_number == 0
        assert words in rejection.reason


def test_rows_of_another_year_are_refused() -> None:
    (rejection,) = read(f"{HEADING}a,P,T,R,OGL,\n", year="2015-16").rejections
    assert (rejection.column, rejection.reason) == ("year", "is not 2015-16")


def test_columns_may_stand_in_any_order() -> None:
    parsed = read("note,licence,reference,title,publisher,source_id\n,OGL,R,T,P,a\n")
    assert parsed.rows[("a",)][1]["publisher"] == "P"
