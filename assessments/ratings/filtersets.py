"""What lists of ratings may be asked for; choices come from the release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from assessments.interventions.filtersets import STATUS_CHOICES
from assessments.interventions.queries import with_flag
from assessments.ratings import presenters, queries
from ccgdash.http.filters import Choice, ChoicesFilter, DateFilter
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.release import ReleaseRef
from ccgdash.http.selection import Value
from ccgdash.lib.words import slug_words
from ccgdash.organisations.filtersets import CcgFilterSet, footprints, regions, years
from ccgdash.organisations.queries import in_places

ALL = "all"
HEADLINE = "headline"


def labels(release: ReleaseRef) -> Iterable[Choice]:
    return [(label, presenters.rating_words(label)) for label in queries.labels(release)]


def assessments(release: ReleaseRef) -> Iterable[Choice]:
    return [(slug, presenters.assessment_words(slug)) for slug in queries.assessments(release)]


def assessments_or_all(release: ReleaseRef) -> Iterable[Choice]:
    return [*assessments(release), (ALL, "All assessments")]


def frameworks(release: ReleaseRef) -> Iterable[Choice]:
    return [(slug, slug_words(slug)) for slug in queries.frameworks(release)]


def derivations(release: ReleaseRef) -> Iterable[Choice]:
    return [(slug, slug_words(slug)) for slug in queries.derivations(release)]


class CcgYearFilterSet(CcgFilterSet):
    """Filters over rows that have a CCG and a year. Subclasses add their own; `web` adds what needs both apps."""

    year = ChoicesFilter("year", choices=years, label="Year")
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
    special_measures = ChoicesFilter(
        "special_measures",
        choices=STATUS_CHOICES,
        method="with_flag",
        label="Special measures",
        help_text="On the day the year's ratings were published, or on the day given with on.",
    )
    directions = ChoicesFilter(
        "directions",
        choices=STATUS_CHOICES,
        method="with_flag",
        label="Legal directions",
        help_text="On the same day; directions given at authorisation in 2013 count too.",
    )
    on = DateFilter(
        method="read_with_flags", label="Day", help_text="The day special_measures and directions are asked for."
    )
    day: date | None = None

    def apply(self, queryset: QuerySet[Any], values: Mapping[str, tuple[Value, ...]]) -> QuerySet[Any]:
        """Reads the day first, because the flags stand on it."""
        given = values.get("on", (None,))[0]
        self.day = given if isinstance(given, date) else None
        return super().apply(queryset, values)

    def in_place(self, rows: QuerySet[Any], column: str, codes: Sequence[str]) -> QuerySet[Any]:
        return in_places(rows, self.held.number, column, codes)

    def with_flag(self, rows: QuerySet[Any], flag: str, statuses: Sequence[str]) -> QuerySet[Any]:
        return with_flag(rows, self.held, flag, statuses, self.day)

    def read_with_flags(self, rows: QuerySet[Any], _name: str, _day: date) -> QuerySet[Any]:
        """`on` chooses no rows by itself: it says which day the two flags are read on."""
        return rows

    @property
    def held(self) -> ReleaseRef:
        """The release rows are read from; there is none to filter before the first."""
        if self.release is None:
            raise LookupError("no release")
        return self.release


def _assessment_filter() -> ChoicesFilter:
    """Which assessment; HeadlineByDefault answers for it."""
    return ChoicesFilter(
        "assessment",
        choices=assessments_or_all,
        method="of_assessment",
        label="Assessment",
        help_text="The headline if not given; all for every component and clinical area too.",
    )


class HeadlineByDefault(StrictFilterSet):
    """Rows with an `assessment`: the headline ones unless another assessment, or all, is asked for."""

    def apply(self, queryset: QuerySet[Any], values: Mapping[str, tuple[Value, ...]]) -> QuerySet[Any]:
        return super().apply(queryset, {**values, "assessment": values.get("assessment", (HEADLINE,))})

    def of_assessment(self, rows: QuerySet[Any], _name: str, slugs: Sequence[str]) -> QuerySet[Any]:
        return rows if ALL in slugs else rows.filter(assessment__in=slugs)


class RatingFilterSet(HeadlineByDefault, CcgYearFilterSet):
    """Ratings: the headline ones unless another assessment, or all, is asked for."""

    rating = ChoicesFilter("label", choices=labels, label="Rating")
    assessment = _assessment_filter()
    framework = ChoicesFilter("framework", choices=frameworks, label="Framework")
    derivation = ChoicesFilter(
        "derivation", choices=derivations, label="How it is known", help_text="Stated, or following from what is."
    )


class RatingSummaryFilterSet(HeadlineByDefault):
    """Counts by year; those of the headline unless another assessment, or all, is asked for."""

    year = ChoicesFilter("year", choices=years, label="Year")
    assessment = _assessment_filter()


class RatingFlowFilterSet(StrictFilterSet):
    """Flows between two years; `from` and `to` are the parameters (a word of Python, hence the spelling here)."""

    vars()["from"] = ChoicesFilter("from_year", choices=years, label="From year")
    to = ChoicesFilter("to_year", choices=years, label="To year")
