"""Charts: a map of hexagons, one for each organisation, each a link. Value by colour and letter, never by one alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ccgdash.lib.charts.model import Chart, Column, Size, Table
from ccgdash.lib.charts.palette import INK, PAPER, QUIET, RULE, Style
from ccgdash.lib.charts.svg import wrapped
from ccgdash.lib.words import count_words, number_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ccgdash.lib.charts.svg import Canvas

ROW = 3**0.5 / 2  # height of a row of hexagons that are 1 wide
MAP, WIDEST, GAP = 480.0, 44.0, 28.0
LINE, MARGIN = 22.0, 3.0
UNKNOWN = "unknown"
UNASKED = Style(PAPER, edge=RULE)


@dataclass(frozen=True)
class Tone:
    """One value a hexagon can have: what it is called, its letter, how it is filled."""

    key: str
    label: str
    letter: str
    style: Style


# Paler than in bars: a map may be unknown nearly everywhere, and what is known has to be seen.
NOT_KNOWN = Tone(UNKNOWN, "Not known", "", Style("#F5F7F8", "hatch", grain="#C4CCD1", edge="#768692"))


@dataclass(frozen=True)
class Hexagon:
    """One organisation: its hexagon (`at`: half-hexagons from the west, rows from the north; None: no place is known),
    the key of its tone, and the figure in words. `area`: hexagons of another area are parted by a line. `asked`:
    whether it belongs to the question; others are drawn empty, to keep the shape."""

    name: str
    at: tuple[int, int] | None
    key: str
    words: str
    href: str
    area: str = ""
    asked: bool = True


@dataclass(frozen=True)
class Hexmap:
    """The drawing of `hexmap`."""

    hexagons: tuple[Hexagon, ...]
    tones: tuple[Tone, ...]
    noun: str

    @cached_property
    def placed(self) -> tuple[tuple[Hexagon, tuple[int, int]], ...]:
        """What can be drawn, from the north down, each row from the west."""
        found = [(each, each.at) for each in self.hexagons if each.at is not None]
        return tuple(sorted(found, key=lambda pair: (pair[1][1], pair[1][0])))

    @cached_property
    def counts(self) -> Counter[str]:
        """Key of a tone to how many of those asked about have it."""
        return Counter(each.key for each in self.hexagons if each.asked)

    @property
    def lost(self) -> list[str]:
        """Names of those whose place is not known."""
        return sorted(each.name for each in self.hexagons if each.at is None)

    @property
    def unasked(self) -> int:
        return sum(not each.asked for each in self.hexagons)

    def height(self, size: Size) -> float:
        return max(self._top(size) + self._map_height(size), self._key_height(size)) + self._foot(size)

    def draw(self, canvas: Canvas, size: Size) -> None:
        linked = size is Size.WIDE
        if linked:
            canvas.holds_links()
        with canvas.inside("g", {"text-anchor": "middle", "font-weight": "700", "font-size": str(self._letter(size))}):
            for each, at in self.placed:
                self._draw_hexagon(canvas, size, each, at, linked=linked)
        canvas.outline(self._borders(size), INK)
        self._draw_key(canvas, size)
        self._draw_lost(canvas, size)

    def figure(self) -> Any:
        """None: every hexagon is a link of the page, which no second drawing has to offer."""
        return None

    # --- where things stand ------------------------------------------------------------------------------------

    @cached_property
    def _extent(self) -> tuple[int, int]:
        """Half-hexagons across, and rows."""
        return max((at[0] for _, at in self.placed), default=0) + 2, max(
            (at[1] for _, at in self.placed), default=0
        ) + 1

    def _width(self, size: Size) -> float:
        """Of one hexagon."""
        room = (MAP if size is Size.WIDE else size.value) - 2 * MARGIN
        return min(room / (self._extent[0] / 2), WIDEST if size is Size.WIDE else WIDEST / 1.6)

    def _letter(self, size: Size) -> int:
        return int(self._width(size) * 0.55)

    def _map_height(self, size: Size) -> float:
        width = self._width(size)
        return ((self._extent[1] - 1) * ROW + 2 / 3**0.5) * width + 2 * MARGIN

    def _top(self, size: Size) -> float:
        return 0 if size is Size.WIDE else self._key_height(size) + 12

    def _centre(self, at: tuple[int, int], size: Size) -> tuple[float, float]:
        width = self._width(size)
        return MARGIN + (at[0] + 1) / 2 * width, self._top(size) + MARGIN + width / 3**0.5 + at[1] * ROW * width

    def _borders(self, size: Size) -> str:
        """The edges between hexagons of different areas, as path data."""
        areas = {at: each.area for each, at in self.placed}
        width = self._width(size)
        half, side = width / 2, width / 3**0.5
        edges = {(2, 0): (half, -side / 2, 0, side), (1, 1): (half, side / 2, -half, side / 2)}
        edges[-1, 1] = (-half, side / 2, half, side / 2)
        drawn = []
        for at, area in areas.items():
            x, y = self._centre(at, size)
            for (east, south), (dx, dy, along, down) in edges.items():
                if areas.get((at[0] + east, at[1] + south), area) != area:
                    drawn.append(f"M{x + dx:.1f} {y + dy:.1f}l{along:.1f} {down:.1f}")
        return "".join(drawn)

    # --- parts ---------------------------------------------------------------------------------------------------

    def _tone(self, key: str) -> Tone:
        return next((tone for tone in self.tones if tone.key == key), NOT_KNOWN)

    def _draw_hexagon(self, canvas: Canvas, size: Size, each: Hexagon, at: tuple[int, int], *, linked: bool) -> None:
        x, y = self._centre(at, size)
        width = self._width(size)
        if not each.asked:
            canvas.hexagon(x, y, width - 1, UNASKED)
            return
        tone, words = self._tone(each.key), f"{each.name}: {each.words}"
        # The name has what is seen in it, so that who speaks to the browser can say it.
        seen = f"{words}, {tone.letter}" if tone.letter else words
        place = {"data-at": f"{at[0]} {at[1]}"}
        link = {"href": each.href, "aria-label": seen, **place}
        # Too small for a thumb where it is no link: the script finds the nearest to where a finger fell.
        with canvas.inside("a" if linked else "g", link if linked else place):
            if linked:
                canvas.tooltip(words)
            canvas.hexagon(x, y, width, tone.style)
            if tone.letter:
                halo = "" if tone.style.texture == "solid" else tone.style.fill
                canvas.letter(x, y + self._letter(size) * 0.36, tone.letter, colour=tone.style.ink, halo=halo)

    def _key(self, size: Size) -> Iterator[tuple[Tone | None, list[str]]]:
        """Each tone with its words, in lines; those not asked about at the end."""
        room = size.value - MAP - GAP - 34 if size is Size.WIDE else size.value - 34
        for tone in (*self.tones, NOT_KNOWN):
            if tone.key != UNKNOWN or self.counts[UNKNOWN]:
                yield tone, wrapped(f"{tone.label}: {number_words(self.counts[tone.key])}", 16, room)
        if self.unasked:
            yield None, wrapped(f"Not in this list: {number_words(self.unasked)}", 16, room)

    def _key_height(self, size: Size) -> float:
        return sum(len(lines) * LINE + 8 for _, lines in self._key(size)) + 4

    def _draw_key(self, canvas: Canvas, size: Size) -> None:
        x, y = (MAP + GAP if size is Size.WIDE else 0.0), 0.0
        for tone, lines in self._key(size):
            canvas.hexagon(x + 12, y + 14, 22, tone.style if tone else UNASKED)
            if tone and tone.letter:
                halo = "" if tone.style.texture == "solid" else tone.style.fill
                canvas.text(
                    x + 12, y + 19, tone.letter, anchor="middle", colour=tone.style.ink, size=13, bold=True, halo=halo
                )
            for line in lines:
                canvas.text(x + 34, y + 20, line)
                y += LINE
            y += 8

    def _lost_lines(self, size: Size) -> list[str]:
        return wrapped(f"No place known: {', '.join(self.lost)}.", 15, size.value) if self.lost else []

    def _foot(self, size: Size) -> float:
        return 22.0 * len(self._lost_lines(size))

    def _draw_lost(self, canvas: Canvas, size: Size) -> None:
        top = self.height(size) - self._foot(size)
        for number, line in enumerate(self._lost_lines(size)):
            canvas.text(0, top + 16 + 22 * number, line, colour=QUIET, size=15)


def hexmap(  # noqa: PLR0913  a chart without a title, unit, period or source is not allowed
    *,
    chart_id: str,
    title: str,
    unit: str,
    period: str,
    source: str,
    hexagons: Sequence[Hexagon],
    tones: Sequence[Tone],
    noun: str = "CCG",
) -> Chart:
    """One hexagon each. What is not known has a key no tone has: it is hatched and bears no letter. Who has no place is
    named under the map and stands in the table. Raises ValueError when two stand on one hexagon."""
    drawing = Hexmap(tuple(hexagons), tuple(tones), noun)
    if len({at for _, at in drawing.placed}) < len(drawing.placed):
        msg = f"map {chart_id}: two stand on one hexagon"
        raise ValueError(msg)
    asked = sorted((each for each in hexagons if each.asked), key=lambda each: each.name)
    columns = (Column(noun), Column("Value"))
    table = Table(columns, tuple((each.name, each.words) for each in asked), tuple(each.href for each in asked))
    return Chart(chart_id, title, unit, period, source, _summary(drawing, title, unit), table, drawing)


def _summary(drawing: Hexmap, title: str, unit: str) -> str:
    tones = [f"{tone.label} {drawing.counts[tone.key]}" for tone in drawing.tones]
    if drawing.counts[UNKNOWN]:
        tones.append(f"not known {drawing.counts[UNKNOWN]}")
    asked = sum(drawing.counts.values())
    return (
        f"Map of England with one hexagon for each {drawing.noun}, {unit}. {title}. "
        f"{count_words(asked, drawing.noun)}: {', '.join(tones)}."
    )
