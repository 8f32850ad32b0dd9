"""Sentences and links of the pages of places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ccgdash.lib.words import count_words, gbp_millions, listed, slug_words, year_words
from ccgdash.web.places import PARAMETERS, Kind, PlaceDetailRow


@dataclass(frozen=True)
class PlaceLink:
    """Another place: its kind in words, its name, its address in the same year."""

    kind: str
    name: str
    href: str


def verdict(row: PlaceDetailRow) -> str:
    """Two sentences: ratings and deficits with how many are known, then money and special measures."""
    return f"{_rated(row)} {_money(row)}"


def _rated(row: PlaceDetailRow) -> str:
    head = f"{row.name} had {count_words(row.ccgs, 'CCG')} in {year_words(row.year)}"
    if row.ratings is None:
        return f"{head}; no headline rating was found to exist for that year."
    if not row.ratings_known:
        return f"{head}; none of their ratings is known by name."
    parts = [f"{count} {slug_words(label).lower()}" for label, count in row.ratings.items() if count]
    return f"{head}; the ratings of {row.ratings_known} are known by name: {listed(parts)}."


def _money(row: PlaceDetailRow) -> str:
    deficits = row.finance_statuses["deficit"]
    ended = (
        f"{deficits} of the {row.finance_known} whose year-end result is known ended in deficit"
        if row.finance_known
        else "no year-end result is known"
    )
    measures = row.special_measures["yes"]
    named = (
        f"sources put {count_words(measures, 'CCG')} in special measures"
        if measures
        else "no source found is certain that any was in special measures"
    )
    if row.allocation_gbp is None:
        return f"{ended[:1].upper()}{ended[1:]}, and {named}."
    of = "" if row.allocation_known == row.ccgs else f" (of {row.allocation_known} of them)"
    return f"Their core allocations add up to {gbp_millions(row.allocation_gbp)}{of}; {ended}, and {named}."


def inside(row: PlaceDetailRow) -> list[PlaceLink]:
    """The regions of England, or the offices and footprints of a region, by name."""
    if row.kind == Kind.ENGLAND:
        return _links(row, (Kind.REGION,))
    return _links(row, (Kind.OFFICE, Kind.FOOTPRINT)) if row.kind == Kind.REGION else []


def around(row: PlaceDetailRow) -> list[PlaceLink]:
    """What it lies in: the region or regions of its CCGs, and England."""
    if row.kind == Kind.ENGLAND:
        return []
    regions = [] if row.kind == Kind.REGION else _links(row, (Kind.REGION,))
    return [*regions, PlaceLink("England", "England", f"/places/england/ENG/?year={row.year}")]


def _links(row: PlaceDetailRow, kinds: Iterable[Kind]) -> list[PlaceLink]:
    return [
        link for kind in kinds for link in sorted(set(_of_kind(row, kind)), key=lambda link: (link.name, link.href))
    ]


def _of_kind(row: PlaceDetailRow, kind: Kind) -> Iterator[PlaceLink]:
    column = PARAMETERS[kind]
    for ccg in row.members:
        code, name = getattr(ccg, column), getattr(ccg, f"{column}_name")
        if code:
            yield PlaceLink(str(kind.label), name, f"/places/{kind}/{code}/?year={row.year}")


def explorer_address(row: PlaceDetailRow) -> str:
    """The same CCGs in the explorer."""
    where = f"{PARAMETERS[Kind(row.kind)]}={row.code}&" if row.kind != Kind.ENGLAND else ""
    return f"/ccgs/?{where}year={row.year}"
