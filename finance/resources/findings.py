"""Published national findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Resource
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection
from finance import queries
from finance.filtersets import (
    FindingFilterSet,
)
from finance.models import Finding
from finance.resources.gaps import gaps


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One published national figure, with who was asked and who answered."""

    finding_id: str = column("Stable id.")
    topic: str = column("Subject.", example="palliative-care")
    year: str = column("Year the figure is about.", example="2016-17")
    as_at: str = column("When it was published or stood.", example="2017-02-28")
    measure: str = column("What is counted or measured.", example="specialist-budget-per-patient-lowest")
    value: float = column("Value in unit.", example=51.83)
    unit: str = column("count, percent or gbp.", example="gbp")
    numerator: int | None = column("Count behind the value, where printed.")
    denominator: int | None = column("CCGs it is out of, where printed.", unit="CCGs")
    asked: int | None = column("CCGs asked, for surveys.", unit="CCGs", example=209)
    responded: int | None = column("CCGs that answered, where printed.", unit="CCGs", example=29)
    note: str = column("Remark; empty where there is none.")
    sources: tuple[str, ...] = column("Ids of the sources.")
    missing: Mapping[str, str] = missing_column()


class Findings(Resource[Finding, FindingRow]):
    """What surveys, committees and journals found nationally."""

    name = "findings"
    title = "Published findings"
    row = FindingRow
    filterset = FindingFilterSet
    orderings = {"topic": "topic", "year": "year", "as_at": "as_at", "measure": "measure", "value": "value"}
    default_ordering = ("topic", "year", "measure")
    tie_breaker = ("finding_id",)

    def queryset(self, release: ReleaseRef) -> QuerySet[Finding]:
        return queries.findings(release)

    def rows(self, records: Sequence[Finding], selection: Selection) -> Iterable[FindingRow]:
        for found in records:
            values: dict[str, Any] = {
                "numerator": found.numerator,
                "denominator": found.denominator,
                "asked": found.asked,
                "responded": found.responded,
            }
            yield FindingRow(
                finding_id=found.finding_id,
                topic=found.topic,
                year=found.year,
                as_at=found.as_at,
                measure=found.measure,
                value=found.value,
                unit=found.unit,
                note=found.note,
                sources=tuple(found.source_ids),
                missing=gaps(values, dict.fromkeys(values, "not-published")),
                **values,
            )


FINDINGS = Findings()
