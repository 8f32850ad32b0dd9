"""Staff look at facts and results; they change by loading files and publishing releases."""

from __future__ import annotations

from django.contrib import admin

from ccgdash.releases.admin import FactAdmin, ReadOnlyAdmin
from finance import models


@admin.register(models.Allocation)
class AllocationAdmin(FactAdmin):
    list_display = ["org_code", "level", "year", "stream", "publication_id", "allocation_gbp", "since", "until"]
    list_filter = ["year", "stream", "level", "publication_id"]
    search_fields = ["=org_code"]


@admin.register(models.AllocationPublication)
class AllocationPublicationAdmin(FactAdmin):
    list_display = ["publication_id", "title", "published", "geography", "since", "until"]


@admin.register(models.FinancialPosition)
class FinancialPositionAdmin(FactAdmin):
    list_display = ["position_id", "measure", "stage", "value_gbp", "quality", "since", "until"]
    list_filter = ["year", "measure", "stage"]
    search_fields = ["position_id"]


@admin.register(models.FinancialMeasure)
class FinancialMeasureAdmin(FactAdmin):
    list_display = ["measure", "stage", "type", "since", "until"]


@admin.register(models.NationalFinance)
class NationalFinanceAdmin(FactAdmin):
    list_display = ["fact_id", "measure", "stage", "basis", "value", "since", "until"]
    list_filter = ["year", "measure"]


@admin.register(models.SurplusTarget)
class SurplusTargetAdmin(FactAdmin):
    list_display = ["rule_set", "year", "target_pct", "status", "since", "until"]


@admin.register(models.DutyBreach)
class DutyBreachAdmin(FactAdmin):
    list_display = ["ccg_id", "year", "excess_gbp", "since", "until"]


@admin.register(models.Spending)
class SpendingAdmin(FactAdmin):
    list_display = ["org_code", "year", "measure", "basis", "geography", "value_gbp", "since", "until"]
    list_filter = ["year", "measure", "basis", "level"]
    search_fields = ["=org_code"]


@admin.register(models.SpendingMeasure)
class SpendingMeasureAdmin(FactAdmin):
    list_display = ["measure", "unit", "definition", "since", "until"]


@admin.register(models.PooledFund)
class PooledFundAdmin(FactAdmin):
    list_display = ["org_name", "year", "measure", "value", "since", "until"]


@admin.register(models.Deflator)
class DeflatorAdmin(FactAdmin):
    list_display = ["vintage", "year", "index_value", "change_pct", "status", "since", "until"]
    list_filter = ["vintage"]


@admin.register(models.Finding)
class FindingAdmin(FactAdmin):
    list_display = ["finding_id", "topic", "year", "value", "unit", "since", "until"]
    list_filter = ["topic"]


@admin.register(models.FinanceStatus)
class FinanceStatusAdmin(ReadOnlyAdmin):
    list_display = ["ccg_id", "year", "status", "kind", "value_gbp", "dft_band", "run"]
    list_filter = ["year", "status", "kind", "dft_band"]
    search_fields = ["=ccg__ods_code"]


@admin.register(models.AllocationRollup)
class AllocationRollupAdmin(ReadOnlyAdmin):
    list_display = ["org_code", "level", "year", "stream", "publication_id", "allocation_gbp", "run"]
    list_filter = ["year", "stream", "level"]


@admin.register(models.MoneySeries)
class MoneySeriesAdmin(ReadOnlyAdmin):
    list_display = ["org_code", "level", "year", "stream", "cash_gbp", "per_head_gbp", "growth_pct", "run"]
    list_filter = ["year", "stream", "level"]
    search_fields = ["=org_code"]


@admin.register(models.FinanceSummary)
class FinanceSummaryAdmin(ReadOnlyAdmin):
    list_display = ["year", "target_pct", "verified", "known_total", "possible", "run"]


@admin.register(models.SpendingGrowth)
class SpendingGrowthAdmin(ReadOnlyAdmin):
    list_display = ["ccg_id", "year", "measure", "spend_growth_pct", "allocation_growth_pct", "in_line", "run"]
    list_filter = ["year", "measure", "in_line"]
