"""Periods as they follow each other: quarters, financial years, calendar years and runs of them."""

from __future__ import annotations

from collections.abc import Sequence

from ccgdash.organisations.calc.years import year_after

Key = tuple[str, str]
"""(financial year, period): the period is empty for the whole year, Q1 to Q4, or calendar years like 2016-2018."""
MOST = 200  # periods; more than any series here


def following(key: Key) -> Key:
    """The next one of the same kind."""
    year, period = key
    if period.startswith("Q") and period != "Q4":
        return year, f"Q{int(period[1:]) + 1}"
    if not period.startswith("Q"):
        period = "-".join(str(int(part) + 1) for part in period.split("-")) if period else ""
    else:
        period = "Q1"
    return year_after(year), period


def between(keys: Sequence[Key]) -> list[Key]:
    """Every period from the first to the last, those given among them; just those given where they are of more than one
    kind. `keys` in order."""
    if not keys:
        return []
    found = [keys[0]]
    while found[-1] != keys[-1] and len(found) < MOST:
        found.append(following(found[-1]))
    return found if set(keys) <= set(found) else list(keys)
