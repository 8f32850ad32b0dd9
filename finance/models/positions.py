"""Facts: surpluses, deficits, plans, savings and duties, each with its measure, stage and basis; never run together."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ccgdash.organisations.models.checks import ODS_CODE, YEAR_PATTERN, check, financial_year, least, most
from ccgdash.releases.models.facts import Fact, fact_constraints
from finance.models.checks import (
    SLUG,
    STABLE_ID,
    Derivation,
    Precision,
    PublishedUnit,
    Stage,
    dated,
    not_negative,
    one_of,
    partial_date_form,
    slug_form,
    stable_id_form,
    yearly,
)


class PositionQuality(models.TextChoices):
    HIGH = "high", "Official table or board paper"
    MEDIUM = "medium", "Press"
    LOW = "low", "Year or kind uncertain"


class AmountUnit(models.TextChoices):
    GBP = "gbp", "Pounds"
    COUNT = "count", "CCGs"


class TargetStatus(models.TextChoices):
    VERIFIED = "verified", "A published source states the target"
    UNVERIFIED = "unverified", "Believed, or stated for one CCG only"


class FinancialMeasure(Fact):
    """What a financial figure measures: its stage, its kind and the meaning of its sign."""

    measure = models.CharField(max_length=60, validators=[slug_form], help_text="Measure used in financial_positions.")
    stage = models.CharField(max_length=12, choices=Stage, help_text="Stage of the year.")
    type = models.CharField(max_length=20, validators=[slug_form], help_text="Kind of figure.")
    definition = models.TextField(help_text="Meaning and sign.")

    class Meta:
        constraints = [
            *fact_constraints("financial_measure", "measure"),
            check("financial_measure_measure", measure__regex=SLUG),
            one_of("financial_measure_stage", "stage", Stage),
        ]

    def __str__(self) -> str:
        return self.measure


class FinancialPosition(Fact):
    """One figure about one CCG and year. Surplus and saving positive, deficit and overspend negative, whole pounds."""

    position_id = models.CharField(max_length=120, validators=[stable_id_form], help_text="Stable id.")
    ccg = models.ForeignKey(
        "organisations.Ccg", db_column="ods_code", on_delete=models.PROTECT, related_name="+", help_text="CCG."
    )
    year = models.CharField(max_length=7, validators=[financial_year], help_text="Financial year.")
    measure = models.CharField(max_length=60, validators=[slug_form], help_text="See financial_measures.")
    stage = models.CharField(max_length=12, choices=Stage, help_text="Stage of the year.")
    period = models.CharField(max_length=60, blank=True, help_text="Period as the source words it.")
    as_at = models.CharField(
        max_length=10, blank=True, validators=[partial_date_form],
        help_text="Date the figure stands for or, for plans and forecasts, when it was set or reported.",
    )  # fmt: skip
    as_at_precision = models.CharField(max_length=5, blank=True, choices=Precision, help_text="Precision of as_at.")
    basis = models.CharField(
        max_length=20,
        blank=True,
        validators=[slug_form],
        help_text="Whether the national reserve is in the figure.",
    )
    value_gbp = models.BigIntegerField(null=True, blank=True, help_text="Pounds; deficit and overspend negative.")
    pct_of_allocation = models.FloatField(null=True, blank=True, help_text="Per cent of allocation as published.")
    published_unit = models.CharField(
        max_length=12, blank=True, choices=PublishedUnit, help_text="Smallest unit shown by the publisher."
    )
    disputed = models.BooleanField(help_text="Another row gives a different year-end figure of the same measure.")
    derivation = models.CharField(max_length=10, choices=Derivation, help_text="How the source supports the row.")
    quality = models.CharField(max_length=6, choices=PositionQuality, help_text="high, medium (press) or low.")
    note = models.TextField(blank=True, help_text="Remark that belongs to this row.")

    class Meta:
        constraints = [
            *fact_constraints("financial_position", "position_id"),
            *yearly("financial_position"),
            check("financial_position_id", position_id__regex=STABLE_ID),
            check("financial_position_measure", measure__regex=SLUG),
            one_of("financial_position_stage", "stage", Stage),
            check("financial_position_basis", Q(basis="") | Q(basis__regex=SLUG)),
            one_of("financial_position_published_unit", "published_unit", PublishedUnit, blank=True),
            one_of("financial_position_derivation", "derivation", Derivation),
            one_of("financial_position_quality", "quality", PositionQuality),
            dated("financial_position_as_at"),
            models.CheckConstraint(
                condition=Q(value_gbp__isnull=False) | Q(pct_of_allocation__isnull=False),
                name="financial_position_has_a_figure",
            ),
        ]
        indexes = [models.Index(fields=["year", "measure", "ccg"], name="financial_position_year")]

    def __str__(self) -> str:
        return self.position_id


class NationalFinance(Fact):
    """One figure for England or a group of CCGs."""

    fact_id = models.CharField(max_length=160, validators=[stable_id_form], help_text="Stable id.")
    area = models.CharField(max_length=120, validators=[slug_form], help_text="england or a group.")
    area_name = models.CharField(max_length=200, help_text="Name of the group.")
    member_codes = ArrayField(
        models.CharField(max_length=5, validators=[ODS_CODE]), default=list, blank=True,
        help_text="ODS codes of the members, where known.",
    )  # fmt: skip
    year = models.CharField(max_length=7, validators=[financial_year], help_text="Financial year.")
    measure = models.CharField(max_length=60, validators=[slug_form], help_text="Measure; ccgs-… are counts.")
    unit = models.CharField(max_length=5, choices=AmountUnit, help_text="Unit of value.")
    stage = models.CharField(max_length=12, choices=Stage, help_text="Stage of the year.")
    period = models.CharField(max_length=60, blank=True, help_text="Period as the source words it.")
    as_at = models.CharField(
        max_length=10, blank=True, validators=[partial_date_form], help_text="Date the figure stands for."
    )
    as_at_precision = models.CharField(max_length=5, blank=True, choices=Precision, help_text="Precision of as_at.")
    basis = models.CharField(max_length=20, blank=True, validators=[slug_form], help_text="As in financial_positions.")
    value = models.BigIntegerField(help_text="Pounds or number of CCGs.")
    published_unit = models.CharField(
        max_length=12, blank=True, choices=PublishedUnit, help_text="Smallest unit shown by the publisher."
    )
    note = models.TextField(blank=True, help_text="Remark that belongs to this row.")

    class Meta:
        constraints = [
            *fact_constraints("national_finance", "fact_id"),
            *yearly("national_finance"),
            check("national_finance_id", fact_id__regex=STABLE_ID),
            check("national_finance_area", area__regex=SLUG),
            check("national_finance_measure", measure__regex=SLUG),
            one_of("national_finance_unit", "unit", AmountUnit),
            one_of("national_finance_stage", "stage", Stage),
            check("national_finance_basis", Q(basis="") | Q(basis__regex=SLUG)),
            one_of("national_finance_published_unit", "published_unit", PublishedUnit, blank=True),
            dated("national_finance_as_at"),
            models.CheckConstraint(condition=Q(unit="gbp") | Q(value__gte=0), name="national_finance_counts"),
        ]

    def __str__(self) -> str:
        return self.fact_id


class SurplusTarget(Fact):
    """The surplus expected of every CCG in one year, under one version of the rule."""

    rule_set = models.CharField(max_length=60, validators=[slug_form], help_text="Name and version of the rule.")
    year = models.CharField(max_length=7, validators=[financial_year], help_text="Financial year.")
    target_pct = models.FloatField(
        null=True, blank=True, validators=[least(0), most(100)],
        help_text="Surplus expected, per cent of allocation; NULL where the test has no meaning.",
    )  # fmt: skip
    status = models.CharField(max_length=10, choices=TargetStatus, help_text="verified or unverified.")
    rule = models.TextField(help_text="The rule of that year in words.")
    note = models.TextField(blank=True, help_text="Remark that belongs to this row.")

    class Meta:
        constraints = [
            *fact_constraints("surplus_target", "rule_set", "year"),
            check("surplus_target_rule_set", rule_set__regex=SLUG),
            check("surplus_target_year", year__regex=YEAR_PATTERN),
            check("surplus_target_share", target_pct__gte=0, target_pct__lte=100),
            one_of("surplus_target_status", "status", TargetStatus),
            models.CheckConstraint(
                condition=Q(status="unverified") | Q(source_ids__len__gte=1), name="surplus_target_verified_by_a_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} {self.year}: {self.target_pct}"


class DutyBreach(Fact):
    """A source says that a CCG spent more than its revenue resource limit, agreed in advance or not."""

    ccg = models.ForeignKey(
        "organisations.Ccg", db_column="ods_code", on_delete=models.PROTECT, related_name="+", help_text="CCG."
    )
    year = models.CharField(max_length=7, validators=[financial_year], help_text="Financial year.")
    excess_gbp = models.BigIntegerField(
        null=True, blank=True, validators=[not_negative], help_text="Spending above the limit, pounds."
    )
    published_unit = models.CharField(
        max_length=12, blank=True, choices=PublishedUnit, help_text="Smallest unit shown by the publisher."
    )
    note = models.TextField(blank=True, help_text="Remark that belongs to this row.")

    class Meta:
        verbose_name_plural = "duty breaches"
        constraints = [
            *fact_constraints("duty_breach", "ccg", "year"),
            *yearly("duty_breach"),
            check("duty_breach_excess", excess_gbp__gte=0),
            one_of("duty_breach_published_unit", "published_unit", PublishedUnit, blank=True),
        ]

    def __str__(self) -> str:
        return f"{self.ccg_id} {self.year}: {self.excess_gbp}"
