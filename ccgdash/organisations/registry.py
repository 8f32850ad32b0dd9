"""The small part of the registry that most questions need: names, lives and lineage, read once per release."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from ccgdash.http.generation import lasting
from ccgdash.organisations.calc.lineage import Lineage
from ccgdash.organisations.calc.search import Entry, Index
from ccgdash.organisations.models import CcgRecord, CcgYear, Succession
from ccgdash.releases.models import Release

KEPT = 8  # releases a process remembers; about a megabyte each


@dataclass(frozen=True)
class Registry:
    """Names, lives, lineage and search index of one release."""

    records: Sequence[CcgRecord]
    names_by_year: Mapping[tuple[str, str], str]
    lineage: Lineage

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The latest name of each CCG there ever was."""
        return {record.ccg_id: record.name for record in self.records}

    @cached_property
    def index(self) -> Index:
        """Made when somebody first searches: it takes longer than all else here."""
        by_year: dict[str, list[str]] = defaultdict(list)
        for (code, _year), name in self.names_by_year.items():
            by_year[code].append(name)
        return Index(_entry(record, by_year[record.ccg_id]) for record in self.records)


def registry_at(number: int) -> Registry:
    """The registry as release `number` holds it, kept. `Release.DoesNotExist` if unknown.

    A release that was never published can be taken back and its number used again, so its moment of creation is part
    of what is remembered, and asked each time. A published one stays: it is asked once.
    """
    rows = Release.objects.filter(number=number).values_list("created_at", flat=True)
    published = rows.filter(published_at__isnull=False)
    return _registry(number, lasting(("published", number), published.first) or rows.get())


@lru_cache(maxsize=KEPT)
def _registry(number: int, _created: datetime) -> Registry:
    records = list(CcgRecord.objects.at(number).order_by("ccg_id"))
    years = CcgYear.objects.at(number).order_by("ccg_id", "year").values_list("ccg_id", "year", "name")
    return Registry(
        records,
        names_by_year={(code, year): name for code, year, name in years},
        lineage=Lineage(
            dict(
                Succession.objects.at(number).order_by("predecessor_id").values_list("predecessor_id", "successor_id")
            ),
            {record.ccg_id: (record.first_year, record.last_year) for record in records},
        ),
    )


def _entry(record: CcgRecord, by_year: Sequence[str]) -> Entry:
    names = dict.fromkeys([record.name, *record.former_names, *by_year])
    return Entry(record.ccg_id, tuple(record.gss_codes_all), tuple(names))
