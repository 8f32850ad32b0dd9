"""Pages of the money: what a reader sees, on the bundled data; page, JSON, CSV and API are one answer."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.test import Client

from ccgdash.http.caches import forget
from finance.models import Deflator

pytestmark = pytest.mark.usefixtures("loaded")


def html(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    text = unescape(b"".join(answer).decode() if answer.streaming else answer.content.decode())
    return re.sub(r"\s+", " ", text)


def said(page: str) -> str:
    """The page as read aloud: without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", page, flags=re.DOTALL))


@pytest.mark.parametrize(
    ("page", "api"),
    [
        ("/finance", "/api/v1/finance/summary/?"),
        (
            "/finance/allocations",
            "/api/v1/allocations/?year=2018-19&stream=core&level=ccg&ordering=closing_dft_pct,name&",
        ),
        ("/finance/allocations/places", "/api/v1/allocations/places/?year=2021-22&stream=core&ordering=level,name&"),
        ("/finance/real-terms", "/api/v1/finance/real-terms/?ods_code=ENG&stream=core&"),
        ("/finance/pooled-funds", "/api/v1/pooled-funds/?"),
        ("/finance/spending", "/api/v1/spending/growth/?year=2021-22&measure=mh-spend-total&"),
        ("/finance/practices", "/api/v1/practice-counts/?year=2021-22&"),
        ("/findings", "/api/v1/findings/?"),
    ],
)
def test_every_face_of_a_page_gives_the_rows_of_the_api(client: Client, page: str, api: str) -> None:
    rows = client.get(f"{api}page_size=1000").json()["results"]
    assert rows
    assert client.get(f"{page}.json?page_size=1000").json()["results"] == rows
    answer = client.get(f"{page}.csv")
    lines = list(
        csv.DictReader(io.StringIO(b"".join(answer).decode() if answer.streaming else answer.content.decode()))
    )
    assert [line["sources"] for line in lines] == [";".join(row["sources"]) for row in rows]


def test_the_surplus_page_tells_autumn_2014_and_the_year_ends(client: Client) -> None:
    page = said(html(client, "/finance/"))
    assert (
        "In autumn 2014, 48 of 211 CCGs were set to miss the 1% surplus: 18 in deficit and 30 with less than 1%" in page
    )
    assert "CCGs in deficit at the end of the year: 19 in 2013/14, 19 in 2014/15 and 32 in 2015/16" in page
    assert "60 of 1,433 CCG years with a target" in page
    assert "The test of a single CCG has no meaning in this year." in page
    assert "Before the reserve" in page
    assert "After the reserve" in page


def test_published_counts_are_never_added_to_those_known_by_name(client: Client) -> None:
    for row in client.get("/finance.json").json()["results"]:
        section = said(html(client, "/finance/").partition(f'id="y-{row["year"]}"')[2].partition("<section")[0])
        if row["coverage"]["known"]:
            assert f"{row['coverage']['known']} of {row['coverage']['possible']} CCGs:" in section
        for figure in row["figures"]:
            if figure["unit"] == "count":
                assert f"{figure['value']:,}" in section


def test_the_floor_holds_in_2018_19_and_the_lowest_stands_first(client: Client) -> None:
    page = html(client, "/finance/allocations/")
    assert "No CCG is more than 5% under target in 2018/19; the lowest is West Hampshire, −4.83%" in said(page)
    table = page.partition('data-rows="results"')[2]
    assert re.search(r"<tbody.*?</a>", table, re.DOTALL)[0].endswith("NHS West Hampshire CCG</a>")  # type: ignore[index]


def test_a_year_without_distances_compares_money_a_head_and_says_why(client: Client) -> None:
    page = said(html(client, "/finance/allocations/?year=2022-23"))
    assert "no distance from target is known" in page
    assert "indicative allocation a head" in page
    assert "Floor from 2016/17" not in page


def test_regions_add_up_to_england_on_the_page(client: Client) -> None:
    rows = client.get("/finance/allocations/places.json?page_size=1000").json()["results"]
    england = next(row["allocation_gbp"] for row in rows if row["level"] == "england")
    for level in ("region", "footprint"):
        assert sum(row["allocation_gbp"] for row in rows if row["level"] == level) == england
    assert "£85,055.8 million" in said(html(client, "/finance/allocations/?year=2021-22").partition('id="places"')[2])


def test_two_years_at_once_are_not_put_in_one_order(client: Client) -> None:
    page = html(client, "/finance/allocations/?year=2018-19&year=2019-20")
    assert 'id="distance-from-target-caption"' not in page
    assert "England" in page


def test_real_terms_name_prices_vintage_and_the_covid_year(client: Client) -> None:
    page = said(html(client, "/finance/real-terms/?base_year=2013-14&deflator=obr-2025-11"))
    assert "Prices of 2013/14, deflator OBR 2025-11 (obr-2025-11), the same for every year shown." in page
    assert "In 2020/21 this deflator (obr-2025-11) jumps by 5.2%" in page
    assert "new definition" in page


@pytest.fixture
def no_prices() -> Iterator[None]:
    """The bundled data without any deflator; what was kept of them is forgotten, before and after."""
    Deflator.objects.all().delete()
    forget()
    yield
    forget()


@pytest.mark.usefixtures("no_prices")
def test_without_a_deflator_real_terms_are_not_known_and_cash_is(client: Client) -> None:
    row = client.get("/finance/real-terms.json?ods_code=04G").json()["results"][0]
    assert row["cash_gbp"]
    unknown = ("real_gbp", "real_per_head_gbp", "base_year", "deflator")
    assert [(row[name], row["missing"][name]) for name in unknown] == [(None, "not-known")] * 4
    page = said(html(client, "/finance/real-terms/?ods_code=04G"))
    assert "Real terms: Not known . No index of prices was found." in page
    assert "what it was worth is not known, because no index of prices was found" in page
    ccg = said(html(client, "/ccgs/04G/"))
    assert "what it was worth is not known, because no index of prices was found" in ccg
    assert "Real terms prices of" not in ccg


def test_a_base_year_the_vintage_does_not_reach_is_refused_in_the_form(client: Client) -> None:
    page = html(client, "/finance/real-terms/?base_year=2008-09&deflator=hmt-gdp-2021-03", status=400)
    assert "has no index for 2008-09" in page
    assert "<td" not in page


def test_spending_tells_three_answers_and_flags_suspicious_shares(client: Client) -> None:
    page = said(html(client, "/finance/spending/?measure=cyp-eating-disorder-spend&year=2020-21"))
    assert "at least as fast as the allocation in 51 CCGs and not in 53; of 2 it cannot be told" in page
    assert "No answer in one of the two years" in page
    assert "These 14 published shares of the allocation lie outside 9 to 20%" in page
    assert "199 of 209 CCGs answered" in page


def test_pooled_funds_tell_the_minimum_the_pool_and_hull(client: Client) -> None:
    page = said(html(client, "/finance/pooled-funds/"))
    assert "£9.2 billion pooled in 2019/20, of which £6.4 billion had to be" in page
    assert "whole pool not known" in page
    assert "£400.0 million" in page
    assert "NHS Surrey Heath CCG" in page


def test_findings_say_who_answered_and_what_this_data_shows(client: Client) -> None:
    page = said(html(client, "/findings/"))
    assert "29 of 209 CCGs answered" in page
    assert "£2,329.19" in page
    assert "9 of 211 CCGs: 6 in deficit, 3 below 1%, 0 at 1% or more" in page
    assert "64 of 106 in 2021/22" not in page  # that is all mental health; children’s line is 56
    assert "56 of 106 in 2021/22" in page
    assert "No CCG’s palliative-care budget is in this data" in page


def test_practices_are_compared_within_one_definition_over_mergers(client: Client) -> None:
    page = said(html(client, "/finance/practices/"))
    assert "1,353 fewer practices in 2021/22 than in 2014/15" in page
    assert "All 106 CCGs" in page
    assert "All together: −130 practices." in page
    assert "the one definition was not counted in 2013/14" in said(html(client, "/finance/practices/?year=2013-14"))


# --- recovery -----------------------------------------------------------------------------------------------------


def test_nene_needs_nearly_15_million(client: Client) -> None:
    page = said(html(client, "/ccgs/04G/recovery/"))
    assert "Nene needs £15.0 million, £1.2 million a month for 12 months" in page
    assert "£14,990,270" in page
    assert "−£8,600,000" in page
    assert "The two differ because the total budget is more than the programme allocation" in page


def test_the_press_figure_gives_the_other_answer(client: Client) -> None:
    page = said(html(client, "/ccgs/04G/recovery/?year=2013-14&allocation_gbp=660000000&forecast_gbp=-8600000&month=6"))
    assert "£15,200,000" in page
    assert "Nene needs £15.2 million, £2.5 million a month for 6 months" in page
    assert "given £660.0 million" in page
    assert "published, forecast year end gap" in page  # the forecast sent back is the published one


def test_what_was_typed_stays_in_the_form_with_what_is_wrong(client: Client) -> None:
    page = html(client, "/ccgs/04G/recovery/?allocation_gbp=lots", status=400)
    assert 'value="lots"' in page
    assert "There is a problem" in page
    assert "Needed together" not in page
    assert (
        client.get("/ccgs/04G/recovery.json?allocation_gbp=lots").headers["Content-Type"] == "application/problem+json"
    )


def test_a_ccg_without_a_forecast_is_asked_for_one(client: Client) -> None:
    page = said(html(client, "/ccgs/07M/recovery/?year=2014-15"))
    assert "No forecast of this year was found." in page
    assert "Savings needed a month" not in page


def test_a_code_that_is_none_is_not_found(client: Client) -> None:
    assert client.get("/ccgs/99Z/recovery/").status_code == 404


# --- one CCG ------------------------------------------------------------------------------------------------------


def test_a_ccg_page_keeps_the_facts_about_its_money_apart(client: Client) -> None:
    page = said(html(client, "/ccgs/00R/"))
    assert "Yes, £5.4 million over" in page  # Blackpool's breach of duty in 2021/22
    assert "No target applies in this year" in page
    page = said(html(client, "/ccgs/06F/"))
    assert "−£43.2 million" in page
    assert "Cumulative" in page


def test_a_merged_ccg_shows_the_sum_of_those_it_is_made_of(client: Client) -> None:
    page = said(html(client, "/ccgs/W2U3Z/"))
    assert "sum of" in page
    assert "the area as it was or is now" in page


@pytest.mark.parametrize(
    "address",
    [
        "/finance/",
        "/finance/allocations/",
        "/finance/real-terms/",
        "/finance/pooled-funds/",
        "/finance/spending/",
        "/findings/",
    ],
)
def test_before_the_first_release_pages_say_so(client: Client, address: str) -> None:
    page = html(client, f"{address}?as_at=2001-01-01")
    assert "No release has been published yet." in page
