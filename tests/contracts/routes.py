"""Every address of the site, found in the URL resolver, by the Resource it answers for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any
from urllib.parse import urlencode

from django.urls import URLPattern, URLResolver, get_resolver

from ccgdash.http.resources import DetailResource, Resource

NOT_READS = {
    "admin/": "staff only",
    "about/": "words, tested in test_words_pages",
    "accessibility/": "words, tested in test_words_pages",
    "api/docs/": "browsable docs, tested in test_openapi",
    "api/schema/": "the description itself, tested in test_openapi",
    "components/": "fictional inputs, tested in test_gallery",
    "healthz": "for supervisors",
    "methods/": "words, tested in test_methods",
    "problems/": "explains errors, tested in test_filters",
    "readyz": "for supervisors",
}
"""Addresses that show no rows, with the reason."""

SAMPLES: Mapping[str, tuple[str, ...]] = {
    "year": ("2015-16", "2018-19", "2013-14", "2021-22"),
    "ods_code": ("07M", "07V", "05N", "13T", "W2U3Z", "01H"),
    "indicator": ("iapt-recovery-rate", "ld-health-check"),
    "kind": ("england", "region", "office", "footprint"),
    "code": ("ENG", "Y56", "Q71", "QMJ"),
}
"""What a part of a path may be: a new kind of path needs samples here."""
TOGETHER: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]] = {
    ("year", "ods_code"): (("2015-16", "07M"), ("2018-19", "07V"), ("2013-14", "05N"), ("2021-22", "W2U3Z")),
    ("kind", "code"): (("region", "Y56"), ("england", "ENG"), ("office", "Q71"), ("footprint", "QMJ")),
}
"""Parts of a path that have to fit each other."""

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Route:
    """One address with one face: html, json or csv of a page, or api."""

    path: str
    name: str
    face: str
    resource: Any

    @property
    def is_list(self) -> bool:
        return isinstance(self.resource, Resource)

    @property
    def parameters(self) -> tuple[str, ...]:
        """Parts of the path that are values."""
        return tuple(re.findall(r"<(?:\w+:)?(\w+)>", self.path))

    def samples(self) -> list[dict[str, str]]:
        """Values of those parts to walk with."""
        chosen = TOGETHER.get(self.parameters) or product(*map(SAMPLES.__getitem__, self.parameters))
        return [dict(zip(self.parameters, values, strict=True)) for values in chosen]

    def url(self, key: Mapping[str, str], query: Pairs = ()) -> str:
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: key[found[1]], self.path)
        return f"/{path}?{urlencode(query)}" if query else f"/{path}"


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """(route, pattern) of everything that can be asked for."""
    yield from _below("", get_resolver())


def _below(prefix: str, resolver: URLResolver) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _below(route, entry)
        else:
            yield route, entry


def route_of(path: str, pattern: URLPattern) -> Route | None:
    """The route of a read; None for an address that shows no rows."""
    view: Any = getattr(pattern.callback, "view_class", None) or getattr(pattern.callback, "cls", None)
    resource = getattr(view, "resource", None)
    if not isinstance(resource, (Resource, DetailResource)):
        return None
    return Route(path, str(pattern.name), str(pattern.default_args.get("face", "api")), resource)


@cache
def reads() -> tuple[Route, ...]:
    """Every route that answers for a Resource; charts as files are walked from their pages, in test_chart_files, and
    feeds of several releases in test_feeds."""
    found = (route_of(*each) for each in addresses())
    return tuple(route for route in found if route and route.face != "atom" and not route.face.startswith("chart-"))


def face_of(page: Route, face: str) -> Route:
    """Another face of a page."""
    return next(route for route in reads() if route.name == f"{page.name}-{face}")


def endpoint_of(resource: Any) -> Route | None:
    """The API's face of a Resource."""
    return next((route for route in reads() if route.face == "api" and route.resource is resource), None)


def pages() -> list[Route]:
    return [route for route in reads() if route.face == "html"]


def endpoints() -> list[Route]:
    return [route for route in reads() if route.face == "api"]
