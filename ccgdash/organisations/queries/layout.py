"""Where CCGs stand on the hexagon map of a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ccgdash.http.generation import once
from ccgdash.http.release import ReleaseRef
from ccgdash.organisations.models import HexPlace
from ccgdash.organisations.queries.ccgs import ccgs_in_force


@dataclass(frozen=True, slots=True)
class HexSpot:
    """A CCG of one year, its region, and its hexagon: half-hexagons from the west, rows from the north; None where no
    place is known."""

    ods_code: str
    name: str
    region_code: str
    at: tuple[int, int] | None


def hex_map(release: ReleaseRef, year: str) -> Sequence[HexSpot]:
    """Every CCG of `year`, by code; none for a year outside the data. Read once for a generation."""
    return once(release, ("hex_map", year), lambda: _read(release, year))


def _read(release: ReleaseRef, year: str) -> Sequence[HexSpot]:
    places = HexPlace.objects.filter(run_id=release.recompute_id, year=year).order_by("ccg")
    at = {code: (x, y) for code, x, y in places.values_list("ccg_id", "x", "y")}
    ccgs = ccgs_in_force(release.number, year).order_by("ccg_id").values_list("ccg_id", "name", "region_code")
    return tuple(HexSpot(code, name, region, at.get(code)) for code, name, region in ccgs)
