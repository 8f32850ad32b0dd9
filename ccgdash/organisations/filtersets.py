"""Choices of years, CCGs and places that every list offers, and the filters of the registry's own lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from ccgdash.http.controls import Control
from ccgdash.http.filters import Choice, ChoicesFilter
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.release import ReleaseRef
from ccgdash.lib.words import slug_words, year_words
from ccgdash.organisations import queries
from ccgdash.organisations.models import Population, PracticeCount


def years(release: ReleaseRef) -> Iterable[Choice]:
    """Years in which there were CCGs."""
    return [(year, year_words(year)) for year in queries.years_in_force(release.number)]


def ccgs(release: ReleaseRef) -> Iterable[Choice]:
    """Every CCG there ever was."""
    return [(record.ccg_id, record.name) for record in queries.ccg_records(release.number)]


def regions(release: ReleaseRef) -> Iterable[Choice]:
    """NHS England regions of any year."""
    return [(place.code, place.name) for place in queries.regions_of(release.number)]


def footprints(release: ReleaseRef) -> Iterable[Choice]:
    """STP and ICS footprints of any year."""
    return [(place.code, place.name) for place in queries.footprints_of(release.number)]


def practice_years(release: ReleaseRef) -> Iterable[Choice]:
    """Years with counts of practices; they go on after the last year of CCGs."""
    rows = PracticeCount.objects.at(release.number).order_by("year").values_list("year", flat=True)
    return [(year, year_words(year)) for year in rows.distinct()]


def population_bases(release: ReleaseRef) -> Iterable[Choice]:
    """Which counts of people the release holds."""
    return _slugs(Population.objects.at(release.number).order_by("basis").values_list("basis", flat=True))


def practice_bases(release: ReleaseRef) -> Iterable[Choice]:
    """Which definitions of a practice the release holds."""
    return _slugs(PracticeCount.objects.at(release.number).order_by("basis").values_list("basis", flat=True))


def _slugs(found: QuerySet[Any, str]) -> Iterable[Choice]:
    return [(slug, slug_words(slug)) for slug in found.distinct()]


class CcgFilterSet(StrictFilterSet):
    """Filters over rows that have a CCG."""

    ods_code = ChoicesFilter("ccg", choices=ccgs, label="CCG", help_text="ODS code.")

    @property
    def controls(self) -> dict[str, Control]:
        """Without a box for each of 248 CCGs: a form shows the chosen ones, so that they can be taken away."""
        controls: dict[str, Control] = super().controls
        chosen = controls.pop("ods_code")
        if chosen.typed:
            shown = tuple(option for option in chosen.options if option.selected)
            controls["ods_code"] = replace(chosen, options=shown)
        return controls


class PeopleFilterSet(StrictFilterSet):
    """Filters over counts that have a CCG and a year."""

    year = ChoicesFilter("year", choices=years, label="Year")
    ods_code = ChoicesFilter("ccg", choices=ccgs, label="CCG", help_text="ODS code.")
    region = ChoicesFilter(
        "region_code", choices=regions, method="in_place", label="Region", help_text="Where the CCG lay in that year."
    )
    footprint = ChoicesFilter(
        "footprint_code",
        choices=footprints,
        method="in_place",
        label="STP or ICS",
        help_text="Where the CCG lay in that year; there were none before 2016-17.",
    )

    def in_place(self, rows: QuerySet[Any], column: str, codes: Sequence[str]) -> QuerySet[Any]:
        """Counts of CCGs that lay in one of the places in that year."""
        return queries.in_places(rows, self.release.number, column, codes) if self.release else rows.none()


class PopulationFilterSet(PeopleFilterSet):
    """Registered and resident populations: never to be mixed."""

    measure = ChoicesFilter("measure", choices=Population.Measure.choices, label="Who is counted")
    basis = ChoicesFilter("basis", choices=population_bases, label="Which count")


class PracticeCountFilterSet(PeopleFilterSet):
    """Counts of GP practices: compare only within one basis."""

    year = ChoicesFilter("year", choices=practice_years, label="Year")
    basis = ChoicesFilter("basis", choices=practice_bases, label="Which definition")
