"""What CCGs lay in: regions, offices, footprints, the ICBs after them; and where on the map each CCG was."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ccgdash.organisations.models.ccgs import Ccg
from ccgdash.organisations.models.checks import (
    GSS_CODE,
    GSS_PATTERN,
    MONTH,
    MONTH_PATTERN,
    PLACE_CODE,
    PLACE_PATTERN,
    YEAR_PATTERN,
    between,
    check,
    financial_year,
    least,
    most,
    sourced,
)
from ccgdash.releases.models.facts import Fact, fact_constraints

ALL_OR_NONE_OF_ONS = (
    Q(ons_easting=None, ons_northing=None, ons_lon=None, ons_lat=None)
    | Q(ons_easting__gte=0, ons_northing__gte=0, ons_lon__isnull=False, ons_lat__isnull=False)
)  # fmt: skip


class Place(Fact):
    """What regions, offices and footprints have in common."""

    ods_code = models.CharField(max_length=3, validators=[PLACE_CODE], help_text="ODS code.")
    gss_code = models.CharField(
        max_length=9, blank=True, validators=[GSS_CODE], help_text="ONS code, latest; blank where not found."
    )
    gss_codes_all = ArrayField(
        models.CharField(max_length=9, validators=[GSS_CODE]), default=list, blank=True, help_text="All ONS codes seen."
    )
    name = models.CharField(max_length=200, help_text="Latest name, as the source spells it.")
    other_names = ArrayField(
        models.CharField(max_length=200), default=list, blank=True, help_text="Earlier names and spellings."
    )
    first_year = models.CharField(
        max_length=7, validators=[financial_year], help_text="First financial year in this data."
    )
    last_year = models.CharField(
        max_length=7, validators=[financial_year], help_text="Last financial year in this data."
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.name} ({self.ods_code})"


def place_constraints(name: str) -> list[models.BaseConstraint]:
    """What holds of every kind of place."""
    return [
        *fact_constraints(name, "ods_code"),
        sourced(name),
        check(f"{name}_ods_code", ods_code__regex=PLACE_PATTERN),
        check(f"{name}_gss_code", Q(gss_code="") | Q(gss_code__regex=GSS_PATTERN)),
        check(f"{name}_first_year", first_year__regex=YEAR_PATTERN),
        check(f"{name}_last_year", last_year__regex=YEAR_PATTERN),
        check(f"{name}_years_ordered", last_year__gte=F("first_year")),
    ]


class Region(Place):
    """An NHS England region: four to 2017-18, five in 2018-19, seven from 2019-20."""

    class Meta:
        constraints = place_constraints("region")


class LocalOffice(Place):
    """An area team of NHS England (2013-15) or one of its local offices (from 2015-16)."""

    class Kind(models.TextChoices):
        AREA_TEAM = "area-team", "Area team"
        LOCAL_OFFICE = "local-office", "Local office"
        BOTH = "area-team-then-local-office", "Area team, then local office"

    kind = models.CharField(max_length=30, choices=Kind, help_text="Area teams 2013-15, local offices from 2015-16.")
    region_code = models.CharField(max_length=3, validators=[PLACE_CODE], help_text="Region, latest.")

    class Meta:
        constraints = place_constraints("local_office")


class Footprint(Place):
    """A sustainability and transformation partnership, later an integrated care system."""

    class Meta:
        constraints = place_constraints("footprint")


class Icb(Fact):
    """An integrated care board of July 2022."""

    icb_code = models.CharField(max_length=3, validators=[PLACE_CODE], help_text="ODS code.")
    gss_code = models.CharField(max_length=9, validators=[GSS_CODE], help_text="ONS code.")
    name = models.CharField(max_length=200, help_text="Name.")

    class Meta:
        verbose_name = "ICB"
        constraints = [
            *fact_constraints("icb", "icb_code"),
            sourced("icb"),
            check("icb_code", icb_code__regex=PLACE_PATTERN),
            check("icb_gss_code", gss_code__regex=GSS_PATTERN),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.icb_code})"


class Centroid(Fact):
    """Where one CCG lay in one boundary vintage: for maps and cartograms, not measurement."""

    vintage = models.CharField(max_length=7, validators=[MONTH], help_text="Boundary vintage.")
    ccg = models.ForeignKey(
        Ccg, db_column="ods_code", on_delete=models.PROTECT, related_name="+", db_index=False, help_text="CCG."
    )
    gss_code = models.CharField(max_length=9, validators=[GSS_CODE], help_text="ONS code in the vintage.")
    lon = models.FloatField(validators=[least(-7), most(2)], help_text="Area centroid, WGS84 longitude.")
    lat = models.FloatField(validators=[least(49), most(56)], help_text="Area centroid, WGS84 latitude.")
    easting = models.IntegerField(validators=[least(0)], help_text="Area centroid, British National Grid metres.")
    northing = models.IntegerField(validators=[least(0)], help_text="Area centroid, British National Grid metres.")
    inside_lon = models.FloatField(
        validators=[least(-7), most(2)], help_text="Longitude of a point guaranteed inside the polygon."
    )
    inside_lat = models.FloatField(
        validators=[least(49), most(56)], help_text="Latitude of a point guaranteed inside the polygon."
    )
    centroid_inside = models.BooleanField(help_text="Whether the area centroid lies inside the polygon.")
    area_km2 = models.FloatField(validators=[least(0)], help_text="Area of the generalised shape, square kilometres.")
    ons_easting = models.IntegerField(
        null=True, blank=True, validators=[least(0)], help_text="ONS label point (2021 only), grid metres."
    )
    ons_northing = models.IntegerField(
        null=True, blank=True, validators=[least(0)], help_text="ONS label point (2021 only), grid metres."
    )
    ons_lon = models.FloatField(null=True, blank=True, help_text="ONS label point (2021 only), longitude.")
    ons_lat = models.FloatField(null=True, blank=True, help_text="ONS label point (2021 only), latitude.")

    class Meta:
        constraints = [
            *fact_constraints("centroid", "vintage", "ccg"),
            sourced("centroid"),
            check("centroid_vintage", vintage__regex=MONTH_PATTERN),
            check("centroid_gss_code", gss_code__regex=GSS_PATTERN),
            between("centroid_lon", "lon", -7, 2),
            between("centroid_lat", "lat", 49, 56),
            between("centroid_inside_lon", "inside_lon", -7, 2),
            between("centroid_inside_lat", "inside_lat", 49, 56),
            check("centroid_on_the_grid", easting__gte=0, northing__gte=0),
            check("centroid_area", area_km2__gte=0),
            check("centroid_ons_point_whole_or_none", ALL_OR_NONE_OF_ONS),
        ]

    def __str__(self) -> str:
        return f"{self.ccg_id} in {self.vintage}"
