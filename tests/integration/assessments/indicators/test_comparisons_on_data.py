"""Comparisons as the run stores them, over all bundled data, and as readers get them."""

from __future__ import annotations

import re
from html import unescape
from statistics import median
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.indicators.facts import COUNTS
from assessments.indicators.recompute import year_compute
from assessments.models import Indicator, IndicatorPeriod, IndicatorStanding, IndicatorValue, Likeness
from ccgdash.http.caches import forget
from ccgdash.organisations.queries import ccgs_in_force
from ccgdash.releases.models import Current, Recompute

pytestmark = pytest.mark.usefixtures("loaded")
SMOKING = {"indicator_id": "smoking-prevalence-qof", "year": "2019-20"}


@pytest.fixture
def run() -> Recompute:
    found = Recompute.objects.filter(release=Current.objects.get().release_id, finished_at__isnull=False).first()
    assert found
    return found


def stored(run: Recompute, year: str) -> list[Any]:
    told = []
    for model in (IndicatorPeriod, IndicatorStanding, Likeness):
        names = [field.attname for field in model._meta.concrete_fields if field.name != "id"]
        told += sorted(map(str, model._default_manager.filter(run=run, year=year).values_list(*names)))
    return told


def test_computing_a_year_again_leaves_the_same_rows(run: Recompute) -> None:
    before = stored(run, "2016-17")
    assert year_compute(run, "2016-17") == len(before) > 1000
    assert stored(run, "2016-17") == before


def test_every_period_with_values_is_there_once(run: Recompute) -> None:
    facts = IndicatorValue.objects.at(run.release_id).values("indicator_id", "listed_year", "period").distinct()
    assert IndicatorPeriod.objects.filter(run=run).count() == facts.count()


def test_a_stored_period_is_what_its_facts_make(run: Recompute) -> None:
    facts = list(
        IndicatorValue.objects.at(run.release_id).filter(indicator_id="smoking-prevalence-qof", year="2019-20")
    )
    found = IndicatorPeriod.objects.get(run=run, **SMOKING)
    assert found.known == found.tested == len(facts) == 117
    events, totals = sum(one.numerator or 0 for one in facts), sum(one.denominator or 0 for one in facts)
    assert found.basis == "average"
    assert found.centre == pytest.approx(100 * events / totals)
    assert (found.lowest, found.highest) == (min(one.value for one in facts), max(one.value for one in facts))
    assert found.middle == pytest.approx(median(one.value for one in facts))
    assert found.phi is not None
    assert found.phi > 2
    assert found.beyond is not None
    assert found.beyond_adjusted is not None
    assert found.beyond_adjusted < found.beyond


def test_unreliable_values_count_for_nothing(run: Recompute) -> None:
    doubtful = IndicatorValue.objects.at(run.release_id).filter(quality="unreliable", indicator_id="mh-follow-up-72h")
    assert doubtful.exists()
    assert not IndicatorStanding.objects.filter(run=run, value__in=doubtful).exists()
    of = IndicatorPeriod.objects.get(run=run, indicator_id="mh-follow-up-72h", year="2021-22", period="Q3")
    assert (of.known, of.left_out) == (94, 12)


def test_only_what_judges_ccgs_of_any_size_is_ranked(run: Recompute) -> None:
    ranked = IndicatorStanding.objects.filter(run=run, rank__isnull=False).values("indicator_id")
    for one in Indicator.objects.at(run.release_id).filter(indicator_id__in=ranked):
        assert one.domain != "Context"
        assert one.direction != "neutral"
        assert one.unit not in COUNTS
        assert one.quality == "stated"


def test_every_ccg_in_force_has_its_likeness(run: Recompute) -> None:
    for year in ("2013-14", "2021-22"):
        there = set(ccgs_in_force(run.release_id, year).values_list("ccg_id", flat=True))
        rows = Likeness.objects.filter(run=run, year=year)
        assert {row.ccg_id for row in rows} == there
        for row in rows:
            assert row.ccg_id not in row.similar
            assert set(row.similar) <= there
            assert len(row.similar) in (0, 10)
            assert row.distances == sorted(row.distances)


def test_the_ten_named_in_the_address_give_what_is_stored_of_the_ten(client: Client) -> None:
    told = client.get("/ccgs/07X.json?year=2018-19").json()
    chosen = "&".join(f"similar={row['ods_code']}" for row in told["similar"])
    asked = client.get(f"/ccgs/07X.json?year=2018-19&{chosen}").json()
    assert [row["similar"] for row in told["indicators"]] == pytest.approx(
        [row["similar"] for row in asked["indicators"]]
    )


def test_the_api_gives_rank_z_and_phi_and_calls_none_official(client: Client) -> None:
    rows = client.get("/api/v1/indicator-values/?indicator=smoking-prevalence-qof&year=2019-20&page_size=1000").json()
    by_value = sorted(rows["results"], key=lambda row: row["value"])
    assert by_value[0]["rank"] == 1  # lower is better
    for row in by_value:
        assert row["rank_low"] <= row["rank"] <= row["rank_high"] <= row["ranked"] == 117
        assert row["comparison_official"] is False
        assert abs(row["z_adjusted"]) <= abs(row["z"])
        assert (row["z"] > 0) == (row["value"] > 16.6) or abs(row["z"]) < 3
    assert len({(row["phi"], row["tau2"]) for row in by_value}) == 1


def test_what_has_no_rank_says_of_which_kind_it_is_missing(client: Client) -> None:
    address = "/api/v1/indicator-values/?indicator={}&page_size=1"
    place = client.get(address.format("population-density")).json()["results"][0]
    assert {place["missing"][name] for name in ("rank", "z", "phi", "lower")} == {"not-applicable"}
    other = client.get(address.format("iapt-recovery-rate")).json()["results"][0]
    assert other["rank"] >= 1
    assert {other["missing"][name] for name in ("rank_low", "z", "phi")} == {"not-known"}


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/indicators/smoking-prevalence-qof/?year=2019-20&ods_code=00L", 30),
        ("/ccgs/07X.json?year=2018-19", 40),
        ("/api/v1/indicator-values/?indicator=smoking-prevalence-qof&page_size=1000", 12),
    ],
)
def test_a_first_read_asks_few_questions_and_works_nothing_out(
    client: Client, address: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a read computes")

    for name in ("standings", "dispersion.dispersion", "ranks.ranks", "ranks.rank_ranges"):
        monkeypatch.setattr(f"assessments.calc.standings.{name}", refuse)
    forget()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) <= most


# --- trends -----------------------------------------------------------------------------------------------------------
def page_of(client: Client, address: str) -> str:
    return unescape(client.get(address).getvalue().decode())


def test_a_change_of_definition_breaks_the_trend_and_is_told(client: Client) -> None:
    page = page_of(client, "/indicators/gp-fte-per-10000/")
    assert "Before 2020/21: mean of several counts, no longer September alone." in page
    assert "not one series" in page


def test_mergers_break_the_middle_ccg_but_not_an_average(client: Client) -> None:
    assert "Before 2020/21: 191 CCGs became 135." in page_of(client, "/indicators/iapt-recovery-rate/")
    average = page_of(client, "/indicators/cyp-mh-wait-0-4-weeks-pct/")
    assert re.search(r"Average: [\d.]+ in 2019/20", average)
    assert "CCGs became" not in average


def test_a_ccgs_own_line_breaks_where_its_territory_changed(client: Client) -> None:
    page = page_of(client, "/indicators/gp-fte-per-10000/?ods_code=01K")
    assert "Before 2017/18: Morecambe Bay: its boundary changed." in page
    assert "Before 2018/19: Morecambe Bay: its boundary changed." in page
    merged = page_of(client, "/indicators/iapt-recovery-rate-q/?year=2021-22&ods_code=W2U3Z")
    assert "North West London: formed of 8 CCGs" in merged


def test_the_remark_in_the_data_still_says_what_the_breaks_say(run: Recompute) -> None:
    from assessments.indicators.breaks import DEFINITIONS

    remarks = dict(Indicator.objects.at(run.release_id).values_list("indicator_id", "note"))
    for name, steps in DEFINITIONS.items():
        for step in steps:
            years = (step.year, f"{int(step.year[:4]) - 1}-{step.year[2:4]}")
            assert any(year in remarks[name] for year in years), name
