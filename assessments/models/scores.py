"""Derived rows: what rule sets give, and how often that agrees with what was published. Never official."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ccgdash.releases.models import Derived


class RuleSetRow(Derived):
    """A row one rule set gives for one year."""

    year = models.CharField(max_length=7)
    rule_set = models.CharField(max_length=60, help_text="Rule set.")
    version = models.CharField(max_length=20, help_text="Its version.")
    verified = models.BooleanField(help_text="Whether a published source states the rule.")

    class Meta:
        abstract = True


class Score(RuleSetRow):
    """What one rule set gives one CCG in one year. Empty where it cannot be told from what is known."""

    ccg = models.ForeignKey("organisations.Ccg", db_column="ods_code", on_delete=models.PROTECT, related_name="+")
    score = models.FloatField(null=True, help_text="NULL where the rule gives none.")
    band = models.CharField(max_length=40, blank=True, help_text="Band, or empty.")
    band_place = models.PositiveSmallIntegerField(null=True, help_text="0 for the best band.")
    rank = models.PositiveIntegerField(null=True, help_text="1 the best; equal results share it.")
    rank_low = models.PositiveIntegerField(null=True, help_text="Best rank when the rule's inputs are drawn again.")
    rank_high = models.PositiveIntegerField(null=True, help_text="Last rank then.")
    weights_rank_low = models.PositiveIntegerField(null=True, help_text="Best rank when weights change a little.")
    weights_rank_high = models.PositiveIntegerField(null=True, help_text="Last rank then.")
    inputs_known = models.PositiveSmallIntegerField(help_text="Inputs of the rule with points.")
    inputs_possible = models.PositiveSmallIntegerField(help_text="Inputs of the rule.")
    overrides_unknown = ArrayField(
        models.CharField(max_length=60), default=list, blank=True,
        help_text="Overrides that could change the band, but cannot be told.",
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "rule_set", "year", "ccg"], name="score_once"),
            models.CheckConstraint(
                condition=Q(rank__isnull=True) | Q(score__isnull=False, rank__gte=1), name="score_ranked_is_scored"
            ),
            models.CheckConstraint(
                condition=Q(rank_low__isnull=True) | Q(rank_high__gte=F("rank_low")), name="score_rank_range_ordered"
            ),
            models.CheckConstraint(
                condition=Q(weights_rank_low__isnull=True) | Q(weights_rank_high__gte=F("weights_rank_low")),
                name="score_weights_range_ordered",
            ),
            models.CheckConstraint(
                condition=Q(band="", band_place__isnull=True) | (~Q(band="") & Q(band_place__isnull=False)),
                name="score_band_has_place",
            ),
            models.CheckConstraint(
                condition=Q(inputs_known__lte=F("inputs_possible")), name="score_known_within_possible"
            ),
        ]
        indexes = [models.Index(fields=["run", "ccg", "year"], name="score_of_ccg")]

    def __str__(self) -> str:
        return f"{self.ccg_id} {self.year} by {self.rule_set}: {self.band or 'not known'}"


class Reproduction(RuleSetRow):
    """How many published headlines of a year a rule set reproduces, of those it can be held against."""

    published_known = models.PositiveIntegerField(help_text="CCGs whose published headline is known.")
    testable = models.PositiveIntegerField(help_text="Of these, CCGs the rule gives a result.")
    reproduced = models.PositiveIntegerField(help_text="Of these, CCGs whose result agrees.")
    differing = ArrayField(models.CharField(max_length=5), default=list, blank=True, help_text="CCGs that differ.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "rule_set", "year"], name="reproduction_once"),
            models.CheckConstraint(
                condition=Q(testable__lte=F("published_known"), reproduced__lte=F("testable")),
                name="reproduction_counts_nest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} {self.year}: {self.reproduced} of {self.testable}"
