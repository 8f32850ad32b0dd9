"""Sources and releases as lists with one query for page, JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ccgdash.http.generation import once
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Listing, Resource
from ccgdash.http.rows import column
from ccgdash.http.selection import Selection
from ccgdash.lib.words import SaySources, sources_words
from ccgdash.releases.filtersets import ReleaseFilterSet, SourceFilterSet
from ccgdash.releases.models import Release, Source


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One publication, data file or web page."""

    source_id: str = column("Readable id; every figure names its sources by it.", example="hsj-7009416")
    publisher: str = column("Who published it.", example="hsj.co.uk")
    title: str = column("Title, or a label taken from the address where no title was recorded.")
    reference: str = column("Public address or citation.")
    licence: str = column("Licence; facts-only-cite: bare facts quoted with citation, no licence claimed.")
    note: str = column("Remark.")

    @property
    def link(self) -> str:
        """The reference where it is an address."""
        return self.reference if self.reference.startswith(("https://", "http://")) else ""


class Sources(Resource[Source, SourceRow]):
    """Where every figure comes from."""

    name = "sources"
    title = "Sources"
    row = SourceRow
    filterset = SourceFilterSet
    orderings = {"source_id": "source_id", "publisher": "publisher", "title": "title", "licence": "licence"}
    default_ordering = ("source_id",)
    tie_breaker = ("source_id",)

    def queryset(self, release: ReleaseRef) -> QuerySet[Source]:
        return Source.objects.at(release.number)

    def rows(self, records: Iterable[Source], selection: Selection) -> Iterable[SourceRow]:
        return (SourceRow(s.source_id, s.publisher, s.title, s.reference, s.licence, s.note) for s in records)

    def by_ids(self, release: ReleaseRef | None, ids: Iterable[str]) -> list[SourceRow]:
        """The sources named, once each and by id: what a page lists under its figures. None without a release."""
        known = self.all_of(release) if release else {}
        return [known[each] for each in sorted(set(ids)) if each in known]

    def under(self, found: Listing[Any, Any], more: Iterable[str] = ()) -> list[SourceRow]:
        """The sources that the rows shown of a list name, and `more`."""
        return self.by_ids(found.release, [*more, *(source for row in found.rows for source in row.sources)])

    def all_of(self, release: ReleaseRef) -> Mapping[str, SourceRow]:
        """Every source by its id; read once for a generation (there are a few hundred)."""
        read = self.queryset(release).order_by("source_id")
        return once(release, "sources", lambda: {row.source_id: row for row in self.rows(read, Selection(release))})

    def sayer(self, release: ReleaseRef | None) -> SaySources:
        """What a chart says its sources are, given their ids: "HM Treasury, GDP deflators at market prices"."""
        known = self.all_of(release) if release else {}
        named = {each: f"{row.publisher}, {row.title}" for each, row in known.items()}
        return lambda ids: sources_words({named.get(each, each) for each in ids})


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """One published state of all data."""

    version: str = column("Semantic version; ?release= takes it.", example="1.0.0")
    published_at: datetime = column("When it was first published.")
    is_this_one: bool = column("Whether this answer is drawn from it.")
    summary: str = column("What changed, in one sentence.")
    rows_added: int = column("Rows that were new.")
    rows_revised: int = column("Rows that correct earlier ones; the earlier ones are kept.")
    rows_withdrawn: int = column("Rows no longer held; they are kept in earlier releases.")


class Releases(Resource[Release, ReleaseRow]):
    """What was published when, newest first."""

    name = "releases"
    title = "Releases"
    row = ReleaseRow
    filterset = ReleaseFilterSet
    orderings = {"version": "number", "published_at": "published_at"}
    default_ordering = ("-version",)
    tie_breaker = ("-number",)

    def queryset(self, release: ReleaseRef) -> QuerySet[Release]:
        return Release.objects.filter(published_at__isnull=False, published_at__lte=release.published_at)

    def rows(self, records: Sequence[Release], selection: Selection) -> Iterable[ReleaseRow]:
        read = selection.release.number if selection.release else None
        for r in records:
            if r.published_at is not None:
                counts = (r.rows_added, r.rows_revised, r.rows_withdrawn)
                yield ReleaseRow(r.version, r.published_at, r.number == read, r.summary, *counts)


SOURCES, RELEASES = Sources(), Releases()
