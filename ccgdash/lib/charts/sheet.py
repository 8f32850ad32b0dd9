"""Charts: a chart as a file of its own, with title, source, date and licence drawn inside. SVG out; PNG in `raster`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccgdash.lib.charts.model import Size
from ccgdash.lib.charts.palette import PAPER, QUIET, RULE, Style
from ccgdash.lib.charts.svg import Canvas, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccgdash.lib.charts.model import Chart

MARGIN = 24.0
WIDTH = Size.WIDE.value + 2 * MARGIN
TITLE, TITLE_LINE = 22.0, 28.0
NOTE, NOTE_LINE = 14.0, 20.0
UNIT_LINE, GAP = 22.0, 20.0


def sheet_svg(chart: Chart, notes: Sequence[str]) -> str:
    """The wide drawing under its title and unit, over its source and `notes` (release, address, licence), one
    paragraph each. Complete in itself: nothing outside the file is needed to know what it shows and where from."""
    # Bold letters are wider than the mean the wrapping reckons with.
    titles = wrapped(chart.title, TITLE * 1.06, Size.WIDE.value)
    said = [f"Source: {chart.source}.", *notes] if chart.source else list(notes)
    lines = [line for note in said for line in _broken(note)]
    head = MARGIN + len(titles) * TITLE_LINE + UNIT_LINE + GAP
    inner = chart.canvas(Size.WIDE)
    below = head + chart.drawing.height(Size.WIDE) + GAP
    height = below + GAP + len(lines) * NOTE_LINE + MARGIN / 2
    canvas = Canvas(f"{chart.id}-sheet", WIDTH, height, chart.title, chart.summary)
    canvas.rect(0, 0, WIDTH, height, Style(PAPER))
    for index, line in enumerate(titles):
        canvas.text(MARGIN, MARGIN + 20 + index * TITLE_LINE, line, size=TITLE, bold=True)
    under = f"{chart.unit}, {chart.period}" if chart.period else chart.unit
    canvas.text(MARGIN, head - GAP - 2, under[:1].upper() + under[1:], colour=QUIET)
    canvas.inset(inner, MARGIN, head)
    canvas.line(MARGIN, below, WIDTH - MARGIN, below, RULE)
    for index, line in enumerate(lines):
        canvas.text(MARGIN, below + GAP + 4 + index * NOTE_LINE, line, colour=QUIET, size=NOTE)
    return canvas.markup()


def _broken(note: str) -> list[str]:
    """A note in lines; a single word that is too long for one (an address) is cut where it must be."""
    most = int(Size.WIDE.value / (NOTE * 0.56))
    return [
        line[at : at + most]
        for line in wrapped(note, NOTE, Size.WIDE.value)
        for at in range(0, max(len(line), 1), most)
    ]
