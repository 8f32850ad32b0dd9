"""Facts: spending lines, pooled funds, price indices and published national findings."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ccgdash.organisations.models.checks import YEAR_PATTERN, check, financial_year, least, most, sourced
from ccgdash.releases.models.facts import Fact, fact_constraints
from finance.models.checks import (
    ORG_CODE,
    SLUG,
    STABLE_ID,
    PublishedUnit,
    not_negative,
    one_of,
    org_code_form,
    partial_date_form,
    slug_form,
    stable_id_form,
    yearly,
)
from finance.models.positions import AmountUnit


class SpendingUnit(models.TextChoices):
    GBP = "gbp", "Pounds"
    PERCENT = "percent", "Per cent"
    FLAG = "flag", "Met or not"


class ValueColumn(models.TextChoices):
    GBP = "value_gbp", "Pounds"
    PCT = "value_pct", "Per cent"
    MET = "met", "Met or not"


class Geography(models.TextChoices):
    CCGS_2021 = "ccgs-2021", "106 CCGs of April 2021"
    CCGS_2021_RESTATED = "ccgs-2021-restated", "106 CCGs of April 2021, restated"
    CCGS_2020 = "ccgs-2020", "135 CCGs of April 2020"


class SpendingQuality(models.TextChoices):
    OK = "ok", "As published"
    SUSPICIOUS = "suspicious", "Published share outside 9 to 20 per cent"
    DOES_NOT_SUM = "does-not-sum", "CCGs do not add up to it"


class Series(models.TextChoices):
    GDP_DEFLATOR = "gdp-deflator", "GDP deflator"


class DeflatorStatus(models.TextChoices):
    OUTTURN = "outturn", "Outturn"
    PROVISIONAL = "provisional", "Provisional"
    FORECAST = "forecast", "Forecast"


class FindingUnit(models.TextChoices):
    COUNT = "count", "Number"
    PERCENT = "percent", "Per cent"
    GBP = "gbp", "Pounds"


class SpendingMeasure(Fact):
    """One spending line: what it is, its unit, and which column of spending holds it."""

    measure = models.CharField(max_length=60, validators=[slug_form], help_text="Measure used in spending.")
    unit = models.CharField(max_length=7, choices=SpendingUnit, help_text="Unit.")
    value_column = models.CharField(max_length=9, choices=ValueColumn, help_text="Column of spending that holds it.")
    definition = models.TextField(help_text="Definition of the dashboard.")

    class Meta:
        constraints = [
            *fact_constraints("spending_measure", "measure"),
            sourced("spending_measure"),
            check("spending_measure_measure", measure__regex=SLUG),
            check(
                "spending_measure_column",
                Q(unit="gbp", value_column="value_gbp")
                | Q(unit="percent", value_column="value_pct")
                | Q(unit="flag", value_column="met"),
            ),
        ]

    def __str__(self) -> str:
        return self.measure


class Spending(Fact):
    """One spending line of one organisation and year. All years are shown on later CCG sets: see `geography`."""

    level = models.CharField(max_length=30, validators=[slug_form], help_text="Kind of organisation.")
    org_code = models.CharField(max_length=9, validators=[org_code_form], help_text="ODS code; ENG for England.")
    year = models.CharField(max_length=7, validators=[financial_year], help_text="Financial year of the spending.")
    measure = models.CharField(max_length=60, validators=[slug_form], help_text="See spending_measures.")
    basis = models.CharField(max_length=20, validators=[slug_form], help_text="Actual or planned.")
    geography = models.CharField(max_length=20, choices=Geography, help_text="CCG set the figures are shown on.")
    value_gbp = models.BigIntegerField(null=True, blank=True, help_text="Pounds.")
    value_pct = models.FloatField(null=True, blank=True, validators=[least(0), most(100)], help_text="Per cent.")
    met = models.BooleanField(null=True, blank=True, help_text="Mental Health Investment Standard met.")
    quality = models.CharField(
        max_length=12, choices=SpendingQuality, help_text="suspicious: share outside 9 to 20%; does-not-sum."
    )

    class Meta:
        verbose_name_plural = "spending"
        constraints = [
            *fact_constraints("spending", "level", "org_code", "year", "measure", "basis", "geography"),
            *yearly("spending"),
            check("spending_level", level__regex=SLUG),
            check("spending_org_code", org_code__regex=ORG_CODE),
            check("spending_measure_form", measure__regex=SLUG),
            check("spending_basis", basis__regex=SLUG),
            one_of("spending_geography", "geography", Geography),
            one_of("spending_quality", "quality", SpendingQuality),
            check("spending_share", value_pct__gte=0, value_pct__lte=100),
            check(
                "spending_has_one_value",
                Q(value_gbp__isnull=False, value_pct__isnull=True, met__isnull=True)
                | Q(value_gbp__isnull=True, value_pct__isnull=False, met__isnull=True)
                | Q(value_gbp__isnull=True, value_pct__isnull=True, met__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["measure", "year", "level"], name="spending_measure_year")]

    def __str__(self) -> str:
        return f"{self.org_code} {self.year} {self.measure}, {self.basis}"


class PooledFund(Fact):
    """One element of the Better Care Fund of one organisation and year. England's elements form no one hierarchy."""

    level = models.CharField(max_length=30, validators=[slug_form], help_text="Kind of organisation.")
    org_code = models.CharField(
        max_length=9, validators=[org_code_form], help_text="ODS code, ENG, or the ONS code of a board."
    )
    org_name = models.CharField(max_length=200, help_text="Name.")
    year = models.CharField(max_length=7, validators=[financial_year], help_text="Financial year.")
    measure = models.CharField(max_length=60, validators=[slug_form], help_text="Element of the fund.")
    unit = models.CharField(max_length=5, choices=AmountUnit, help_text="Unit of value.")
    value = models.BigIntegerField(validators=[not_negative], help_text="Pounds or count.")
    published_unit = models.CharField(
        max_length=12, blank=True, choices=PublishedUnit, help_text="Smallest unit shown by the publisher."
    )
    note = models.TextField(blank=True, help_text="Remark that belongs to this row.")

    class Meta:
        constraints = [
            *fact_constraints("pooled_fund", "level", "org_code", "year", "measure"),
            *yearly("pooled_fund"),
            check("pooled_fund_level", level__regex=SLUG),
            check("pooled_fund_org_code", org_code__regex=ORG_CODE),
            check("pooled_fund_measure", measure__regex=SLUG),
            one_of("pooled_fund_unit", "unit", AmountUnit),
            check("pooled_fund_value", value__gte=0),
            one_of("pooled_fund_published_unit", "published_unit", PublishedUnit, blank=True),
        ]

    def __str__(self) -> str:
        return f"{self.org_name} {self.year} {self.measure}: {self.value}"


class Deflator(Fact):
    """One year of one vintage of a price index. A whole chart uses one vintage."""

    series = models.CharField(max_length=20, choices=Series, help_text="Series.")
    vintage = models.CharField(max_length=40, validators=[slug_form], help_text="Publication.")
    year = models.CharField(max_length=7, validators=[financial_year], help_text="Financial year.")
    index_value = models.FloatField(
        null=True, blank=True, validators=[not_negative], help_text="Index; NULL where only the change is published."
    )
    index_base_year = models.CharField(
        max_length=7, blank=True, validators=[financial_year], help_text="Year in which the index is 100."
    )
    change_pct = models.FloatField(null=True, blank=True, help_text="Change on the previous year, per cent.")
    status = models.CharField(max_length=11, choices=DeflatorStatus, help_text="outturn, provisional or forecast.")
    note = models.TextField(blank=True, help_text="Remark that belongs to this row.")

    class Meta:
        constraints = [
            *fact_constraints("deflator", "series", "vintage", "year"),
            *yearly("deflator"),
            one_of("deflator_series", "series", Series),
            check("deflator_vintage", vintage__regex=SLUG),
            check("deflator_index", index_value__gt=0),
            one_of("deflator_status", "status", DeflatorStatus),
            check("deflator_base", Q(index_base_year="") | Q(index_base_year__regex=YEAR_PATTERN)),
        ]

    def __str__(self) -> str:
        return f"{self.vintage} {self.year}: {self.index_value}"


class Finding(Fact):
    """One published national figure, with who was asked and who answered."""

    finding_id = models.CharField(max_length=160, validators=[stable_id_form], help_text="Stable id.")
    topic = models.CharField(max_length=60, validators=[slug_form], help_text="Subject.")
    year = models.CharField(max_length=7, validators=[financial_year], help_text="Year the figure is about.")
    as_at = models.CharField(max_length=10, validators=[partial_date_form], help_text="When it was published or stood.")
    measure = models.CharField(max_length=80, validators=[slug_form], help_text="What is counted or measured.")
    value = models.FloatField(help_text="Value in unit.")
    unit = models.CharField(max_length=7, choices=FindingUnit, help_text="Unit of value.")
    numerator = models.IntegerField(null=True, blank=True, help_text="Count behind the value, where printed.")
    denominator = models.IntegerField(null=True, blank=True, help_text="CCGs it is out of, where printed.")
    asked = models.IntegerField(null=True, blank=True, help_text="CCGs asked, for surveys.")
    responded = models.IntegerField(null=True, blank=True, help_text="CCGs that answered, where printed.")
    note = models.TextField(blank=True, help_text="Remark that belongs to this row.")

    class Meta:
        constraints = [
            *fact_constraints("finding", "finding_id"),
            *yearly("finding"),
            check("finding_id_form", finding_id__regex=STABLE_ID),
            check("finding_topic", topic__regex=SLUG),
            one_of("finding_unit", "unit", FindingUnit),
            check(
                "finding_share",
                Q(numerator__isnull=True) | Q(denominator__isnull=True) | Q(numerator__lte=F("denominator")),
            ),
            check("finding_answers", Q(asked__isnull=True) | Q(responded__isnull=True) | Q(responded__lte=F("asked"))),
        ]

    def __str__(self) -> str:
        return self.finding_id
