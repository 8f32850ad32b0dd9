"""What the pages of money ask where the reader has not said: the same resources, with a first choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.query import Params
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Resource
from ccgdash.http.selection import Selection
from finance.resources.allocations import Allocations, Rollups
from finance.resources.real_terms import RealTerms
from finance.resources.spending import SpendingGrowths


class Beginning(Resource[Any, Any]):
    """A list that begins somewhere: each parameter in `first` that is not given has its value there. The choice stands
    in the answer's links like any other, so that page, JSON and CSV of an address are one answer."""

    first: ClassVar[Mapping[str, str]]

    def asked(self, params: Params, release: ReleaseRef | None, **where: Any) -> StrictFilterSet:
        begun = {name: (value,) for name, value in self.first.items() if not params.get(name)}
        return super().asked({**params, **begun}, release, **where)

    def beyond(self, selection: Selection) -> Selection:
        """The selection without what it begins with: what the reader chose."""
        chosen = {
            n: values for n, values in selection.values.items() if [str(v) for v in values] != [self.first.get(n)]
        }
        return replace(selection, values=chosen)


class FirstAllocations(Beginning, Allocations):
    """CCGs' core allocations of the year whose distances from target are known, furthest under target first."""

    first = {"year": "2018-19", "stream": "core", "level": "ccg"}
    default_ordering = ("closing_dft_pct", "name", "year", "stream")


class FirstRollups(Beginning, Rollups):
    """Core allocations of the newest firm year by place."""

    first = {"year": "2021-22", "stream": "core"}
    default_ordering = ("level", "name", "year", "stream")


class FirstRealTerms(Beginning, RealTerms):
    """England's core allocation over the years."""

    first = {"ods_code": "ENG", "stream": "core"}


class FirstSpendingGrowth(Beginning, SpendingGrowths):
    """All mental-health spending against the allocation, in the newest year."""

    first = {"year": "2021-22", "measure": "mh-spend-total"}


FIRST_ALLOCATIONS, FIRST_ROLLUPS = FirstAllocations(), FirstRollups()
FIRST_REAL_TERMS, FIRST_SPENDING_GROWTH = FirstRealTerms(), FirstSpendingGrowth()
