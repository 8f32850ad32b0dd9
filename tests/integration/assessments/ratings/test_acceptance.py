"""The facts the system must show of ratings, asked of the real data over HTTP. Names are typed from the sources."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("loaded")

# The Health Service Journal of July 2016 (hsj-7009416) on the 26 judged inadequate.
INADEQUATE_2015_16 = {
    "Bedfordshire", "Brighton and Hove", "Cambridgeshire and Peterborough", "Coventry and Rugby", "Cumbria",
    "East Surrey", "Enfield", "Havering", "Herefordshire", "Kernow", "Medway", "North Hampshire", "North Somerset",
    "North Tyneside", "North, East, West Devon", "Northumberland", "Shropshire", "South Cheshire",
    "South Devon and Torbay", "South Gloucestershire", "Southport and Formby", "St Helens", "Surrey Downs",
    "Vale of York", "Walsall", "West Cheshire",
}  # fmt: skip
# hsj-7009419 and gponline-1403113: the nine put into special measures on 21 July 2016
NINE = {
    "Coventry and Rugby", "Croydon", "East Surrey", "Enfield", "North Somerset", "North Tyneside",
    "South Gloucestershire", "Vale of York", "Walsall",
}  # fmt: skip
# hsj-7025537, on the movements from 2017-18 to 2018-19
NEWLY_INADEQUATE = {"North Staffordshire", "Scarborough and Ryedale", "Shropshire", "Stoke on Trent", "Thanet"}
LEFT_INADEQUATE = {
    "Cambridgeshire and Peterborough", "Coastal West Sussex", "Crawley", "Eastbourne, Hailsham and Seaford",
    "Hambleton, Richmondshire and Whitby", "Hastings and Rother", "Horsham and Mid Sussex", "Kernow", "South Tees",
    "Southend", "West Norfolk",
}  # fmt: skip


def asked(client: Client, path: str, **query: str | list[str]) -> dict[str, Any]:
    answer = client.get(f"/api/v1/{path}?{urlencode({**query, 'page_size': '1000'}, doseq=True)}")
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def names(answer: dict[str, Any]) -> set[str]:
    rows = answer["results"]
    found = {row["name"].removeprefix("NHS ").removesuffix(" CCG") for row in rows}
    assert len(found) == len(rows) == answer["count"]
    return found


def flow(client: Client, **ends: str) -> dict[tuple[str | None, str | None, str], set[str]]:
    rows = asked(client, "ratings/flow/", **ends)["results"]
    return {(r["from_rating"], r["to_rating"], "".join(r["missing"].values())): set(r["ccgs"]) for r in rows}


def test_all_26_inadequate_ccgs_of_2015_16_are_known_by_name(client: Client) -> None:
    answer = asked(client, "ratings/", year="2015-16", rating="inadequate")
    assert names(answer) == INADEQUATE_2015_16
    assert answer["coverage"] == {"known": 47, "possible": 209}
    assert all("hsj-7009416" in row["sources"] for row in answer["results"])


def test_inadequate_and_in_special_measures_is_the_eight_and_shropshire(client: Client) -> None:
    answer = asked(client, "ratings/", year="2015-16", rating="inadequate", special_measures="yes")
    assert names(answer) == (NINE - {"Croydon"}) | {"Shropshire"}


def test_northumberland_is_possibly_in_special_measures_because_only_2016_is_known(client: Client) -> None:
    possibly = names(asked(client, "ratings/", year="2015-16", rating="inadequate", special_measures="possibly"))
    assert "Northumberland" in possibly
    assert not possibly & (NINE | {"Shropshire", "Nene"})


def test_croydon_is_in_special_measures_though_it_requires_improvement(client: Client) -> None:
    answer = asked(client, "ratings/", year="2015-16", special_measures="yes")
    assert names(answer) == NINE | {"Shropshire"}
    assert {row["name"]: row["rating"] for row in answer["results"]}["NHS Croydon CCG"] == "requires-improvement"


def test_the_day_may_be_chosen(client: Client) -> None:
    before = asked(client, "ratings/", year="2015-16", special_measures="yes", on="2016-07-20")
    assert names(before) == {"Shropshire"}
    after = asked(client, "ratings/", year="2015-16", special_measures="yes", on="2017-02-01")
    assert "North Tyneside" not in names(after)
    assert "Enfield" in names(after)


def test_the_day_of_the_year_is_the_one_used_when_none_is_given(client: Client) -> None:
    given = asked(client, "ratings/", year="2016-17", directions=["yes", "possibly"], on="2017-07-21")
    assert given["count"] > 0
    assert given["results"] == asked(client, "ratings/", year="2016-17", directions=["yes", "possibly"])["results"]


def test_the_headline_is_meant_unless_another_assessment_is_asked_for(client: Client) -> None:
    assert asked(client, "ratings/")["count"] == 215
    assert asked(client, "ratings/", assessment="all")["count"] == 374
    cancer = asked(client, "ratings/", assessment="clinical:cancer", rating="top-performing")
    assert cancer["count"] == 7
    assert {row["period"] for row in cancer["results"]} == {"baseline"}


def test_coverage_counts_ccg_years_of_the_place_and_year_whatever_their_rating(client: Client) -> None:
    answer = asked(client, "ratings/", year="2018-19", region="Y56", rating="inadequate")
    assert answer["coverage"] == asked(client, "ratings/", year="2018-19", region="Y56")["coverage"]
    assert 0 < answer["coverage"]["known"] < answer["coverage"]["possible"] < 195
    iaf = asked(client, "ratings/", framework="ccg-iaf")
    assert iaf["coverage"] == {"known": 161, "possible": 209 + 207 + 195}


def test_an_empty_list_explains_itself(client: Client) -> None:
    answer = asked(client, "ratings/", year="2021-22")
    assert (answer["count"], answer["reason"]) == (0, "No headline rating was found to exist for 2021/22.")
    answer = asked(client, "ratings/", year="2019-20", rating="inadequate")
    assert "4 of 191 known by name" in answer["reason"]


def test_missing_dates_say_which_kind_of_missing(client: Client) -> None:
    rows = asked(client, "ratings/", year="2015-16")["results"]
    assert all((row["as_at"] is None) == (row["missing"] == {"as_at": "not-known"}) for row in rows)


@pytest.mark.parametrize(
    "wrong", ["rating=goood", "special_measures=maybe", "on=21-07-2016", "yaer=2015-16", "ods_code=999"]
)
def test_a_wrong_parameter_is_an_error_never_every_row(client: Client, wrong: str) -> None:
    answer = client.get(f"/api/v1/ratings/?{wrong}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == wrong.partition("=")[0]


def test_published_counts_stand_beside_what_is_known_by_name(client: Client) -> None:
    (row,) = asked(client, "ratings/summary/", year="2015-16")["results"]
    words = ["outstanding", "good", "requires-improvement", "inadequate"]
    assert list(row["published"].items()) == [
        *zip(words, (10, 82, 91, 26), strict=True),
        ("total", 209),
        ("status", "confirmed"),
    ]
    assert list(row["known"].items()) == list(zip(words, (9, 7, 5, 26), strict=True))
    assert row["coverage"] == {"known": 47, "possible": 209}
    assert row["sources"] == ["hsj-7009416"]


def test_the_split_of_2016_17_is_confirmed_only_in_part(client: Client) -> None:
    (row,) = asked(client, "ratings/summary/", year="2016-17")["results"]
    assert row["published"]["status"] == "unconfirmed"
    assert row["statuses"] == {
        "outstanding": "unconfirmed",
        "good": "unconfirmed",
        "requires-improvement": "confirmed",
        "inadequate": "confirmed",
    }


def test_every_year_has_its_counts_and_the_last_two_have_no_headline(client: Client) -> None:
    rows = asked(client, "ratings/summary/")["results"]
    assert [row["coverage"]["possible"] for row in rows] == [211, 211, 209, 209, 207, 195, 191, 135, 106]
    totals = {row["year"]: row["published"] and row["published"]["total"] for row in rows}
    assert totals["2017-18"] == 207
    assert totals["2018-19"] == 195
    assert totals["2014-15"] is None
    for row in rows[-2:]:
        assert (row["published"], row["known"]) == (None, {})
        assert row["missing"] == {"published": "not-known"}


def test_counts_of_clinical_areas_are_there_on_their_own_scale(client: Client) -> None:
    rows = asked(client, "ratings/summary/", year="2015-16", assessment="clinical:cancer")["results"]
    assert [row["period"] for row in rows] == ["baseline"]
    assert {key: rows[0]["published"][key] for key in ("top-performing", "greatest-need-for-improvement")} == {
        "top-performing": 7,
        "greatest-need-for-improvement": 24,
    }


def test_who_moved_from_2017_18_to_2018_19(client: Client) -> None:
    moved = flow(client, **{"from": "2017-18", "to": "2018-19"})
    named = {row["ods_code"]: row["name"] for row in asked(client, "ratings/", year="2018-19")["results"]}

    def short(pairs: set[tuple[str | None, str | None]]) -> set[str]:
        codes = {code for (before, after, _), codes in moved.items() if (before, after) in pairs for code in codes}
        return {named[code].removeprefix("NHS ").removesuffix(" CCG") for code in codes}

    assert short({("good", "inadequate")}) == {"North Staffordshire", "Stoke on Trent"}
    assert short({("inadequate", "good")}) == {"Kernow", "Coastal West Sussex"}
    new: set[tuple[str | None, str | None]] = {
        ("good", "inadequate"),
        ("requires-improvement", "inadequate"),
        (None, "inadequate"),
    }
    assert short(new) == NEWLY_INADEQUATE
    assert short({("inadequate", "good"), ("inadequate", "requires-improvement")}) == LEFT_INADEQUATE
    assert len(moved["inadequate", "inadequate", ""]) == 6


def test_a_rating_is_never_carried_over_a_merger(client: Client) -> None:
    moved = flow(client, **{"from": "2017-18", "to": "2018-19"})
    assert "15F" in moved[None, "outstanding", "not-applicable"]  # Leeds, new in April 2018
    assert {"02V", "03C", "03G"} <= moved["good", None, "not-applicable"]  # the three it was made of
    everyone = [code for codes in moved.values() for code in codes]
    assert len(everyone) == len(set(everyone)) == 207 + 6  # all in force in either year, each once


def test_flows_say_where_a_step_is_no_change(client: Client) -> None:
    rows = asked(client, "ratings/flow/")["results"]
    comparable = {(row["from_year"], row["to_year"]) for row in rows if row["comparable"]}
    assert comparable == {
        ("2013-14", "2014-15"),
        ("2016-17", "2017-18"),
        ("2016-17", "2018-19"),
        ("2017-18", "2018-19"),
    }
    assert len({(row["from_year"], row["to_year"]) for row in rows}) == 21
    backwards = asked(client, "ratings/flow/", **{"from": "2018-19", "to": "2017-18"})
    assert (backwards["count"], backwards["reason"][:22]) == (0, "A flow needs two diffe")
