"""Charts: numbers in five classes of equal counts, for maps. Classes are for looking, never a rating."""

from __future__ import annotations

from bisect import bisect_right
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
    tones = tuple(_tone(place, edges, known, decimals, unit) for place in range(len(edges) + 1))
    return tones, tuple(UNKNOWN if place is None else tones[place].key for place in places)


def _tone(place: int, edges: Sequence[float], known: Sequence[float], decimals: int, unit: str) -> Tone:
    members = [value for value in known if bisect_right(edges, value) == place]
    low, high = number_words(members[0], decimals), number_words(members[-1], decimals)
    words = f"{low if low == high else f'{low} to {high}'}{unit}"
    # Few classes are spread over the whole depth, so that the highest is always the darkest.
    depth = round(place * (len(DEPTHS) - 1) / len(edges)) if edges else len(DEPTHS) - 1
    return Tone(f"class-{place + 1}", words, str(place + 1), DEPTHS[depth])
