"""Releases: whole, numbered states of the data, and the one pointer that says which of them readers see."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Release(models.Model):
    """One state of every fact. Readers know it by `version`; `number` orders releases inside the database."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft: facts written, not yet computed"
        HELD = "held", "Held: rows were rejected, waits for a person"
        PUBLISHED = "published", "Published at least once"

    number = models.PositiveIntegerField(primary_key=True)
    version = models.CharField(max_length=20, unique=True, help_text="Semantic version, for example 1.2.0.")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(db_default=Now())
    published_at = models.DateTimeField(null=True, blank=True, help_text="First publication.")
    summary = models.CharField(max_length=500, blank=True, help_text="What changed, in one sentence.")
    digest = models.CharField(max_length=64, blank=True, help_text="sha256 over the files that make up this state.")
    rows_added = models.PositiveIntegerField(default=0)
    rows_revised = models.PositiveIntegerField(default=0)
    rows_withdrawn = models.PositiveIntegerField(default=0)
    recompute = models.ForeignKey(
        "releases.Recompute", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="The finished run whose results readers see.",
    )  # fmt: skip

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="release_number_from_1"),
            models.CheckConstraint(condition=Q(version__regex=r"^\d+\.\d+\.\d+$"), name="release_version_semantic"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False, recompute__isnull=False),
                name="release_published_is_dated_and_computed",
            ),
        ]

    def __str__(self) -> str:
        return self.version


class Publication(models.Model):
    """One move of the pointer, never changed: who published which release when (publishing an older one is an undo)."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="publications")
    at = models.DateTimeField(db_default=Now())
    by = models.CharField(max_length=150, blank=True, help_text="Staff user, or empty for the command line.")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.release_id} at {self.at:%Y-%m-%d %H:%M}"


class Current(models.Model):
    """The pointer: one row. Publishing is one UPDATE of it: readers see the old release or the new one, never half."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "current"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="current_is_one_row")]

    def __str__(self) -> str:
        return str(self.release_id)
