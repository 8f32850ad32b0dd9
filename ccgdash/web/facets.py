"""Facet counts: for each value of a filter, the rows it would give beside the other filters chosen."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet

from ccgdash.http.filters import choices_of
from ccgdash.http.generation import once
from ccgdash.http.selection import Selection
from ccgdash.lib.words import NOT_KNOWN
from ccgdash.web.filtersets import SHOWN_SO
from ccgdash.web.mismatch import RULES
from ccgdash.web.models import CcgRow
from ccgdash.web.resources import Ccgs

COUNTED = {
    "year": "year",
    "rating": "rating",
    "finance_status": "finance_status",
    "dft_band": "dft_band",
    "special_measures": "special_measures_on",
    "directions": "directions_on",
    "moved": "moved",
    "region": "region_code",
    "footprint": "footprint_code",
    "office": "office_code",
}
"""Parameter to the column it is counted by."""


def facet_counts(resource: Ccgs, selection: Selection) -> Mapping[str, Mapping[str, int]]:
    """Parameter -> value -> rows. OR inside a facet, AND across: a facet's own filter is left out of its counts."""
    if selection.release is None:
        return {}
    chosen = {name: values for name, values in selection.values.items() if name not in SHOWN_SO}
    key = (resource, "facets", frozenset(chosen.items()))
    return once(selection.release, key, lambda: _all_counts(resource, selection))


def _all_counts(resource: Ccgs, selection: Selection) -> Mapping[str, Mapping[str, int]]:
    counted = {parameter: _counts(resource, selection, parameter, column) for parameter, column in COUNTED.items()}
    return {**counted, "mismatch": _mismatches(resource, selection)}


def _mismatches(resource: Ccgs, selection: Selection) -> Mapping[str, int]:
    """Rule to rows; at most one rule is true of a row."""
    rows = resource.matching(selection, ignoring=("mismatch",)).order_by()
    return rows.aggregate(**{rule.slug: Count("pk", filter=rule.condition) for rule in RULES})


def _counts(resource: Ccgs, selection: Selection, parameter: str, column: str) -> dict[str, int]:
    rows = (
        _of_any_year(resource, selection)
        if parameter == "year"
        else resource.matching(selection, ignoring=(parameter,))
    )
    return {value or NOT_KNOWN: count for value, count in rows.order_by().values_list(column).annotate(Count("pk"))}


def _of_any_year(resource: Ccgs, selection: Selection) -> QuerySet[CcgRow]:
    """Rows of every year; words searched for mean, in each year, the CCG of that year."""
    if not selection.all("q"):
        return resource.matching(selection, ignoring=("year",))
    rows = resource.matching(selection.without("q"), ignoring=("year",))
    asked = resource.filterset({}, release=selection.release)
    words, found = selection.text("q"), Q(pk__in=[])
    for year in dict(choices_of(asked.base_filters["year"], selection.release) or ()):
        found |= Q(year=year, ccg_id__in=[match.ods_code for match in asked.search(words, year)])
    return rows.filter(found)
