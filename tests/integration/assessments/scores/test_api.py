"""Scores, explain and what-if over the bundled data, as a script that calls the API sees them."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client

FINAL, DRAFT, CQC, IAF, OVERSIGHT = (
    "ccg-assurance-2015-16-inadequate",
    "ccg-assurance-2015-16-draft",
    "cqc-aggregation",
    "ccg-iaf",
    "nhs-oversight-framework-2025-26",
)


@pytest.fixture
def api(loaded: str) -> Client:
    return Client()


def ask(api: Client, path: str, status: int = 200, **query: Any) -> dict[str, Any]:
    answer = api.get(f"/api/v1/{path}", query)
    assert answer.status_code == status, answer.content[:500]
    found: dict[str, Any] = answer.json()
    return found


def test_every_ccg_of_a_year_stands_under_each_of_its_rule_sets_and_nothing_is_official(api: Client) -> None:
    found = ask(api, "scores/", year="2015-16", page_size=1000)
    assert found["count"] == 3 * 209
    assert not any(row["official"] for row in found["results"])
    assert {row["rule_set"] for row in found["results"] if row["verified"]} == {FINAL}


def test_the_verified_rule_gives_inadequate_or_nothing(api: Client) -> None:
    found = ask(api, "scores/", rule_set=FINAL, page_size=1000)
    told = {row["ods_code"] for row in found["results"] if row["band"]}
    assert {row["band"] for row in found["results"]} == {"inadequate", None}
    assert told == {"05N", "06F", "06H", "07X", "11N", "99H", "99P"}
    assert found["coverage"] == {"known": 7, "possible": 209}
    unknown = next(row for row in found["results"] if row["ods_code"] == "07M")
    assert unknown["missing"]["band"] == "not-known"
    assert unknown["missing"]["score"] == "not-applicable"


def test_how_often_rule_sets_agree_with_what_was_published(api: Client) -> None:
    rows = {(row["rule_set"], row["year"]): row for row in ask(api, "scores/reproduction/")["results"]}
    counts = {key: (row["published_known"], row["testable"], row["reproduced"]) for key, row in rows.items()}
    assert counts[FINAL, "2015-16"] == (47, 7, 7)
    assert counts[DRAFT, "2015-16"] == (47, 8, 4)
    assert rows[DRAFT, "2015-16"]["differing"] == ["00R", "02M", "06V", "07V"]
    assert counts[CQC, "2015-16"] == (47, 8, 7)
    assert counts[IAF, "2016-17"] == (51, 3, 3)
    assert counts[IAF, "2018-19"] == (52, 0, 0)
    assert not any(rule_set == OVERSIGHT for rule_set, _ in rows)


def test_the_oversight_rule_places_every_ccg_with_a_rank_inside_its_range(api: Client) -> None:
    rows = ask(api, "scores/", rule_set=OVERSIGHT, year="2018-19", page_size=1000)["results"]
    assert len(rows) == 195
    assert {row["band"] for row in rows} == {"1", "2", "3", "4"}
    assert all(1 <= row["score"] <= 4 for row in rows)
    assert all(row["rank_low"] <= row["rank_high"] for row in rows)
    assert all(row["weights_rank_low"] <= row["weights_rank_high"] for row in rows)
    inside = sum(row["rank_low"] <= row["rank"] <= row["rank_high"] for row in rows)
    assert inside >= 0.95 * len(rows)
    assert all(row["overrides_unknown"] == ["finance"] for row in rows if row["band"] in ("1", "2"))


def test_a_result_is_explained_from_inputs_to_published_rating(api: Client) -> None:
    found = ask(api, "explain/2015-16/06H/")
    assert (found["rule_set"], found["verified"], found["official"]) == (FINAL, True, False)
    assert (found["band"], found["published"], found["reproduced"]) == ("inadequate", "inadequate", True)
    assert found["why_not"] == []
    labels = {figure["input"]: figure["label"] for figure in found["figures"]}
    assert labels["finance"] == labels["well-led"] == "inadequate"
    assert all(figure["sources"] for figure in found["figures"])
    assert found["steps"][-1]["sentence"] == "The published rating is Inadequate. The rule agrees with it."


def test_where_a_published_rating_cannot_be_reproduced_it_says_so_and_why(api: Client) -> None:
    found = ask(api, "explain/2018-19/05W/", rule_set=IAF)
    assert (found["band"], found["score"], found["reproduced"]) == (None, None, None)
    assert "of the 17 inputs" in found["why_not"][0]
    assert "cannot be reproduced" in found["steps"][-1]["sentence"]
    assert "Indicative, not official." in found["standing"]


def test_numbers_of_an_explanation_add_up(api: Client) -> None:
    found = ask(api, "explain/2018-19/05W/", rule_set=OVERSIGHT)
    points = [figure["points"] for figure in found["figures"] if figure["points"] is not None]
    assert round(sum(points) / len(points) + 1e-9, 2) == found["score"]
    assert found["rank_low"] <= found["rank"] <= found["rank_high"]
    assert found["published"] == "inadequate"
    assert found["reproduced"] is None


def test_a_year_without_a_rule_says_that_none_is_made_up(api: Client) -> None:
    found = ask(api, "explain/2013-14/07M/")
    assert found["rule_set"] is None
    assert found["published"] == "not-assured"
    assert "none is made up" in found["why_not"][0]
    assert found["missing"]["band"] == "not-applicable"


@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        ("explain/2015-16/W2U3Z/", 404, "ods_code"),
        ("explain/2015-16/nope/", 404, "ods_code"),
        ("explain/1066-67/07M/", 404, "ods_code"),
        ("explain/2018-19/07X/?rule_set=ccg-assurance-2015-16-draft", 400, "rule_set"),
        ("explain/2018-19/07X/?rule_set=mine", 400, "rule_set"),
        ("what-if/?weight.leadership=1", 400, "weight.leadership"),
        ("what-if/?weight.access=-1", 400, "weight.access"),
        ("what-if/?weight.access=NaN", 400, "weight.access"),
        ("what-if/?weight.access=1&weight.access=2", 400, "weight.access"),
        ("what-if/?cut.1=0.9", 400, "cut.1"),
        ("what-if/?override.finance=maybe", 400, "override.finance"),
        ("what-if/?override.nothing=on", 400, "override.nothing"),
        ("what-if/?wieght.access=1", 400, "wieght.access"),
        ("what-if/?year=2013-14", 400, "year"),
        ("what-if/?weight.access=0&weight.outcomes=0&weight.workforce=0&weight.prescribing=0", 400, "weight.access"),
        ("scores/?rule_set=mine", 400, "rule_set"),
        ("indicator-values/?indicator=mine", 400, "indicator"),
    ],
)
def test_what_is_wrong_is_named(api: Client, path: str, status: int, parameter: str) -> None:
    found = ask(api, path, status)
    assert [error["parameter"] for error in found["errors"]] == [parameter]


def test_allowed_names_of_a_rule_set_come_with_the_refusal(api: Client) -> None:
    found = ask(api, f"what-if/?rule_set={IAF}&weight.access=1", 400)
    assert found["errors"][0]["allowed"] == [
        "weight.leadership", "weight.finance", "weight.other", "cut.outstanding", "cut.good",
        "override.leadership-and-finance-red",
    ]  # fmt: skip


def test_nothing_changed_moves_nobody(api: Client) -> None:
    found = ask(api, "what-if/", year="2018-19")
    assert found["before"] == found["after"]
    assert found["movers"] == []
    assert sum(found["before"].values()) == 195


def test_other_weights_move_ccgs_and_every_mover_is_named(api: Client) -> None:
    query: dict[str, Any] = {"year": "2018-19", "weight.access": "3", "weight.workforce": "0"}
    found = ask(api, "what-if/", **query)
    assert found["weights"] == {"access": 3, "outcomes": 1, "workforce": 0, "prescribing": 1}
    movers = found["movers"]
    assert movers
    assert all(mover["before"] != mover["after"] and mover["name"].startswith("NHS ") for mover in movers)
    for band in found["before"]:
        came = sum((mover["after"] or "not-known") == band for mover in movers)
        went = sum((mover["before"] or "not-known") == band for mover in movers)
        assert found["after"][band] - found["before"][band] == came - went
    lines = list(csv.DictReader(io.StringIO(api.get("/api/v1/what-if/", {**query, "format": "csv"}).content.decode())))
    assert [line["ods_code"] for line in lines] == [mover["ods_code"] for mover in movers]


def test_without_the_parts_that_are_not_known_the_believed_shape_gives_bands(api: Client) -> None:
    """The strict rule gives nothing without leadership and finance; weighing them 0 asks about the rest alone."""
    found = ask(api, "what-if/", rule_set=IAF, year="2018-19", **{"weight.leadership": 0, "weight.finance": 0})
    assert found["before"]["not-known"] == 195
    assert found["after"]["not-known"] < 10
    assert {mover["moved"] for mover in found["movers"]} == {"not-known"}
