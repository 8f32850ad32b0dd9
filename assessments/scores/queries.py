"""Questions about scores and what was published beside them, as querysets of one release."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from assessments.models import (
    Rating,
    Reproduction,
    Score,
)
from ccgdash.http.release import ReleaseRef
from ccgdash.http.selection import Selection
from ccgdash.organisations.models import CcgYear


def scores(release: ReleaseRef) -> QuerySet[Score]:
    """Every computed result, with `name`, the CCG's name in that year; unordered."""
    there = CcgYear.objects.at(release.number).filter(ccg=OuterRef("ccg"), year=OuterRef("year"))
    rows = Score.objects.filter(run=release.recompute_id)
    return rows.annotate(name=Subquery(there.values("name")[:1]))


def reproductions(release: ReleaseRef) -> QuerySet[Reproduction]:
    """How often each rule set agrees with what was published, by year; unordered."""
    return Reproduction.objects.filter(run=release.recompute_id)


def published_headline(release: ReleaseRef, year: str, ods_code: str) -> Rating | None:
    """The published headline of a CCG; None where it was not found."""
    rows = Rating.objects.at(release.number).filter(assessment="headline", period="year-end")
    return rows.filter(year=year, ccg=ods_code).first()


def release_of(selection: Selection) -> ReleaseRef:
    """The release a selection reads; LookupError before the first is published."""
    if selection.release is None:
        raise LookupError("no release")
    return selection.release
