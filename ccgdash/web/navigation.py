"""The site's navigation: what there is to go to, in one list for header and footer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import Resolver404, resolve


@dataclass(frozen=True)
class Place:
    """One entry. `key` is what a page calls its section, to be marked as the current one."""

    key: str
    label: str
    href: str


HEADER = (
    Place("ccgs", "CCGs", "/ccgs/"),
    Place("ratings", "Ratings", "/ratings/"),
    Place("indicators", "Indicators", "/indicators/"),
    Place("special-measures", "Special measures", "/special-measures/"),
    Place("finance", "Finance", "/finance/"),
    Place("data", "Data", "/data/"),
    Place("api", "API", "/api/docs/"),
)
FOOTER = (
    *HEADER,
    Place("places", "Places", "/places/"),
    Place("compare", "Compare CCGs", "/compare/"),
    Place("what-if", "What if", "/what-if/"),
    Place("mismatch", "Rating and money", "/mismatch/"),
    Place("methods", "Methods", "/methods/"),
    Place("problems", "What can go wrong", "/problems/"),
    Place("about", "About", "/about/"),
    Place("accessibility", "Accessibility", "/accessibility/"),
)


def served(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places this site answers at, so that no menu leads nowhere."""
    return tuple(place for place in places if _is_served(place.href))


@cache
def _is_served(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
