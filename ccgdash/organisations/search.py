"""Search over the registry of one release: what a person typed to CCGs, of one year if a year is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from ccgdash.organisations.calc.lineage import Lineage
from ccgdash.organisations.calc.search import Hit, Kind
from ccgdash.organisations.registry import registry_at


@dataclass(frozen=True)
class Match:
    """A CCG found, and the code and spelling it was found by: another's where that one was closed or not yet open."""

    ods_code: str
    matched_code: str
    matched_name: str
    kind: Kind

    @property
    def through_another(self) -> bool:
        return self.ods_code != self.matched_code


def ccg_search(number: int, text: str, year: str | None = None) -> tuple[Match, ...]:
    """CCGs that `text` may mean, best first, each once; empty for blank text and for text like no code and no name.

    Without `year`: CCGs of any year, as themselves. With it: the CCGs of that year that cover what was found.
    """
    registry = registry_at(number)
    hits = registry.index.find(text)
    return tuple(_of_year(hits, registry.lineage, year) if year else map(_itself, hits))


def _itself(hit: Hit) -> Match:
    return Match(hit.ods_code, hit.ods_code, hit.name, hit.kind)


def _of_year(hits: list[Hit], lineage: Lineage, year: str) -> list[Match]:
    """Each CCG stands where its best hit stands; it is said to be found by itself where it was, too."""
    found: dict[str, Match] = {}
    for hit in hits:
        for code in lineage.as_now(hit.ods_code, year):
            if code not in found or code == hit.ods_code:
                found[code] = Match(code, hit.ods_code, hit.name, hit.kind)
    return list(found.values())
