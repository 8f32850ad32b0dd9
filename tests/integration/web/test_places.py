"""Places as regulators add them up, on the bundled data: counts agree with lists, sums with parts, gaps are told."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from ccgdash.releases.models import Current
from ccgdash.web.models import PlaceYear
from finance.area_facts import YearFacts
from tests.contracts.html import parse

pytestmark = pytest.mark.usefixtures("loaded")

COUNTS = [211, 211, 209, 209, 207, 195, 191, 135, 106]
YEARS = [f"{year}-{year - 1999}" for year in range(2013, 2022)]


def ask(client: Client, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    body: dict[str, Any] = answer.json()
    return body


def test_england_has_every_ccg_of_each_year(client: Client) -> None:
    england = ask(client, "/api/v1/places/england/ENG/")
    assert [(row["year"], row["ccgs"]) for row in england["years"]] == list(zip(YEARS, COUNTS, strict=True))


@pytest.mark.parametrize("year", YEARS)
def test_regions_add_up_to_england(client: Client, year: str) -> None:
    regions = ask(client, f"/api/v1/places/?kind=region&year={year}")["results"]
    england = ask(client, f"/api/v1/places/?kind=england&year={year}")["results"][0]
    for column in ("ccgs", "ratings_known", "finance_known", "population_known", "allocation_known"):
        assert sum(row[column] for row in regions) == england[column], column
    assert sum(row["allocation_gbp"] for row in regions) == england["allocation_gbp"]
    for status, count in england["finance_statuses"].items():
        assert sum(row["finance_statuses"][status] for row in regions) == count
    assert (england["ratings"] is None) == (year in ("2020-21", "2021-22"))


def test_places_and_allocations_tell_one_sum(client: Client) -> None:
    """England and regions in every year; STPs in the years whose own map the publication was drawn on."""
    path = "/api/v1/allocations/places/?stream=core&level={0}&page_size=1000"
    levels = [ask(client, path.format(level))["results"] for level in ("england", "region", "footprint")]
    told = {(row["level"], row["code"], row["year"]): row for rows in levels for row in rows}
    compared = []
    for place in PlaceYear.objects.filter(run=Current.objects.get().release.recompute_id):
        row = told.get((place.kind, place.code, place.year))
        if row and (place.kind != "footprint" or row["map_year"] == place.year):
            assert (place.allocation_gbp, place.allocation_publication) == (row["allocation_gbp"], row["publication"])
            compared.append(place.kind)
    assert Counter(compared) == {"england": 9, "region": 46, "footprint": 172}


def test_the_sum_of_2018_19_has_the_merged_ccgs_in_it(client: Client) -> None:
    england = ask(client, "/api/v1/places/england/ENG/?year=2018-19")
    assert (england["allocation_gbp"], england["allocation_known"], england["ccgs"]) == (74_498_870_000, 194, 195)


def test_a_year_without_a_set_of_allocations_has_no_sums() -> None:
    assert YearFacts(Current.objects.get().release_id, "2012-13").within("core") == ("", {})


def test_the_26_inadequate_of_2015_16_are_counted_and_the_unknown_are_not(client: Client) -> None:
    england = ask(client, "/api/v1/places/england/ENG/?year=2015-16")
    assert england["ratings"]["inadequate"] == 26
    assert sum(england["ratings"].values()) == england["ratings_known"] < england["ccgs"] == 209
    assert sum(england["special_measures"].values()) == 209


def test_a_place_lists_the_ccgs_the_explorer_lists(client: Client) -> None:
    for path, query in (("region/Y56", "region=Y56"), ("footprint/QMJ", "footprint=QMJ"), ("office/Q71", "office=Q71")):
        place = ask(client, f"/api/v1/places/{path}/?year=2018-19")
        listed = ask(client, f"/api/v1/ccgs/?{query}&year=2018-19&page_size=1000")["results"]
        assert place["members"] == listed
        assert place["ccgs"] == len(listed) > 0


def test_results_of_two_kinds_are_never_added_up(client: Client) -> None:
    england = ask(client, "/api/v1/places/england/ENG/?year=2015-16")
    kinds = {row["kind"]: row for row in england["year_end_results"]}
    assert {"cumulative", "in-year"} <= set(kinds)
    assert all(row["deficits_gbp"] <= 0 <= row["surpluses_gbp"] for row in kinds.values())
    assert sum(row["ccgs"] for row in kinds.values()) <= 209


def test_without_a_year_the_newest_split_or_the_last_year_there_was(client: Client) -> None:
    assert ask(client, "/api/v1/places/region/Y56/")["year"] == "2018-19"
    old = PlaceYear.objects.filter(kind="office").exclude(code__in=PlaceYear.objects.filter(
        kind="office", year="2018-19").values("code")).order_by("-year").first()  # fmt: skip
    assert old is not None
    assert ask(client, f"/api/v1/places/office/{old.code}/")["year"] == old.year


def test_a_code_of_no_place_is_refused_with_those_it_may_mean(client: Client) -> None:
    for path, meant in (("region/Y99", "Y59"), ("region/london", "Y56 (London)"), ("footprint/devon", "Devon")):
        answer = client.get(f"/api/v1/places/{path}/")
        assert answer.status_code == 404
        (error,) = answer.json()["errors"]
        assert any(meant in allowed for allowed in error["allowed"]), error
    kinds = client.get("/api/v1/places/county/DEV/").json()["errors"][0]
    assert kinds["allowed"] == ["england", "region", "office", "footprint"]


def test_a_year_in_which_a_place_was_not_is_refused_with_its_years(client: Client) -> None:
    answer = client.get("/api/v1/places/footprint/QMJ/?year=2013-14")
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["parameter"] == "year"
    assert "2018-19" in error["allowed"]
    assert "2013-14" not in error["allowed"]


def test_a_ccg_leads_to_its_places_and_they_lead_back(client: Client) -> None:
    page = parse(client.get("/ccgs/07M/").content.decode())
    links = {link.attrs["href"] for link in page.all("a", href=None)}
    assert {"/places/region/Y56/", "/places/footprint/QMJ/"} <= links
    place = parse(client.get("/places/region/Y56/?year=2018-19").content.decode())
    back = {link.attrs["href"] for link in place.all("a", href=None)}
    assert "/ccgs/07M/" in back
    assert "/places/england/ENG/?year=2018-19" in back


def test_the_page_says_in_two_sentences_how_much_is_known(client: Client) -> None:
    text = parse(client.get("/places/england/ENG/?year=2015-16").content.decode()).text
    assert "England had 209 CCGs in 2015/16; the ratings of 47 are known by name" in text
    assert "26 inadequate" in text
    assert "no headline rating was found to exist" in client.get("/places/england/ENG/?year=2021-22").content.decode()


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({}, "place_year_once"),
        ({"code": "ZZ1", "year": "2018"}, "place_year_year"),
        ({"code": "ZZ1", "ratings_known": 9999}, "place_year_known_possible"),
        ({"code": "ZZ1", "ccgs": 0}, "place_year_known_possible"),
        ({"code": "ZZ1", "allocation_gbp": None}, "place_year_sum_of_something"),
    ],
)
def test_what_cannot_be_is_refused_by_the_database(changes: dict[str, Any], constraint: str) -> None:
    row = PlaceYear.objects.get(kind="region", code="Y56", year="2018-19")
    row.pk = None
    for name, value in changes.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.save(force_insert=True)
