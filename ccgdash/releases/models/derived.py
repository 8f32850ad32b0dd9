"""What rows worked out by a run have in common: the run they belong to, and the sources they rest on."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Derived(models.Model):
    """A row worked out by a run: read through the release that points at the run, deleted with it."""

    run = models.ForeignKey("releases.Recompute", on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


def sources_field(help_text: str) -> ArrayField[list[str], list[str]]:
    """Ids of sources; empty where nothing is known to have one."""
    return ArrayField(models.CharField(max_length=120), default=list, blank=True, help_text=help_text)
