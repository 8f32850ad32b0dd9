"""Pages of scores, explanations and what-if: what a reader sees."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("loaded")
RETROSPECT = "nhs-oversight-framework-2025-26"


def html(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return unescape(answer.getvalue().decode())


def lines(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).getvalue().decode())))


def test_an_explanation_goes_step_by_step_and_says_it_is_not_official(client: Client) -> None:
    page = html(client, f"/ratings/2018-19/07X/explain/?rule_set={RETROSPECT}")
    titles = re.findall(r'<h3 class="nhsuk-heading-s">([^<]+)</h3>', page)
    assert titles[:4] == ["What is known", "Sub-scores", "Score", "Band"]
    assert titles[-2:] == ["Result", "The published rating"]
    assert "Indicative, not official." in page
    assert "version 1.0.0, not verified" in page
    assert "What would change the result" in page


def test_the_two_ranges_of_a_rank_are_told_apart_with_their_seed(client: Client) -> None:
    told = client.get(f"/api/v1/scores/?rule_set={RETROSPECT}&year=2018-19&ods_code=07X").json()["results"][0]
    page = html(client, f"/ratings/2018-19/07X/explain/?rule_set={RETROSPECT}")
    facts = re.sub(r"\s+", " ", page.partition('<dl class="nhsuk-summary-list app-facts"')[2].partition("</dl>")[0])
    inputs, weights = (facts.partition(words)[2] for words in ("if other indicators had been", "if each weight were"))
    assert f"{told['rank']} ({told['rank_low']} to {told['rank_high']})" in inputs.partition("</div>")[0]
    assert "10,000 draws of the rule's inputs, seed 20130401" in inputs.partition("</div>")[0]
    of_weights = f"{told['rank']} ({told['weights_rank_low']} to {told['weights_rank_high']})"
    assert of_weights in weights
    assert "2,000 draws of the weights, seed 20130401" in weights
    assert (told["rank_low"], told["rank_high"]) != (told["weights_rank_low"], told["weights_rank_high"])
    listed = html(client, f"/scores/?rule_set={RETROSPECT}&year=2018-19&ods_code=07X")
    assert "Range if weights differ" in listed
    assert f"{told['weights_rank_low']} to {told['weights_rank_high']}" in listed


def test_a_rule_without_points_shows_none_and_says_what_it_asks_for(client: Client) -> None:
    """Croydon, 2015/16: one of five components inadequate, one not known; more than one was needed."""
    page = html(client, "/ratings/2015-16/07V/explain/")
    assert "Financial management: rated inadequate." in page
    assert "which counts" not in page
    assert ">Points<" not in page
    assert "1 rated good, 2 rated requires improvement, 1 rated inadequate, 1 not known." in page
    assert "What is known is not enough to tell which of these holds." in page
    assert "Inadequate: More than one component is inadequate, or the CCG was already under legal directions." in page
    assert "1 of the 5 inputs of this rule is not known for this CCG." in page


def test_the_verified_rule_reproduces_a_published_rating(client: Client) -> None:
    told = client.get("/api/v1/scores/reproduction/?year=2015-16").json()["results"]
    verified = next(row for row in told if row["verified"])
    assert verified["reproduced"] == verified["testable"] > 0
    page = html(client, "/scores/reproduction/")
    assert f"100% of {verified['testable']}" in page
    assert "not a verdict" in page


def test_what_cannot_be_reproduced_says_why(client: Client) -> None:
    page = html(client, "/ratings/2018-19/05G/explain/?rule_set=ccg-iaf")
    assert "Published; cannot be reproduced from public inputs, because:" in page
    assert "inputs of this rule are not known for this CCG." in page


def test_a_year_without_a_rule_says_so(client: Client) -> None:
    page = html(client, "/ratings/2013-14/07M/explain/")
    assert "no rule was found for the year" in page
    assert "No rule set speaks about 2013/14" in page


def test_an_explanation_of_a_ccg_not_in_force_is_not_found(client: Client) -> None:
    assert client.get("/ratings/2018-19/13P/explain/").status_code == 404


def test_what_if_counts_before_and_after_and_lists_every_mover(client: Client) -> None:
    address = f"/what-if/?rule_set={RETROSPECT}&year=2018-19&weight.access=5"
    page = html(client, address)
    told = client.get(address.replace("/what-if/", "/what-if.json")).json()
    movers = [row["ods_code"] for row in told["movers"]]
    assert movers
    assert f"{len(movers)} CCGs change band" in page
    assert re.findall(r'<tr class="nhsuk-table__row" data-key="([^"]+)"', page) == movers
    assert [line["ods_code"] for line in lines(client, address.replace("/what-if/", "/what-if.csv"))] == movers
    assert sum(told["before"].values()) == sum(told["after"].values())


def test_what_if_works_without_javascript(client: Client) -> None:
    page = html(client, "/what-if/")
    form = page.partition("data-what-if")[2].partition("</form>")[0]
    names = re.findall(r'name="([^"]+)"', form)
    assert len(names) == len(set(names))
    assert {"weight.access", "cut.1"} <= set(names)
    assert all("hidden" in slider for slider in re.findall(r'<input type="range".*?>', form, re.DOTALL))
    assert "No CCG changes band." in page


def test_what_if_keeps_what_was_typed_and_says_what_is_wrong(client: Client) -> None:
    page = html(client, "/what-if/?weight.access=-2&cut.1=0.3", status=400)
    assert 'value="-2"' in page
    assert 'value="0.3"' in page
    assert "write a number from 0 to 1000" in page
    assert "Every CCG that moves" not in page


def test_what_a_result_does_not_know_does_not_stand_in_its_way(client: Client) -> None:
    assert "What this result does not know:" in html(client, f"/ratings/2018-19/07X/explain/?rule_set={RETROSPECT}")
    assert "What stands in the way of a result:" in html(client, "/ratings/2018-19/07X/explain/?rule_set=ccg-iaf")
