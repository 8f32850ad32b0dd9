"""How many people and practices CCGs had."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Case, IntegerField, Value, When

from ccgdash.organisations.models import ListSize, Population, PracticeCount
from ccgdash.releases.models import FactQuerySet

# The registered population of a year is the count on the year's first day, 1 April, on the CCGs of that year: before
# 2015-16 from the April to June quarter file, then from the April list. The count of the Quality and Outcomes
# Framework is dated 31 March 2014, the year's last day, so it is never taken for 2013-14: every year has one count,
# and all are dated alike. Where a release should hold both, the first named is taken.
REGISTERED_BASES = ("april-list", "april-june-quarter")


def registered_populations(number: int, year: str) -> Mapping[str, Population]:
    """CCG code to its registered population on 1 April of `year`, one per CCG; a CCG without a count is not in it."""
    preference = [When(basis=basis, then=Value(position)) for position, basis in enumerate(REGISTERED_BASES)]
    rows = (
        Population.objects.at(number)
        .filter(year=year, measure=Population.Measure.REGISTERED, basis__in=REGISTERED_BASES)
        .order_by("ccg_id", Case(*preference, output_field=IntegerField()))
        .distinct("ccg_id")
    )
    return {row.ccg_id: row for row in rows}


def registered_population(number: int, code: str, year: str) -> Population | None:
    """One CCG's registered population on 1 April of `year`, with basis, date and sources; None where not known."""
    rows = {
        row.basis: row
        for row in Population.objects.at(number).filter(
            ccg=code, year=year, measure=Population.Measure.REGISTERED, basis__in=REGISTERED_BASES
        )
    }
    return next((rows[basis] for basis in REGISTERED_BASES if basis in rows), None)


def populations(number: int, code: str) -> FactQuerySet[Population]:
    """Every count of one CCG on every basis, by year: registered and resident are never to be mixed."""
    return Population.objects.at(number).filter(ccg=code).order_by("year", "measure", "basis")


def list_sizes(number: int, code: str) -> FactQuerySet[ListSize]:
    """Registered patients of one CCG by month, ascending."""
    return ListSize.objects.at(number).filter(ccg=code).order_by("month")


def practice_counts(number: int, code: str, year: str | None = None) -> FactQuerySet[PracticeCount]:
    """GP practices of one CCG by date, each with the basis it was counted on: compare only within one basis."""
    rows = PracticeCount.objects.at(number).filter(ccg=code).order_by("as_at")
    return rows.filter(year=year) if year else rows
