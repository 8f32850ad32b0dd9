"""Pages of ratings: what a reader sees, and that page, JSON, CSV and API give the same rows."""

from __future__ import annotations

import csv
import io
from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("loaded")


def html(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return unescape(b"".join(answer).decode() if answer.streaming else answer.content.decode())


@pytest.mark.parametrize(
    ("page", "api"),
    [
        ("/ratings", "/api/v1/ratings/summary/?"),
        ("/ratings/2015-16", "/api/v1/ratings/?year=2015-16&"),
        ("/special-measures", "/api/v1/interventions/?"),
    ],
)
def test_every_face_of_a_page_gives_the_rows_of_the_api(client: Client, page: str, api: str) -> None:
    rows = client.get(f"{api}page_size=1000").json()["results"]
    assert client.get(f"{page}.json?page_size=1000").json()["results"] == rows
    answer = client.get(f"{page}.csv")
    text = b"".join(answer) if answer.streaming else answer.content
    lines = list(csv.DictReader(io.StringIO(text.decode())))
    assert len(lines) == len(rows)
    assert [line["sources"] for line in lines] == [";".join(row["sources"]) for row in rows]


def test_the_ratings_of_a_year_name_their_ccgs_counts_and_coverage(client: Client) -> None:
    page = html(client, "/ratings/2015-16/?rating=inadequate")
    assert "NHS Enfield CCG" in page
    assert "NHS Croydon CCG" not in page.partition("<tbody")[2]
    assert "26 ratings" in page
    assert "47 of 209" in page
    assert "26 CCGs rated inadequate; 47 of 209 known by name in 2015/16" in page
    assert "<svg" in page


def test_a_year_without_a_headline_says_so(client: Client) -> None:
    assert "No headline rating was found to exist for 2020/21." in html(client, "/ratings/2020-21/")


def test_the_index_links_every_year_with_its_coverage(client: Client) -> None:
    page = html(client, "/ratings/")
    for year, coverage in (("2015-16", "47 of 209"), ("2018-19", "52 of 195"), ("2020-21", "was found to exist")):
        assert f'href="/ratings/{year}/"' in page
        assert coverage in page
    assert "Unconfirmed" in page


def test_a_wrong_value_is_told_in_the_form_and_lists_nothing(client: Client) -> None:
    page = html(client, "/ratings/2015-16/?rating=goood", status=400)
    assert "did you mean good?" in page
    assert "NHS Enfield CCG" not in page
    page = html(client, "/special-measures/?active_on=July", status=400)
    assert "NHS Croydon CCG" not in page.partition("<tbody")[2]


def test_a_year_that_is_none_is_not_found(client: Client) -> None:
    assert client.get("/ratings/2015/").status_code == 404
    assert client.get("/ratings/2031-32.json").status_code == 404
