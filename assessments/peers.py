"""The ten CCGs most like one: nearest on what describes a place. Explained, and open to be chosen otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assessments.calc.statistics.peers import nearest
from assessments.models import IndicatorValue
from ccgdash.http.release import ReleaseRef
from ccgdash.lib.words import count_words
from ccgdash.organisations.queries import ccgs_in_force, registered_populations

ENOUGH = 0.9  # share of the CCGs in force that must have a variable for it to be used in a year
VARIABLES = {
    "imd2015-score-resident": "deprivation (IMD 2015)",
    "imd2019-score-registered": "deprivation (IMD 2019)",
    "pop-0-14-registered-pct": "patients aged 0 to 14",
    "pop-75-plus-registered-pct": "patients aged 75 and over",
    "pop-75-plus-pct": "residents aged 75 and over",
    "population-density": "population density",
    "ethnicity-black-pct": "share of Black residents",
    "ethnicity-asian-pct": "share of Asian residents",
}
POPULATION = "registered population"
INSTEAD_OF = {"imd2019-score-registered": "imd2015-score-resident", "pop-75-plus-pct": "pop-75-plus-registered-pct"}
"""The same thing measured otherwise: of two only the second counts where it is known."""


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


@dataclass(frozen=True)
class _Places:
    codes: tuple[str, ...]
    names: dict[str, str]
    variables: NDArray[np.float64]
    words: tuple[str, ...]


def peer_group(release: ReleaseRef, ods_code: str, year: str, chosen: Sequence[str] = ()) -> PeerGroup:
    """The peers of a CCG in a year: those chosen that were in force, else the ten nearest. METHODS 6.5."""
    places = _places(release.number, release.generation, year)
    if chosen:
        members = tuple(Peer(code, places.names[code], None) for code in chosen if code in places.names)
        return PeerGroup(members, f"{count_words(len(members), 'CCG')} chosen in the address.", chosen=True)
    if ods_code not in places.codes or not places.words:
        return PeerGroup((), "What describes a place is not known for this CCG and year.", chosen=False)
    found = nearest(places.variables, places.codes.index(ods_code))
    members = tuple(
        Peer(places.codes[at], places.names[places.codes[at]], float(distance))
        for at, distance in zip(found.members, found.distances, strict=True)
    )
    return PeerGroup(members, _explanation(places.words, len(members)), chosen=False)


def _explanation(words: Sequence[str], found: int) -> str:
    if not found:
        return f"None: the CCG lacks one of {', '.join(words)}."
    return (
        f"The {found} nearest CCGs of the year by {', '.join(words)}: each standardised, all weighing the same, by "
        "straight distance. The official “similar 10” used more variables and weights that were not found."
    )


@lru_cache(maxsize=16)
def _places(number: int, _generation: tuple[object, ...], year: str) -> _Places:
    """What describes each CCG of a year; read once for each generation of the data."""
    there = list(ccgs_in_force(number, year).values_list("ccg_id", "name"))
    codes = tuple(sorted(code for code, _ in there))
    columns = {POPULATION: {c: float(p.population) for c, p in registered_populations(number, year).items()}}
    rows = IndicatorValue.objects.at(number).filter(listed_year=year, indicator_id__in=VARIABLES, quality="stated")
    for indicator, code, value in rows.values_list("indicator_id", "ccg_id", "value"):
        columns.setdefault(indicator, {})[code] = value
    used = [name for name in (POPULATION, *VARIABLES) if _enough(columns.get(name, {}), codes)]
    used = [name for name in used if INSTEAD_OF.get(name) not in used]
    table = [[columns[name].get(code, np.nan) for name in used] for code in codes]
    words = tuple(VARIABLES.get(name, name) for name in used)
    return _Places(codes, dict(there), np.array(table, dtype=np.float64).reshape(len(codes), len(used)), words)


def _enough(values: dict[str, float], codes: Sequence[str]) -> bool:
    return bool(codes) and sum(code in values for code in codes) >= ENOUGH * len(codes)
