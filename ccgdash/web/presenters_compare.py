"""Wording and links of the comparison page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.ratings.tables import MatrixLine, matrix_lines
from ccgdash.http.resources import Listing
from ccgdash.organisations.queries import namer
from ccgdash.web.compare import CompareRow


@dataclass(frozen=True)
class Rated:
    """One CCG as the matrix of ratings takes it: a year it was not in force in is not among its ratings."""

    ods_code: str
    name: str
    ratings: Mapping[str, str | None]


def strips(rows: Sequence[CompareRow], years: Sequence[str]) -> list[MatrixLine]:
    """Each CCG's ratings, every year in its place."""
    rated = [Rated(row.ods_code, row.name, {each.year: each.rating for each in row.ratings}) for row in rows]
    return matrix_lines(rated, years)


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
