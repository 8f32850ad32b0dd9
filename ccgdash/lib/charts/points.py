"""Charts: what the charts of one point per CCG share: how a point looks by its state, and the key that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ccgdash.lib.charts.palette import INK, NAVY, ORANGE, PAPER, PLUM, QUIET
from ccgdash.lib.charts.svg import text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ccgdash.lib.charts.model import Size
    from ccgdash.lib.charts.svg import Canvas, Shape

State = Literal["better", "same", "worse", "high", "low", "untested"]


@dataclass(frozen=True)
class Look:
    """Shape, fill and edge of a point, its words in the key, and what Plotly calls the shape."""

    words: str
    shape: Shape
    fill: str
    edge: str
    symbol: str


LOOKS: dict[State, Look] = {
    "better": Look("Better", "triangle", NAVY, NAVY, "triangle-up"),
    "same": Look("Not different", "circle", PAPER, QUIET, "circle-open"),
    "worse": Look("Worse", "diamond", PLUM, PLUM, "diamond"),
    "high": Look("Higher", "triangle", NAVY, NAVY, "triangle-up"),
    "low": Look("Lower", "diamond", PLUM, PLUM, "diamond"),
    "untested": Look("Difference not tested", "square", QUIET, QUIET, "square"),
}
CHOSEN = ORANGE  # the CCG asked about: a ring around its point, and its name in words
LEGEND = 28.0


def with_unit(number: str, unit: str) -> str:
    """`52.1%`, `3.2 per 100,000`."""
    return f"{number}%" if unit == "%" else f"{number} {unit}".rstrip()


def states_shown(states: Iterable[State]) -> list[State]:
    """The states that occur, in the order of the key."""
    there = set(states)
    return [state for state in LOOKS if state in there]


def key_words(state: State, whose: str = "") -> str:
    """The words of a state in the key; `whose` goes before them where all points are of one."""
    words = LOOKS[state].words
    return f"{whose}: {words.lower()}" if whose else words


def key_height(states: Sequence[State], size: Size, whose: str = "") -> float:
    """Height of the key."""
    places = key_places(states, size, whose)
    return places[-1][1] + LEGEND if places else 0.0


def key_places(states: Sequence[State], size: Size, whose: str = "") -> list[tuple[float, float]]:
    """Left top corner of each entry, row after row."""
    places, x, y = [], 0.0, 0.0
    for state in states:
        width = 24 + text_width(key_words(state, whose), 16)
        if x > 0 and x + width > size.value:
            x, y = 0.0, y + LEGEND
        places.append((x, y))
        x += width + 20
    return places


def draw_key(canvas: Canvas, states: Sequence[State], size: Size, whose: str = "") -> None:
    """The shapes that occur, with their words."""
    for state, (x, y) in zip(states, key_places(states, size, whose), strict=True):
        look = LOOKS[state]
        canvas.mark(x + 8, y + 12, look.shape, fill=look.fill, edge=look.edge, size=5)
        canvas.text(x + 24, y + 18, key_words(state, whose))


def draw_point(canvas: Canvas, x: float, y: float, state: State, *, size: float, chosen: bool = False) -> None:
    """One point; the chosen one ringed."""
    look = LOOKS[state]
    if chosen:
        canvas.circle(x, y, size + 5, fill=PAPER, edge=INK)
    canvas.mark(x, y, look.shape, fill=CHOSEN if chosen else look.fill, edge=INK if chosen else look.edge, size=size)
