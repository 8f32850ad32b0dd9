"""Facts: indicators and their values, as published or computed by the compiler from published figures."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from assessments.models.checks import SLUG, slug_form
from ccgdash.organisations.models.checks import YEAR_PATTERN, check, financial_year, least, sourced
from ccgdash.releases.models.facts import Fact, fact_constraints

PERIOD = r"^(Q[1-4]|20\d\d(-20\d\d)?)?$"
period_form = RegexValidator(PERIOD, "is not Q1 to Q4, a calendar year like 2016 or calendar years like 2016-2018")


class Quality(models.TextChoices):
    STATED = "stated", "As stated"
    UNRELIABLE = "unreliable", "Unreliable: keep out of headline views"


class Indicator(Fact):
    """One indicator. Ids are the data's own: no official framework code could be confirmed."""

    class Direction(models.TextChoices):
        HIGHER = "higher-better", "Higher is better"
        LOWER = "lower-better", "Lower is better"
        NEUTRAL = "neutral", "Neither is better"

    class DirectionStatus(models.TextChoices):
        STATED = "stated", "Fixed by a published standard"
        INFERRED = "inferred", "A common-sense reading, not an official statement"

    class PeriodKind(models.TextChoices):
        YEAR = "year", "Financial year"
        QUARTER = "quarter", "Quarter"
        CALENDAR_YEAR = "calendar-year", "Calendar year"
        THREE_YEARS = "three-years", "Three calendar years"
        SNAPSHOT = "snapshot", "State at one date"

    indicator_id = models.CharField(max_length=60, validators=[slug_form], help_text="Own id, not an official code.")
    name = models.CharField(max_length=200, help_text="Name.")
    domain = models.CharField(
        max_length=40, blank=True, help_text="Framework domain where stated, or Context: describes a place."
    )
    area = models.CharField(max_length=60, blank=True, help_text="Area.")
    unit = models.CharField(max_length=80, blank=True, help_text="Unit of the values.")
    direction = models.CharField(max_length=13, choices=Direction, help_text="Which direction is better.")
    direction_status = models.CharField(max_length=8, choices=DirectionStatus, help_text="How the direction is known.")
    standard = models.CharField(max_length=200, blank=True, help_text="National standard where one was read.")
    standard_value = models.FloatField(
        null=True, blank=True, help_text="The standard where it is one figure in the indicator's unit."
    )
    definition = models.TextField(blank=True, help_text="Definition; blank where only the name is known.")
    numerator = models.TextField(blank=True, help_text="What the numerator counts.")
    denominator = models.TextField(blank=True, help_text="What the denominator counts.")
    period_kind = models.CharField(
        max_length=13, blank=True, choices=PeriodKind, help_text="Period of the values; blank: no values here."
    )
    publisher = models.CharField(max_length=200, blank=True, help_text="Publisher of the figures or of their inputs.")
    iaf_code = models.CharField(max_length=10, blank=True, help_text="Official code, only where a source gives it.")
    quality = models.CharField(max_length=10, choices=Quality, help_text="unreliable: keep out of headline views.")
    note = models.TextField(blank=True, help_text="Remark that belongs to this row.")

    class Meta:
        constraints = [
            *fact_constraints("indicator", "indicator_id"),
            check("indicator_id_form", indicator_id__regex=SLUG),
            check("indicator_direction", direction__in=["higher-better", "lower-better", "neutral"]),
            check("indicator_quality", quality__in=Quality.values),
            sourced("indicator"),
        ]

    def __str__(self) -> str:
        return self.indicator_id


class IndicatorValue(Fact):
    """One indicator of one CCG in one period. A missing row means not found; nothing is filled in.

    `source_ids` are empty where those of the indicator hold.
    """

    class Derivation(models.TextChoices):
        DIRECT = "direct", "Published for the CCG"
        COMPUTED = "computed", "Summed or divided from published figures"

    indicator_id = models.CharField(max_length=60, validators=[slug_form], help_text="Indicator.")
    ccg = models.ForeignKey(
        "organisations.Ccg", db_column="ods_code", on_delete=models.PROTECT, related_name="+", db_index=False,
        help_text="CCG in force in that year.",
    )  # fmt: skip
    year = models.CharField(
        max_length=7, blank=True, validators=[financial_year], help_text="Financial year; blank for calendar periods."
    )
    period = models.CharField(
        max_length=9, blank=True, validators=[period_form],
        help_text="Blank for the whole year or a snapshot, Q1 to Q4, or calendar years.",
    )  # fmt: skip
    value = models.FloatField(help_text="Value in the indicator's unit.")
    numerator = models.FloatField(null=True, blank=True, help_text="Numerator where known.")
    denominator = models.FloatField(null=True, blank=True, validators=[least(0)], help_text="Denominator where known.")
    lower = models.FloatField(null=True, blank=True, help_text="Lower confidence limit as published.")
    upper = models.FloatField(null=True, blank=True, help_text="Upper confidence limit as published.")
    derivation = models.CharField(max_length=8, choices=Derivation, help_text="How the value is known.")
    quality = models.CharField(max_length=10, choices=Quality, help_text="unreliable: keep out of headline views.")
    note = models.TextField(blank=True, help_text="Remark that belongs to this row.")
    listed_year = models.CharField(
        max_length=7, help_text="Financial year whose CCGs the value is listed by: `year`, or for calendar periods "
        "the one that begins in the calendar year (of three years: after they end).",
    )  # fmt: skip

    class Meta:
        constraints = [
            *fact_constraints("indicator_value", "indicator_id", "ccg", "year", "period"),
            check("indicator_value_period", period__regex=PERIOD),
            check("indicator_value_listed_year", listed_year__regex=YEAR_PATTERN),
            check("indicator_value_year_or_calendar", ~Q(year="") ^ Q(period__startswith="20")),
            check("indicator_value_derivation", derivation__in=["direct", "computed"]),
            check("indicator_value_quality", quality__in=Quality.values),
            check("indicator_value_denominator", denominator__gte=0),
            check("indicator_value_limits_ordered", Q(lower__isnull=True) | Q(upper__gte=F("lower"))),
            check("indicator_value_limits_together", Q(lower__isnull=True, upper__isnull=True)
                  | Q(lower__isnull=False, upper__isnull=False)),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["listed_year", "indicator_id"], name="indicator_value_by_year"),
            models.Index(fields=["ccg", "listed_year"], name="indicator_value_by_ccg"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.ccg_id} {self.year}{self.period}: {self.value}"
