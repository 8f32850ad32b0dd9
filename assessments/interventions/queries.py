"""Questions about interventions and what a CCG was under on a day, as querysets of one release."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from django.db.models import Case, Exists, Model, OuterRef, Q, QuerySet, Subquery, Value, When

from assessments.calc.intervals import a_year_before
from assessments.models import CcgYearAssessment, Intervention
from assessments.years import FLAGS
from ccgdash.http.release import ReleaseRef
from ccgdash.organisations.calc.years import year_began, year_ended
from ccgdash.organisations.models import CcgRecord, CcgYear

M = TypeVar("M", bound=Model)


def with_flag(
    rows: QuerySet[M], release: ReleaseRef, flag: str, statuses: Sequence[str], on: date | None
) -> QuerySet[M]:
    """Rows with a `ccg` and `year` whose CCG has one of the statuses of a flag on a day (None: the year's own day)."""
    if on is not None:
        told = with_status(rows, release.number, FLAGS[flag], on, name=flag)
        return told.filter(**{f"{flag}__in": statuses})
    known = CcgYearAssessment.objects.filter(
        run=release.recompute_id, ccg=OuterRef("ccg"), year=OuterRef("year"), **{f"{flag}__in": statuses}
    )
    return rows.filter(Exists(known))


def with_status(rows: QuerySet[M], number: int, kinds: Sequence[str], on: date, *, name: str) -> QuerySet[M]:
    """Rows with a `ccg`, annotated as `name` with yes, possibly or no-record: the CCG's status on a day.

    The same rule as calc.intervals, in SQL; a test holds them together.
    """
    theirs = Intervention.objects.at(number).filter(ccg=OuterRef("ccg"), kind__in=kinds)
    status = Case(
        When(Exists(theirs.filter(certain(on))), then=Value("yes")),
        When(Exists(theirs.exclude(impossible(on))), then=Value("possibly")),
        default=Value("no-record"),
    )
    told: QuerySet[M] = rows.annotate(**{name: status})
    return told


def certain(on: date) -> Q:
    """Interventions that had begun by a day and then still ran: the end is later, or not known and the start is
    within the year before."""
    begun = Q(start_latest__isnull=False, start_latest__lte=on)
    later = Q(end_earliest__isnull=False, end_earliest__gt=on)
    recent = Q(end_earliest__isnull=True, start_earliest__gte=a_year_before(on))
    return begun & (later | recent)


def impossible(on: date) -> Q:
    """Interventions that had ended by a day, or had not begun. True or false for every row, never NULL."""
    ended = Q(end_latest__isnull=False, end_latest__lte=on)
    return ended | Q(start_earliest__isnull=False, start_earliest__gt=on)


# --- interventions ------------------------------------------------------------------------------------------------


def interventions(release: ReleaseRef) -> QuerySet[Intervention]:
    """Every intervention of a release with `name`, the CCG's latest name (NULL for an area); unordered."""
    record = CcgRecord.objects.at(release.number).filter(ccg=OuterRef("ccg"))
    return Intervention.objects.at(release.number).annotate(name=Subquery(record.values("name")[:1]))


def active_on(rows: QuerySet[Intervention], day: date) -> QuerySet[Intervention]:
    """Interventions that had certainly begun by a day and are not known to have ended."""
    return rows.filter(Q(end_latest__isnull=True) | Q(end_latest__gt=day), start_latest__lte=day)


def begun_in(rows: QuerySet[Intervention], years: Iterable[str]) -> QuerySet[Intervention]:
    """Interventions that began, or where the start is vague may have begun, in one of the financial years."""
    spans = Q(pk__in=[])
    for year in years:
        spans |= Q(start_earliest__lte=year_ended(year), start_latest__gte=year_began(year))
    return rows.filter(spans)


def of_regions(rows: QuerySet[Intervention], number: int, regions: Iterable[str]) -> QuerySet[Intervention]:
    """Interventions at CCGs that lay in one of the regions in any year."""
    there = CcgYear.objects.at(number).filter(ccg=OuterRef("ccg"), region_code__in=regions)
    return rows.filter(Exists(there))


def kinds(release: ReleaseRef) -> list[str]:
    """Kinds of intervention the release holds, by name."""
    rows = Intervention.objects.at(release.number).order_by()
    return sorted(rows.values_list("kind", flat=True).distinct())
