"""What indicators and their values may be asked for; choices come from the release."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from assessments.indicators import queries
from ccgdash.http.filters import Choice, ChoicesFilter
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.release import ReleaseRef
from ccgdash.organisations.filtersets import ccgs, regions, years


def indicator_choices(release: ReleaseRef) -> Iterable[Choice]:
    return [(one.indicator_id, one.name) for one in queries.indicators_by_id(release).values()]


def domain_choices(release: ReleaseRef) -> Iterable[Choice]:
    found = queries.indicators(release).exclude(domain="").order_by("domain").values_list("domain", flat=True)
    return [(domain, domain) for domain in dict.fromkeys(found)]


class IndicatorFilterSet(StrictFilterSet):
    """Indicators, by id and by what they have values for."""

    indicator = ChoicesFilter("indicator_id", choices=indicator_choices, label="Indicator")
    domain = ChoicesFilter("domain", choices=domain_choices, label="Domain")
    year = ChoicesFilter(
        "listed_year", choices=years, method="with_values", label="Year", help_text="Has values in it."
    )
    ods_code = ChoicesFilter("ccg", choices=ccgs, method="with_values", label="CCG", help_text="Has values for it.")
    region = ChoicesFilter(
        "region_code", choices=regions, method="with_values_in", label="Region", help_text="Has values in it."
    )

    def with_values(self, rows: QuerySet[Any], column: str, chosen: Sequence[str]) -> QuerySet[Any]:
        return queries.with_values(rows, self.release, column, chosen)

    def with_values_in(self, rows: QuerySet[Any], _column: str, chosen: Sequence[str]) -> QuerySet[Any]:
        return queries.with_values_in(rows, self.release, chosen)


class IndicatorValueFilterSet(StrictFilterSet):
    """Values of indicators."""

    indicator = ChoicesFilter("indicator_id", choices=indicator_choices, label="Indicator")
    year = ChoicesFilter(
        "listed_year",
        choices=years,
        label="Year",
        help_text="Values of calendar years count as the financial year that begins in them.",
    )
    ods_code = ChoicesFilter("ccg", choices=ccgs, label="CCG", help_text="ODS code.")
    region = ChoicesFilter(
        "region_code", choices=regions, method="in_regions", label="Region", help_text="In that year."
    )

    def in_regions(self, rows: QuerySet[Any], _column: str, chosen: Sequence[str]) -> QuerySet[Any]:
        return queries.values_in_regions(rows, self.release, chosen)
