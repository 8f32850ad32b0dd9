"""What a Resource is asked on the walk: by itself, and with each of its parameters, orders and page sizes once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, zip_longest
from typing import Any

from ccgdash.http.controls import Control
from tests.contracts.routes import Pairs

TEXTS = {
    "q": ("bexly", "croydon", "nhs"),
    "source_id": ("hsj-7009416",),
    "allocation_gbp": ("660000000",),
    "forecast_gbp": ("-8600000",),
    "month": ("8",),
}
"""What is typed where any text is allowed: a new text parameter needs some here."""
ANSWERED_ELSEWHERE = {("explain", "rule_set"), ("place", "year")}
"""(resource, parameter) whose values must fit the rest of the address: a rule set that does not cover the year is
refused, which the tests of the engine ask for; so is a year in which a place was not, for which test_places asks."""
DAY = "2016-07-31"
BEFORE = "2001-01-01"


def current() -> Any:
    """The release the loaded data were published as."""
    from ccgdash.http.release import resolve

    release = resolve({})
    assert release is not None
    return release


def controls(resource: Any) -> dict[str, Control]:
    """The parameters of a Resource, with the values the data allow."""
    found: dict[str, Control] = resource.asked({}, current()).controls
    return found


def values(control: Control) -> list[tuple[str, ...]]:
    """Some ways to give one parameter."""
    if control.kind == "choices":
        some = [option.value for option in control.options]
        several = [tuple(some[:2])] if control.repeatable and len(some) > 1 else []
        return [(some[-1],), *several] if some else []
    if control.kind == "date":
        return [(DAY,)]
    return [(text,) for text in TEXTS[control.parameter]]


def filters(resource: Any, fixed: tuple[str, ...] = ()) -> Iterator[Pairs]:
    """Each parameter in a few ways."""
    for name, control in controls(resource).items():
        if name not in fixed and (resource.name, name) not in ANSWERED_ELSEWHERE:
            for given in values(control):
                yield tuple((name, value) for value in given)


def orders(resource: Any) -> list[str]:
    return [sign + column for column in getattr(resource, "orderings", ()) for sign in ("", "-")]


def of_list(resource: Any, fixed: tuple[str, ...] = ()) -> Iterator[Pairs]:
    """Everything asked of a list: plain, of a release, by filter and by order (zipped, so that all are met)."""
    yield ()
    yield (("release", current().version), ("page_size", "20"))
    yield (("as_at", "2999-01-01"), ("page", "1"))
    yield (("as_at", BEFORE),)
    sizes = cycle(("20", "150", "7", "50"))
    for chosen, order in zip_longest(filters(resource, fixed), orders(resource), fillvalue=()):
        yield (*chosen, *((("ordering", order),) if order else ()), ("page_size", next(sizes)))


def of_detail(resource: Any, fixed: tuple[str, ...] = ()) -> Iterator[Pairs]:
    """A thing is asked for as it is, as a release holds it, and with each parameter it takes."""
    yield ()
    yield (("release", current().version),)
    yield (("as_at", "2999-01-01"),)
    yield from filters(resource, fixed)
