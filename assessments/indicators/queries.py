"""Questions about indicators and their values, as querysets of one release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from assessments.models import (
    Indicator,
    IndicatorPeriod,
    IndicatorStanding,
    IndicatorValue,
    Likeness,
)
from ccgdash.http.generation import once
from ccgdash.http.release import ReleaseRef
from ccgdash.organisations.models import CcgYear


def indicators(release: ReleaseRef) -> QuerySet[Indicator]:
    """Every indicator of a release, unordered."""
    return Indicator.objects.at(release.number)


def indicators_by_id(release: ReleaseRef) -> Mapping[str, Indicator]:
    """Every indicator by its id, in that order; read once for a generation (there are about a hundred)."""
    read = indicators(release).order_by("indicator_id")
    return once(release, "indicators", lambda: {one.indicator_id: one for one in read})


def newest_year(release: ReleaseRef, indicator_id: str) -> str:
    """The last year an indicator has a value of; "" where it has none."""
    rows = indicator_values(release).filter(indicator_id=indicator_id).order_by("-listed_year")
    years = rows.values_list("listed_year", flat=True)
    return once(release, ("newest_year", indicator_id), lambda: years.first() or "")


def indicator_values(release: ReleaseRef) -> QuerySet[IndicatorValue]:
    """Every value of a release, unordered."""
    return IndicatorValue.objects.at(release.number)


def yearly_values(release: ReleaseRef, indicator_id: str) -> Mapping[str, Mapping[str, float]]:
    """Year to code to value of one indicator; values of parts of a year, or of several, are left out."""
    rows = indicator_values(release).filter(indicator_id=indicator_id, period="").order_by("year", "ccg")
    found: dict[str, dict[str, float]] = {}
    for year, code, value in rows.values_list("year", "ccg", "value"):
        found.setdefault(year, {})[code] = value
    return found


def sources_of(release: ReleaseRef, indicator_ids: Sequence[str]) -> list[str]:
    """Ids of the sources of some indicators, once each and sorted."""
    rows = indicators(release).filter(indicator_id__in=indicator_ids).order_by("indicator_id")
    return sorted({source for row in rows for source in row.source_ids})


def indicator_periods(release: ReleaseRef) -> QuerySet[IndicatorPeriod]:
    """Every indicator in every period over all CCGs, as the run worked it out, unordered."""
    return IndicatorPeriod.objects.filter(run=release.recompute_id)


def indicator_standings(release: ReleaseRef) -> QuerySet[IndicatorStanding]:
    """Where every value stands, unordered."""
    return IndicatorStanding.objects.filter(run=release.recompute_id)


def likeness(release: ReleaseRef, ods_code: str, year: str) -> Likeness | None:
    """The CCGs most like one in a year; None where it was not in force."""
    return Likeness.objects.filter(run=release.recompute_id, ccg=ods_code, year=year).first()


def with_values(rows: QuerySet[Any], release: ReleaseRef | None, column: str, chosen: Sequence[str]) -> QuerySet[Any]:
    """Indicators with a value whose `column` is among those chosen."""
    if release is None:
        return rows.none()
    theirs = IndicatorValue.objects.at(release.number).filter(indicator_id=OuterRef("indicator_id"))
    return rows.filter(Exists(theirs.filter(**{f"{column}__in": chosen})))


def with_values_in(rows: QuerySet[Any], release: ReleaseRef | None, regions: Sequence[str]) -> QuerySet[Any]:
    """Indicators with a value of a CCG that lay, in that year, in one of the regions."""
    if release is None:
        return rows.none()
    theirs = IndicatorValue.objects.at(release.number).filter(indicator_id=OuterRef("indicator_id"))
    return rows.filter(Exists(values_in_regions(theirs, release, regions)))


def values_in_regions(rows: QuerySet[Any], release: ReleaseRef | None, regions: Sequence[str]) -> QuerySet[Any]:
    """Values of CCGs that lay, in that year, in one of the regions."""
    if release is None:
        return rows.none()
    there = CcgYear.objects.at(release.number).filter(
        ccg=OuterRef("ccg"), year=OuterRef("listed_year"), region_code__in=regions
    )
    return rows.filter(Exists(there))
