"""Derived rows: written by one recompute run, read through the release that points at the run, deleted with it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ccgdash.releases.models import Derived, sources_field
from finance.calc.bands import BANDS
from finance.calc.status import STATUSES

STATUS_CHOICES = [(status, status) for status in (*STATUSES, "unknown")]
MISSING_CHOICES = [("not-known", "Not known"), ("not-applicable", "Not applicable")]


class OfYear(Derived):
    """A row of one year, worked out by a run."""

    year = models.CharField(max_length=7)

    class Meta:
        abstract = True


class FinanceStatus(OfYear):
    """One CCG in one year it was in force. Status, forecast, variance, duty and distance are facts of their own: none
    is worked out from another."""

    ccg = models.ForeignKey("organisations.Ccg", db_column="ods_code", on_delete=models.PROTECT, related_name="+")
    rule_set = models.CharField(max_length=60, help_text="Version of the rule.")
    verified = models.BooleanField(help_text="Whether a published source states the year's target.")
    target_pct = models.FloatField(null=True, help_text="Surplus expected, per cent; NULL: the test has no meaning.")
    status = models.CharField(max_length=12, choices=STATUS_CHOICES)
    missing = models.CharField(max_length=20, blank=True, choices=MISSING_CHOICES, help_text="Why it is unknown.")
    reason = models.CharField(max_length=40, blank=True, help_text="Why it is unknown, as a slug for the sentence.")
    measure = models.CharField(max_length=60, blank=True, help_text="The measure that decides.")
    kind = models.CharField(max_length=12, blank=True, help_text="cumulative, in-year or unspecified.")
    basis = models.CharField(max_length=20, blank=True)
    value_gbp = models.BigIntegerField(null=True)
    pct_of_allocation = models.FloatField(null=True)
    pct_computed = models.BooleanField(default=False, help_text="The share was worked out from allocation_gbp.")
    allocation_gbp = models.BigIntegerField(null=True, help_text="Default core allocation of the year.")
    as_at = models.CharField(max_length=10, blank=True)
    position_id = models.CharField(max_length=120, blank=True)
    source_ids = sources_field("Sources of the figure.")
    forecast_status = models.CharField(max_length=12, choices=STATUS_CHOICES)
    forecast_measure = models.CharField(max_length=60, blank=True)
    forecast_gbp = models.BigIntegerField(null=True)
    forecast_as_at = models.CharField(max_length=10, blank=True)
    forecast_source_ids = sources_field("Sources of the forecast.")
    variance_gbp = models.BigIntegerField(null=True, help_text="Against plan; negative is an overspend.")
    variance_measure = models.CharField(max_length=60, blank=True)
    variance_stage = models.CharField(max_length=12, blank=True)
    variance_basis = models.CharField(max_length=20, blank=True)
    variance_source_ids = sources_field("Sources of the variance.")
    duty_breach = models.BooleanField(help_text="A source says so. False means no record, not no breach.")
    duty_excess_gbp = models.BigIntegerField(null=True)
    duty_source_ids = sources_field("Sources of the breach.")
    dft_pct = models.FloatField(null=True, help_text="Distance from the core target, per cent.")
    dft_at = models.CharField(max_length=7, blank=True, help_text="closing or opening.")
    dft_band = models.CharField(max_length=20, blank=True, choices=[(band, band) for band in BANDS])
    dft_publication = models.CharField(max_length=60, blank=True)
    dft_source_ids = sources_field("Sources of the distance.")

    class Meta:
        verbose_name_plural = "finance statuses"
        constraints = [
            models.UniqueConstraint(fields=["run", "ccg", "year"], name="finance_status_once"),
            models.CheckConstraint(
                condition=Q(status__in=STATUSES, missing="") | Q(status="unknown") & ~Q(missing=""),
                name="finance_status_known_or_missing",
            ),
            models.CheckConstraint(
                condition=Q(status="unknown") | ~Q(source_ids=[]) & ~Q(measure=""), name="finance_status_has_its_figure"
            ),
            models.CheckConstraint(
                condition=Q(target_pct__isnull=False) | Q(status="unknown", missing="not-applicable"),
                name="finance_status_needs_a_target",
            ),
            models.CheckConstraint(
                condition=Q(dft_pct__isnull=True, dft_band="") | Q(dft_pct__isnull=False, dft_band__in=BANDS),
                name="finance_status_band_of_a_distance",
            ),
            models.CheckConstraint(
                condition=~Q(status="deficit") | ~Q(value_gbp__gte=0), name="finance_status_deficit"
            ),
        ]
        indexes = [models.Index(fields=["run", "year", "status"], name="finance_status_by_status")]

    def __str__(self) -> str:
        return f"{self.ccg_id} {self.year}: {self.status}"


class AllocationRollup(OfYear):
    """The money of the CCGs of one place, added up within one publication; beside it the sum as published."""

    stream = models.CharField(max_length=30)
    publication_id = models.CharField(max_length=60)
    status = models.CharField(max_length=20)
    level = models.CharField(max_length=30, help_text="footprint, region or england.")
    org_code = models.CharField(max_length=9)
    name = models.CharField(max_length=200, blank=True)
    map_year = models.CharField(max_length=7, help_text="The year whose map places the CCGs.")
    is_default = models.BooleanField(help_text="The publication most rows of that year and stream default to.")
    allocation_gbp = models.BigIntegerField(help_text="Exact sum of what is known.")
    registered_population = models.BigIntegerField(null=True, help_text="Sum of what the rows used; NULL: not all did.")
    per_head_gbp = models.FloatField(null=True)
    parts = models.PositiveIntegerField(help_text="CCG rows added up.")
    ccgs_known = models.PositiveIntegerField(help_text="CCGs of the map whose whole area is in the sum.")
    ccgs_possible = models.PositiveIntegerField(help_text="CCGs of the map in the place.")
    published_gbp = models.BigIntegerField(null=True, help_text="The same sum as published.")
    source_ids = sources_field("Sources of the rows.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "year", "stream", "publication_id", "level", "org_code"], name="allocation_rollup_once"
            ),
            models.CheckConstraint(
                condition=Q(ccgs_known__lte=F("ccgs_possible"), parts__gte=1), name="allocation_rollup_known_possible"
            ),
            models.CheckConstraint(condition=Q(allocation_gbp__gte=0), name="allocation_rollup_money"),
        ]

    def __str__(self) -> str:
        return f"{self.org_code} {self.year} {self.stream}: {self.allocation_gbp}"


class MoneySeries(OfYear):
    """Cash of one area, year and stream, ready for real terms: a CCG as published, or as now (the sum over those that
    merged into it); a place or England as rolled up."""

    level = models.CharField(max_length=30)
    org_code = models.CharField(max_length=9)
    name = models.CharField(max_length=200, blank=True)
    stream = models.CharField(max_length=30)
    status = models.CharField(max_length=20)
    publication_id = models.CharField(max_length=60)
    series = models.CharField(max_length=60, help_text="Growth is told inside one series only.")
    in_force = models.BooleanField(help_text="The CCG existed in that year.")
    parts = ArrayField(models.CharField(max_length=5), default=list, help_text="CCGs added up before a merger.")
    is_whole = models.BooleanField(help_text="Nothing of the area is missing from the sum.")
    cash_gbp = models.BigIntegerField()
    population = models.BigIntegerField(null=True)
    population_basis = models.CharField(max_length=30, blank=True, help_text="Which people cash is divided by.")
    per_head_gbp = models.FloatField(null=True)
    growth_pct = models.FloatField(null=True, help_text="On the year before, within the series.")
    growth_basis = models.CharField(max_length=10, blank=True, help_text="published or computed.")
    source_ids = sources_field("Sources of the rows.")

    class Meta:
        verbose_name_plural = "money series"
        constraints = [
            models.UniqueConstraint(fields=["run", "year", "level", "org_code", "stream"], name="money_series_once"),
            models.CheckConstraint(condition=Q(cash_gbp__gte=0), name="money_series_cash"),
            models.CheckConstraint(
                condition=Q(per_head_gbp__isnull=True) | ~Q(population_basis=""), name="money_series_says_which_people"
            ),
        ]
        indexes = [models.Index(fields=["run", "org_code"], name="money_series_by_code")]

    def __str__(self) -> str:
        return f"{self.org_code} {self.year} {self.stream}: {self.cash_gbp}"


class FinanceSummary(OfYear):
    """One year in England: the rule, and the CCGs whose status is known. The known ones are no sample of the rest."""

    rule_set = models.CharField(max_length=60)
    verified = models.BooleanField()
    target_pct = models.FloatField(null=True)
    rule = models.TextField(help_text="The rule in words.")
    rule_source_ids = sources_field("Sources of the rule.")
    known = models.JSONField(default=dict, help_text="Status to number of CCGs.")
    known_by_kind = models.JSONField(default=dict, help_text="Kind to status to number of CCGs.")
    sums_by_kind = models.JSONField(default=dict, help_text="Kind to deficits_gbp and surpluses_gbp of those CCGs.")
    forecast_known = models.JSONField(default=dict, help_text="Forecast status to number of CCGs.")
    known_total = models.PositiveIntegerField()
    possible = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "finance summaries"
        constraints = [
            models.UniqueConstraint(fields=["run", "year"], name="finance_summary_once"),
            models.CheckConstraint(condition=Q(known_total__lte=F("possible")), name="finance_summary_known_possible"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.known_total} of {self.possible}"


class SpendingGrowth(OfYear):
    """One spending line of one CCG against its core allocation, both on the year before. Only what both sides tell."""

    ccg = models.ForeignKey("organisations.Ccg", db_column="ods_code", on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=60)
    spend_gbp = models.BigIntegerField(null=True)
    spend_before_gbp = models.BigIntegerField(null=True)
    spend_growth_pct = models.FloatField(null=True)
    allocation_growth_pct = models.FloatField(null=True)
    in_line = models.BooleanField(null=True, help_text="Spend rose at least as fast as the allocation.")
    reason = models.CharField(max_length=40, blank=True, help_text="Why in_line is NULL, as a slug.")
    source_ids = sources_field("Sources of both sides.")

    class Meta:
        verbose_name_plural = "spending growth"
        constraints = [
            models.UniqueConstraint(fields=["run", "year", "measure", "ccg"], name="spending_growth_once"),
            models.CheckConstraint(
                condition=Q(in_line__isnull=True) & ~Q(reason="") | Q(in_line__isnull=False, reason=""),
                name="spending_growth_told_or_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ccg_id} {self.year} {self.measure}: {self.in_line}"
