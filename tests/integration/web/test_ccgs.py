"""CCGs as commissioners browse and regulators filter them, on the bundled data."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ccgdash.http.release import ReleaseRef
from ccgdash.http.selection import Selection
from ccgdash.releases.queries import release_resolve
from ccgdash.web.facets import facet_counts
from ccgdash.web.models import CcgRow
from ccgdash.web.resources import CCGS
from ccgdash.web.rows import CcgListRow
from tests.contracts.html import parse

pytestmark = pytest.mark.usefixtures("loaded")

COUNTS = [211, 211, 209, 209, 207, 195, 191, 135, 106]
JULY_2016 = {"05A", "07V", "09L", "07X", "11T", "99C", "12A", "03Q", "05Y"}
SHROPSHIRE, NORTHUMBERLAND, CROYDON, NENE = "05N", "00L", "07V", "04G"


def ask(client: Client, query: str) -> dict[str, Any]:
    answer = client.get(f"/api/v1/ccgs/?page_size=1000&{query}")
    assert answer.status_code == 200, answer.content
    body: dict[str, Any] = answer.json()
    return body


def codes(client: Client, query: str) -> list[str]:
    return [row["ods_code"] for row in ask(client, query)["results"]]


def release() -> ReleaseRef:
    found = release_resolve()
    assert found is not None
    return found


def test_each_ccg_of_each_year_has_one_row(client: Client) -> None:
    years = [f"{y}-{y - 1999}" for y in range(2013, 2022)]
    assert [ask(client, f"year={year}")["count"] for year in years] == COUNTS
    assert CcgRow.objects.filter(run_id=release().recompute_id).count() == sum(COUNTS)


def test_without_a_year_each_of_the_248_stands_once_in_its_last_year(client: Client) -> None:
    rows = ask(client, "")["results"]
    assert len(rows) == len({row["ods_code"] for row in rows}) == 248
    assert {row["year"] for row in rows if row["ods_code"] == SHROPSHIRE} == {"2020-21"}


def test_special_measures_of_july_2016_and_shropshire(client: Client) -> None:
    assert set(codes(client, "year=2015-16&special_measures=yes")) == JULY_2016 | {SHROPSHIRE}
    inadequate = codes(client, "year=2015-16&special_measures=yes&rating=inadequate")
    assert set(inadequate) == JULY_2016 - {CROYDON} | {SHROPSHIRE}
    possibly = set(codes(client, "year=2015-16&special_measures=possibly"))
    assert {NORTHUMBERLAND, NENE} <= possibly


def test_on_asks_for_another_day(client: Client) -> None:
    assert SHROPSHIRE in codes(client, "year=2015-16&special_measures=yes&on=2015-12-01")
    assert not set(codes(client, "year=2015-16&special_measures=yes&on=2016-07-20")) & JULY_2016


def test_coverage_counts_known_ratings_of_the_ccgs_meant_whatever_the_rating(client: Client) -> None:
    assert ask(client, "year=2015-16&rating=inadequate")["coverage"] == {"known": 47, "possible": 209}
    assert ask(client, "year=2015-16&rating=not-known")["count"] == 209 - 47


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("q=bexly", "NHS Bexley CCG"),
        ("q=05N&year=2021-22", "NHS Shropshire, Telford and Wrekin CCG"),
        ("q=E38000008", "NHS Bassetlaw CCG"),
        ("q=W2U3Z", "NHS North West London CCG"),
        ("q=brighton+%26+hove&year=2015-16", "NHS Brighton and Hove CCG"),
    ],
)
def test_search_forgives_and_follows_successors(client: Client, query: str, name: str) -> None:
    assert ask(client, query)["results"][0]["name"] == name


def test_nonsense_finds_nothing_and_says_why(client: Client) -> None:
    body = ask(client, "q=zzzzzzzz")
    assert (body["count"], body["reason"]) == (0, "No CCG matches the words, places and years chosen.")


def test_an_empty_answer_about_ratings_says_how_many_are_known(client: Client) -> None:
    reason = ask(client, "year=2019-20&rating=inadequate")["reason"]
    assert "Ratings are known for 4 of the 191 CCGs" in reason


def test_missing_values_say_which_kind_of_missing(client: Client) -> None:
    by_code = {row["ods_code"]: row for row in ask(client, "year=2013-14")["results"]}
    row = by_code["07M"]
    assert (row["footprint"], row["missing"]["footprint"]) == (None, "not-applicable")
    assert row["missing"].get("office") is None
    later = ask(client, "year=2019-20")["results"][0]
    assert (later["office"], later["missing"]["office"]) == (None, "not-known")


def test_open_divides_the_248(client: Client) -> None:
    assert [ask(client, f"open={word}")["count"] for word in ("yes", "no")] == [106, 142]


def test_ratings_sort_best_first_and_gaps_last_both_ways(client: Client) -> None:
    up = [row["rating"] for row in ask(client, "year=2015-16&ordering=rating")["results"]]
    down = [row["rating"] for row in ask(client, "year=2015-16&ordering=-rating")["results"]]
    assert (up[0], down[0], up[-1], down[-1]) == ("outstanding", "inadequate", None, None)


@pytest.mark.parametrize("values", [{"year": ("2015-16",)}, {"year": ("2017-18",), "rating": ("good", "inadequate")}])
def test_facet_counts_are_the_rows_each_value_gives(client: Client, values: dict[str, tuple[str, ...]]) -> None:
    selection = Selection(release(), values)
    for parameter, counts in facet_counts(CCGS, selection).items():
        for value, count in counts.items():
            if value == "not-known" and parameter != "rating":
                continue  # a gap of this facet is counted, but is no value to choose
            asked = selection.only(parameter, value)
            assert CCGS.matching(asked).count() == count, (parameter, value)


def test_facet_counts_of_years_follow_what_was_searched_for(client: Client) -> None:
    counts = facet_counts(CCGS, Selection(release(), {"q": ("05N",)}))["year"]
    assert counts["2015-16"] == 1
    assert counts["2021-22"] == 1  # its successor


def test_a_ccg_page_says_what_became_of_it(client: Client) -> None:
    page = client.get("/ccgs/05N/").content.decode()
    assert "NHS Shropshire, Telford and Wrekin CCG" in page
    assert "was rated inadequate for 2018/19" in page
    assert "special measures (from November 2015)" in page


def test_a_ccg_as_json_has_years_ratings_interventions_and_people(client: Client) -> None:
    row = client.get("/api/v1/ccgs/07v/").json()
    assert [year["year"] for year in row["years"]][:3] == ["2013-14", "2014-15", "2015-16"]
    assert {"special-measures"} <= {each["kind"] for each in row["interventions"]}
    assert any(rating["rating"] == "requires-improvement" for rating in row["ratings"])
    assert len(row["populations"]) == len(row["years"])
    assert all(each["registered_population"] for each in row["populations"])


def test_an_unknown_code_is_404_with_suggestions(client: Client) -> None:
    answer = client.get("/api/v1/ccgs/croydon/")
    assert answer.status_code == 404
    assert any("07V" in allowed for allowed in answer.json()["errors"][0]["allowed"])


def test_home_shows_published_beside_known(client: Client) -> None:
    page = client.get("/?year=2015-16").content.decode()
    for words in ("10", "82", "91", "26", "NHS Croydon CCG", "47"):
        assert words in page
    assert client.get("/?year=1999-00").status_code == 400


def test_the_explorer_says_when_another_ccg_was_meant(client: Client) -> None:
    page = client.get("/ccgs/?q=05N&year=2021-22").content.decode()
    assert "leads to NHS Shropshire, Telford and Wrekin CCG" in page


# --- columns ----------------------------------------------------------------------------------------------------------
CHOSEN = "year=2015-16&rating=inadequate&columns=dft_pct&columns=office"


def test_chosen_columns_are_those_of_page_json_csv_and_api_and_stay_in_every_link(client: Client) -> None:
    answer = client.get(f"/ccgs/?{CHOSEN}&page_size=10")
    page = parse(answer.getvalue().decode())
    table = next(page.all("table", data_rows="results"))
    heads = [head.text.partition(",")[0].strip() for head in table.all("th", scope="col")]
    assert heads == ["CCG", "Year", "Distance from target", "Area team or local office"]
    links = [link.attrs["href"] for link in page.all("a", href=None) if "rating=inadequate" in link.attrs["href"]]
    assert len(links) > 8
    back, *others = sorted(links, key=lambda href: "columns=" in href)
    assert "columns=" not in back
    assert all("columns=dft_pct&columns=office" in href for href in others)
    filters = next(page.all("form", data_facets=None))
    assert [box.attrs["value"] for box in filters.all("input", name="columns", type="hidden")] == ["dft_pct", "office"]
    row = client.get(f"/ccgs.json?{CHOSEN}").json()["results"][0]
    assert list(row) == ["ods_code", "name", "office", "office_name", "year", "dft_pct", "url", "missing"]
    assert client.get(f"/ccgs.csv?{CHOSEN}").getvalue().decode().partition("\r\n")[0] == ",".join(row)
    assert ask(client, CHOSEN)["results"][0] == row


def test_the_form_of_columns_ticks_those_shown_and_carries_the_rest_of_the_question(client: Client) -> None:
    page = parse(client.get("/ccgs/?year=2015-16&ordering=-rating&page=2").getvalue().decode())
    form = next(each for each in page.all("form") if each.attrs.get("aria-label") == "Columns")
    ticked = [box.attrs["value"] for box in form.all("input", type="checkbox", checked=None)]
    assert ticked == ["rating", "finance_status", "special_measures", "region", "registered_population"]
    carried = {box.attrs["name"]: box.attrs["value"] for box in form.all("input", type="hidden")}
    assert carried == {"year": "2015-16", "ordering": "-rating"}


def test_without_a_choice_every_column_is_told_as_ever(client: Client) -> None:
    row = ask(client, "year=2015-16")["results"][0]
    assert list(row) == list(CcgListRow.__dataclass_fields__)


def test_a_column_nobody_knows_is_refused_with_those_that_are(client: Client) -> None:
    answer = client.get("/ccgs.csv?columns=offise")
    assert answer.status_code == 400
    error = answer.json()["errors"][0]
    assert (error["parameter"], "office" in error["allowed"]) == ("columns", True)
    assert client.get("/ccgs/?columns=offise").status_code == 400


def test_a_step_is_not_known_without_a_rating_and_not_applicable_without_a_year_before(
    client: Client,
) -> None:
    rows = ask(client, "year=2015-16&columns=moved&columns=rating")["results"]
    gaps = {(row["rating"] is None, row["missing"]["moved"]) for row in rows}
    assert gaps == {(True, "not-known"), (False, "not-applicable")}, "the framework's first year"
