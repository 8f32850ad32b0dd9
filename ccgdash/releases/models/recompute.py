"""One run of the whole recomputation, and its parts: one a year."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Recompute(models.Model):
    """Derived rows belong to a run; readers see a run only when it is whole and the release points at it."""

    release = models.ForeignKey("releases.Release", on_delete=models.CASCADE, related_name="recomputes")
    engine = models.CharField(max_length=20, help_text="Version of the computing code.")
    publish = models.BooleanField(default=True, help_text="Publish the release when the run is whole.")
    by = models.CharField(max_length=150, blank=True)
    started_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["release"],
                condition=Q(finished_at__isnull=True),
                name="recompute_one_unfinished_a_release",
            )
        ]

    def __str__(self) -> str:
        return f"run {self.pk} of {self.release_id}"


class RecomputePart(models.Model):
    """The run's work for one financial year: done in one transaction, so it is there whole or not at all."""

    run = models.ForeignKey(Recompute, on_delete=models.CASCADE, related_name="parts")
    year = models.CharField(max_length=7)
    enqueued_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    error = models.TextField(blank=True, help_text="Why the last attempt failed; empty once done.")

    class Meta:
        ordering = ["run", "year"]
        constraints = [models.UniqueConstraint(fields=["run", "year"], name="recompute_part_once")]

    def __str__(self) -> str:
        return f"{self.year} of run {self.run_id}"
