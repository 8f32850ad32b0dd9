"""How many people and practices a CCG had, each count with its date and its definition."""

from __future__ import annotations

from django.db import models

from ccgdash.organisations.models.ccgs import Ccg
from ccgdash.organisations.models.checks import (
    MONTH,
    MONTH_PATTERN,
    YEAR_PATTERN,
    check,
    financial_year,
    least,
    slug_form,
    sourced,
)
from ccgdash.releases.models.facts import Fact, fact_constraints


class Population(Fact):
    """Patients on GP lists, or residents, of one CCG in one year on one basis."""

    class Measure(models.TextChoices):
        REGISTERED = "registered", "Patients registered with GP practices"
        RESIDENT = "resident", "Residents"

    ccg = models.ForeignKey(
        Ccg, db_column="ods_code", on_delete=models.PROTECT, related_name="+", db_index=False, help_text="CCG."
    )
    year = models.CharField(
        max_length=7, validators=[financial_year], help_text="Year of the CCG set (not of the estimate: see as_at)."
    )
    measure = models.CharField(max_length=20, choices=Measure, help_text="Patients on GP lists, or residents.")
    basis = models.CharField(max_length=30, validators=[slug_form], help_text="Which count.")
    as_at = models.DateField(help_text="Date of the count.")
    population = models.IntegerField(validators=[least(1)], help_text="People.")

    class Meta:
        constraints = [
            *fact_constraints("population", "ccg", "year", "basis"),
            sourced("population"),
            check("population_year", year__regex=YEAR_PATTERN),
            check("population_positive", population__gte=1),
        ]

    def __str__(self) -> str:
        return f"{self.ccg_id}, {self.year}, {self.basis}: {self.population:,}"


class ListSize(Fact):
    """Patients registered with the practices of one CCG in one month."""

    month = models.CharField(max_length=7, validators=[MONTH], help_text="First day of this month.")
    ccg = models.ForeignKey(
        Ccg, db_column="ods_code", on_delete=models.PROTECT, related_name="+", db_index=False,
        help_text="CCG in force that month.",
    )  # fmt: skip
    registered = models.IntegerField(validators=[least(1)], help_text="Registered patients.")

    class Meta:
        verbose_name = "monthly list size"
        constraints = [
            *fact_constraints("list_size", "ccg", "month"),
            sourced("list_size"),
            check("list_size_month", month__regex=MONTH_PATTERN),
            check("list_size_positive", registered__gte=1),
        ]

    def __str__(self) -> str:
        return f"{self.ccg_id}, {self.month}: {self.registered:,}"


class PracticeCount(Fact):
    """GP practices of one CCG on one day. Four definitions: compare only within one."""

    ccg = models.ForeignKey(
        Ccg, db_column="ods_code", on_delete=models.PROTECT, related_name="+", db_index=False, help_text="CCG."
    )
    as_at = models.DateField(help_text="Date of the count.")
    year = models.CharField(max_length=7, validators=[financial_year], help_text="Financial year of that date.")
    basis = models.CharField(
        max_length=30, validators=[slug_form], help_text="Which definition: do not read steps between bases as change."
    )
    practices = models.IntegerField(validators=[least(1)], help_text="GP practices.")

    class Meta:
        constraints = [
            *fact_constraints("practice_count", "ccg", "as_at"),
            sourced("practice_count"),
            check("practice_count_year", year__regex=YEAR_PATTERN),
            check("practice_count_positive", practices__gte=1),
        ]

    def __str__(self) -> str:
        return f"{self.ccg_id}, {self.as_at:%Y-%m-%d}: {self.practices}"
