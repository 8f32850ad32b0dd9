"""Questions about ratings, as querysets of one release. Pages, API and files ask only here."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When

from assessments.models import CcgYearAssessment, Rating, RatingFlow, RatingSummary, RatingTotal
from assessments.scales import LABELS
from ccgdash.http.release import ReleaseRef
from ccgdash.organisations.models import CcgYear

LABEL_ORDER = Case(*(When(label=label, then=Value(place)) for place, label in enumerate(LABELS)))
"""Labels scale by scale, best first."""


# --- ratings ------------------------------------------------------------------------------------------------------


def ratings(release: ReleaseRef) -> QuerySet[Rating]:
    """Every rating of a release with `name`, the CCG's name in that year; unordered."""
    there = CcgYear.objects.at(release.number).filter(ccg=OuterRef("ccg"), year=OuterRef("year"))
    return Rating.objects.at(release.number).annotate(name=Subquery(there.values("name")[:1]))


def rating_facts(release: ReleaseRef) -> QuerySet[Rating]:
    """The same rows bare, for counting: annotations cost more than the count."""
    return Rating.objects.at(release.number)


def rated_ccg_years(rows: QuerySet[Rating]) -> int:
    """How many CCG-years some ratings are of."""
    return rows.order_by().values("ccg", "year").distinct().count()


# --- worked out by the recompute ----------------------------------------------------------------------------------


def summaries(release: ReleaseRef) -> QuerySet[RatingSummary]:
    """Counts by year and assessment, unordered."""
    return RatingSummary.objects.filter(run=release.recompute_id)


def headline_summary(release: ReleaseRef, year: str) -> RatingSummary | None:
    """The headline counts of one year; None for a year outside the data."""
    return summaries(release).filter(year=year, assessment="headline", period="year-end").first()


def flows(release: ReleaseRef) -> QuerySet[RatingFlow]:
    """Who moved from what to what, for every pair of years with a headline, unordered."""
    return RatingFlow.objects.filter(run=release.recompute_id)


def ccg_year_assessments(release: ReleaseRef) -> QuerySet[CcgYearAssessment]:
    """One row per CCG and year in force, by year and code."""
    return CcgYearAssessment.objects.filter(run=release.recompute_id).order_by("year", "ccg")


# --- what the data offers to choose from --------------------------------------------------------------------------


def labels(release: ReleaseRef, **of: str) -> list[str]:
    """Labels the release holds, known or counted, scale by scale and best first. `of`: lookups, such as assessment."""
    return sorted(_known_or_counted(release, "label", **of), key=LABELS.index)


def headline_labels(release: ReleaseRef) -> list[str]:
    """The same of headline ratings."""
    return labels(release, assessment="headline")


def assessments(release: ReleaseRef) -> list[str]:
    """Assessments the release holds: the headline first, then by name."""
    found = _known_or_counted(release, "assessment")
    return sorted(found, key=lambda slug: (slug != "headline", slug))


def frameworks(release: ReleaseRef) -> list[str]:
    """Frameworks the release holds, in the order of their first year."""
    rows = Rating.objects.at(release.number).order_by("year").values_list("framework", flat=True)
    return list(dict.fromkeys(rows))


def derivations(release: ReleaseRef) -> list[str]:
    """How ratings of the release are known."""
    return sorted(_distinct(Rating.objects.at(release.number), "derivation"))


def _known_or_counted(release: ReleaseRef, column: str, **of: str) -> set[str]:
    known, counted = Rating.objects.at(release.number), RatingTotal.objects.at(release.number)
    return _distinct(known.filter(**of), column) | _distinct(counted.filter(**of), column)


def _distinct(rows: QuerySet[Any], column: str) -> set[str]:
    return set(rows.order_by().values_list(column, flat=True).distinct())
