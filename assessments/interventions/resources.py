"""Special measures, directions and other events: one Resource for page, JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, QuerySet, Value, When
from django.db.models.functions import Concat

from assessments.interventions import presenters, queries
from assessments.interventions.filtersets import InterventionFilterSet
from assessments.models import Intervention
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Resource
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection


@dataclass(frozen=True, slots=True)
class InterventionRow:
    """One special-measures, directions or other record."""

    intervention_id: str = column("Stable id.", example="special-measures-07v-2016-07-21")
    kind: str = column("What happened.", example="special-measures")
    ods_code: str | None = column("CCG; null when only an area is named.", example="07V")
    name: str | None = column("Latest name of the CCG.", example="NHS Croydon")
    area: str | None = column("Area when no CCG is named.", example="Devon")
    start: str | None = column("Start, no finer than the source: a day, month or year.", example="2016-07-21")
    start_precision: str | None = column("day, month or year.", example="day")
    end: str | None = column("End; null when not known, which does not mean still in place.", example="2017-04")
    end_precision: str | None = column("day, month or year.", example="month")
    end_known: bool = column("Whether an end was found.")
    reason: str | None = column("Reason or detail as reported.", example="finance")
    note: str = column("Remark; empty where there is none.")
    sources: tuple[str, ...] = column("Ids of the sources.", example=["hsj-7009419"])
    missing: Mapping[str, str] = missing_column()


WHY_MISSING = {
    "ods_code": "not-applicable",
    "name": "not-applicable",
    "area": "not-applicable",
    "start": "not-known",
    "start_precision": "not-known",
    "end": "not-known",
    "end_precision": "not-known",
    "reason": "not-known",
}


KINDS = (
    "special-measures",
    "legal-directions",
    "capability-review",
    "capped-expenditure-process",
    "success-regime",
    "financial-turnaround",
    "authorisation-directions",
    "shared-leadership",
)
"""Kinds in the order they are listed, the gravest first; others (mergers, boundaries) come after, by name."""


class Interventions(Resource[Intervention, InterventionRow]):
    """Special measures, directions and other events that a source states, each with its dates as known."""

    name = "interventions"
    title = "Special measures, directions and other interventions"
    row = InterventionRow
    filterset = InterventionFilterSet
    orderings = {
        "kind": Case(
            *(When(kind=kind, then=Value(f"{place:02}")) for place, kind in enumerate(KINDS)),
            default=Concat(Value("99"), "kind"),
        ),
        "ods_code": "ccg",
        "name": Case(When(name__isnull=True, then="area"), default="name"),
        "start": "start_earliest",
        "end": "end_earliest",
    }
    default_ordering = ("kind", "start", "name")
    tie_breaker = ("intervention_id",)

    def queryset(self, release: ReleaseRef) -> QuerySet[Intervention]:
        return queries.interventions(release)

    def rows(self, records: Sequence[Any], selection: Selection) -> Iterable[InterventionRow]:
        return (intervention_row(found) for found in records)

    def empty_reason(self, selection: Selection) -> str:
        return presenters.interventions_empty_reason()


def kind_counts(selection: Selection) -> dict[str, int]:
    """Every kind among what is asked for, whatever kind is chosen, to how often it is; the gravest first."""
    if selection.release is None:
        return {}
    rows = INTERVENTIONS.matching(selection, ignoring=("kind",)).order_by(Interventions.orderings["kind"])
    return dict(rows.values_list("kind").annotate(count=Count("pk")))


def intervention_row(found: Any) -> InterventionRow:
    """The row of an Intervention that has `name`."""
    values = {
        "ods_code": found.ccg_id,
        "name": found.name,
        "area": found.area or None,
        "start": found.start or None,
        "start_precision": found.start_precision or None,
        "end": found.end or None,
        "end_precision": found.end_precision or None,
        "reason": found.reason or None,
    }
    return InterventionRow(
        intervention_id=found.intervention_id,
        kind=found.kind,
        end_known=found.end_known,
        note=found.note,
        sources=tuple(found.source_ids),
        missing={name: WHY_MISSING[name] for name, value in values.items() if value is None},
        **values,
    )


INTERVENTIONS = Interventions()
