"""What lists of interventions may be asked for, and the choices of a CCG's status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet

from assessments.calc.intervals import STATUSES
from assessments.interventions import presenters, queries
from assessments.models import Intervention
from ccgdash.http.filters import Choice, ChoicesFilter, DateFilter
from ccgdash.http.release import ReleaseRef
from ccgdash.lib.words import slug_words
from ccgdash.organisations.filtersets import CcgFilterSet, regions, years

STATUS_CHOICES = [(status, presenters.status_words(status)) for status in reversed(STATUSES)]


def kinds(release: ReleaseRef) -> Iterable[Choice]:
    return [(slug, slug_words(slug)) for slug in queries.kinds(release)]


class InterventionFilterSet(CcgFilterSet):
    """Interventions by kind, place and time."""

    kind = ChoicesFilter("kind", choices=kinds, label="Kind")
    region = ChoicesFilter(
        "region",
        choices=regions,
        method="of_regions",
        label="Region",
        help_text="CCGs that lay in the region in any year; areas without a CCG are left out.",
    )
    active_on = DateFilter(
        method="with_active", label="Active on", help_text="Started by that day and not known to have ended."
    )
    year = ChoicesFilter(
        "year",
        choices=years,
        method="begun_in",
        label="Year it began",
        help_text="Began in that financial year; where only a month or year is known, may have begun in it.",
    )

    def of_regions(self, rows: QuerySet[Intervention], _name: str, codes: Sequence[str]) -> QuerySet[Intervention]:
        return queries.of_regions(rows, self.release.number, codes) if self.release else rows.none()

    def with_active(self, rows: QuerySet[Intervention], _name: str, day: date) -> QuerySet[Intervention]:
        return queries.active_on(rows, day)

    def begun_in(self, rows: QuerySet[Intervention], _name: str, chosen: Sequence[str]) -> QuerySet[Intervention]:
        return queries.begun_in(rows, chosen)
