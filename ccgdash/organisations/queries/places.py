"""What CCGs lay in, where they lay, and which ICBs came after them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Min, OuterRef

from ccgdash.organisations.models import CcgYear, Centroid, Footprint, Icb, IcbSuccessor, LocalOffice, Region
from ccgdash.releases.models import FactQuerySet


@dataclass(frozen=True)
class PlaceName:
    """A place to choose: its code and its name."""

    code: str
    name: str


@dataclass(frozen=True)
class IcbShare:
    """An ICB that took over a CCG or a part of it. The share counts small areas (LSOAs), not people."""

    icb_code: str
    name: str
    role: IcbSuccessor.Role
    lsoa11_count: int
    lsoa_share_pct: float
    source_ids: tuple[str, ...]


def regions_of(number: int, year: str | None = None) -> tuple[PlaceName, ...]:
    """Regions any CCG of `year` (of any year) lay in, under their latest names, by name."""
    return _named(Region.objects.at(number), number, year, "region_code")


def offices_of(number: int, year: str | None = None) -> tuple[PlaceName, ...]:
    """Area teams or local offices of `year`, by name; none from 2019-20, when they are not known."""
    return _named(LocalOffice.objects.at(number), number, year, "office_code")


def footprints_of(number: int, year: str | None = None) -> tuple[PlaceName, ...]:
    """STPs or ICSs by name: those of `year` under their names of that year (none before 2016-17), else all."""
    if year is None:
        return _named(Footprint.objects.at(number), number, None, "footprint_code")
    rows = CcgYear.objects.at(number).filter(year=year).exclude(footprint_code="")
    names = rows.values("footprint_code").annotate(named=Min("footprint_name")).order_by("named", "footprint_code")
    return tuple(PlaceName(row["footprint_code"], row["named"]) for row in names)


def icb_successors_of(number: int, code: str) -> tuple[IcbShare, ...]:
    """ICBs that took over a CCG of 2021-22, the main one first; none for a CCG that closed before."""
    rows = list(IcbSuccessor.objects.at(number).filter(ccg=code).order_by("-lsoa11_count", "icb_code"))
    names = Icb.objects.at(number).filter(icb_code__in=[row.icb_code for row in rows])
    by_code = dict(names.order_by("icb_code").values_list("icb_code", "name"))
    return tuple(
        IcbShare(
            row.icb_code,
            by_code[row.icb_code],
            IcbSuccessor.Role(row.role),
            row.lsoa11_count,
            row.lsoa_share_pct,
            tuple(row.source_ids),
        )
        for row in rows
    )


def centroids_of(number: int, year: str) -> FactQuerySet[Centroid]:
    """The place of every CCG of `year`, in the boundary vintage that fits it, by code."""
    fits = CcgYear.objects.at(number).filter(year=year, ccg=OuterRef("ccg"), centroid_vintage=OuterRef("vintage"))
    return Centroid.objects.at(number).filter(Exists(fits)).order_by("ccg_id")


def _named(places: FactQuerySet[Any], number: int, year: str | None, column: str) -> tuple[PlaceName, ...]:
    years = CcgYear.objects.at(number)
    codes = (years.filter(year=year) if year else years).values(column)
    rows = places.filter(ods_code__in=codes).order_by("name", "ods_code")
    return tuple(PlaceName(code, name) for code, name in rows.values_list("ods_code", "name"))
