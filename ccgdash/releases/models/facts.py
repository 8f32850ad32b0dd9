"""The base of every fact table: rows are added and closed, never overwritten."""

from __future__ import annotations

from typing import ClassVar, Self, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

FactT = TypeVar("FactT", bound="Fact")


class FactQuerySet(models.QuerySet[FactT]):
    """Facts as one release holds them."""

    def at(self, number: int) -> Self:
        """Rows held by release `number`: opened by it or before, and not closed by it or before."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=number), since__lte=number)


class FactManager(models.Manager[FactT]):
    """`Model.objects.at(number)`."""

    def get_queryset(self) -> FactQuerySet[FactT]:
        return FactQuerySet(self.model, using=self._db)

    def at(self, number: int) -> FactQuerySet[FactT]:
        """Rows held by release `number`."""
        return self.get_queryset().at(number)


class Fact(models.Model):
    """A published fact, held by every release from `since` until just before `until` (NULL: still held)."""

    since = models.ForeignKey("releases.Release", on_delete=models.PROTECT, related_name="+", db_column="since")
    until = models.ForeignKey(
        "releases.Release",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_column="until",
    )
    imported = models.ForeignKey("releases.Import", on_delete=models.PROTECT, related_name="+")
    row_number = models.PositiveIntegerField(help_text="Row of the file, the heading row being 1.")
    source_ids = ArrayField(
        models.CharField(max_length=120),
        default=list,
        blank=True,
        help_text="Ids of the sources of this row.",
    )

    objects: ClassVar[FactManager[Self]] = FactManager()

    class Meta:
        abstract = True


def fact_constraints(name: str, *key: str, nulls_distinct: bool | None = None) -> list[models.BaseConstraint]:
    """What the database holds true of a fact table: one open row a key, one row a key and release, time forwards."""
    return [
        models.UniqueConstraint(
            fields=[*key],
            condition=Q(until__isnull=True),
            name=f"{name}_one_open_row",
            nulls_distinct=nulls_distinct,
        ),
        models.UniqueConstraint(
            fields=[*key, "since"], name=f"{name}_one_row_a_release", nulls_distinct=nulls_distinct
        ),
        models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name=f"{name}_time_forwards"),
    ]
