"""What became of CCGs: mergers, territory moved without a merger, and the ICBs of July 2022."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ccgdash.organisations.models.ccgs import Ccg
from ccgdash.organisations.models.checks import (
    GSS_CODE,
    GSS_PATTERN,
    MONTH,
    MONTH_PATTERN,
    PERCENT,
    PLACE_CODE,
    between,
    check,
    least,
    sourced,
)
from ccgdash.releases.models.facts import Fact, fact_constraints


class Succession(Fact):
    """One CCG that closed and became part of another."""

    class Kind(models.TextChoices):
        MERGER = "merger", "Merger"

    predecessor = models.ForeignKey(
        Ccg, db_column="predecessor_code", on_delete=models.PROTECT, related_name="+", db_index=False,
        help_text="CCG that closed.",
    )  # fmt: skip
    successor = models.ForeignKey(
        Ccg, db_column="successor_code", on_delete=models.PROTECT, related_name="+", help_text="CCG it became part of."
    )
    date = models.DateField(help_text="First day of the successor.")
    kind = models.CharField(max_length=20, choices=Kind, help_text="All closures were whole mergers.")
    share_pct = models.FloatField(
        validators=PERCENT, help_text="Share of the predecessor that went to the successor, per cent."
    )
    area_overlap_pct = models.FloatField(
        null=True, blank=True, validators=PERCENT,
        help_text="Share of the predecessor's polygon inside the successor's (generalised shapes), per cent.",
    )  # fmt: skip

    class Meta:
        constraints = [
            *fact_constraints("succession", "predecessor"),
            sourced("succession"),
            check("succession_of_two", ~Q(predecessor=F("successor"))),
            between("succession_share", "share_pct", 0, 100),
            between("succession_overlap", "area_overlap_pct", 0, 100),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} into {self.successor_id}"


class BoundaryChange(Fact):
    """One change of ONS code under the same ODS code: territory moved without a merger."""

    ccg = models.ForeignKey(
        Ccg, db_column="ods_code", on_delete=models.PROTECT, related_name="+", db_index=False, help_text="CCG."
    )
    gss_code_before = models.CharField(max_length=9, validators=[GSS_CODE], help_text="ONS code before.")
    gss_code_after = models.CharField(max_length=9, validators=[GSS_CODE], help_text="ONS code after.")
    name_before = models.CharField(max_length=200, help_text="Name before.")
    name_after = models.CharField(max_length=200, help_text="Name after.")
    last_seen_before = models.CharField(
        max_length=7, validators=[MONTH], help_text="Last snapshot with the old code (not the legal date)."
    )
    first_seen_after = models.CharField(
        max_length=7, validators=[MONTH], help_text="First snapshot with the new code (not the legal date)."
    )
    centroid_shift_m = models.IntegerField(
        null=True, blank=True, validators=[least(0)], help_text="Distance between area centroids, metres."
    )
    area_before_km2 = models.FloatField(
        null=True, blank=True, validators=[least(0)], help_text="Area before, generalised shape, square kilometres."
    )
    area_after_km2 = models.FloatField(
        null=True, blank=True, validators=[least(0)], help_text="Area after, generalised shape, square kilometres."
    )

    class Meta:
        constraints = [
            *fact_constraints("boundary_change", "ccg", "gss_code_after"),
            sourced("boundary_change"),
            check("boundary_change_gss_before", gss_code_before__regex=GSS_PATTERN),
            check("boundary_change_gss_after", gss_code_after__regex=GSS_PATTERN),
            check("boundary_change_of_two_codes", ~Q(gss_code_before=F("gss_code_after"))),
            check("boundary_change_seen_before", last_seen_before__regex=MONTH_PATTERN),
            check("boundary_change_seen_after", first_seen_after__regex=MONTH_PATTERN),
            check("boundary_change_in_order", first_seen_after__gt=F("last_seen_before")),
            check("boundary_change_shift", centroid_shift_m__gte=0),
            check("boundary_change_areas", area_before_km2__gte=0, area_after_km2__gte=0),
        ]

    def __str__(self) -> str:
        return f"{self.ccg_id}: {self.gss_code_before} to {self.gss_code_after}"


class IcbSuccessor(Fact):
    """One CCG of 2021-22 and one ICB that took over it, or a part of it, in July 2022."""

    class Role(models.TextChoices):
        MAIN = "main", "Largest part"
        PART = "part", "Smaller part"

    ccg = models.ForeignKey(
        Ccg, db_column="ods_code", on_delete=models.PROTECT, related_name="+", db_index=False,
        help_text="CCG of 2021-22.",
    )  # fmt: skip
    icb_code = models.CharField(max_length=3, validators=[PLACE_CODE], help_text="ICB.")
    lsoa11_count = models.IntegerField(validators=[least(1)], help_text="LSOAs of 2011 that went to this ICB.")
    lsoa_share_pct = models.FloatField(
        validators=PERCENT, help_text="Share of the CCG's LSOAs (a count, not population), per cent."
    )
    role = models.CharField(max_length=10, choices=Role, help_text="main: largest part.")

    class Meta:
        verbose_name = "ICB successor"
        constraints = [
            *fact_constraints("icb_successor", "ccg", "icb_code"),
            sourced("icb_successor"),
            check("icb_successor_lsoas", lsoa11_count__gte=1),
            between("icb_successor_share", "lsoa_share_pct", 0, 100),
        ]

    def __str__(self) -> str:
        return f"{self.ccg_id} to {self.icb_code}"
