"""Pages of ratings over the years, matrix and flow: what a reader sees."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("loaded")


def html(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return unescape(answer.getvalue().decode())


def test_the_matrix_has_a_column_for_each_year_with_breaks_and_leads_to_explanations(client: Client) -> None:
    page = html(client, "/ratings/matrix/?ods_code=07M")
    assert '<a href="/ratings/2013-14/07M/explain/">Not assured, intervention required</a>' in page
    assert page.count('scope="colgroup"') == 4
    assert page.count('class="nhsuk-table__header app-matrix--break"') == 4
    assert "No headline rating was found to exist for 2020/21 or 2021/22." in page


def test_the_matrix_says_what_is_not_known_and_what_is_not_applicable(client: Client) -> None:
    page = html(client, "/ratings/matrix/?ods_code=13P")  # merged in April 2018
    row = page.partition("<tbody")[2].partition("</tbody>")[0]
    assert row.count('role="img" aria-label="Not in force">') == 2
    assert row.count('role="img" aria-label="Not known">·<') == 4
    told = client.get("/ratings/matrix.json?ods_code=13P").json()["results"][0]
    assert list(told["ratings"]) == ["2013-14", "2014-15", "2015-16", "2016-17", "2017-18"]
    assert told["missing"] == {"ratings": "not-known"}


def test_the_matrix_is_filtered_by_what_was_ever_rated(client: Client) -> None:
    told = client.get("/ratings/matrix.json?rating=inadequate&page_size=1000").json()["results"]
    assert told
    assert all("inadequate" in row["ratings"].values() for row in told)
    assert (
        client.get("/ratings/matrix.json?known=no").json()["count"]
        + client.get("/ratings/matrix.json?known=yes").json()["count"]
        == client.get("/ratings/matrix.json").json()["count"]
        == 248
    )


def test_the_flow_tells_who_moved_and_counts_steps(client: Client) -> None:
    page = html(client, "/ratings/flow/?from=2017-18&to=2018-19")
    assert "Both ratings are known for 43 of 213 CCGs in force in either year." in page
    assert "Of these 21 went up, 18 stayed and 4 went down." in page
    assert "NHS North Staffordshire CCG" in page


def test_a_flow_over_a_change_of_framework_reads_no_change(client: Client) -> None:
    page = html(client, "/ratings/flow/?from=2015-16&to=2016-17")
    assert "do not read a change of rating" in page
    assert "Higher" not in page.partition("<tbody")[2]
