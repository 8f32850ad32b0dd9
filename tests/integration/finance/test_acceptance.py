"""The figures the running system must show, on the bundled data as a real worker computed them."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client

from ccgdash.http.release import ReleaseRef, resolve
from finance import queries
from finance.calc.bands import floor_holds
from finance.calc.money import floats_of
from finance.models import Allocation, AllocationRollup, FinanceStatus, MoneySeries
from finance.rules import RULE_SET, series_of

pytestmark = pytest.mark.usefixtures("loaded")

ROUNDING_GBP = 2_000  # the round of January 2019 prints each place in thousands of pounds, rounded by itself
STREAMS = ("core", "primary-medical", "specialised", "total-place-based")


@pytest.fixture
def release(loaded: str) -> ReleaseRef:
    found = resolve({})
    assert found is not None
    return found


def told(path: str) -> dict[str, Any]:
    answer = Client().get(f"/api/v1/{path}")
    assert answer.status_code == 200, path
    found: dict[str, Any] = json.loads(answer.content)
    return found


def rows(path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told(path)["results"]
    return found


# --- roll-ups -----------------------------------------------------------------------------------------------------


def test_places_of_every_level_add_up_to_england_in_every_year_and_stream(release: ReleaseRef) -> None:
    sums: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for row in (
        queries.rollups(release)
        .values("year", "stream", "publication_id", "level")
        .annotate(total=Sum("allocation_gbp"))
    ):
        sums[row["year"], row["stream"], row["publication_id"]][row["level"]] = int(row["total"])
    assert len(sums) > 20
    for where, by_level in sums.items():
        assert len(set(by_level.values())) == 1, where


@pytest.mark.parametrize("year", ["2019-20", "2020-21", "2021-22", "2022-23"])
@pytest.mark.parametrize("stream", STREAMS)
def test_ccgs_add_up_to_stps_regions_and_england_as_published(release: ReleaseRef, year: str, stream: str) -> None:
    found = queries.rollups(release).filter(year=year, stream=stream, publication_id="january-2019-round")
    assert {level: found.filter(level=level).count() for level in ("footprint", "region", "england")} == {
        "footprint": 42, "region": 7, "england": 1,
    }  # fmt: skip
    for row in found:
        assert row.published_gbp is not None, row
        assert abs(row.allocation_gbp - row.published_gbp) <= ROUNDING_GBP, row
        assert row.ccgs_known == row.ccgs_possible, row
    if year != "2019-20":
        assert all(row.allocation_gbp == row.published_gbp for row in found)


def test_streams_stack_to_the_place_based_total(release: ReleaseRef) -> None:
    england = queries.rollups(release).filter(year="2021-22", level="england", publication_id="january-2019-round")
    money = dict(england.values_list("stream", "allocation_gbp"))
    total = money.pop("total-place-based")
    assert sum(money.values()) == total == 113_838_503_000


def test_an_incomplete_sum_says_what_it_lacks(release: ReleaseRef) -> None:
    """Newcastle Gateshead is missing from the round of January 2016."""
    row = queries.rollups(release).get(year="2018-19", level="england", publication_id="january-2016-round")
    assert (row.ccgs_known, row.ccgs_possible) == (194, 195)


# --- growth, targets ----------------------------------------------------------------------------------------------


def test_england_core_growth() -> None:
    found = {row["year"]: row for row in rows("finance/real-terms/?ods_code=ENG&stream=core")}
    grown = [found[year]["growth_pct"] for year in ("2020-21", "2021-22", "2022-23")]
    assert grown == pytest.approx([4.14, 3.99, 3.77], abs=0.01)
    assert [found[year]["growth_basis"] for year in ("2020-21", "2021-22", "2022-23")] == ["computed"] * 3
    press = rows("allocations/?ods_code=ENG&stream=core&publication=january-2019-round-press&year=2020-21")
    assert press[0]["growth_pct"] == 4.14


def test_no_growth_is_told_between_series(release: ReleaseRef) -> None:
    breaks = {"2016-17", "2018-19", "2019-20"}
    computed = queries.money_series(release).filter(growth_basis="computed")
    assert not computed.filter(year__in=breaks).exists()
    assert computed.filter(year="2015-16", stream="core", level="ccg").count() > 200
    assert series_of("programme-2013-14") != series_of("core-2016-17")


def test_the_floor_test_of_2018_19_passes(release: ReleaseRef) -> None:
    lowest = queries.lowest_closing_dft(release, "2018-19", "core")
    assert lowest is not None
    assert lowest.closing_dft_pct == -4.83
    distances = Allocation.objects.at(release.number).filter(
        year="2018-19", stream="core", level="ccg", closing_dft_pct__isnull=False
    )
    assert floor_holds(floats_of(list(distances.values_list("closing_dft_pct", flat=True)))) is True


def test_bands_in_sql_are_those_of_calc(release: ReleaseRef) -> None:
    for band in ("more-than-5-under", "under", "on-or-over", "more-than-5-over"):
        in_sql = {
            row["ods_code"] for row in rows(f"allocations/?year=2018-19&stream=core&dft_band={band}&page_size=500")
        }
        stored = FinanceStatus.objects.filter(run=release.recompute_id, year="2018-19", dft_band=band)
        assert set(stored.values_list("ccg", flat=True)) <= in_sql
    known = FinanceStatus.objects.filter(run=release.recompute_id, year="2018-19").exclude(dft_band="")
    assert known.count() == 187


# --- the 1% surplus -----------------------------------------------------------------------------------------------


def test_autumn_2014() -> None:
    figures = {figure["measure"]: figure for figure in rows("finance/summary/?year=2014-15")[0]["figures"]}
    deficit, under = (figures[f"ccgs-forecasting-{what}"] for what in ("deficit", "surplus-under-one-percent"))
    assert (deficit["value"], deficit["of"], under["value"], under["of"]) == (18, 211, 30, 211)
    assert figures["ccgs-set-to-miss-one-percent-surplus"]["value"] == 48


def test_year_end_deficits_as_published() -> None:
    found = {row["year"]: row["published"] for row in rows("finance/summary/")}
    assert [found[year] for year in ("2013-14", "2014-15", "2015-16")] == [
        {"deficit": 19}, {"deficit": 19}, {"deficit": 32},
    ]  # fmt: skip
    assert found["2017-18"] is None


def test_published_and_known_counts_are_kept_apart(release: ReleaseRef) -> None:
    for row in rows("finance/summary/"):
        assert sum(row["known"].values()) == row["coverage"]["known"] <= row["coverage"]["possible"]
        kinds = [sum(by_status.values()) for by_status in row["known_by_kind"].values()]
        assert sum(kinds) == row["coverage"]["known"]
        if row["published"] and row["known_by_kind"].get("cumulative"):
            assert row["known_by_kind"]["cumulative"].get("deficit", 0) <= row["published"]["deficit"]


def test_reserve_counts_state_their_basis() -> None:
    figures = rows("finance/summary/?year=2016-17")[0]["figures"]
    overspent = {f["basis"]: f["value"] for f in figures if f["measure"] == "ccgs-overspent-against-plan"}
    assert overspent == {"before-reserve": 85, "after-reserve": 57}


def test_years_from_2020_21_are_not_tested(release: ReleaseRef) -> None:
    late = queries.finance_statuses(release).filter(year__gte="2020-21")
    assert late.count() == 135 + 106
    assert set(late.values_list("status", "missing", "reason")) == {
        ("unknown", "not-applicable", "no-target-in-this-year")
    }
    assert not queries.finance_statuses(release).filter(year__lt="2020-21", missing="not-applicable").exists()


def test_every_ccg_year_in_force_has_a_status_under_the_rule(release: ReleaseRef) -> None:
    found = queries.finance_statuses(release)
    assert found.count() == 211 + 211 + 209 + 209 + 207 + 195 + 191 + 135 + 106
    assert set(found.values_list("rule_set", flat=True)) == {RULE_SET}


def test_bedfordshire(release: ReleaseRef) -> None:
    """2013-14 restated: 12.7m in-year. 2014-15: 43.2m cumulative decides, of which 30.5m in the year."""
    found = {row.year: row for row in queries.finance_statuses(release).filter(ccg="06F")}
    first, second = found["2013-14"], found["2014-15"]
    assert (first.status, first.kind, first.value_gbp) == ("deficit", "in-year", -12_700_000)
    assert (second.status, second.kind, second.value_gbp) == ("deficit", "cumulative", -43_200_000)
    assert second.pct_of_allocation == pytest.approx(100 * -43_200_000 / 444_097_000)
    assert second.pct_computed
    assert second.forecast_gbp == -40_000_000
    in_year = rows("positions/?ods_code=06F&year=2014-15&measure=in-year-surplus")
    assert [row["value_gbp"] for row in in_year] == [-30_500_000]


def test_a_forecast_is_never_the_outcome(release: ReleaseRef) -> None:
    nene = queries.finance_statuses(release).get(ccg="04G", year="2013-14")
    assert (nene.status, nene.forecast_status, nene.forecast_gbp) == ("unknown", "below-target", 0)


def test_an_uncertain_figure_decides_nothing(release: ReleaseRef) -> None:
    """St Helens broke even in 2014-15 or in 2015-16: the source does not say which."""
    found = queries.finance_statuses(release).get(ccg="01X", year="2014-15")
    assert (found.status, found.reason) == ("unknown", "no-year-end-figure")


def test_a_breach_of_duty_is_a_fact_of_its_own(release: ReleaseRef) -> None:
    breached = queries.finance_statuses(release).filter(duty_breach=True)
    assert [(row.ccg_id, row.year, row.duty_excess_gbp, row.status) for row in breached] == [
        ("00R", "2021-22", 5_390_000, "unknown")
    ]


# --- recovery -----------------------------------------------------------------------------------------------------


def test_nene() -> None:
    found = told("finance/recovery/04G/")
    assert (found["year"], found["allocation_gbp"], found["forecast_gbp"]) == ("2013-14", 639_027_000, -8_600_000)
    assert (found["to_break_even_gbp"], found["more_for_target_gbp"]) == (8_600_000, 6_390_270)
    assert found["to_target_gbp"] == 14_990_270
    budget = next(row for row in found["other_budgets"] if row["stream"] == "total-budget")
    assert (budget["allocation_gbp"], budget["to_target_gbp"]) == (660_000_000, 15_200_000)
    assert {"nhse-allocations-austerity-repo", "northantstelegraph-1-5738204"} <= set(found["sources"])


def test_nene_with_the_figure_of_the_press_typed_in() -> None:
    found = told("finance/recovery/04g/?allocation_gbp=660000000&month=8")
    assert (found["to_target_gbp"], found["allocation_basis"]) == (15_200_000, "given")
    assert (found["months_left"], found["per_month_to_target_gbp"]) == (4, 3_800_000)
    assert found["missing"]["allocation_publication"] == "not-applicable"


@pytest.mark.parametrize(
    "query", ["month=13", "month=-1", "allocation_gbp=0", "allocation_gbp=1e9", "forecast_gbp=ten", "yeer=2013-14"]
)
def test_the_calculator_refuses_what_makes_no_sense(query: str) -> None:
    answer = Client().get(f"/api/v1/finance/recovery/04G/?{query}")
    assert answer.status_code == 400
    assert json.loads(answer.content)["errors"][0]["parameter"] == query.partition("=")[0]


def test_a_code_that_is_no_ccg_has_no_calculator() -> None:
    assert Client().get("/api/v1/finance/recovery/ZZZ/").status_code == 404


def test_a_year_without_a_target_has_a_gap_to_break_even_only() -> None:
    found = told("finance/recovery/D9Y0V/?year=2020-21&forecast_gbp=-100")
    assert (found["to_break_even_gbp"], found["to_target_gbp"]) == (100, None)
    assert found["missing"]["to_target_gbp"] == "not-applicable"


# --- over mergers, real terms, spending ---------------------------------------------------------------------------


def test_money_before_a_merger_adds_up_on_the_ccg_of_now(release: ReleaseRef) -> None:
    """North West London (W2U3Z) in 2013-14 is the sum of its eight CCGs."""
    row = queries.money_series(release).get(org_code="W2U3Z", year="2013-14", stream="core")
    parts = Allocation.objects.at(release.number).filter(
        level="ccg", year="2013-14", stream="core", is_default=True, org_code__in=row.parts
    )
    assert len(row.parts) == 8
    assert row.cash_gbp == sum(part.allocation_gbp or 0 for part in parts)
    assert not row.in_force


def test_the_ccgs_of_the_last_year_share_england_out(release: ReleaseRef) -> None:
    """As-now sums of the 106 lose no pound of any earlier year that is whole."""
    last = set(queries.finance_statuses(release).filter(year="2021-22").values_list("ccg", flat=True))
    for year in ("2013-14", "2015-16", "2017-18", "2019-20", "2021-22"):
        england = AllocationRollup.objects.get(
            run=release.recompute_id, year=year, stream="core", level="england", is_default=True
        )
        areas = MoneySeries.objects.filter(
            run=release.recompute_id, year=year, stream="core", level="ccg", org_code__in=last
        )
        assert sum(area.cash_gbp for area in areas) == england.allocation_gbp, year
        assert areas.count() == 106


def test_real_terms_of_one_vintage() -> None:
    found = {row["year"]: row for row in rows("finance/real-terms/?ods_code=04G&stream=core&base_year=2013-14")}
    first, last = found["2013-14"], found["2019-20"]
    assert first["real_gbp"] == first["cash_gbp"] == 639_027_000
    assert last["real_gbp"] == round(846_905_000 * 85.5141 / 94.4248)
    assert last["real_per_head_gbp"] == pytest.approx(last["real_gbp"] / last["population"])
    assert {row["deflator"] for row in found.values()} == {"hmt-gdp-2022-09"}


def test_a_base_year_the_vintage_does_not_reach_is_refused() -> None:
    answer = Client().get("/api/v1/finance/real-terms/?deflator=hmt-gdp-2021-03&base_year=2021-22")
    assert answer.status_code == 400
    error = json.loads(answer.content)["errors"][0]
    assert error["parameter"] == "base_year"
    assert "2019-20" in error["allowed"]


def test_pace_of_mental_health_spending_is_told_or_says_why_not() -> None:
    for year, known in (("2017-18", True), ("2018-19", False), ("2020-21", True)):
        found = rows(f"spending/growth/?year={year}&measure=mh-spend-total&page_size=200")
        assert len(found) == 106
        assert {row["in_line"] is not None for row in found} == {known}
        if not known:
            assert {row["reason"] for row in found} == {"allocation-not-comparable"}


def test_suspicious_shares_are_kept_and_flagged() -> None:
    found = rows("spending/?quality=suspicious")
    assert len(found) == 14
    assert all(not 9 <= row["value_pct"] <= 20 for row in found)


def test_findings_say_who_answered() -> None:
    found = {row["measure"]: row for row in rows("findings/?topic=palliative-care")}
    low, high = (found[f"specialist-budget-per-patient-{end}"] for end in ("lowest", "highest"))
    assert (low["value"], high["value"], low["asked"], low["responded"]) == (51.83, 2329.19, 209, 29)
    camhs = rows("findings/?topic=childrens-mental-health")
    assert {(row["asked"], row["responded"]) for row in camhs} == {(209, 199)}


def test_practice_counts_tell_their_definition() -> None:
    found = told("practice-counts/?ods_code=07M&year=2013-14")
    assert found["count"] == 4
    assert {row["basis"] for row in found["results"]} == {"list-size-file"}


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("allocations/?publication=all", 5582),
        ("positions/", 342),
        ("spending/", 19073),
        ("pooled-funds/", 30),
        ("deflators/", 40),
        ("findings/", 23),
        ("populations/", 2215),
        ("practice-counts/", 4236),
    ],
)
def test_every_row_of_the_package_is_served(path: str, count: int) -> None:
    assert told(path)["count"] == count


def test_regions_of_codes_that_were_gone_by_then_are_their_last() -> None:
    """The round of January 2019 prints the 32 CCGs of London for 2021-22 too, when five were left."""
    found = told("allocations/?region=Y56&year=2021-22&stream=core&page_size=100")
    assert found["count"] == 32
    london = rows("allocations/places/?level=region&code=Y56&year=2021-22&stream=core")[0]
    assert sum(row["allocation_gbp"] for row in found["results"]) == london["allocation_gbp"]
