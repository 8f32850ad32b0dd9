"""What the database itself refuses: each constraint violated once, from a row it takes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from assessments.models import (
    CcgYearAssessment,
    Indicator,
    IndicatorPeriod,
    IndicatorStanding,
    IndicatorValue,
    Intervention,
    Likeness,
    Rating,
    RatingConflict,
    RatingFlow,
    RatingSummary,
    RatingTotal,
    Score,
)
from ccgdash.releases.models import Import, Recompute, Release

FACT = {"since_id": 1, "row_number": 2, "source_ids": ["hsj-7009416"]}
RATING = FACT | {
    "ccg_id": "07X",
    "year": "2015-16",
    "assessment": "headline",
    "period": "year-end",
    "framework": "ccg-assurance",
    "label": "inadequate",
    "derivation": "direct",
}
CONFLICT = {key: RATING[key] for key in RATING if key not in {"framework", "label"}} | {"claim": "not inadequate"}
TOTAL = FACT | {
    "year": "2015-16",
    "assessment": "headline",
    "period": "year-end",
    "label": "inadequate",
    "ccg_count": 26,
    "total_ccgs": 209,
    "status": "confirmed",
}
INTERVENTION = FACT | {
    "intervention_id": "special-measures-07x-2016-07-21",
    "kind": "special-measures",
    "ccg_id": "07X",
    "start": "2016-07-21",
    "start_precision": "day",
    "start_earliest": date(2016, 7, 21),
    "start_latest": date(2016, 7, 21),
    "end": "2017-04",
    "end_precision": "month",
    "end_earliest": date(2017, 4, 1),
    "end_latest": date(2017, 4, 30),
    "evidence": "explicit",
}
INDICATOR = FACT | {
    "indicator_id": "diagnosis-rate",
    "name": "Diagnosis rate",
    "direction": "higher-better",
    "direction_status": "inferred",
    "quality": "stated",
}
VALUE = FACT | {
    "indicator_id": "diagnosis-rate",
    "ccg_id": "07X",
    "year": "2015-16",
    "period": "",
    "value": 66.7,
    "denominator": 900.0,
    "lower": 64.0,
    "upper": 69.0,
    "derivation": "direct",
    "quality": "stated",
    "listed_year": "2015-16",
}
SUMMARY = {
    "year": "2015-16",
    "assessment": "headline",
    "period": "year-end",
    "known_total": 47,
    "possible": 209,
}
FLOW = {
    "from_year": "2017-18",
    "to_year": "2018-19",
    "from_rating": "good",
    "to_rating": "",
    "to_missing": "not-known",
    "from_place": 1,
    "to_place": 4,
    "comparable": True,
    "count": 1,
    "ods_codes": ["07X"],
}
CCG_YEAR = {
    "ccg_id": "07X",
    "year": "2017-18",
    "rating": "good",
    "source_ids": ["hsj-7009416"],
    "previous_year": "2016-17",
    "previous_rating": "inadequate",
    "moved": "up",
    "status_day": date(2018, 7, 31),
    "special_measures": "yes",
    "directions": "no-record",
}
PERIOD = {
    "indicator_id": "diagnosis-rate",
    "year": "2015-16",
    "period": "",
    "headline": True,
    "known": 12,
    "left_out": 0,
    "centre": 66.0,
    "basis": "average",
    "middle": 65.0,
    "lowest": 50.0,
    "quarter": 60.0,
    "three_quarters": 70.0,
    "highest": 80.0,
    "whole_numbers": False,
    "phi": 1.2,
    "tau2": 0.0,
    "tested": 12,
}
STANDING = {
    "value_id": 1,
    "indicator_id": "diagnosis-rate",
    "ccg_id": "07X",
    "year": "2015-16",
    "period": "",
    "headline": True,
    "lower": 60.0,
    "upper": 70.0,
    "z": 0.5,
    "z_adjusted": 0.4,
    "rank": 5,
    "rank_low": 2,
    "rank_high": 8,
}
SCORE = {
    "ccg_id": "07X",
    "year": "2018-19",
    "rule_set": "ccg-iaf",
    "version": "1.0.0",
    "verified": False,
    "score": 1.2,
    "band": "good",
    "band_place": 1,
    "rank": 5,
    "rank_low": 2,
    "rank_high": 8,
    "weights_rank_low": 4,
    "weights_rank_high": 6,
    "inputs_known": 3,
    "inputs_possible": 5,
}
LIKENESS = {"ccg_id": "07X", "year": "2015-16", "variables": ["x"], "similar": ["07M"], "distances": [0.5]}
REFUSED: list[tuple[type[models.Model], dict[str, Any], dict[str, Any], str]] = [
    (Rating, RATING, {"label": "excellent"}, "rating_label"),
    (Rating, RATING, {"year": "2015"}, "rating_year"),
    (Rating, RATING, {"assessment": "overall"}, "rating_assessment"),
    (Rating, RATING, {"period": "Year end"}, "rating_period"),
    (Rating, RATING, {"framework": "CCG IAF"}, "rating_framework"),
    (Rating, RATING, {"derivation": "guessed"}, "rating_derivation"),
    (Rating, RATING, {"source_ids": []}, "rating_sourced"),
    (Rating, RATING, {"ccg_id": "999"}, "ods_code"),
    (Rating, RATING, {"until_id": 1}, "rating_time_forwards"),
    (RatingConflict, CONFLICT, {"source_ids": []}, "rating_conflict_sourced"),
    (RatingConflict, CONFLICT, {"derivation": "guessed"}, "rating_conflict_derivation"),
    (RatingTotal, TOTAL, {"ccg_count": 210}, "rating_total_within_total"),
    (RatingTotal, TOTAL, {"ccg_count": -1}, "rating_total_within_total"),
    (RatingTotal, TOTAL, {"status": "certain"}, "rating_total_status"),
    (RatingTotal, TOTAL, {"label": "excellent"}, "rating_total_label"),
    (RatingTotal, TOTAL, {"year": "2015"}, "rating_total_year"),
    (RatingTotal, TOTAL, {"assessment": "overall"}, "rating_total_assessment"),
    (RatingTotal, TOTAL, {"source_ids": []}, "rating_total_sourced"),
    (Intervention, INTERVENTION, {"ccg_id": None}, "intervention_is_somewhere"),
    (Intervention, INTERVENTION, {"kind": "Special Measures"}, "intervention_kind"),
    (Intervention, INTERVENTION, {"start": ""}, "intervention_start"),
    (Intervention, INTERVENTION, {"start_precision": "week"}, "intervention_start"),
    (Intervention, INTERVENTION, {"start_latest": None}, "intervention_start"),
    (Intervention, INTERVENTION, {"start_latest": date(2016, 7, 20)}, "intervention_start"),
    (Intervention, INTERVENTION, {"end_earliest": None}, "intervention_end"),
    (Intervention, INTERVENTION, {"end": ""}, "intervention_end"),
    (
        Intervention,
        INTERVENTION,
        {"end_earliest": date(2016, 6, 1), "end_latest": date(2016, 6, 30)},
        "intervention_ends_after_start",
    ),
    (Intervention, INTERVENTION, {"source_ids": []}, "intervention_sourced"),
    (Indicator, INDICATOR, {"indicator_id": "Diagnosis rate"}, "indicator_id_form"),
    (Indicator, INDICATOR, {"direction": "up"}, "indicator_direction"),
    (Indicator, INDICATOR, {"quality": "good"}, "indicator_quality"),
    (Indicator, INDICATOR, {"source_ids": []}, "indicator_sourced"),
    (IndicatorValue, VALUE, {"period": "May"}, "indicator_value_period"),
    (IndicatorValue, VALUE, {"listed_year": "2015"}, "indicator_value_listed_year"),
    (IndicatorValue, VALUE, {"year": ""}, "indicator_value_year_or_calendar"),
    (IndicatorValue, VALUE, {"period": "2016"}, "indicator_value_year_or_calendar"),
    (IndicatorValue, VALUE, {"derivation": "guessed"}, "indicator_value_derivation"),
    (IndicatorValue, VALUE, {"quality": "good"}, "indicator_value_quality"),
    (IndicatorValue, VALUE, {"denominator": -0.5}, "indicator_value_denominator"),
    (IndicatorValue, VALUE, {"upper": 63.0}, "indicator_value_limits_ordered"),
    (IndicatorValue, VALUE, {"lower": None}, "indicator_value_limits_together"),
    (IndicatorPeriod, PERIOD, {"quarter": 49.0}, "indicator_period_quarters_ordered"),
    (IndicatorPeriod, PERIOD, {"highest": 69.0}, "indicator_period_quarters_ordered"),
    (IndicatorPeriod, PERIOD, {"tested": 13}, "indicator_period_spread_is_tested"),
    (IndicatorPeriod, PERIOD, {"tau2": None}, "indicator_period_spread_is_tested"),
    (IndicatorPeriod, PERIOD, {"phi": None, "tau2": None}, "indicator_period_spread_is_tested"),
    (IndicatorStanding, STANDING, {"upper": 59.0}, "indicator_standing_limits_ordered"),
    (IndicatorStanding, STANDING, {"lower": None}, "indicator_standing_limits_ordered"),
    (IndicatorStanding, STANDING, {"rank_high": 1}, "indicator_standing_range_ordered"),
    (IndicatorStanding, STANDING, {"rank": None}, "indicator_standing_range_ordered"),
    (IndicatorStanding, STANDING, {"z": None}, "indicator_standing_both_z"),
    (Score, SCORE, {"score": None}, "score_ranked_is_scored"),
    (Score, SCORE, {"rank_high": 1}, "score_rank_range_ordered"),
    (Score, SCORE, {"weights_rank_high": 3}, "score_weights_range_ordered"),
    (Score, SCORE, {"band_place": None}, "score_band_has_place"),
    (Score, SCORE, {"inputs_known": 6}, "score_known_within_possible"),
    (Likeness, LIKENESS, {"distances": []}, "likeness_every_ccg_has_its_distance"),
    (RatingSummary, SUMMARY, {"known_total": 210}, "rating_summary_known_possible"),
    (RatingFlow, FLOW, {"count": 2}, "rating_flow_counts_its_ccgs"),
    (RatingFlow, FLOW, {"count": 0, "ods_codes": []}, "rating_flow_counts_its_ccgs"),
    (RatingFlow, FLOW, {"to_year": "2017-18"}, "rating_flow_forwards"),
    (RatingFlow, FLOW, {"to_rating": "good"}, "rating_flow_rating_or_missing"),
    (RatingFlow, FLOW, {"from_rating": ""}, "rating_flow_rating_or_missing"),
    (CcgYearAssessment, CCG_YEAR, {"rating": "", "moved": ""}, "ccg_year_assessment_rating_or_missing"),
    (CcgYearAssessment, CCG_YEAR, {"source_ids": []}, "ccg_year_assessment_rating_has_source"),
    (CcgYearAssessment, CCG_YEAR, {"special_measures": "maybe"}, "ccg_year_assessment_statuses"),
    (CcgYearAssessment, CCG_YEAR, {"previous_rating": ""}, "ccg_year_assessment_moved_between"),
]
KEPT_ONCE: list[tuple[type[models.Model], dict[str, Any], str]] = [
    (Rating, RATING, "rating"),
    (RatingConflict, CONFLICT, "rating_conflict"),
    (RatingTotal, TOTAL, "rating_total"),
    (Intervention, INTERVENTION, "intervention"),
    (Indicator, INDICATOR, "indicator"),
    (IndicatorValue, VALUE, "indicator_value"),
]
ONCE_A_RUN: list[tuple[type[models.Model], dict[str, Any], str]] = [
    (RatingSummary, SUMMARY, "rating_summary_once"),
    (RatingFlow, FLOW, "rating_flow_once"),
    (CcgYearAssessment, CCG_YEAR, "ccg_year_assessment_once"),
    (IndicatorPeriod, PERIOD, "indicator_period_once"),
    (IndicatorStanding, STANDING, "indicator_standing_once"),
    (Likeness, LIKENESS, "likeness_once"),
    (Score, SCORE, "score_once"),
]


def create(model: type[models.Model], values: dict[str, Any], imported: Import, run: Recompute) -> models.Model:
    owner = {"imported": imported} if "row_number" in values else {"run": run}
    return model._default_manager.create(**owner, **values)


def create_checked(model: type[models.Model], values: dict[str, Any], imported: Import, run: Recompute) -> None:
    """Create, and check references now rather than at the end of the transaction."""
    create(model, values, imported, run)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(("model", "values", "change", "constraint"), REFUSED)
def test_the_database_refuses(
    model: type[models.Model],
    values: dict[str, Any],
    change: dict[str, Any],
    constraint: str,
    imported: Import,
    run: Recompute,
) -> None:
    create(model, values, imported, run).delete()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        create_checked(model, values | change, imported, run)


@pytest.mark.parametrize(("model", "values", "constraint"), ONCE_A_RUN)
def test_a_result_once_a_run(
    model: type[models.Model], values: dict[str, Any], constraint: str, imported: Import, run: Recompute
) -> None:
    create(model, values, imported, run)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        create(model, values, imported, run)


@pytest.mark.parametrize(("model", "values", "name"), KEPT_ONCE)
def test_a_fact_once_a_release_and_open_once(
    model: type[models.Model], values: dict[str, Any], name: str, imported: Import, run: Recompute
) -> None:
    Release.objects.create(number=2, version="1.0.1")
    create(model, values, imported, run)
    with pytest.raises(IntegrityError, match=f"{name}_one_row_a_release"), transaction.atomic():
        create(model, values | {"until_id": 2}, imported, run)
    with pytest.raises(IntegrityError, match=f"{name}_one_open_row"), transaction.atomic():
        create(model, values | {"since_id": 2}, imported, run)


def test_a_closed_row_may_be_followed_by_its_correction(imported: Import, run: Recompute) -> None:
    Release.objects.create(number=2, version="1.0.1")
    create(Rating, RATING | {"until_id": 2}, imported, run)
    create(Rating, RATING | {"since_id": 2, "label": "good"}, imported, run)
    assert [Rating.objects.at(number).get().label for number in (1, 2)] == ["inadequate", "good"]


def test_results_go_with_their_run(imported: Import, run: Recompute) -> None:
    create(CcgYearAssessment, CCG_YEAR, imported, run)
    create(RatingFlow, FLOW, imported, run)
    create(RatingSummary, SUMMARY, imported, run)
    run.delete()
    assert not any(model.objects.exists() for model in (CcgYearAssessment, RatingFlow, RatingSummary))
