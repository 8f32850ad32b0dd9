"""What CCGs came from and what they became."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ccgdash.organisations.calc.lineage import Lineage
from ccgdash.organisations.models import BoundaryChange, Succession
from ccgdash.organisations.registry import Registry, registry_at
from ccgdash.releases.models import FactQuerySet


@dataclass(frozen=True)
class Relative:
    """A CCG that another came from or became: its latest name, the first day of the successor, the share that moved."""

    ods_code: str
    name: str
    date: date
    share_pct: float
    source_ids: tuple[str, ...]


def lineage_at(number: int) -> Lineage:
    """The whole lineage, for questions over many CCGs at once: its methods ask the database nothing more."""
    return registry_at(number).lineage


def successor_of(number: int, code: str) -> Relative | None:
    """The CCG that `code` merged into; None while it has none."""
    row = Succession.objects.at(number).filter(predecessor=code).first()
    return _relative(row, row.successor_id, registry_at(number)) if row else None


def predecessors_of(number: int, code: str) -> tuple[Relative, ...]:
    """The CCGs that merged into `code` itself, by code."""
    registry = registry_at(number)
    return _predecessors(number, registry, registry.lineage.predecessors(code))


def ancestors(number: int, code: str) -> tuple[Relative, ...]:
    """The CCGs that merged into `code`, and into those, and so on, by code; each with the date of its own merger."""
    registry = registry_at(number)
    return _predecessors(number, registry, registry.lineage.ancestors(code))


def as_now(number: int, code: str, year: str) -> tuple[str, ...]:
    """Codes of the CCGs of `year` that cover the area of `code`: itself, its successor by then, or those before."""
    return lineage_at(number).as_now(code, year)


def as_was(number: int, code: str, year: str) -> tuple[str, ...]:
    """Codes of the CCGs of `year` that make up `code`: itself or those before it; none once it is part of another."""
    return lineage_at(number).as_was(code, year)


def boundary_changes(number: int, code: str) -> FactQuerySet[BoundaryChange]:
    """Territory that moved without a merger, in order of time: the same code before and after is not the same area."""
    return BoundaryChange.objects.at(number).filter(ccg=code).order_by("first_seen_after")


def _predecessors(number: int, registry: Registry, codes: Collection[str]) -> tuple[Relative, ...]:
    if not codes:
        return ()
    rows = Succession.objects.at(number).filter(predecessor__in=codes).order_by("predecessor_id")
    return tuple(_relative(row, row.predecessor_id, registry) for row in rows)


def _relative(row: Succession, code: str, registry: Registry) -> Relative:
    return Relative(code, registry.names[code], row.date, row.share_pct, tuple(row.source_ids))
