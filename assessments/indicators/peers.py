"""The ten CCGs most like one, as the run found them, explained; or those the reader chose in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.indicators.likeness import POPULATION
from assessments.indicators.queries import likeness
from ccgdash.http.release import ReleaseRef
from ccgdash.lib.words import count_words
from ccgdash.organisations.queries import names_by_year

WORDS = {
    POPULATION: "registered population",
    "imd2015-score-resident": "deprivation (IMD 2015)",
    "imd2019-score-registered": "deprivation (IMD 2019)",
    "pop-0-14-registered-pct": "patients aged 0 to 14",
    "pop-75-plus-registered-pct": "patients aged 75 and over",
    "pop-75-plus-pct": "residents aged 75 and over",
    "population-density": "population density",
    "ethnicity-black-pct": "share of Black residents",
    "ethnicity-asian-pct": "share of Asian residents",
}


@dataclass(frozen=True)
class Peer:
    """One similar CCG; `distance` is None for one the reader chose."""

    ods_code: str
    name: str
    distance: float | None


@dataclass(frozen=True)
class PeerGroup:
    """The CCGs one is compared with, and how they were found."""

    members: tuple[Peer, ...]
    explanation: str
    chosen: bool

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(peer.ods_code for peer in self.members)


def peer_group(release: ReleaseRef, ods_code: str, year: str, chosen: Sequence[str] = ()) -> PeerGroup:
    """The peers of a CCG in a year: those chosen that were in force, else the ten nearest. METHODS 6.5."""
    names = names_by_year(release.number)
    if chosen:
        members = tuple(Peer(code, names[code, year], None) for code in chosen if (code, year) in names)
        return PeerGroup(members, f"{count_words(len(members), 'CCG')} chosen in the address.", chosen=True)
    found = likeness(release, ods_code, year)
    if found is None or not found.variables:
        return PeerGroup((), "What describes a place is not known for this CCG and year.", chosen=False)
    members = tuple(
        Peer(code, names.get((code, year), code), distance)
        for code, distance in zip(found.similar, found.distances, strict=True)
    )
    return PeerGroup(
        members, _explanation([WORDS.get(name, name) for name in found.variables], len(members)), chosen=False
    )


def _explanation(words: Sequence[str], found: int) -> str:
    if not found:
        return f"None: the CCG lacks one of {', '.join(words)}."
    return (
        f"The {found} nearest CCGs of the year by {', '.join(words)}: each standardised, all weighing the same, by "
        "straight distance. The official “similar 10” used more variables and weights that were not found."
    )
