"""Derived rows: written by one recompute run, read through the release that points at the run, deleted with it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from assessments.calc.intervals import STATUSES
from ccgdash.releases.models import Derived, sources_field

STATUS_CHOICES = [(status, status) for status in STATUSES]
MISSING_CHOICES = [("not-known", "Not known"), ("not-applicable", "Not applicable")]


class RatingSummary(Derived):
    """One assessment of one year in England: counts as published beside what is known by name. Never a share."""

    year = models.CharField(max_length=7)
    assessment = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    published = models.JSONField(default=dict, help_text="Label to national count as published; {} if not found.")
    statuses = models.JSONField(default=dict, help_text="Label to status of that count.")
    published_total = models.PositiveIntegerField(null=True, help_text="CCGs rated, as published.")
    known = models.JSONField(default=dict, help_text="Label to number of CCGs known by name.")
    known_total = models.PositiveIntegerField(help_text="CCGs with a known rating.")
    possible = models.PositiveIntegerField(help_text="CCGs in force in the year.")
    source_ids = sources_field("Sources of the published counts.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "year", "assessment", "period"], name="rating_summary_once"),
            models.CheckConstraint(condition=Q(known_total__lte=F("possible")), name="rating_summary_known_possible"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.assessment}: {self.known_total} of {self.possible}"


class RatingFlow(Derived):
    """CCGs by headline rating in two years. A rating is never carried over a merger: a CCG that is not in force in
    one of the years stands there as not-applicable, one whose rating was not found as not-known."""

    from_year = models.CharField(max_length=7)
    to_year = models.CharField(max_length=7)
    from_rating = models.CharField(max_length=40, blank=True, help_text="Label, or empty.")
    from_missing = models.CharField(max_length=20, blank=True, choices=MISSING_CHOICES)
    to_rating = models.CharField(max_length=40, blank=True, help_text="Label, or empty.")
    to_missing = models.CharField(max_length=20, blank=True, choices=MISSING_CHOICES)
    from_place = models.PositiveSmallIntegerField(help_text="Order in the scale of from_year; missing kinds last.")
    to_place = models.PositiveSmallIntegerField(help_text="Order in the scale of to_year; missing kinds last.")
    comparable = models.BooleanField(help_text="Both years stand on one framework and scale.")
    count = models.PositiveIntegerField()
    ods_codes = ArrayField(models.CharField(max_length=5))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "from_year", "to_year", "from_place", "to_place"], name="rating_flow_once"
            ),
            models.CheckConstraint(condition=Q(from_year__lt=F("to_year")), name="rating_flow_forwards"),
            models.CheckConstraint(
                condition=Q(count__gte=1, count=models.Func(F("ods_codes"), function="cardinality")),
                name="rating_flow_counts_its_ccgs",
            ),
            models.CheckConstraint(
                condition=(Q(from_rating="") ^ Q(from_missing="")) & (Q(to_rating="") ^ Q(to_missing="")),
                name="rating_flow_rating_or_missing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_year} {self.from_rating} to {self.to_year} {self.to_rating}: {self.count}"


class CcgYearAssessment(Derived):
    """What is known of one CCG in one year it was in force: headline, step, and its flags on the year's day."""

    class Moved(models.TextChoices):
        UP = "up", "Up"
        SAME = "same", "The same"
        DOWN = "down", "Down"

    ccg = models.ForeignKey("organisations.Ccg", db_column="ods_code", on_delete=models.PROTECT, related_name="+")
    year = models.CharField(max_length=7)
    framework = models.CharField(max_length=40, blank=True)
    rating = models.CharField(max_length=40, blank=True, help_text="Headline label, or empty.")
    rating_missing = models.CharField(max_length=20, blank=True, choices=MISSING_CHOICES)
    rating_place = models.PositiveSmallIntegerField(null=True, help_text="0 for the best word of its scale.")
    derivation = models.CharField(max_length=10, blank=True)
    reported = models.CharField(max_length=10, blank=True)
    source_ids = sources_field("Sources of the rating.")
    conflict = models.BooleanField(default=False, help_text="Sources contradict each other, so no rating is given.")
    previous_year = models.CharField(max_length=7, blank=True, help_text="Empty where the code was not in force.")
    previous_rating = models.CharField(max_length=40, blank=True)
    moved = models.CharField(
        max_length=4,
        blank=True,
        choices=Moved,
        help_text="Step since the previous year, only inside one framework and where both ratings are known.",
    )
    status_day = models.DateField(help_text="The day the two flags are told for.")
    special_measures = models.CharField(max_length=9, choices=STATUS_CHOICES)
    special_measures_source_ids = sources_field("Sources of special_measures.")
    directions = models.CharField(max_length=9, choices=STATUS_CHOICES)
    directions_source_ids = sources_field("Sources of directions.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "ccg", "year"], name="ccg_year_assessment_once"),
            models.CheckConstraint(
                condition=Q(rating="") ^ Q(rating_missing=""), name="ccg_year_assessment_rating_or_missing"
            ),
            models.CheckConstraint(
                condition=Q(rating="") | ~Q(source_ids=[]), name="ccg_year_assessment_rating_has_source"
            ),
            models.CheckConstraint(
                condition=Q(special_measures__in=STATUSES, directions__in=STATUSES),
                name="ccg_year_assessment_statuses",
            ),
            models.CheckConstraint(
                condition=Q(moved="") | (~Q(rating="") & ~Q(previous_rating="")),
                name="ccg_year_assessment_moved_between",
            ),
        ]
        indexes = [
            models.Index(fields=["run", "year", "rating"], name="ccg_year_assessment_rating"),
        ]

    def __str__(self) -> str:
        return f"{self.ccg_id} {self.year}: {self.rating or self.rating_missing}"
