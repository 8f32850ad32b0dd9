"""Derived rows: the hexagon of each CCG on the map of a year, as one recompute run laid them out."""

from __future__ import annotations

from django.db import models

from ccgdash.organisations.models.ccgs import Ccg
from ccgdash.organisations.models.checks import YEAR_PATTERN, check
from ccgdash.releases.models import Derived


class HexPlace(Derived):
    """Where one CCG stands on the hexagon map of one year. A drawing, not a measurement."""

    year = models.CharField(max_length=7)
    ccg = models.ForeignKey(Ccg, db_column="ods_code", on_delete=models.PROTECT, related_name="+")
    x = models.PositiveSmallIntegerField(help_text="Half-hexagons from the west.")
    y = models.PositiveSmallIntegerField(help_text="Rows from the north.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "year", "ccg"], name="hex_place_one_a_ccg"),
            models.UniqueConstraint(fields=["run", "year", "x", "y"], name="hex_place_one_ccg_a_hexagon"),
            check("hex_place_year", year__regex=YEAR_PATTERN),
        ]

    def __str__(self) -> str:
        return f"{self.ccg_id} {self.year}: {self.x}, {self.y}"
