"""What money was worth: cash, real terms, per head, real terms per head, in the prices of any year of one vintage."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Resource
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection
from ccgdash.lib.words import NOT_APPLICABLE
from finance import queries
from finance.calc.money import floats_of, money_of, numbers, per_head_gbp, real_terms_gbp
from finance.filtersets import RealTermsFilterSet
from finance.models import MoneySeries
from finance.resources.gaps import gaps, united
from finance.rules import REAL_TERMS_VINTAGE


@dataclass(frozen=True, slots=True)
class RealTermsRow:
    """The money of one area, year and stream, in cash and in the prices of the base year."""

    ods_code: str = column("ODS code of the CCG or place; ENG for England.", example="04G")
    name: str = column("Its name in that year, or the latest one.", example="NHS Nene")
    level: str = column("ccg, footprint, region or england.", example="ccg")
    year: str = column("Financial year.", example="2015-16")
    stream: str = column("What the money is for.", example="core")
    status: str = column("firm, indicative, announced or reported.", example="announced")
    publication: str = column("Publication the money is from.", example="programme-2014-16")
    series: str = column("Years of one series follow on each other; between two there is a break.", example="programme")
    cash_gbp: int = column("Money of the year.", unit="GBP", example=709177000)
    real_gbp: int | None = column("The same in the prices of base_year.", unit="GBP")
    population: int | None = column("People it is divided by.", unit="people")
    population_basis: str | None = column(
        "allocation: the people the allocation itself used; else which count of registered patients on 1 April."
    )
    per_head_gbp: float | None = column("Money a head.", unit="GBP")
    real_per_head_gbp: float | None = column("Money a head in the prices of base_year.", unit="GBP")
    growth_pct: float | None = column("Cash growth on the year before, inside one series.", unit="%")
    growth_basis: str | None = column("published or computed.", example="computed")
    base_year: str | None = column("Year whose prices are used; null without a deflator.", example="2021-22")
    deflator: str | None = column("Vintage of the GDP deflator; null where there is none.", example="hmt-gdp-2022-09")
    parts: tuple[str, ...] = column("CCGs added up, as they were before a merger; empty for one row or a place.")
    in_force: bool = column("Whether the CCG existed in that year; if not, the row is its area as it was or is now.")
    is_whole: bool = column("Nothing of the area is missing from the sum.")
    sources: tuple[str, ...] = column("Ids of the sources, the deflator's included.")
    missing: Mapping[str, str] = missing_column()


@dataclass(frozen=True)
class Prices:
    """One vintage and the year whose prices are used; both None where the data hold no index of it."""

    vintage: str | None
    base_year: str | None
    index: Mapping[str, float]
    sources: tuple[str, ...]

    @property
    def base(self) -> float:
        """The index of the base year; NaN without one."""
        return self.index[self.base_year] if self.base_year else math.nan


class RealTerms(Resource[MoneySeries, RealTermsRow]):
    """The shrinking commissioning pound, by one vintage for the whole answer."""

    name = "finance-real-terms"
    title = "Allocations in real terms"
    row = RealTermsRow
    filterset = RealTermsFilterSet
    orderings = {
        "ods_code": "org_code",
        "name": "name",
        "level": "level",
        "year": "year",
        "stream": "stream",
        "cash_gbp": "cash_gbp",
        "per_head_gbp": "per_head_gbp",
        "growth_pct": "growth_pct",
    }
    default_ordering = ("ods_code", "stream", "year")
    tie_breaker = ("level", "org_code", "stream", "year")

    def queryset(self, release: ReleaseRef) -> QuerySet[MoneySeries]:
        return queries.money_series(release)

    def rows(self, records: Sequence[MoneySeries], selection: Selection) -> Iterable[RealTermsRow]:
        if selection.release is None:
            return ()
        prices = prices_of(selection.release, selection)
        cash = money_of([found.cash_gbp for found in records])
        index = floats_of([prices.index.get(found.year) for found in records])
        real = real_terms_gbp(cash, index, prices.base)
        amounts = [None if value is None else round(value) for value in numbers(real)]
        people = floats_of([found.population for found in records])
        heads = numbers(per_head_gbp(money_of(amounts), people))
        return [_row(*each, prices) for each in zip(records, amounts, heads, strict=True)]


def prices_of(release: ReleaseRef, selection: Selection) -> Prices:
    """The prices asked for: by default those of the newest suitable vintage, in its own base year, else the last one it
    reaches."""
    vintage = selection.text("deflator", REAL_TERMS_VINTAGE)
    rows = list(queries.deflators(release).filter(vintage=vintage).order_by("year"))
    index = queries.index_of(release, vintage)
    published = [row.year for row in rows if row.index_value is not None]
    own = rows[0].index_base_year if rows else ""
    base = selection.text("base_year") or (own if own in index else published[-1] if published else None)
    return Prices(vintage if base else None, base, index, united(*(row.source_ids for row in rows)))


def _row(found: MoneySeries, real: int | None, real_per_head: float | None, prices: Prices) -> RealTermsRow:
    values: dict[str, Any] = {
        "real_gbp": real,
        "population": found.population,
        "population_basis": found.population_basis or None,
        "per_head_gbp": found.per_head_gbp,
        "real_per_head_gbp": real_per_head,
        "growth_pct": found.growth_pct,
        "growth_basis": found.growth_basis or None,
        "base_year": prices.base_year,
        "deflator": prices.vintage,
    }
    return RealTermsRow(
        ods_code=found.org_code,
        name=found.name,
        level=found.level,
        year=found.year,
        stream=found.stream,
        status=found.status,
        publication=found.publication_id,
        series=found.series,
        cash_gbp=found.cash_gbp,
        parts=tuple(found.parts),
        in_force=found.in_force,
        is_whole=found.is_whole,
        sources=united(found.source_ids, prices.sources),
        missing=gaps(values, {"growth_pct": NOT_APPLICABLE, "growth_basis": NOT_APPLICABLE}),
        **values,
    )


REAL_TERMS = RealTerms()
