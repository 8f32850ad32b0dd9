"""Derived rows: where CCGs stand to each other on indicators, and which are alike. Worked out here: never official."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ccgdash.releases.models import Derived


def _figures(help_text: str) -> ArrayField[list[float], list[float]]:
    return ArrayField(models.FloatField(), default=list, blank=True, help_text=help_text)


class IndicatorPeriod(Derived):
    """One indicator in one period over all CCGs whose value may be counted."""

    class Basis(models.TextChoices):
        AVERAGE = "average", "All events over all of the total"
        MIDDLE = "middle", "The middle CCG"

    indicator_id = models.CharField(max_length=60)
    year = models.CharField(max_length=7, help_text="Financial year whose CCGs it is listed by.")
    period = models.CharField(max_length=9, blank=True)
    headline = models.BooleanField(help_text="Judges CCGs of any size, is no doubtful figure, and is the year's last.")
    known = models.PositiveIntegerField(help_text="CCGs counted.")
    left_out = models.PositiveIntegerField(help_text="CCGs whose value is unreliable, so not counted.")
    centre = models.FloatField(help_text="In the unit of the indicator.")
    basis = models.CharField(max_length=7, choices=Basis)
    middle = models.FloatField(help_text="The middle CCG.")
    lowest = models.FloatField()
    quarter = models.FloatField(help_text="A quarter of the CCGs are below.")
    three_quarters = models.FloatField(help_text="A quarter of the CCGs are above.")
    highest = models.FloatField()
    whole_numbers = models.BooleanField(help_text="Every value is whole.")
    regions = models.JSONField(default=dict, help_text="Region to the centre among its CCGs, on the same basis.")
    phi = models.FloatField(null=True, help_text="How many times as much as by chance CCGs differ; NULL: not known.")
    tau2 = models.FloatField(null=True, help_text="Variance between CCGs on the transformed scale.")
    tested = models.PositiveIntegerField(default=0, help_text="CCGs with a z-score.")
    beyond = models.PositiveIntegerField(null=True, help_text="Of these, beyond the 99.8% limits.")
    beyond_adjusted = models.PositiveIntegerField(null=True, help_text="The same, with the variance between CCGs.")
    funnel_mean = models.FloatField(null=True)
    funnel_sizes = _figures("Sizes at which the limits are drawn.")
    funnel_limits = _figures("Lower and upper 95%, 99.8%, and both again adjusted: eight times as many as sizes.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "indicator_id", "year", "period"], name="indicator_period_once"),
            models.CheckConstraint(
                condition=Q(lowest__lte=F("quarter"), quarter__lte=F("three_quarters"),
                            three_quarters__lte=F("highest")),
                name="indicator_period_quarters_ordered",
            ),
            models.CheckConstraint(
                condition=Q(phi__isnull=True, tau2__isnull=True, tested=0)
                | Q(phi__gte=0, tau2__gte=0, phi__isnull=False, tau2__isnull=False)
                & Q(tested__gte=1, tested__lte=F("known")),
                name="indicator_period_spread_is_tested",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["run", "year"], name="indicator_period_of_year")]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.year}{self.period}: {self.centre}"


class IndicatorStanding(Derived):
    """Where one value stands among those of its period. NULL where that cannot be told."""

    value = models.ForeignKey(
        "assessments.IndicatorValue", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False,
        related_name="+", help_text="The fact; facts outlive the runs over them.",
    )  # fmt: skip
    indicator_id = models.CharField(max_length=60)
    ccg = models.ForeignKey(
        "organisations.Ccg", db_column="ods_code", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    year = models.CharField(max_length=7)
    period = models.CharField(max_length=9, blank=True)
    headline = models.BooleanField(help_text="Its period is a headline one.")
    lower = models.FloatField(null=True, help_text="95% limit in the unit.")
    upper = models.FloatField(null=True)
    z = models.FloatField(null=True, help_text="Standard errors from the average.")
    z_adjusted = models.FloatField(null=True, help_text="The same, with the variance between CCGs added.")
    rank = models.PositiveIntegerField(null=True, help_text="1 the best; equal values share it.")
    rank_low = models.PositiveIntegerField(null=True, help_text="Best rank of the likely range.")
    rank_high = models.PositiveIntegerField(null=True, help_text="Last rank of the likely range.")
    similar = models.FloatField(null=True, help_text="Centre among the ten similar CCGs, on the basis of the period.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "value"], name="indicator_standing_once"),
            models.CheckConstraint(
                condition=Q(lower__isnull=True, upper__isnull=True)
                | Q(lower__isnull=False, upper__isnull=False, lower__lte=F("upper")),
                name="indicator_standing_limits_ordered",
            ),
            models.CheckConstraint(
                condition=Q(rank_low__isnull=True, rank_high__isnull=True)
                | Q(
                    rank__isnull=False,
                    rank_low__isnull=False,
                    rank_high__isnull=False,
                    rank__gte=1,
                    rank_low__gte=1,
                    rank_low__lte=F("rank_high"),
                ),
                name="indicator_standing_range_ordered",
            ),
            models.CheckConstraint(
                condition=Q(z__isnull=True, z_adjusted__isnull=True) | Q(z__isnull=False, z_adjusted__isnull=False),
                name="indicator_standing_both_z",
            ),
        ]
        indexes = [
            models.Index(fields=["run", "indicator_id", "year"], name="indicator_standing_of_period"),
            models.Index(fields=["run", "ccg", "year"], name="indicator_standing_of_ccg"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.ccg_id} {self.year}{self.period}: {self.rank}"


class Likeness(Derived):
    """One CCG in one year, what it is described by, and the ten most like it, nearest first; none where one of the
    variables is not known for it."""

    ccg = models.ForeignKey(
        "organisations.Ccg", db_column="ods_code", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    year = models.CharField(max_length=7)
    variables = ArrayField(models.CharField(max_length=60), default=list, blank=True, help_text="What counted.")
    similar = ArrayField(models.CharField(max_length=5), default=list, blank=True, help_text="CCGs, nearest first.")
    distances = _figures("Distance of each on the standardised variables.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "ccg", "year"], name="likeness_once"),
            models.CheckConstraint(
                condition=Q(similar__len=F("distances__len")), name="likeness_every_ccg_has_its_distance"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ccg_id} {self.year}: {', '.join(self.similar)}"
