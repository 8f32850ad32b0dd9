"""What a release holds of one year of money, read once and added up by place: what `recompute_areas` works on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ccgdash.organisations import queries as registry
from ccgdash.organisations.calc.lineage import Lineage
from ccgdash.organisations.calc.years import year_before
from ccgdash.organisations.models import CcgYear, Population
from finance.calc.areas import parts_of
from finance.models import Allocation, AllocationPublication
from finance.rules import AREA_STREAMS

LEVELS = ("footprint", "region", "england")
ENGLAND = "ENG"
MOST = 0.5  # a publication with fewer than half of the CCGs is a few quotations, not a set to add up


@dataclass(frozen=True)
class Area:
    """The money of one area: the rows it is made of, and the series they belong to."""

    parts: tuple[Allocation, ...]

    @property
    def cash_gbp(self) -> int:
        return sum(row.allocation_gbp or 0 for row in self.parts)

    @property
    def publication_id(self) -> str:
        return self.parts[0].publication_id

    @property
    def population(self) -> int | None:
        """People the rows themselves were worked out with; None unless all say so."""
        people = [row.registered_population for row in self.parts]
        return None if None in people else round(sum(each for each in people if each is not None))


@dataclass(frozen=True)
class Place:
    """One place of a publication's map, its sum, and how much of it is known."""

    level: str
    code: str
    name: str
    area: Area
    known: int
    possible: int
    map_year: str

    @property
    def is_whole(self) -> bool:
        return self.known == self.possible


@dataclass(frozen=True)
class YearFacts:
    """What a release holds of one year's allocations, and of the registry to place them."""

    number: int
    year: str

    @cached_property
    def lineage(self) -> Lineage:
        return registry.lineage_at(self.number)

    @cached_property
    def rows(self) -> list[Allocation]:
        """Every allocation of the year that states an amount."""
        found = Allocation.objects.at(self.number).filter(year=self.year, allocation_gbp__isnull=False)
        return list(found.order_by("stream", "publication_id", "org_code", "variant"))

    @cached_property
    def sets(self) -> dict[tuple[str, str], dict[str, Allocation]]:
        """(stream, publication) to the CCG rows of every publication that covers a set of CCGs."""
        found: dict[tuple[str, str], dict[str, Allocation]] = defaultdict(dict)
        for row in self.rows:
            if row.level == "ccg" and row.stream in AREA_STREAMS:
                found[row.stream, row.publication_id].setdefault(row.org_code, row)
        return {key: rows for key, rows in found.items() if len(rows) >= MOST * len(self.map_of(key[1]))}

    @cached_property
    def main(self) -> dict[str, str]:
        """Stream to the publication that most of its CCGs default to."""
        size = {key: sum(row.is_default for row in rows.values()) for key, rows in self.sets.items()}
        streams = {stream for stream, _ in size}
        return {
            stream: max((publication for s, publication in size if s == stream), key=lambda p: size[stream, p])
            for stream in streams
        }

    @cached_property
    def map_years(self) -> dict[str, str]:
        """Publication to the year whose map of CCGs it was drawn on: its first."""
        rows = AllocationPublication.objects.at(self.number).values_list("publication_id", "years")
        return {publication: min(years) for publication, years in rows}

    def map_of(self, publication_id: str) -> Mapping[str, CcgYear]:
        """Code to place of every CCG on a publication's map."""
        return self._maps[self.map_years[publication_id]]

    @cached_property
    def _maps(self) -> dict[str, dict[str, CcgYear]]:
        found: dict[str, dict[str, CcgYear]] = defaultdict(dict)
        for ccg in CcgYear.objects.at(self.number).filter(year__in=set(self.map_years.values())):
            found[ccg.year][ccg.ccg_id] = ccg
        return found

    @cached_property
    def places(self) -> dict[tuple[str, str], list[Place]]:
        """(stream, publication) to every place it can be added up to."""
        return {key: list(places_of(self, key[1], rows)) for key, rows in self.sets.items()}

    def within(self, stream: str) -> tuple[str, dict[str, Area]]:
        """The main publication of a stream, and in it the money of every CCG's area that is wholly known, of every CCG
        there ever was: published, or added up from those that merged into it. ("", none) where there is no such set."""
        if stream not in self.main:
            return "", {}
        publication = self.main[stream]
        published = self.sets[stream, publication]
        parts = {code: parts_of(code, published, self.lineage.predecessors) for code in self.lineage.lives}
        return publication, {code: Area(tuple(published[part] for part in of)) for code, of in parts.items() if of}

    @cached_property
    def areas(self) -> dict[tuple[str, str], Area]:
        """(stream, code) to the money of every CCG's area that is wholly known, as published or as now."""
        found = {(row.stream, row.org_code): Area((row,)) for row in self.rows if row.level == "ccg" and row.is_default}
        for stream in self.main:
            for code, area in self.within(stream)[1].items():
                found.setdefault((stream, code), area)
        return found

    @cached_property
    def registered(self) -> Mapping[str, Population]:
        """Code to the people registered on 1 April with the CCGs of the year."""
        return registry.registered_populations(self.number, self.year)

    @cached_property
    def before(self) -> YearFacts:
        """The year before."""
        return YearFacts(self.number, year_before(self.year))


def places_of(facts: YearFacts, publication: str, rows: Mapping[str, Allocation]) -> Iterator[Place]:
    """CCGs of the publication's own map, or what became of them by then, give each row its place."""
    map_year, here = facts.map_years[publication], facts.map_of(publication)
    on_map = {code: next(iter(facts.lineage.as_now(code, map_year)), "") for code in rows}
    whole = {code for code in here if parts_of(code, rows, facts.lineage.predecessors)}
    regions = {place.code: place.name for place in registry.regions_of(facts.number, map_year)}
    for level in LEVELS:
        members = defaultdict[str, list[Allocation]](list)
        for code, row in rows.items():
            if on_map[code] in here and (place := place_of(here[on_map[code]], level)):
                members[place].append(row)
        ccgs = defaultdict[str, list[CcgYear]](list)
        for ccg in here.values():
            ccgs[place_of(ccg, level)].append(ccg)
        for code in sorted(members):
            name = place_name(ccgs[code][0], level, regions)
            known = sum(ccg.ccg_id in whole for ccg in ccgs[code])
            yield Place(level, code, name, Area(tuple(members[code])), known, len(ccgs[code]), map_year)


def place_of(ccg: CcgYear, level: str) -> str:
    """The code of a CCG's place on a level; "" where there was none."""
    return {"footprint": ccg.footprint_code, "region": ccg.region_code, "england": ENGLAND}[level]


def place_name(ccg: CcgYear, level: str, regions: Mapping[str, str]) -> str:
    return {"footprint": ccg.footprint_name, "region": regions.get(ccg.region_code, ""), "england": "England"}[level]


def sources_of(rows: Sequence[Allocation]) -> list[str]:
    return sorted({source for row in rows for source in row.source_ids})
