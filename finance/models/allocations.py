"""Facts: what CCGs were allotted, publication by publication."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ccgdash.organisations.models.checks import check, financial_year, least, sourced
from ccgdash.releases.models.facts import Fact, fact_constraints
from finance.models.checks import (
    ORG_CODE,
    SLUG,
    Derivation,
    PublishedUnit,
    not_negative,
    one_of,
    org_code_form,
    partial_date_form,
    slug_form,
    yearly,
)


class AllocationQuality(models.TextChoices):
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"
    PARTIAL = "partial", "Partial"


class AllocationPublication(Fact):
    """One publication, or vintage, of allocations. Use one at a time to add up."""

    publication_id = models.CharField(max_length=60, validators=[slug_form], help_text="Id used by allocations.")
    title = models.CharField(max_length=200, help_text="Title.")
    published = models.CharField(
        max_length=10, blank=True, validators=[partial_date_form], help_text="Date published; blank when not stated."
    )
    geography = models.CharField(max_length=120, help_text="CCG set the figures use.")
    years = ArrayField(models.CharField(max_length=7, validators=[financial_year]), help_text="Years covered here.")
    streams = ArrayField(models.CharField(max_length=40, validators=[slug_form]), help_text="Streams covered here.")
    row_count = models.IntegerField(validators=[least(1)], help_text="Rows of allocations it has here.")
    note = models.TextField(blank=True, help_text="Remark that belongs to this row.")

    class Meta:
        constraints = [
            *fact_constraints("allocation_publication", "publication_id"),
            sourced("allocation_publication"),
            check("allocation_publication_id", publication_id__regex=SLUG),
            check("allocation_publication_rows", row_count__gte=1),
            check("allocation_publication_covers", years__len__gte=1, streams__len__gte=1),
        ]

    def __str__(self) -> str:
        return self.publication_id


class Allocation(Fact):
    """The money of one organisation, year and stream in one publication. Whole pounds; a missing figure is NULL."""

    level = models.CharField(max_length=30, validators=[slug_form], help_text="Kind of organisation.")
    org_code = models.CharField(
        max_length=9, validators=[org_code_form], help_text="ODS code; ENG for England, GM for Greater Manchester."
    )
    year = models.CharField(max_length=7, validators=[financial_year], help_text="Financial year.")
    stream = models.CharField(max_length=30, validators=[slug_form], help_text="What the money is for.")
    status = models.CharField(
        max_length=20, validators=[slug_form], help_text="firm, indicative, announced or reported."
    )
    publication_id = models.CharField(max_length=60, validators=[slug_form], help_text="Publication (vintage).")
    variant = models.IntegerField(
        validators=[least(1)], help_text="1, or 2 and on where one publication group quotes several figures."
    )
    allocation_gbp = models.BigIntegerField(null=True, blank=True, validators=[not_negative], help_text="Pounds.")
    published_unit = models.CharField(
        max_length=12, blank=True, choices=PublishedUnit, help_text="Smallest unit shown by the publisher."
    )
    target_allocation_gbp = models.BigIntegerField(
        null=True, blank=True, validators=[not_negative], help_text="Target (fair share), pounds."
    )
    opening_dft_pct = models.FloatField(
        null=True, blank=True, help_text="Opening distance from target, per cent; negative is under target."
    )
    closing_dft_pct = models.FloatField(null=True, blank=True, help_text="Closing distance from target, per cent.")
    growth_pct = models.FloatField(null=True, blank=True, help_text="Cash growth, per cent.")
    per_head_gbp = models.FloatField(
        null=True, blank=True, validators=[not_negative], help_text="Allocation per registered patient, pounds."
    )
    per_head_growth_pct = models.FloatField(null=True, blank=True, help_text="Growth per head, per cent.")
    registered_population = models.FloatField(
        null=True, blank=True, validators=[least(1)], help_text="Registered population used."
    )
    weighted_population = models.FloatField(
        null=True, blank=True, validators=[least(1)], help_text="Need-weighted population."
    )
    in_force = models.BooleanField(help_text="Whether the CCG existed in that year.")
    is_default = models.BooleanField(help_text="True on one row per level, organisation, year and stream.")
    computed_columns = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, help_text="Columns computed from published ones."
    )
    derivation = models.CharField(max_length=10, choices=Derivation, help_text="How the source supports the row.")
    quality = models.CharField(
        max_length=10, blank=True, choices=AllocationQuality, help_text="Confidence in the figure."
    )
    note = models.TextField(blank=True, help_text="Remark that belongs to this row.")

    class Meta:
        constraints = [
            *fact_constraints("allocation", "level", "org_code", "year", "stream", "publication_id", "variant"),
            *yearly("allocation"),
            models.UniqueConstraint(
                fields=["level", "org_code", "year", "stream"],
                condition=Q(is_default=True, until__isnull=True),
                name="allocation_one_default",
            ),
            check("allocation_level", level__regex=SLUG),
            check("allocation_org_code", org_code__regex=ORG_CODE),
            check("allocation_stream", stream__regex=SLUG),
            check("allocation_status", status__regex=SLUG),
            one_of("allocation_quality", "quality", AllocationQuality, blank=True),
            one_of("allocation_derivation", "derivation", Derivation),
            one_of("allocation_published_unit", "published_unit", PublishedUnit, blank=True),
            check("allocation_publication", publication_id__regex=SLUG),
            check("allocation_variant", variant__gte=1),
            check("allocation_money", allocation_gbp__gte=0, target_allocation_gbp__gte=0, per_head_gbp__gte=0),
            check("allocation_people", registered_population__gte=1, weighted_population__gte=1),
        ]
        indexes = [models.Index(fields=["year", "stream", "level"], name="allocation_year_stream")]

    def __str__(self) -> str:
        return f"{self.org_code} {self.year} {self.stream}, {self.publication_id}: {self.allocation_gbp}"
