"""Pages over the engine: matrix, flow, explain, what-if, indicators, mismatch, comparison. What a reader sees."""

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


# --- ratings of all years ---------------------------------------------------------------------------------------------
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


# --- explain ----------------------------------------------------------------------------------------------------------
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


# --- what if ----------------------------------------------------------------------------------------------------------
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


# --- indicators -------------------------------------------------------------------------------------------------------
def test_an_indicator_shows_its_newest_year_and_says_when_nothing_can_be_tested(client: Client) -> None:
    page = html(client, "/indicators/iapt-recovery-rate/")
    assert '<strong aria-current="page">2021/22</strong>' in page
    assert "differences cannot be tested, because no intervals are known" in page
    assert "Middle CCG" in page


def test_a_funnel_tells_phi_and_what_it_means(client: Client) -> None:
    page = html(client, "/indicators/smoking-prevalence-qof/")
    assert re.search(r"phi = \d+\.\d\d", page)
    assert re.search(r"tau² = 0\.\d+", page)
    assert "Above about 2 the limits for chance alone flag far too many" in page
    assert "99.8% limits, chance alone" in page
    assert "99.8% limits, all differ" in page
    assert "stand out once it is allowed for that all differ" in page


def test_a_ccg_stands_out_with_its_peers(client: Client) -> None:
    page = html(client, "/indicators/iapt-recovery-rate/?year=2018-19&ods_code=07X")
    assert "NHS Enfield CCG stands out in the charts." in page
    assert "NHS Enfield CCG and similar CCGs, 2018/19" in page
    assert "The 10 nearest CCGs of the year by registered population" in page


def test_a_ccg_without_a_value_is_not_said_to_stand_out(client: Client) -> None:
    page = html(client, "/indicators/smoking-prevalence-qof/?year=2019-20&ods_code=07X")
    assert "No value of NHS Enfield CCG is known for this period, so it is not in the charts." in page
    assert "stands out in the charts" not in page


def test_what_a_result_does_not_know_does_not_stand_in_its_way(client: Client) -> None:
    assert "What this result does not know:" in html(client, f"/ratings/2018-19/07X/explain/?rule_set={RETROSPECT}")
    assert "What stands in the way of a result:" in html(client, "/ratings/2018-19/07X/explain/?rule_set=ccg-iaf")


def test_plain_counts_are_never_set_beside_those_of_another_size(client: Client) -> None:
    assert "a large CCG has more of them" in html(client, "/indicators/oap-inappropriate-bed-days/")
    assert "a large CCG has more of them" not in html(client, "/indicators/smoking-prevalence-qof/")


def test_unreliable_figures_are_flagged(client: Client) -> None:
    assert "<strong>Unreliable.</strong>" in html(client, "/indicators/mh-follow-up-7d/")
    assert "Unreliable: read with care" in html(client, "/indicators/?indicator=mh-follow-up-7d")


def test_an_indicator_known_only_by_name_says_so(client: Client) -> None:
    page = html(client, "/indicators/waiting-list-size/")
    assert "No value was found for what is asked" in page
    assert "<svg class" not in page.partition("<main")[2].partition("<table")[0]
    assert client.get("/indicators/nothing/").status_code == 404


# --- one CCG beside others --------------------------------------------------------------------------------------------
def test_a_ccg_stands_beside_england_its_region_and_ten_like_it(client: Client) -> None:
    page = html(client, "/ccgs/07X/?year=2018-19")
    assert "Enfield on" in page
    assert "Similar CCGs" in page
    told = client.get("/ccgs/07X.json?year=2018-19").json()
    assert len(told["similar"]) == 10
    assert [row["distance"] for row in told["similar"]] == sorted(row["distance"] for row in told["similar"])
    assert all(row["lowest"] <= row["value"] <= row["highest"] for row in told["indicators"])
    assert not {"people", "bed days", "placements", "count"} & {row["unit"] for row in told["indicators"]}


def test_whom_a_ccg_is_compared_with_is_chosen_in_the_address(client: Client) -> None:
    told = client.get("/ccgs/07X.json?year=2018-19&similar=07V&similar=07M").json()
    assert [row["ods_code"] for row in told["similar"]] == ["07V", "07M"]
    assert told["similar"][0]["missing"] == {"distance": "not-applicable"}
    assert "2 CCGs chosen in the address." in html(client, "/ccgs/07X/?year=2018-19&similar=07V&similar=07M")


# --- rating and money -------------------------------------------------------------------------------------------------
def test_each_mismatch_stands_under_its_rule_with_both_figures(client: Client) -> None:
    page = html(client, "/mismatch/")
    assert "Rated well, but in deficit" in page
    assert "the money looks better than the rating" in page
    rows = client.get("/api/v1/mismatch/").json()["results"]
    for row in rows:
        assert row["sentence"] in page
        assert row["rating_sources"]
        assert row["finance_sources"]
    assert {row["rule"] for row in rows} <= {"good-in-deficit", "good-below-target", "inadequate-on-target"}


def test_no_mismatch_says_how_much_could_be_told(client: Client) -> None:
    page = html(client, "/mismatch/?year=2021-22")
    assert "None disagrees." in page
    assert "0 of 106 CCG-years" in page
