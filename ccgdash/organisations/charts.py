"""Maps of England's CCGs, for whatever has a figure for each: places and figures in, a Chart out. No queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ccgdash.lib.charts import Chart, Hexagon, grades, hexmap
from ccgdash.lib.words import count_words, number_words
from ccgdash.organisations.queries import HexSpot


@dataclass(frozen=True)
class Numbered:
    """What a map of numbers shows: `label` is its name, `suffix` stands behind each number ("%" or nothing)."""

    chart_id: str
    label: str
    unit: str
    period: str
    source: str
    decimals: int
    suffix: str = ""


def numbers_map(
    spots: Sequence[HexSpot], found: Mapping[str, float], measure: Numbered, among: Collection[str] | None = None
) -> Chart | None:
    """Every CCG of the year in classes of equal counts; what is not known is drawn as not known. None without CCGs.

    `found`: code to figure. `among`: codes of the CCGs asked about (None: all); the others are drawn empty.
    """
    if not spots:
        return None
    asked = [spot.ods_code for spot in spots if among is None or spot.ods_code in among]
    known = {code: found[code] for code in asked if code in found}
    tones, keys = grades([known.get(code) for code in asked], decimals=measure.decimals, unit=measure.suffix)
    words = {code: f"{number_words(known[code], measure.decimals)}{measure.suffix}" for code in known}
    return hexmap(
        chart_id=measure.chart_id,
        title=numbers_title(measure, list(known.values()), len(asked)),
        unit=measure.unit,
        period=measure.period,
        source=measure.source,
        tones=tones,
        hexagons=hexagons(spots, dict(zip(asked, keys, strict=True)), words),
    )


def numbers_title(measure: Numbered, known: Sequence[float], possible: int) -> str:
    """How far apart the CCGs are, and of how many that is known."""
    of = f"known for {len(known):,} of {count_words(possible, 'CCG')}"
    if not known:
        return f"{measure.label}, {measure.period}: {of}"
    first, last = (f"{number_words(end, measure.decimals)}{measure.suffix}" for end in (min(known), max(known)))
    return f"{measure.label}, {measure.period}: from {first} to {last}; {of}"


def hexagons(spots: Sequence[HexSpot], keys: Mapping[str, str], words: Mapping[str, str]) -> list[Hexagon]:
    """Every CCG of the year; those without a key were not asked about, those without words are not known."""
    return [
        Hexagon(
            name=spot.name,
            at=spot.at,
            key=keys.get(spot.ods_code, "") or "unknown",
            words=words.get(spot.ods_code, "not known" if spot.ods_code in keys else ""),
            href=f"/ccgs/{spot.ods_code}/",
            area=spot.region_code,
            asked=spot.ods_code in keys,
        )
        for spot in spots
    ]
