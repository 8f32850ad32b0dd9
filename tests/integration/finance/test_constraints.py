"""What the database itself refuses: each constraint of the money, violated once, from a row it takes."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from ccgdash.organisations.models import Ccg
from ccgdash.releases.models import Fact, Import, Recompute, Release, SourceFile
from finance.models import (
    Allocation,
    AllocationPublication,
    AllocationRollup,
    Deflator,
    DutyBreach,
    FinanceStatus,
    FinanceSummary,
    FinancialMeasure,
    FinancialPosition,
    Finding,
    MoneySeries,
    NationalFinance,
    PooledFund,
    Spending,
    SpendingGrowth,
    SpendingMeasure,
    SurplusTarget,
)

FACTS: dict[str, tuple[type[Fact], dict[str, Any]]] = {
    "allocation_publication": (AllocationPublication, {
        "publication_id": "january-2019-round", "title": "Allocations", "geography": "192 codes",
        "years": ["2019-20"], "streams": ["core"], "row_count": 1,
    }),
    "allocation": (Allocation, {
        "level": "ccg", "org_code": "00C", "year": "2019-20", "stream": "core", "status": "firm",
        "publication_id": "january-2019-round", "variant": 1, "allocation_gbp": 1, "in_force": True,
        "is_default": False, "derivation": "direct",
    }),
    "financial_measure": (FinancialMeasure, {
        "measure": "in-year-surplus", "stage": "outturn", "type": "in-year", "definition": "In-year surplus.",
    }),
    "financial_position": (FinancialPosition, {
        "position_id": "00C-1", "ccg_id": "00C", "year": "2015-16", "measure": "in-year-surplus", "stage": "outturn",
        "as_at": "2016-03-31", "as_at_precision": "day", "value_gbp": -1, "disputed": False, "derivation": "direct",
        "quality": "medium",
    }),
    "national_finance": (NationalFinance, {
        "fact_id": "england-1", "area": "england", "area_name": "England", "year": "2014-15",
        "measure": "ccgs-in-deficit", "unit": "count", "stage": "outturn", "value": 19,
    }),
    "surplus_target": (SurplusTarget, {
        "rule_set": "one-percent-surplus-1", "year": "2014-15", "target_pct": 1, "status": "verified", "rule": "1%",
    }),
    "duty_breach": (DutyBreach, {"ccg_id": "00C", "year": "2014-15", "excess_gbp": 1}),
    "spending_measure": (SpendingMeasure, {
        "measure": "iapt-spend", "unit": "gbp", "value_column": "value_gbp", "definition": "IAPT spend",
    }),
    "spending": (Spending, {
        "level": "ccg", "org_code": "00C", "year": "2019-20", "measure": "iapt-spend", "basis": "actual",
        "geography": "ccgs-2021", "value_gbp": 1, "quality": "ok",
    }),
    "pooled_fund": (PooledFund, {
        "level": "ccg", "org_code": "00C", "org_name": "CCG", "year": "2015-16", "measure": "minimum-contribution",
        "unit": "gbp", "value": 1,
    }),
    "deflator": (Deflator, {
        "series": "gdp-deflator", "vintage": "hmt-gdp-2022-09", "year": "2019-20", "index_value": 1,
        "index_base_year": "2021-22", "status": "outturn",
    }),
    "finding": (Finding, {
        "finding_id": "palliative-1", "topic": "palliative-care", "year": "2016-17", "as_at": "2017", "measure": "m",
        "value": 1, "unit": "count",
    }),
}  # fmt: skip
DERIVED: dict[str, tuple[type[models.Model], dict[str, Any]]] = {
    "finance_status": (FinanceStatus, {
        "ccg_id": "00C", "year": "2015-16", "rule_set": "one-percent-surplus-1", "verified": True, "target_pct": 1,
        "status": "deficit", "measure": "in-year-surplus", "value_gbp": -1, "source_ids": ["a"],
        "forecast_status": "unknown", "duty_breach": False,
    }),
    "allocation_rollup": (AllocationRollup, {
        "year": "2019-20", "stream": "core", "publication_id": "p", "status": "firm", "level": "england",
        "org_code": "ENG", "map_year": "2019-20", "is_default": True, "allocation_gbp": 1, "parts": 1,
        "ccgs_known": 1, "ccgs_possible": 1,
    }),
    "money_series": (MoneySeries, {
        "year": "2019-20", "level": "ccg", "org_code": "00C", "stream": "core", "status": "firm",
        "publication_id": "p", "series": "p", "in_force": True, "is_whole": True, "cash_gbp": 1,
    }),
    "finance_summary": (FinanceSummary, {
        "year": "2015-16", "rule_set": "r", "verified": True, "rule": "1%", "known_total": 1, "possible": 1,
    }),
    "spending_growth": (SpendingGrowth, {
        "ccg_id": "00C", "year": "2019-20", "measure": "iapt-spend", "in_line": True,
    }),
}  # fmt: skip
BAD: dict[str, tuple[str, dict[str, Any]]] = {
    **{f"{name}_sourced": (name, {"source_ids": []}) for name in FACTS
       if name not in {"financial_measure", "surplus_target"}},
    **{f"{name}_year": (name, {"year": "2015/16"}) for name in FACTS
       if name not in {"allocation_publication", "financial_measure", "spending_measure"}},
    **{f"{name}_published_unit": (name, {"published_unit": "pence"}) for name in
       ("allocation", "financial_position", "national_finance", "duty_breach", "pooled_fund")},
    **{f"{name}_derivation": (name, {"derivation": "guessed"}) for name in ("allocation", "financial_position")},
    **{f"{name}_as_at": (name, {"as_at": "", "as_at_precision": "day"}) for name in
       ("financial_position", "national_finance")},
    **{f"{name}_stage": (name, {"stage": "later"}) for name in
       ("financial_measure", "financial_position", "national_finance")},
    **{f"{name}_basis": (name, {"basis": "After reserve"}) for name in
       ("financial_position", "national_finance", "spending")},
    **{f"{name}_measure": (name, {"measure": "In-year"}) for name in
       ("financial_measure", "financial_position", "national_finance", "spending_measure", "pooled_fund")},
    **{f"{name}_level": (name, {"level": "Any"}) for name in ("allocation", "spending", "pooled_fund")},
    **{f"{name}_org_code": (name, {"org_code": "00c"}) for name in ("allocation", "spending", "pooled_fund")},
    **{f"{name}_unit": (name, {"unit": "pence"}) for name in ("national_finance", "pooled_fund", "finding")},
    "allocation_publication_id": ("allocation_publication", {"publication_id": "January 2019"}),
    "allocation_publication_rows": ("allocation_publication", {"row_count": 0}),
    "allocation_publication_covers": ("allocation_publication", {"years": []}),
    "allocation_stream": ("allocation", {"stream": "Core"}),
    "allocation_status": ("allocation", {"status": "Firm"}),
    "allocation_quality": ("allocation", {"quality": "good"}),
    "allocation_publication": ("allocation", {"publication_id": "January 2019"}),
    "allocation_variant": ("allocation", {"variant": 0}),
    "allocation_money": ("allocation", {"allocation_gbp": -1}),
    "allocation_people": ("allocation", {"registered_population": 0}),
    "financial_position_id": ("financial_position", {"position_id": "00C 1"}),
    "financial_position_quality": ("financial_position", {"quality": "best"}),
    "financial_position_has_a_figure": ("financial_position", {"value_gbp": None}),
    "national_finance_id": ("national_finance", {"fact_id": "england 1"}),
    "national_finance_area": ("national_finance", {"area": "All of England"}),
    "national_finance_counts": ("national_finance", {"value": -1}),
    "surplus_target_rule_set": ("surplus_target", {"rule_set": "1% surplus"}),
    "surplus_target_share": ("surplus_target", {"target_pct": 101}),
    "surplus_target_status": ("surplus_target", {"status": "believed"}),
    "surplus_target_verified_by_a_source": ("surplus_target", {"source_ids": []}),
    "duty_breach_excess": ("duty_breach", {"excess_gbp": -1}),
    "spending_measure_column": ("spending_measure", {"value_column": "met"}),
    "spending_measure_form": ("spending", {"measure": "IAPT"}),
    "spending_geography": ("spending", {"geography": "ccgs-2013"}),
    "spending_quality": ("spending", {"quality": "good"}),
    "spending_share": ("spending", {"value_gbp": None, "value_pct": 101}),
    "spending_has_one_value": ("spending", {"met": True}),
    "pooled_fund_value": ("pooled_fund", {"value": -1}),
    "deflator_series": ("deflator", {"series": "cpi"}),
    "deflator_vintage": ("deflator", {"vintage": "Sept 2022"}),
    "deflator_index": ("deflator", {"index_value": 0}),
    "deflator_status": ("deflator", {"status": "final"}),
    "deflator_base": ("deflator", {"index_base_year": "2021"}),
    "finding_id_form": ("finding", {"finding_id": "palliative 1"}),
    "finding_topic": ("finding", {"topic": "Palliative care"}),
    "finding_share": ("finding", {"numerator": 2, "denominator": 1}),
    "finding_answers": ("finding", {"asked": 1, "responded": 2}),
    "finance_status_known_or_missing": ("finance_status", {"missing": "not-known"}),
    "finance_status_has_its_figure": ("finance_status", {"source_ids": []}),
    "finance_status_needs_a_target": ("finance_status", {"target_pct": None}),
    "finance_status_band_of_a_distance": ("finance_status", {"dft_pct": -1}),
    "finance_status_deficit": ("finance_status", {"value_gbp": 0}),
    "allocation_rollup_known_possible": ("allocation_rollup", {"ccgs_known": 2}),
    "allocation_rollup_money": ("allocation_rollup", {"allocation_gbp": -1}),
    "money_series_cash": ("money_series", {"cash_gbp": -1}),
    "money_series_says_which_people": ("money_series", {"per_head_gbp": 1}),
    "finance_summary_known_possible": ("finance_summary", {"known_total": 2}),
    "spending_growth_told_or_why_not": ("spending_growth", {"in_line": None}),
}  # fmt: skip


@pytest.fixture
def imported(db: None) -> Import:
    Ccg.objects.bulk_create([Ccg("00C")])
    for number in (1, 2):
        Release.objects.create(number=number, version=f"1.{number}.0")
    file = SourceFile.objects.create(sha256="0" * 64, name="made.csv", size=0, content=b"")
    return Import.objects.create(release_id=1, source_file=file, dataset="made")


def write(name: str, imported: Import, **changes: Any) -> models.Model:
    """One good row, changed."""
    if name in DERIVED:
        model, good = DERIVED[name]
        run, _ = Recompute.objects.get_or_create(release_id=1, engine="test")
        derived: models.Model = model._default_manager.create(run=run, **good | changes)
        return derived
    fact, good = FACTS[name]
    book = {"imported": imported, "since_id": 1, "row_number": 2, "source_ids": ["a"]}
    written: models.Model = fact._default_manager.create(**book | good | changes)
    return written


@pytest.mark.parametrize("name", FACTS)
def test_a_true_fact_is_taken_and_its_key_only_once(name: str, imported: Import) -> None:
    first = write(name, imported)
    model = FACTS[name][0]
    with pytest.raises(IntegrityError, match="one_open_row"), transaction.atomic():
        write(name, imported, since_id=2)
    model._default_manager.filter(pk=first.pk).update(until=2)
    with pytest.raises(IntegrityError, match="one_row_a_release"), transaction.atomic():
        write(name, imported)
    assert write(name, imported, since_id=2).pk
    with pytest.raises(IntegrityError, match="time_forwards"), transaction.atomic():
        model._default_manager.filter(pk=first.pk).update(until=1)
    assert [model._default_manager.at(number).count() for number in (1, 2)] == [1, 1]


@pytest.mark.parametrize("name", DERIVED)
def test_a_result_is_taken_once_a_run(name: str, imported: Import) -> None:
    write(name, imported)
    with pytest.raises(IntegrityError, match="once"), transaction.atomic():
        write(name, imported)


def test_one_figure_stands_for_an_organisation_year_and_stream(imported: Import) -> None:
    write("allocation", imported, is_default=True)
    with pytest.raises(IntegrityError, match="allocation_one_default"), transaction.atomic():
        write("allocation", imported, is_default=True, publication_id="other")
    assert write("allocation", imported, publication_id="other").pk


@pytest.mark.parametrize("constraint", BAD)
def test_an_untrue_row_is_refused_by_the_database(constraint: str, imported: Import) -> None:
    name, changes = BAD[constraint]
    with pytest.raises(IntegrityError, match=f'"{constraint}"'), transaction.atomic():
        write(name, imported, **changes)


def test_no_constraint_is_without_its_violation() -> None:
    declared = {
        constraint.name
        for model in apps.get_app_config("finance").get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint) and not constraint.name.endswith("_time_forwards")
    }
    assert declared == set(BAD)
