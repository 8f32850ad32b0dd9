"""The small part of the registry that most questions need: names, lives and lineage, read once per release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from ccgdash.http.generation import lasting
from ccgdash.organisations.calc.lineage import Lineage
from ccgdash.organisations.calc.search import Entry, Index
from ccgdash.organisations.models import CcgRecord, CcgYear, Succession
from ccgdash.releases.models import Release

KEPT = 8  # releases a process remembers; about a megabyte each


@dataclass(frozen=True)
class Registry:
    """Names, lives, lineage and search index of one release."""

    names: Mapping[str, str]
    names_by_year: Mapping[tuple[str, str], str]
    lineage: Lineage
    index: Index


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
    names_by_year = {(code, year): name for code, year, name in years}
    return Registry(
        names={record.ccg_id: record.name for record in records},
        names_by_year=names_by_year,
        lineage=Lineage(
            dict(
                Succession.objects.at(number).order_by("predecessor_id").values_list("predecessor_id", "successor_id")
            ),
            {record.ccg_id: (record.first_year, record.last_year) for record in records},
        ),
        index=Index(_entry(record, names_by_year) for record in records),
    )


def _entry(record: CcgRecord, names_by_year: Mapping[tuple[str, str], str]) -> Entry:
    by_year = [name for (code, _), name in names_by_year.items() if code == record.ccg_id]
    names = dict.fromkeys([record.name, *record.former_names, *by_year])
    return Entry(record.ccg_id, tuple(record.gss_codes_all), tuple(names))
