"""One joined row per CCG and year, stored by the recompute: what pages over ratings and money read."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class CcgRow(models.Model):
    """A CCG in one year with everything the explorer filters and shows, as one recompute run found it."""

    run = models.ForeignKey("releases.Recompute", on_delete=models.CASCADE, related_name="+")
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
