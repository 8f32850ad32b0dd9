"""Wording and links of the comparison page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.years import comparable
from ccgdash.http.resources import Listing
from ccgdash.organisations.queries import namer
from ccgdash.web.compare import CompareRow


@dataclass(frozen=True)
class StripCell:
    """One year of one CCG's strip; `in_force`: whether it existed; `breaks`: another framework than the year before."""

    year: str
    rating: str | None
    kind: str
    in_force: bool
    breaks: bool


@dataclass(frozen=True)
class Strip:
    """One CCG's ratings over the years shown."""

    name: str
    url: str
    cells: tuple[StripCell, ...]


def strips(rows: Sequence[CompareRow], years: Sequence[str]) -> list[Strip]:
    """Each CCG's ratings, every year in its place."""
    return [Strip(row.name, row.url, tuple(_cell(row, years, at) for at in range(len(years)))) for row in rows]


def _cell(row: CompareRow, years: Sequence[str], at: int) -> StripCell:
    year = years[at]
    found = next((each for each in row.ratings if each.year == year), None)
    breaks = at > 0 and not comparable(years[at - 1], year)
    if found is None:
        return StripCell(year, None, "not-applicable", in_force=False, breaks=breaks)
    return StripCell(year, found.rating, found.missing.get("rating", ""), in_force=True, breaks=breaks)


def absent(found: Listing[Any, Any]) -> list[str]:
    """Names of the CCGs asked for that were not in force in the year compared."""
    asked = [str(code) for code in found.selection.all("ccg")]
    if found.release is None or not found.rows or found.pages > 1:
        return []
    name, there = namer(found.release.number), {row.ods_code for row in found.rows}
    return [f"{name(code, '')} ({code})" for code in dict.fromkeys(asked) if code not in there]


def removals(found: Listing[Any, Any]) -> Mapping[str, str]:
    """Code to the address of the comparison without that CCG; only where CCGs were named one by one."""
    return {str(code): found.selection.without("ccg", code).url for code in found.selection.all("ccg")}
