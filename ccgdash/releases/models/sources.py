"""Sources: the publications every fact names."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models

from ccgdash.releases.models.facts import Fact, fact_constraints

SOURCE_ID = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "is not an id like nhse-ratings-2015-16")
LICENCE = RegexValidator(r"^[A-Za-z0-9.]+(-[A-Za-z0-9.]+)*$", "is not a licence like OGL-UK-3.0")


class Source(Fact):
    """One publication, data file or web page that facts are taken from."""

    source_id = models.CharField(
        max_length=120, validators=[SOURCE_ID], help_text="Readable id used in every source_ids column."
    )
    publisher = models.CharField(max_length=200, help_text="Who published it.")
    title = models.CharField(max_length=400, help_text="Title, or a label taken from the address.")
    reference = models.TextField(help_text="Public address or citation.")
    licence = models.CharField(
        max_length=40, validators=[LICENCE], help_text="Licence; facts-only-cite: bare facts quoted with citation."
    )
    note = models.TextField(blank=True, help_text="Remark.")

    class Meta:
        constraints = fact_constraints("source", "source_id")

    def __str__(self) -> str:
        return self.source_id
