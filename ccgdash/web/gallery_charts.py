"""Every kind of chart in every state it can be in, drawn from fictional figures: for the gallery and for its tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ccgdash.lib.charts import (
    Bone,
    Break,
    Chart,
    Dot,
    Hexagon,
    Interval,
    Level,
    Limits,
    Line,
    Series,
    Span,
    Tone,
    bar,
    caterpillar,
    dots,
    funnel,
    grades,
    hexmap,
    line_chart,
    ranked,
    spine,
    stacked_bar,
    timeline,
)
from ccgdash.lib.charts.palette import style_of

LONG = "NHS Upper Wherever, Nether Nowhere and the Isles of Somewhere with St Anyone's on the Marsh CCG"
FICTION: dict[str, Any] = {"period": "2099/00", "source": "fictional figures"}


@dataclass(frozen=True)
class Figure:
    """One state of one kind of chart."""

    kind: str
    state: str
    chart: Chart


def figures() -> list[Figure]:
    """All of them, kind after kind."""
    return [Figure(kind, state, make(f"{kind}-{at}".replace(" ", "-"))) for kind, at, state, make in _each()]


def _each() -> list[tuple[str, int, str, Callable[[str], Chart]]]:
    return [(kind, at, state, make) for kind, states in KINDS.items() for at, (state, make) in enumerate(states, 1)]


def _stacked(chart_id: str, names: tuple[str, ...], *values: tuple[str, str, tuple[float | None, ...]]) -> Chart:
    return stacked_bar(
        chart_id=chart_id,
        title="Ratings of two fictional places, unknown drawn as unknown",
        unit="number of CCGs",
        categories=names,
        series=[Series(*each) for each in values],
        category_label="Place",
        **FICTION,
    )


def stacked_with_unknown(chart_id: str) -> Chart:
    return _stacked(
        chart_id,
        ("Upland", "Lowland"),
        ("outstanding", "Outstanding", (2, 0)),
        ("good", "Good", (8, 3)),
        ("requires-improvement", "Requires improvement", (5, 2)),
        ("inadequate", "Inadequate", (1, 1)),
        ("unknown", "Rating not found", (4, 19)),
    )


def stacked_of_nothing_known(chart_id: str) -> Chart:
    return _stacked(chart_id, ("Upland", LONG), ("good", "Good", (None, None)), ("unknown", "Not found", (None, None)))


def stacked_tentative(chart_id: str) -> Chart:
    return stacked_bar(
        chart_id=chart_id,
        title="The last year is indicative and drawn hollow",
        unit="£ billion",
        categories=["2098/99", "2099/00, indicative"],
        series=[Series("core", "Core", (80.1, 84.3)), Series("specialised", "Specialised", (20.0, 21.5))],
        tentative=[1],
        **FICTION,
    )


def plain_bars(chart_id: str) -> Chart:
    return bar(
        chart_id=chart_id,
        title="Deficits of three fictional years, one of them not known",
        unit="number of CCGs",
        categories=["2097/98", "2098/99", "2099/00"],
        values=[19, None, 32],
        **FICTION,
    )


def lines_with_breaks(chart_id: str) -> Chart:
    return line_chart(
        chart_id=chart_id,
        title="Cash rose faster than what it bought; one year is not known",
        unit="£ billion",
        years=("2095/96", "2096/97", "2097/98", "2098/99", "2099/00"),
        lines=[
            Line("Cash", (66.8, 70.5, 72.1, None, 78.5), frozenset({4})),
            Line("Real terms", (76.6, 79.3, 79.7, None, 83.2), frozenset({4})),
        ],
        breaks=[Break(1, "new definition")],
        decimals=1,
        **FICTION,
    )


def ranked_columns(chart_id: str) -> Chart:
    return ranked(
        chart_id=chart_id,
        title="No fictional CCG is more than 5% under its target",
        unit="distance from target, per cent",
        values=[("Upland", 23.8), (LONG, -4.8), ("Lowland", -0.4), ("Seaside", -0.4), ("Heath", 0.0)],
        levels=[Level(-5.0, "Floor: −5%")],
        chosen=["Heath"],
        decimals=1,
        name_label="CCG",
        **FICTION,
    )


def ranked_of_nothing(chart_id: str) -> Chart:
    return ranked(chart_id=chart_id, title="Nothing is known", unit="per cent", values=[], **FICTION)


def dots_both_ways(chart_id: str) -> Chart:
    return dots(
        chart_id=chart_id,
        title="From −3.1% in Lowland to 5.9% in Upland; 3 of 4 known",
        unit="%",
        values=[("Upland", 5.86), ("Lowland", -3.1), ("Seaside", None), (LONG, 0.4)],
        decimals=2,
        name_label="CCG",
        value_label="Distance from target",
        **FICTION,
    )


def dots_of_nothing_known(chart_id: str) -> Chart:
    return dots(chart_id=chart_id, title="Nothing is known", unit="%", values=[("Upland", None)], **FICTION)


def timeline_of_all(chart_id: str) -> Chart:
    return timeline(
        chart_id=chart_id,
        title="Interventions as far as their dates are known",
        label="CCG",
        marks=[(date(2096, 7, 21), "21 July 2096")],
        spans=[
            Span("Both ends known", "2096-07-21", "2097-04-30"),
            Span("End not known", "2096-07-21"),
            Span("Only the year", "2096", "2099-07-11"),
            Span("Start not known", "", "2097-06"),
            Span("No date at all", note="in place by April 2099"),
        ],
        **FICTION,
    )


def timeline_of_none(chart_id: str) -> Chart:
    return timeline(chart_id=chart_id, title="No intervention is known", spans=[], **FICTION)


def caterpillar_of_all(chart_id: str) -> Chart:
    return caterpillar(
        chart_id=chart_id,
        title="One fictional CCG is better than England, one worse",
        unit="%",
        rows=[
            Interval("Upland", 48, 45, 51, "same"),
            Interval("Lowland", 55, 52, 58, "better"),
            Interval("Seaside", 41, 38, 44, "worse"),
            Interval(LONG, 50.5),
        ],
        levels=[Level(50, "Standard 50"), Level(51, "England 51.0")],
        chosen="Seaside",
        **FICTION,
    )


def caterpillar_of_none(chart_id: str) -> Chart:
    return caterpillar(chart_id=chart_id, title="Nothing is known", unit="%", rows=[], **FICTION)


def funnel_of_all(chart_id: str) -> Chart:
    wide = (100.0, 400.0, 900.0)
    return funnel(
        chart_id=chart_id,
        title="One of four fictional CCGs is beyond the limits",
        unit="%",
        dots=[
            Dot("Upland", 900, 51),
            Dot("Lowland", 400, 62, "better", beyond=True),
            Dot("Seaside", 120, 44),
            Dot("Heath", 400, 44, "worse"),
        ],
        limits=[
            Limits("95%", wide, (40.2, 45.1, 46.7), (59.8, 54.9, 53.3)),
            Limits("99.8%", wide, (34.5, 42.3, 44.8), (65.5, 57.7, 55.2)),
        ],
        mean=50,
        size_unit="People",
        chosen="Heath",
        **FICTION,
    )


def spine_of_all(chart_id: str) -> Chart:
    known: dict[str, Any] = {"england": 51, "low": 34, "quarter": 48, "three_quarters": 54, "high": 61}
    return spine(
        chart_id=chart_id,
        title="A fictional CCG: better on one, worse on one, untested on one",
        unit="each indicator on its own scale",
        compared=("Upland region", "Similar CCGs"),
        bones=[
            Bone("Recovery rate", "%", 56, **known, better=1, region=50, peers=53, state="better", decimals=0),
            Bone(
                "A waiting time with a very long name that needs two lines", "days", 58, **known, better=-1,
                region=None, peers=None, state="worse", decimals=0,
            ),
            Bone("A count", "", 40, **known, better=0, region=47, peers=None, state="untested", decimals=0),
        ],
        **FICTION,
    )  # fmt: skip


PLACES: tuple[tuple[str, tuple[int, int] | None, str], ...] = (
    ("Upland", (1, 0), "north"),
    (LONG, (3, 0), "north"),
    ("Lowland", (0, 1), "north"),
    ("Heath", (2, 1), "south"),
    ("Seaside", (4, 1), "south"),
    ("Elsewhere", None, "south"),
)
"""Name, hexagon, region of six fictional CCGs, the last of which lies nobody knows where."""


def _hexmap(chart_id: str, title: str, tones: tuple[Tone, ...], keys: tuple[str, ...], asked: int) -> Chart:
    return hexmap(
        chart_id=chart_id,
        title=title,
        unit="CCGs by a fictional measure",
        tones=tones,
        hexagons=[
            Hexagon(name, at, key, key.replace("unknown", "not known"), "/ccgs/", region, place < asked)
            for place, ((name, at, region), key) in enumerate(zip(PLACES, keys, strict=True))
        ],
        **FICTION,
    )


def hexmap_of_ratings(chart_id: str) -> Chart:
    tones = (
        Tone("good", "Good", "G", style_of("good")),
        Tone("inadequate", "Inadequate", "I", style_of("inadequate")),
    )
    keys = ("good", "inadequate", "unknown", "unknown", "good", "good")
    return _hexmap(chart_id, "Ratings of six fictional CCGs, two of them not known", tones, keys, asked=6)


def hexmap_of_numbers(chart_id: str) -> Chart:
    tones, keys = grades([1.5, 2.5, 3.5, None, 4.5, 5.5], decimals=1, unit="%")
    return _hexmap(
        chart_id, "From 1.5% to 3.5% in three fictional CCGs asked about, the fourth not known", tones, keys, 4
    )


KINDS: dict[str, tuple[tuple[str, Callable[[str], Chart]], ...]] = {
    "stacked bars": (
        ("with what is not known", stacked_with_unknown),
        ("nothing known, a long name", stacked_of_nothing_known),
        ("an indicative year", stacked_tentative),
    ),
    "plain bars": (("a year not known", plain_bars),),
    "lines": (("a break, a gap, an indicative year", lines_with_breaks),),
    "ranked columns": (("a floor, a chosen one, a long name", ranked_columns), ("empty", ranked_of_nothing)),
    "dots": (("both sides of zero, one not known", dots_both_ways), ("nothing known", dots_of_nothing_known)),
    "timeline": (("every way a date can be known", timeline_of_all), ("empty", timeline_of_none)),
    "caterpillar": (("with and without intervals", caterpillar_of_all), ("empty", caterpillar_of_none)),
    "funnel": (("one beyond the limits", funnel_of_all),),
    "hexagon map": (
        ("words, some not known, one without a place", hexmap_of_ratings),
        ("numbers, two not asked about", hexmap_of_numbers),
    ),
    "spine": (("better, worse, untested, long name", spine_of_all),),
}
"""Kind to its states: words, and what draws it."""
