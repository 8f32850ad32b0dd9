"""Charts: colours and textures. A style carries a texture or a word beside its colour, never colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Texture = Literal["solid", "hatch", "cross", "dots"]

NAVY, TEAL, PLUM, ORANGE = "#12436D", "#28A197", "#801650", "#F46A25"
INK, QUIET, RULE, PAPER = "#212B32", "#4C6272", "#AEB7BD", "#FFFFFF"
UNKNOWN = "#E8EDEE"

# What Plotly calls our textures.
PLOTLY_SHAPES: dict[Texture, str] = {"solid": "", "hatch": "/", "cross": "x", "dots": "."}


@dataclass(frozen=True)
class Style:
    """How one series is filled: background, texture drawn over it, and the colour of a label on top."""

    fill: str
    texture: Texture = "solid"
    grain: str = PAPER
    ink: str = INK
    edge: str = ""

    @property
    def border(self) -> str:
        return self.edge or self.fill


STYLES: dict[str, Style] = {
    "known": Style(NAVY, ink=PAPER),
    "published": Style(NAVY, ink=PAPER),
    "unknown": Style(UNKNOWN, "hatch", grain=QUIET, edge=QUIET),
    "outstanding": Style(NAVY, ink=PAPER),
    "good": Style(TEAL),
    "requires-improvement": Style(ORANGE, "hatch", grain="#FFC9AC"),
    "inadequate": Style(PLUM, "cross", ink=PAPER, grain="#B05A8A"),
    "assured": Style(NAVY, ink=PAPER),
    "assured-with-support": Style(TEAL, "dots"),
    "not-assured": Style(PLUM, "cross", ink=PAPER, grain="#B05A8A"),
    "on-target": Style(NAVY, ink=PAPER),
    "below-target": Style(ORANGE, "hatch", grain="#FFC9AC"),
    "deficit": Style(PLUM, "cross", ink=PAPER, grain="#B05A8A"),
    "core": Style(NAVY, ink=PAPER),
    "primary-medical": Style(TEAL),
    "specialised": Style(ORANGE, "hatch", grain="#FFC9AC"),
    "yes": Style(NAVY, ink=PAPER),
    "no": Style(PLUM, "cross", ink=PAPER, grain="#B05A8A"),
    "break-even": Style(PLUM, "cross", ink=PAPER, grain="#B05A8A"),
    "surplus": Style(NAVY, ink=PAPER),
    "more-than-5-under": Style(PLUM, "cross", ink=PAPER, grain="#B05A8A"),
    "under": Style(ORANGE, "hatch", grain="#FFC9AC"),
    "on-or-over": Style(TEAL),
    "more-than-5-over": Style(NAVY, ink=PAPER),
    "possibly": Style(TEAL, "dots"),
    "no-record": Style(PAPER, edge=QUIET),
    "volunteered": Style(TEAL, "dots"),
    "minimum": Style(NAVY, ink=PAPER),
}

DEPTHS = (
    Style("#D6E1EE"),
    Style("#A8BFDA"),
    Style("#7396C0"),
    Style("#3F6BA3", ink=PAPER),
    Style(NAVY, ink=PAPER),
)
"""From little to much, for maps of numbers; a digit beside each says the same."""


def hollow(style: Style) -> Style:
    """The same series where its value is not settled: paper with strokes of its colour."""
    return Style(PAPER, "hatch", grain=style.fill, edge=style.fill)


def style_of(key: str) -> Style:
    """The style of a series key; an unheard-of key is drawn as known, so new data needs no new code."""
    return STYLES.get(key, STYLES["known"])
