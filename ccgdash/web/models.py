"""Joined rows stored by the recompute, one per CCG and year and one per place and year: what pages over ratings and
money read."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ccgdash.releases.models import Derived


class CcgRow(Derived):
    """A CCG in one year with everything the explorer filters and shows, as one recompute run found it."""

    ccg = models.ForeignKey("organisations.Ccg", db_column="ods_code", on_delete=models.PROTECT, related_name="+")
    year = models.CharField(max_length=7)
    is_last_year = models.BooleanField(help_text="The CCG's last year in force.")
    name = models.CharField(max_length=200)
    gss_code = models.CharField(max_length=9)
    former_names = ArrayField(models.CharField(max_length=200), default=list)
    opened = models.DateField()
    closed = models.DateField()
    successor_code = models.CharField(max_length=5, blank=True)
    predecessor_codes = ArrayField(models.CharField(max_length=5), default=list)
    region_code = models.CharField(max_length=3)
    region_name = models.CharField(max_length=200)
    office_code = models.CharField(max_length=3, blank=True)
    office_name = models.CharField(max_length=200, blank=True)
    footprint_code = models.CharField(max_length=3, blank=True)
    footprint_name = models.CharField(max_length=200, blank=True)
    registered_population = models.PositiveIntegerField(null=True)
    rating = models.CharField(max_length=40, blank=True, help_text="Published headline label, or empty.")
    rating_missing = models.CharField(max_length=20, blank=True)
    rating_place = models.PositiveSmallIntegerField(null=True, help_text="0 for the best word of its scale.")
    rating_source_ids = ArrayField(models.CharField(max_length=120), default=list)
    moved = models.CharField(max_length=4, blank=True, help_text="Since the year before, within one framework.")
    finance_status = models.CharField(
        max_length=12, default="unknown", help_text="deficit, below-target, on-target or unknown."
    )
    finance_reason = models.CharField(max_length=40, blank=True, default="", help_text="Why it is unknown, as a slug.")
    finance_source_ids = ArrayField(models.CharField(max_length=120), default=list)
    dft_band = models.CharField(
        max_length=20, blank=True, default="", help_text="Band of distance from the core target, or empty."
    )
    dft_pct = models.FloatField(null=True)
    special_measures = models.CharField(max_length=9, help_text="On the year's default day.")
    directions = models.CharField(max_length=9, help_text="On the year's default day.")
    # Both flags on the day asked for, which CcgFilterSet annotates.
    special_measures_on: str
    directions_on: str

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "year", "ccg"], name="ccg_row_once"),
            models.CheckConstraint(condition=Q(year__regex=r"^20\d\d-\d\d$"), name="ccg_row_year"),
            models.CheckConstraint(condition=Q(closed__gte=models.F("opened")), name="ccg_row_dates_ordered"),
        ]
        indexes = [models.Index(fields=["run", "is_last_year"], name="ccg_row_last_year")]

    def __str__(self) -> str:
        return f"{self.ccg_id} {self.year}"


def _counts(help_text: str) -> models.JSONField[dict[str, int], dict[str, int]]:
    return models.JSONField(default=dict, help_text=help_text)


class PlaceYear(Derived):
    """A region, office, footprint or England in one year: its CCGs of that year counted, their money added up."""

    class Kind(models.TextChoices):
        ENGLAND = "england", "England"
        REGION = "region", "Region"
        OFFICE = "office", "Area team or local office"
        FOOTPRINT = "footprint", "STP or ICS"

    kind = models.CharField(max_length=9, choices=Kind)
    code = models.CharField(max_length=3)
    year = models.CharField(max_length=7)
    name = models.CharField(max_length=200, help_text="In that year.")
    ccgs = models.PositiveIntegerField(help_text="CCGs in force that lay in it.")
    ratings = _counts("Headline label to number of CCGs, with zeros; empty for a year without a headline scale.")
    ratings_known = models.PositiveIntegerField()
    finance_statuses = _counts("Finance status, unknown among them, to number of CCGs.")
    finance_known = models.PositiveIntegerField()
    special_measures = _counts("yes, possibly and no-record to number of CCGs, on the year's default day.")
    directions = _counts("The same for legal directions.")
    dft_bands = _counts("Band of distance from target, unknown among them, to number of CCGs.")
    results = models.JSONField(default=list, help_text="Year-end results by kind: never added up across kinds.")
    registered_population = models.PositiveBigIntegerField(null=True, help_text="Sum of what is known.")
    population_known = models.PositiveIntegerField()
    allocation_gbp = models.PositiveBigIntegerField(null=True, help_text="Exact sum of core allocations known.")
    allocation_publication = models.CharField(max_length=60, blank=True)
    allocation_known = models.PositiveIntegerField()
    source_ids = ArrayField(models.CharField(max_length=120), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "kind", "code", "year"], name="place_year_once"),
            models.CheckConstraint(condition=Q(year__regex=r"^20\d\d-\d\d$"), name="place_year_year"),
            models.CheckConstraint(
                condition=Q(
                    ccgs__gte=1,
                    ratings_known__lte=models.F("ccgs"),
                    finance_known__lte=models.F("ccgs"),
                    population_known__lte=models.F("ccgs"),
                    allocation_known__lte=models.F("ccgs"),
                ),
                name="place_year_known_possible",
            ),
            models.CheckConstraint(
                condition=Q(allocation_known=0, allocation_gbp__isnull=True)
                | Q(allocation_known__gte=1, allocation_gbp__isnull=False),
                name="place_year_sum_of_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}"
