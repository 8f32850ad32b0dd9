"""Every CCG's headline ratings side by side, a column for each year: the resource behind `/ratings/matrix/`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assessments.models import CcgYearAssessment
from assessments.ratings import presenters, queries
from assessments.years import HEADLINES
from ccgdash.http.filters import Choice, ChoiceFilter, ChoicesFilter
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Coverage, Resource
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection
from ccgdash.organisations.filtersets import CcgFilterSet, regions
from ccgdash.organisations.models import CcgRecord, CcgYear

KNOWN_CHOICES = (("yes", "At least one rating known"), ("no", "No rating known"))


def headline_labels(release: ReleaseRef) -> Iterable[Choice]:
    """Headline ratings of any year."""
    return [(label, presenters.rating_words(label)) for label in queries.headline_labels(release)]


class RatingMatrixFilterSet(CcgFilterSet):
    """CCGs by what they were ever rated and where they ever lay."""

    known = ChoiceFilter(choices=KNOWN_CHOICES, method="with_known", label="What is known")
    rating = ChoicesFilter(
        choices=headline_labels, method="ever_rated", label="Rating in any year", help_text="Headline, as published."
    )
    region = ChoicesFilter(
        choices=regions, method="ever_in", label="Region", help_text="Where the CCG lay in any year."
    )

    def with_known(self, rows: QuerySet[Any], _name: str, chosen: Sequence[str]) -> QuerySet[Any]:
        return rows.filter(known__gt=0) if "yes" in chosen else rows.filter(known=0)

    def ever_rated(self, rows: QuerySet[Any], _name: str, labels: Sequence[str]) -> QuerySet[Any]:
        if self.release is None:
            return rows.none()
        theirs = queries.ccg_year_assessments(self.release).filter(ccg=OuterRef("ccg"), rating__in=labels)
        return rows.filter(Exists(theirs))

    def ever_in(self, rows: QuerySet[Any], _name: str, codes: Sequence[str]) -> QuerySet[Any]:
        if self.release is None:
            return rows.none()
        there = CcgYear.objects.at(self.release.number).filter(ccg=OuterRef("ccg"), region_code__in=codes)
        return rows.filter(Exists(there))


@dataclass(frozen=True, slots=True)
class RatingMatrixRow:
    """One CCG and its headline rating in every year it was in force."""

    ods_code: str = column("CCG.", example="07M")
    name: str = column("Latest name of the CCG.", example="NHS Barnet CCG")
    known: int = column("Years whose rating is known.", unit="years", example=2)
    ratings: Mapping[str, str | None] = column(
        "Headline by year, as published; null where it was not found. Only years in which the CCG was in force and "
        "headline ratings are known to exist.",
        example={"2015-16": "requires-improvement", "2016-17": None},
    )
    missing: Mapping[str, str] = missing_column()


class RatingMatrix(Resource[CcgRecord, RatingMatrixRow]):
    """Headline ratings, a row for each CCG. Years across a change of framework cannot be compared."""

    name = "ratings-matrix"
    title = "Ratings of every CCG, year by year"
    row = RatingMatrixRow
    filterset = RatingMatrixFilterSet
    orderings = {"name": "name", "ods_code": "ccg", "known": "known"}
    default_ordering = ("name",)
    tie_breaker = ("name", "ccg")

    def queryset(self, release: ReleaseRef) -> QuerySet[CcgRecord]:
        theirs = queries.ccg_year_assessments(release).filter(ccg=OuterRef("ccg")).exclude(rating="").order_by()
        counted = theirs.values("ccg").annotate(count=Count("pk")).values("count")
        return CcgRecord.objects.at(release.number).annotate(known=Coalesce(Subquery(counted), 0))

    def rows(self, records: Sequence[Any], selection: Selection) -> Iterable[RatingMatrixRow]:
        if selection.release is None:
            return
        years = _assessed(selection.release)
        found: dict[str, list[CcgYearAssessment]] = {}
        for each in years.filter(ccg__in=[record.ccg_id for record in records]):
            found.setdefault(each.ccg_id, []).append(each)
        for record in records:
            ratings = {each.year: each.rating or None for each in found.get(record.ccg_id, ())}
            yield RatingMatrixRow(
                ods_code=record.ccg_id,
                name=record.name,
                known=record.known,
                ratings=ratings,
                missing={"ratings": "not-known"} if None in ratings.values() else {},
            )

    def coverage(self, selection: Selection) -> Coverage | None:
        """CCG-years of the CCGs asked about whose rating is known."""
        if selection.release is None:
            return None
        asked = self.matching(selection, ignoring=("known", "rating")).values("ccg")
        years = _assessed(selection.release).filter(ccg__in=asked)
        return Coverage(years.exclude(rating="").count(), years.count())


def _assessed(release: ReleaseRef) -> QuerySet[CcgYearAssessment]:
    """CCGs in the years that have headline ratings."""
    return queries.ccg_year_assessments(release).filter(year__in=HEADLINES)


RATING_MATRIX = RatingMatrix()
