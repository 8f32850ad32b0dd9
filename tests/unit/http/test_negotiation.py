"""Accept and Accept-Encoding are read as RFC 9110 says; what cannot be read never breaks an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccgdash.http.faces import face_path
from ccgdash.http.negotiation import accepted_encoding, accepted_face


@pytest.mark.parametrize(
    ("header", "face"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("TEXT/CSV; charset=utf-8", "csv"),
        ("text/csv;q=0.4, application/json;q=0.5", "json"),
        ("application/json;q=0.4, text/csv;q=0.5", "csv"),
        ("text/csv;q=0", "json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "json"),
        ("text/csv;q=high", "json"),
    ],
)
def test_accept(header: str, face: str) -> None:
    assert accepted_face(header) == face


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("identity", ""),
        ("deflate", ""),
    ],
)
def test_accept_encoding(header: str, encoding: str) -> None:
    assert accepted_encoding(header) == encoding


@given(header=st.text(max_size=40))
def test_any_header_gives_an_answer(header: str) -> None:
    assert accepted_face(header) in ("csv", "json")
    assert accepted_encoding(header) in ("", "br", "gzip")


@pytest.mark.parametrize(
    ("page", "csv"),
    [("/ccgs/", "/ccgs.csv"), ("/ratings/2015-16/", "/ratings/2015-16.csv"), ("/", "/index.csv")],
)
def test_faces_of_a_page_lead_to_each_other(page: str, csv: str) -> None:
    assert face_path(page, "csv") == csv
    assert face_path(csv, "html") == page
    assert face_path(csv, "json") == csv.replace(".csv", ".json")
