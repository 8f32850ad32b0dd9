"""Staff look at facts and results; they change by loading files and publishing releases."""

from __future__ import annotations

from django.contrib import admin

from assessments.models import (
    CcgYearAssessment,
    Intervention,
    Rating,
    RatingConflict,
    RatingFlow,
    RatingSummary,
    RatingTotal,
)
from ccgdash.releases.admin import FactAdmin, ReadOnlyAdmin


@admin.register(Rating)
class RatingAdmin(FactAdmin):
    list_display = ["ccg_id", "year", "assessment", "period", "label", "derivation", "since", "until"]
    list_filter = ["year", "assessment", "label"]
    search_fields = ["ccg__ods_code"]


@admin.register(RatingConflict)
class RatingConflictAdmin(FactAdmin):
    list_display = ["ccg_id", "year", "assessment", "claim", "derivation", "since", "until"]


@admin.register(RatingTotal)
class RatingTotalAdmin(FactAdmin):
    list_display = ["year", "assessment", "period", "label", "ccg_count", "total_ccgs", "status", "since", "until"]
    list_filter = ["year", "assessment", "status"]


@admin.register(Intervention)
class InterventionAdmin(FactAdmin):
    list_display = ["intervention_id", "kind", "ccg_id", "area", "start", "end", "since", "until"]
    list_filter = ["kind"]
    search_fields = ["intervention_id", "ccg__ods_code", "area"]


@admin.register(RatingSummary)
class RatingSummaryAdmin(ReadOnlyAdmin):
    list_display = ["year", "assessment", "period", "published_total", "known_total", "possible", "run"]
    list_filter = ["year", "assessment"]


@admin.register(RatingFlow)
class RatingFlowAdmin(ReadOnlyAdmin):
    list_display = ["from_year", "to_year", "from_rating", "to_rating", "count", "comparable", "run"]
    list_filter = ["from_year", "to_year"]


@admin.register(CcgYearAssessment)
class CcgYearAssessmentAdmin(ReadOnlyAdmin):
    list_display = ["ccg_id", "year", "rating", "moved", "special_measures", "directions", "run"]
    list_filter = ["year", "rating", "special_measures", "directions"]
    search_fields = ["ccg__ods_code"]
