"""Bottom of the app: the words ratings are given in. Each scale is a type of its own, so that no step can mix two."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import Self


class Scale(Enum):
    """Base of every scale. Members stand best first; the value is the slug of the data, `words` the official words.

    `a < b` says that `a` is the lower rating. Labels of two scales cannot be ordered: that raises TypeError.
    """

    words: str

    def __new__(cls, slug: str, words: str) -> Self:
        member = object.__new__(cls)
        member._value_ = slug
        member.words = words
        return member

    @property
    def place(self) -> int:
        """0 for the best word of the scale, then 1, 2, …"""
        return places(type(self))[self.value]

    @property
    def slug(self) -> str:
        return str(self.value)

    def __lt__(self, other: Any) -> bool:
        return self.place > other.place if type(self) is type(other) else NotImplemented

    def __le__(self, other: Any) -> bool:
        return self.place >= other.place if type(self) is type(other) else NotImplemented

    def __gt__(self, other: Any) -> bool:
        return self.place < other.place if type(self) is type(other) else NotImplemented

    def __ge__(self, other: Any) -> bool:
        return self.place <= other.place if type(self) is type(other) else NotImplemented


class FourWord(Scale):
    """Headline, component and clinical ratings from 2015-16."""

    OUTSTANDING = "outstanding", "Outstanding"
    GOOD = "good", "Good"
    REQUIRES_IMPROVEMENT = "requires-improvement", "Requires improvement"
    INADEQUATE = "inadequate", "Inadequate"


class Assurance(Scale):
    """The assurance framework of 2013-14 and 2014-15."""

    ASSURED = "assured", "Assured"
    ASSURED_WITH_SUPPORT = "assured-with-support", "Assured with support"
    NOT_ASSURED = "not-assured", "Not assured, intervention required"


class Baseline(Scale):
    """Clinical priority areas, baseline published in autumn 2016 on 2015-16 data."""

    TOP_PERFORMING = "top-performing", "Top performing"
    PERFORMING_WELL = "performing-well", "Performing well"
    NEEDS_IMPROVEMENT = "needs-improvement", "Needs improvement"
    GREATEST_NEED = "greatest-need-for-improvement", "Greatest need for improvement"


class Rag(Scale):
    """Red, amber, green and green star, as some components print them. Green star is not "outstanding"."""

    GREEN_STAR = "green-star", "Green star"
    GREEN = "green", "Green"
    AMBER = "amber", "Amber"
    RED = "red", "Red"


class ComponentWording(Scale):
    """The wording of one CCG's page for one 2015-16 component. That it means one of the four words is not
    confirmed, so it stays a scale of one word, which cannot be ordered against them."""

    LIMITED_ASSURANCE = "limited-assurance", "Limited assurance"


SCALES: tuple[type[Scale], ...] = (FourWord, Assurance, Baseline, Rag, ComponentWording)


@cache
def places(scale: type[Scale]) -> dict[str, int]:
    """Slug to place of every word of a scale, best (0) first."""
    return {str(member.value): place for place, member in enumerate(scale)}


def slugs(scale: type[Scale]) -> tuple[str, ...]:
    """The slugs of a scale, best first."""
    return tuple(places(scale))


@cache
def parse(label: str) -> tuple[type[Scale], Scale]:
    """The scale a label belongs to and its word there. ValueError for a label of no scale."""
    for scale in SCALES:
        if label in places(scale):
            return scale, {str(member.value): member for member in scale}[label]
    raise ValueError(f"{label} is a rating of no known scale")


LABELS: tuple[str, ...] = tuple(slug for scale in SCALES for slug in slugs(scale))
