"""CCGs: the bare identity, what is known of each, and each in every year it was in force."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from ccgdash.organisations.models.checks import (
    GSS_CODE,
    GSS_PATTERN,
    MONTH,
    ODS_CODE,
    ODS_PATTERN,
    PLACE_CODE,
    YEAR_PATTERN,
    check,
    financial_year,
    sourced,
)
from ccgdash.releases.models.facts import Fact, fact_constraints


class Ccg(models.Model):
    """The identity every fact refers to: one ODS code, whatever a release holds of it."""

    ods_code = models.CharField(
        max_length=5, primary_key=True, validators=[ODS_CODE], help_text="ODS code, 3 or 5 characters."
    )

    class Meta:
        verbose_name = "CCG identity"
        verbose_name_plural = "CCG identities"
        constraints = [check("ccg_ods_code", ods_code__regex=ODS_PATTERN)]

    def __str__(self) -> str:
        return self.ods_code


class CcgRecord(Fact):
    """One CCG over its whole life."""

    class ClosedBasis(models.TextChoices):
        CODE_LIST = "close-date-in-code-list", "Close date in the code list"
        DERIVED = "derived-from-code-lists", "Derived from successive code lists"
        STATUTE = "statute", "The Act that closed every CCG"

    ccg = models.ForeignKey(
        Ccg, db_column="ods_code", on_delete=models.PROTECT, related_name="+", db_index=False, help_text="ODS code."
    )
    gss_code = models.CharField(max_length=9, validators=[GSS_CODE], help_text="ONS code, latest.")
    gss_codes_all = ArrayField(
        models.CharField(max_length=9, validators=[GSS_CODE]), help_text="All ONS codes of this ODS code."
    )
    name = models.CharField(max_length=200, help_text="Latest ONS name.")
    former_names = ArrayField(
        models.CharField(max_length=200), default=list, blank=True, help_text="Earlier names or spellings."
    )
    opened = models.DateField(help_text="First operational day.")
    closed = models.DateField(help_text="Last operational day.")
    closed_basis = models.CharField(max_length=30, choices=ClosedBasis, help_text="Where the closing date comes from.")
    first_year = models.CharField(max_length=7, validators=[financial_year], help_text="First financial year in force.")
    last_year = models.CharField(max_length=7, validators=[financial_year], help_text="Last financial year in force.")
    successor_code = models.CharField(
        max_length=5, blank=True, validators=[ODS_CODE], help_text="CCG it merged into; blank for the last 106."
    )
    final_code = models.CharField(
        max_length=5, validators=[ODS_CODE], help_text="CCG of 2021-22 it ended up in (itself for the last 106)."
    )
    main_icb_code = models.CharField(
        max_length=3, validators=[PLACE_CODE], help_text="ICB that took over the largest part of final_code."
    )

    class Meta:
        verbose_name = "CCG"
        constraints = [
            *fact_constraints("ccg_record", "ccg"),
            sourced("ccg_record"),
            check("ccg_record_gss_code", gss_code__regex=GSS_PATTERN),
            check("ccg_record_first_year", first_year__regex=YEAR_PATTERN),
            check("ccg_record_last_year", last_year__regex=YEAR_PATTERN),
            check("ccg_record_years_ordered", last_year__gte=F("first_year")),
            check("ccg_record_dates_ordered", closed__gt=F("opened")),
            check(
                "ccg_record_ends_in_itself_or_a_successor",
                Q(successor_code="", final_code=F("ccg"))
                | ~Q(successor_code="") & ~Q(successor_code=F("ccg")) & ~Q(final_code=F("ccg")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.ccg_id})"


class CcgYear(Fact):
    """One CCG in one financial year it was in force."""

    ccg = models.ForeignKey(
        Ccg, db_column="ods_code", on_delete=models.PROTECT, related_name="+", db_index=False, help_text="CCG."
    )
    year = models.CharField(max_length=7, validators=[financial_year], help_text="Financial year.")
    gss_code = models.CharField(max_length=9, validators=[GSS_CODE], help_text="ONS code in that year.")
    name = models.CharField(max_length=200, help_text="Name in that year.")
    region_code = models.CharField(max_length=3, validators=[PLACE_CODE], help_text="NHS England region.")
    office_code = models.CharField(
        max_length=3, blank=True, validators=[PLACE_CODE], help_text="Area team or local office; blank from 2019-20."
    )
    footprint_code = models.CharField(
        max_length=3, blank=True, validators=[PLACE_CODE], help_text="STP or ICS; blank before 2016-17."
    )
    footprint_gss_code = models.CharField(
        max_length=9, blank=True, validators=[GSS_CODE], help_text="ONS code of the footprint in that year."
    )
    footprint_name = models.CharField(max_length=200, blank=True, help_text="Footprint name in that year.")
    centroid_vintage = models.CharField(
        max_length=7, validators=[MONTH], help_text="Boundary vintage of the centroids that fits this year."
    )

    class Meta:
        verbose_name = "CCG by year"
        verbose_name_plural = "CCGs by year"
        indexes = [models.Index(fields=["year", "ccg"], name="ccg_year_by_year")]
        constraints = [
            *fact_constraints("ccg_year", "ccg", "year"),
            sourced("ccg_year"),
            check("ccg_year_year", year__regex=YEAR_PATTERN),
            check("ccg_year_gss_code", gss_code__regex=GSS_PATTERN),
            check(
                "ccg_year_footprint_whole_or_none",
                Q(footprint_code="", footprint_gss_code="", footprint_name="")
                | ~Q(footprint_code="") & ~Q(footprint_gss_code="") & ~Q(footprint_name=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.ccg_id}), {self.year}"
