"""Facts: ratings as published, claims that contradict each other, and national counts."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from assessments.models.checks import ASSESSMENT, SLUG, assessment_form, partial_date_form, slug_form
from assessments.scales import LABELS, parse
from ccgdash.organisations.models.checks import YEAR_PATTERN, check, financial_year, sourced
from ccgdash.releases.models.facts import Fact, fact_constraints

LABEL_CHOICES = [(label, parse(label)[1].words) for label in LABELS]


class Derivation(models.TextChoices):
    DIRECT = "direct", "Stated by the source"
    IMPLIED = "implied", "Follows from the source's wording"
    DERIVED = "derived", "Combined from two statements"
    COMPUTED = "computed", "Arithmetic on published figures"


class Assessed(Fact):
    """What every row about one assessment of one CCG says."""

    ccg = models.ForeignKey(
        "organisations.Ccg", db_column="ods_code", on_delete=models.PROTECT, related_name="+",
        help_text="CCG.",
    )  # fmt: skip
    year = models.CharField(max_length=7, validators=[financial_year], help_text="Year assessed.")
    assessment = models.CharField(
        max_length=60,
        validators=[assessment_form],
        help_text="headline, a component or a clinical priority area.",
    )
    period = models.CharField(
        max_length=20,
        validators=[slug_form],
        help_text="year-end, a quarter, or baseline: published in autumn 2016 on 2015-16 data.",
    )
    derivation = models.CharField(max_length=10, choices=Derivation, help_text="How the source supports the row.")
    note = models.TextField(blank=True, help_text="Remark that belongs to this row.")

    class Meta:
        abstract = True


def assessed_constraints(name: str) -> list[models.BaseConstraint]:
    """Form of the columns of `Assessed`, and that the row names its sources."""
    return [
        check(f"{name}_year", year__regex=YEAR_PATTERN),
        check(f"{name}_assessment", assessment__regex=ASSESSMENT),
        check(f"{name}_period", period__regex=SLUG),
        check(f"{name}_derivation", derivation__in=Derivation.values),
        sourced(name),
    ]


class Rating(Assessed):
    """One published rating: a CCG, a year, an assessment and a period. A missing row means not found, not unrated."""

    framework = models.CharField(max_length=40, validators=[slug_form], help_text="Assessment framework.")
    label = models.CharField(
        max_length=40, choices=LABEL_CHOICES, help_text="Rating as published; scales are not converted."
    )
    reported = models.CharField(
        max_length=10, blank=True, validators=[partial_date_form], help_text="Date of the earliest dated source."
    )

    class Meta:
        constraints = [
            *fact_constraints("rating", "ccg", "year", "assessment", "period"),
            *assessed_constraints("rating"),
            check("rating_label", label__in=LABELS),
            check("rating_framework", framework__regex=SLUG),
        ]
        indexes = [models.Index(fields=["year", "assessment", "label"], name="rating_year_label")]

    def __str__(self) -> str:
        return f"{self.ccg_id} {self.year} {self.assessment}: {self.label}"


class RatingConflict(Assessed):
    """One side of a contradiction: what a source claims, where two cannot both be true. Not in ratings."""

    claim = models.CharField(max_length=100, help_text="What this source says or implies.")

    class Meta:
        constraints = [
            *fact_constraints("rating_conflict", "ccg", "year", "assessment", "period", "claim"),
            *assessed_constraints("rating_conflict"),
        ]

    def __str__(self) -> str:
        return f"{self.ccg_id} {self.year} {self.assessment}: {self.claim}"


class RatingTotal(Fact):
    """How many CCGs of England have a label, as published nationally."""

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", "Published"
        DERIVED = "derived", "Arithmetic on published figures"
        UNCONFIRMED = "unconfirmed", "Not unique, or not found in a published page"

    year = models.CharField(max_length=7, validators=[financial_year], help_text="Year assessed.")
    assessment = models.CharField(max_length=60, validators=[assessment_form], help_text="As in ratings.")
    period = models.CharField(max_length=20, validators=[slug_form], help_text="As in ratings.")
    label = models.CharField(max_length=40, choices=LABEL_CHOICES, help_text="Rating.")
    ccg_count = models.IntegerField(help_text="CCGs with this rating.")
    total_ccgs = models.IntegerField(help_text="CCGs rated.")
    status = models.CharField(max_length=12, choices=Status, help_text="Published, derived or unconfirmed.")
    note = models.TextField(blank=True, help_text="Remark that belongs to this row.")

    class Meta:
        constraints = [
            *fact_constraints("rating_total", "year", "assessment", "period", "label"),
            check("rating_total_year", year__regex=YEAR_PATTERN),
            check("rating_total_assessment", assessment__regex=ASSESSMENT),
            check("rating_total_label", label__in=LABELS),
            models.CheckConstraint(
                condition=Q(ccg_count__gte=0, total_ccgs__gte=F("ccg_count")), name="rating_total_within_total"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["confirmed", "derived", "unconfirmed"]), name="rating_total_status"
            ),
            sourced("rating_total"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.assessment} {self.label}: {self.ccg_count} of {self.total_ccgs}"
