"""Facet counts: for each value of a filter, the rows it would give beside the other filters chosen."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count

from ccgdash.http.selection import Selection
from ccgdash.web.filtersets import NOT_KNOWN
from ccgdash.web.resources import Ccgs

COUNTED = {
    "year": "year",
    "rating": "rating",
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
    return {parameter: _counts(resource, selection, parameter, column) for parameter, column in COUNTED.items()}


def _counts(resource: Ccgs, selection: Selection, parameter: str, column: str) -> dict[str, int]:
    rows = resource.matching(selection, ignoring=(parameter,))
    return {value or NOT_KNOWN: count for value, count in rows.order_by().values_list(column).annotate(Count("pk"))}
