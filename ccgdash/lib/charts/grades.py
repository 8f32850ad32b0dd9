"""Charts: numbers in five classes of equal counts, for maps. Classes are for looking, never a rating."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from ccgdash.lib.charts.hexmap import UNKNOWN, Tone
from ccgdash.lib.charts.model import finite_check
from ccgdash.lib.charts.palette import DEPTHS
from ccgdash.lib.words import number_words

if TYPE_CHECKING:
    from collections.abc import Sequence


def grades(
    values: Sequence[float | None], *, decimals: int, unit: str = ""
) -> tuple[tuple[Tone, ...], tuple[str, ...]]:
    """(tones from the lowest class to the highest, the key of each value). As many values in each class as ties allow:
    equal values are never parted. What is not known is in no class. Raises ValueError on NaN."""
    finite_check(values)
    known = sorted(value for value in values if value is not None)
    if not known:
        return (), (UNKNOWN,) * len(values)
    edges = sorted({known[len(known) * step // len(DEPTHS)] for step in range(1, len(DEPTHS))} - {known[0]})
    places = [None if value is None else bisect_right(edges, value) for value in values]
    places_of = [[value for value in known if bisect_right(edges, value) == place] for place in range(len(edges) + 1)]
    decimals = _decimals(places_of, decimals)
    tones = tuple(_tone(place, members, len(edges), decimals, unit) for place, members in enumerate(places_of))
    return tones, tuple(UNKNOWN if place is None else tones[place].key for place in places)


def _decimals(members: Sequence[Sequence[float]], least: int) -> int:
    """As many decimals as it takes for no class to end where the next begins; two more at the most."""
    for decimals in (least, least + 1):
        ends = [(number_words(one[-1], decimals), number_words(next_[0], decimals)) for one, next_ in pairwise(members)]
        if all(end != begin for end, begin in ends):
            return decimals
    return least + 2


def _tone(place: int, members: Sequence[float], highest: int, decimals: int, unit: str) -> Tone:
    low, high = number_words(members[0], decimals), number_words(members[-1], decimals)
    words = f"{low if low == high else f'{low} to {high}'}{unit}"
    # Few classes are spread over the whole depth, so that the highest is always the darkest.
    depth = round(place * (len(DEPTHS) - 1) / highest) if highest else len(DEPTHS) - 1
    return Tone(f"class-{place + 1}", words, str(place + 1), DEPTHS[depth])
