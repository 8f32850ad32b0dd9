"""Price indices by vintage."""

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
    DeflatorFilterSet,
)
from finance.models import Deflator
from finance.resources.gaps import gaps


@dataclass(frozen=True, slots=True)
class DeflatorRow:
    """One year of one vintage of a price index."""

    series: str = column("Series.", example="gdp-deflator")
    vintage: str = column("Publication: use one for a whole chart.", example="hmt-gdp-2022-09")
    year: str = column("Financial year.", example="2019-20")
    index_value: float | None = column("Index.", example=94.4248)
    index_base_year: str | None = column("Year in which the index is 100.", example="2021-22")
    change_pct: float | None = column("Change on the year before.", unit="%", example=2.6005)
    status: str = column("outturn, provisional or forecast.", example="outturn")
    note: str = column("Remark; empty where there is none.")
    sources: tuple[str, ...] = column("Ids of the sources.")
    missing: Mapping[str, str] = missing_column()


class Deflators(Resource[Deflator, DeflatorRow]):
    """Price indices by vintage."""

    name = "deflators"
    title = "Deflators"
    row = DeflatorRow
    filterset = DeflatorFilterSet
    orderings = {"vintage": "vintage", "year": "year", "index_value": "index_value", "change_pct": "change_pct"}
    default_ordering = ("vintage", "year")
    tie_breaker = ("series", "vintage", "year")

    def queryset(self, release: ReleaseRef) -> QuerySet[Deflator]:
        return queries.deflators(release)

    def rows(self, records: Sequence[Deflator], selection: Selection) -> Iterable[DeflatorRow]:
        for found in records:
            values: dict[str, Any] = {
                "index_value": found.index_value,
                "index_base_year": found.index_base_year or None,
                "change_pct": found.change_pct,
            }
            yield DeflatorRow(
                series=found.series,
                vintage=found.vintage,
                year=found.year,
                status=found.status,
                note=found.note,
                sources=tuple(found.source_ids),
                missing=gaps(values, dict.fromkeys(values, "not-published")),
                **values,
            )


DEFLATORS = Deflators()
