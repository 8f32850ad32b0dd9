"""Better Care Fund and what was pooled beyond it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Resource
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection
from ccgdash.lib.words import NOT_APPLICABLE
from finance import queries
from finance.filtersets import (
    PooledFundFilterSet,
)
from finance.models import PooledFund
from finance.resources.gaps import gaps


@dataclass(frozen=True, slots=True)
class PooledFundRow:
    """One element of the Better Care Fund of one organisation and year."""

    level: str = column("england, ccg or health-and-wellbeing-board.", example="ccg")
    org_code: str = column("ODS code, ENG, or the ONS code of a board.", example="10C")
    org_name: str = column("Name.", example="NHS Surrey Heath CCG")
    year: str = column("Financial year.", example="2016-17")
    measure: str = column("Element of the fund; England's form no one hierarchy.", example="minimum-contribution")
    unit: str = column("gbp or count.", example="gbp")
    value: int = column("Pounds or count.", example=5379000)
    published_unit: str | None = column("Smallest unit shown by the publisher.", example="gbp-thousand")
    note: str = column("Remark; empty where there is none.")
    sources: tuple[str, ...] = column("Ids of the sources.")
    missing: Mapping[str, str] = missing_column()


class PooledFunds(Resource[PooledFund, PooledFundRow]):
    """Better Care Fund and what was pooled beyond it."""

    name = "pooled-funds"
    title = "Pooled funds"
    row = PooledFundRow
    filterset = PooledFundFilterSet
    orderings = {"level": "level", "org_code": "org_code", "year": "year", "measure": "measure", "value": "value"}
    default_ordering = ("year", "level", "org_code", "measure")
    tie_breaker = ("year", "level", "org_code", "measure")

    def queryset(self, release: ReleaseRef) -> QuerySet[PooledFund]:
        return queries.pooled_funds(release)

    def rows(self, records: Sequence[PooledFund], selection: Selection) -> Iterable[PooledFundRow]:
        for found in records:
            unit = found.published_unit or None
            yield PooledFundRow(
                level=found.level,
                org_code=found.org_code,
                org_name=found.org_name,
                year=found.year,
                measure=found.measure,
                unit=found.unit,
                value=found.value,
                published_unit=unit,
                note=found.note,
                sources=tuple(found.source_ids),
                missing=gaps({"published_unit": unit}, {"published_unit": NOT_APPLICABLE}),
            )


POOLED_FUNDS = PooledFunds()
