"""The map of England, the ways the explorer shows its rows, and England at a glance, on the bundled data."""

from __future__ import annotations

import json
import re
from collections import Counter
from html import unescape
from typing import Any

import pytest
from django.test import Client

from assessments.indicators.facts import COUNTS as PLAIN
from assessments.models import Indicator
from ccgdash.http.release import ReleaseRef
from ccgdash.organisations.calc.hexmap import hexagons
from ccgdash.organisations.models import HexPlace
from ccgdash.organisations.queries import centroids_of, hex_map
from ccgdash.releases.queries import release_resolve
from ccgdash.web.maps import NUMBERED, WORDED, colours, england_map
from ccgdash.web.mismatch import RULES
from tests.contracts.html import parse

pytestmark = pytest.mark.usefixtures("loaded")

COUNTS = (211, 211, 209, 209, 207, 195, 191, 135, 106)
YEARS = tuple(f"{y}-{y - 1999}" for y in range(2013, 2022))
HEXAGON = re.compile(r'<a href="/ccgs/(\w+)/" aria-label="[^"]*" data-at="\d+ \d+"><title>([^<]*)</title>')


def release() -> ReleaseRef:
    found = release_resolve()
    assert found is not None
    return found


def page(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    text: str = answer.getvalue().decode()
    assert answer.status_code == status, text[:500]
    return text


def told(client: Client, url: str) -> Any:
    return json.loads(page(client, url))


def drawn(text: str) -> dict[str, str]:
    """Code to what the page's map says of it."""
    return {code: unescape(words) for code, words in HEXAGON.findall(text)}


# --- what the recompute stored ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("year", "count"), list(zip(YEARS, COUNTS, strict=True)))
def test_each_ccg_of_the_year_has_one_hexagon(year: str, count: int) -> None:
    spots = hex_map(release(), year)
    assert len(spots) == len({spot.ods_code for spot in spots}) == count
    assert len({spot.at for spot in spots} - {None}) == count


def test_what_is_stored_is_what_the_centroids_give() -> None:
    rows = centroids_of(release().number, "2015-16")
    cells = hexagons({row.ccg_id: (row.easting / 1000, row.northing / 1000) for row in rows})
    assert {spot.ods_code: spot.at for spot in hex_map(release(), "2015-16")} == {
        code: (cell.x, cell.y) for code, cell in cells.items()
    }


def test_a_ccg_without_a_place_is_named_under_the_map_and_in_its_list() -> None:
    HexPlace.objects.filter(run_id=release().recompute_id, year="2019-20", ccg="07N").delete()
    chart = england_map(release(), "2019-20")
    assert chart is not None
    assert "/ccgs/07N/" not in chart.svg()
    assert "No place known: NHS Bexley CCG." in chart.svg()
    assert "NHS Bexley CCG" in [name for name, _ in chart.table.rows]


# --- the explorer -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("query", ["year=2015-16", "year=2018-19&region=Y56", "year=2015-16&rating=inadequate"])
def test_the_map_shows_the_rows_of_the_same_address(client: Client, query: str) -> None:
    rows = told(client, f"/ccgs.json?{query}&view=map&page_size=1000")["results"]
    shown = drawn(page(client, f"/ccgs/?{query}&view=map"))
    assert set(shown) == {row["ods_code"] for row in rows}
    for row in rows:
        word = (row["rating"] or "not known").replace("-", " ")
        assert shown[row["ods_code"]].lower() == f"{row['name']}: {word}".lower()


def test_a_view_changes_no_row_in_page_json_csv_and_api(client: Client) -> None:
    query = "year=2018-19&finance_status=deficit"
    plain = told(client, f"/ccgs.json?{query}")["results"]
    for view in ("table", "map", "chart"):
        assert told(client, f"/ccgs.json?{query}&view={view}")["results"] == plain
        assert told(client, f"/api/v1/ccgs/?{query}&view={view}&colour=growth")["results"] == plain
        text = page(client, f"/ccgs/?{query}&view={view}")
        assert all(f'data-key="{row["ods_code"]}|2018-19"' in text for row in plain)
    assert page(client, f"/ccgs.csv?{query}&view=map") == page(client, f"/ccgs.csv?{query}")


def test_the_map_can_be_coloured_by_everything_offered(client: Client) -> None:
    offered = dict(colours(release()))
    assert list(offered)[: len(WORDED) + len(NUMBERED)] == [*WORDED, *NUMBERED]
    assert "iapt-recovery-rate" in offered
    assert len(offered) > 50
    for colour in (*WORDED, *NUMBERED, "iapt-recovery-rate"):
        text = page(client, f"/ccgs/?year=2018-19&view=map&colour={colour}")
        assert len(drawn(text)) == 195, colour
        assert f'<option value="{colour}" selected>' in text


def test_the_colour_is_the_fact_of_the_row(client: Client) -> None:
    rows = told(client, "/ccgs.json?year=2018-19&page_size=1000")["results"]
    shown = drawn(page(client, "/ccgs/?year=2018-19&view=map&colour=dft_band"))
    words = {"under": "Under target, by up to 5%", "on-or-over": "On target, or over by up to 5%"}
    words |= {"more-than-5-over": "More than 5% over target"}
    for row in rows:
        assert shown[row["ods_code"]].endswith(f": {words.get(row['dft_band'], 'not known')}")
    people = drawn(page(client, "/ccgs/?year=2018-19&view=map&colour=registered_population"))
    assert all(people[row["ods_code"]].endswith(f": {row['registered_population']:,}") for row in rows)


def test_an_indicator_on_the_map_is_the_indicators_values(client: Client) -> None:
    values = told(client, "/indicators/iapt-recovery-rate.json?year=2018-19&page_size=1000")["results"]
    for url in (
        "/ccgs/?year=2018-19&view=map&colour=iapt-recovery-rate",
        "/indicators/iapt-recovery-rate/?year=2018-19",
    ):
        shown = drawn(page(client, url))
        assert len(shown) == 195
        assert all(shown[row["ods_code"]].endswith(f": {row['value']:.0f}%") for row in values)


def test_a_plain_count_is_not_mapped_and_says_why(client: Client) -> None:
    counted = Indicator.objects.at(release().number).filter(unit__in=PLAIN).exclude(period_kind="").first()
    assert counted is not None
    text = page(client, f"/ccgs/?year=2018-19&view=map&colour={counted.indicator_id}")
    assert drawn(text) == {}
    assert "plain count" in text


@pytest.mark.parametrize("query", ["view=map", "view=chart", "view=map&year=2015-16&year=2018-19"])
def test_a_picture_of_no_year_or_several_asks_for_one(client: Client, query: str) -> None:
    text = page(client, f"/ccgs/?{query}")
    assert "shows one year" in text
    assert drawn(text) == {}
    assert "year=2013-14" in text


def test_an_unknown_view_or_colour_is_refused_by_name(client: Client) -> None:
    for parameter, value in (("view", "globe"), ("colour", "purple")):
        text = page(client, f"/ccgs/?{parameter}={value}", 400)
        assert f"{value} is not one of the allowed values" in text


def test_links_and_form_keep_the_view_and_the_switch_keeps_the_filters(client: Client) -> None:
    text = page(client, "/ccgs/?year=2018-19&region=Y56&view=map&colour=growth")
    assert 'href="/ccgs/?colour=growth&amp;region=Y56&amp;year=2018-19"' in text  # as a table
    assert 'href="/ccgs/?colour=growth&amp;region=Y56&amp;view=chart&amp;year=2018-19"' in text
    assert '<input type="hidden" name="view" value="map">' in text
    tree = parse(text)
    filters = next(tree.all("form", id="filters"))
    asked = [*filters.all(name="colour"), *tree.all(name="colour", form="filters")]
    assert asked == [*tree.all("select", name="colour")]
    table = page(client, "/ccgs/?year=2018-19&colour=growth")
    assert '<input type="hidden" name="colour" value="growth">' in table
    assert "view=map&amp;year=2018-19" in page(client, "/ccgs/")  # a map begins with a year


def test_the_chart_counts_the_rows_by_region(client: Client) -> None:
    rows = told(client, "/ccgs.json?year=2018-19&page_size=1000")["results"]
    text = page(client, "/ccgs/?year=2018-19&view=chart")
    figures = [json.loads(found) for found in re.findall(r'id="by-region-[^"]*-data">(.*?)</script>', text, re.DOTALL)]
    assert len(figures) == 2
    for figure, column in zip(figures, ("rating", "finance_status"), strict=True):
        counts = Counter((row["region_name"], row[column] or "unknown") for row in rows)
        for trace in figure["data"]:
            slug = {"Below the 1% target": "below-target", "Not known": "unknown"}.get(
                trace["name"], trace["name"].lower().replace(" ", "-")
            )
            drawn_counts = dict(zip(trace["y"], trace["x"], strict=True))
            assert drawn_counts == {region: counts[region, slug] for region in drawn_counts}, trace["name"]
        assert sum(sum(trace["x"]) for trace in figure["data"]) == 195


# --- rating and money disagree ----------------------------------------------------------------------------------------
def test_the_filter_finds_what_the_page_of_disagreements_lists(client: Client) -> None:
    found = 0
    for rule in RULES:
        for year in ("2014-15", "2015-16", "2017-18"):
            listed = told(client, f"/mismatch.json?rule={rule.slug}&year={year}&page_size=1000")["results"]
            rows = told(client, f"/api/v1/ccgs/?mismatch={rule.slug}&year={year}&page_size=1000")["results"]
            assert {row["ods_code"] for row in rows} == {row["ods_code"] for row in listed}
            found += len(rows)
    assert found > 0
    both = told(client, f"/ccgs.json?mismatch={RULES[0].slug}&mismatch={RULES[1].slug}&year=2015-16")["count"]
    assert both == sum(told(client, f"/ccgs.json?mismatch={rule.slug}&year=2015-16")["count"] for rule in RULES[:2])


def test_its_counts_are_what_a_click_gives(client: Client) -> None:
    text = page(client, "/ccgs/?year=2015-16")
    for rule in RULES:
        count = told(client, f"/ccgs.json?year=2015-16&mismatch={rule.slug}")["count"]
        assert f'id="n-mismatch-{rule.slug}">({count})<' in text


# --- England at a glance ----------------------------------------------------------------------------------------------
def glance(text: str) -> dict[str, str]:
    """The figures at the top: words to number."""
    found = re.findall(r'app-figures__number">([^<]*)</span>\s*<span>([^<]*)</span>', text)
    return {words: number for number, words in found}


def test_the_front_page_says_how_england_did(client: Client) -> None:
    assert glance(page(client, "/?year=2015-16")) == {
        "of 209 CCGs rated inadequate": "26",
        "CCGs ended the year in deficit": "32",
        "CCGs in special measures": "10",
    }
    later = glance(page(client, "/?year=2018-19"))
    assert later["of 195 CCGs rated inadequate"] == "11"
    assert later["CCGs known to have ended in deficit"] == "4"
    last = glance(page(client, "/?year=2021-22"))
    assert last["rating was published that year"] == "None"
    assert last["of a single CCG’s surplus"] == "No test"


@pytest.mark.parametrize("year", ["2017-18", "2018-19"])
def test_movers_are_those_of_the_flow(client: Client, year: str) -> None:
    before = YEARS[YEARS.index(year) - 1]
    flows = told(client, f"/api/v1/ratings/flow/?from={before}&to={year}&page_size=1000")["results"]
    scale = ("inadequate", "requires-improvement", "good", "outstanding")
    steps = {
        code: scale.index(flow["to_rating"]) - scale.index(flow["from_rating"])
        for flow in flows
        if flow["from_rating"] and flow["to_rating"] and flow["comparable"]
        for code in flow["ccgs"]
    }
    text = page(client, f"/?year={year}")
    moved = glance(text)
    up, down = sum(step > 0 for step in steps.values()), sum(step < 0 for step in steps.values())
    assert f"{up} up, {down} down" in moved.values()
    listed = re.findall(r'<li>\s*<a href="/ccgs/(\w+)/">[^<]*</a>\s*<span class="app-movers__step">(up|down)', text)
    assert listed
    assert all((steps[code] > 0) == (way == "up") for code, way in listed)
    least = min(abs(steps[code]) for code, _ in listed)
    assert {code for code, _ in listed} == {code for code, step in steps.items() if abs(step) >= least}


def test_nobody_moved_from_one_framework_into_another(client: Client) -> None:
    for year in ("2015-16", "2016-17"):
        assert "Who moved most" not in page(client, f"/?year={year}")


def test_the_front_page_has_the_map_of_its_year_with_search_first(client: Client) -> None:
    for year, count in (("2013-14", 211), ("2021-22", 106)):
        text = page(client, f"/?year={year}")
        assert len(drawn(text)) == count
        assert text.index('id="home-search"') < text.index("data-hexmap")


# --- special measures -------------------------------------------------------------------------------------------------
def test_special_measures_stand_first_and_their_timeline_is_theirs(client: Client) -> None:
    rows = told(client, "/special-measures.json")["results"]
    kinds = [row["kind"] for row in rows]
    assert kinds[:29] == ["special-measures"] * 29
    assert kinds == sorted(kinds, key=kinds.index)
    text = page(client, "/special-measures/")
    assert "Special measures: 29 of 211 records" in text
    nine = [row["ods_code"] for row in rows if row["start"] == "2016-07-21"]
    assert sorted(nine) == sorted(["05A", "07V", "09L", "07X", "11T", "99C", "12A", "03Q", "05Y"])
    assert '<a href="/special-measures/?kind=legal-directions">Legal directions</a> (41)' in text
    alone = page(client, "/special-measures/?kind=legal-directions")
    assert '<strong aria-current="true">Legal directions (41)</strong>' in alone
    assert "41 interventions, with dates as exact as the sources" in alone
