"""Charts: a small SVG writer. Deterministic; presentation attributes only, as the CSP allows no styles."""

from __future__ import annotations

from contextlib import contextmanager
from textwrap import wrap
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree as ET

from ccgdash.lib.charts.palette import INK, PAPER, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Shape = Literal["circle", "square", "diamond", "triangle"]
Anchor = Literal["start", "middle", "end"]
FONT = "Arial, Helvetica, sans-serif"
# Mean advance of Arial in ems; a count that would not fit its segment is left to the note at the end.
EM_PER_CHARACTER = 0.56


def number(value: float) -> str:
    """A coordinate to one decimal, without a trailing zero."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def text_width(text: str, size: float) -> float:
    """Estimated width of a line of text, in user units."""
    return len(text) * size * EM_PER_CHARACTER


def wrapped(text: str, size: float, width: float) -> list[str]:
    """Text broken between words into lines estimated to fit `width`; a longer single word stays whole."""
    most = max(int(width / (size * EM_PER_CHARACTER)), 1)
    return wrap(text, most, break_long_words=False, break_on_hyphens=False) or [""]


class Canvas:
    """One drawing with a title and a description for readers who cannot see it."""

    def __init__(self, uid: str, width: float, height: float, title: str, description: str) -> None:
        self.uid = uid
        self._root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"0 0 {number(width)} {number(height)}",
                "width": number(width),
                "height": number(height),
                "role": "img",
                "aria-labelledby": f"{uid}-title {uid}-desc",
                "font-family": FONT,
                "font-size": "16",
                "fill": INK,
            },
        )
        ET.SubElement(self._root, "title", {"id": f"{uid}-title"}).text = title
        ET.SubElement(self._root, "desc", {"id": f"{uid}-desc"}).text = description
        self._defs = ET.SubElement(self._root, "defs")
        self._here = self._root
        self._made: set[str] = set()

    def holds_links(self) -> None:
        """Say that parts of the drawing can be followed: a group with a name, no longer one picture."""
        self._root.set("role", "group")

    @contextmanager
    def inside(self, tag: str, attributes: Mapping[str, str]) -> Iterator[None]:
        """What is drawn meanwhile lies in an element of its own: a group, or a link."""
        outer, self._here = self._here, ET.SubElement(self._here, tag, dict(attributes))
        yield
        self._here = outer

    def tooltip(self, words: str) -> None:
        """What a mouse is told that rests on the element drawn in."""
        ET.SubElement(self._here, "title").text = words

    def outline(self, d: str, colour: str, *, width: float = 2) -> None:
        """Lines by SVG path data."""
        pen = {"fill": "none", "stroke": colour, "stroke-width": number(width), "stroke-linecap": "round"}
        ET.SubElement(self._here, "path", {"d": d} | pen)

    def hexagon(self, x: float, y: float, width: float, style: Style) -> None:
        """A hexagon standing on a corner, by its centre and width; edged in paper, or in its own colour where it has
        an edge of its own."""
        half, side = number(width / 2), number(width / 3**0.5)
        slope = number(width / 3**0.5 / 2)
        d = f"M{number(x)} {number(y - width / 3**0.5)}l{half} {slope}v{side}l-{half} {slope}-{half}-{slope}v-{side}z"
        paint = {"fill": self._paint(style), "stroke": style.edge or PAPER}
        ET.SubElement(self._here, "path", {"d": d} | paint)

    def letter(self, x: float, y: float, words: str, *, colour: str, halo: str = "") -> None:
        """A letter dressed by the group it lies in."""
        rim = {"stroke": halo, "stroke-width": "4", "paint-order": "stroke"} if halo else {}
        place = {"x": number(x), "y": number(y), "fill": colour}
        ET.SubElement(self._here, "text", place | rim).text = words

    def rect(self, x: float, y: float, width: float, height: float, style: Style) -> None:
        box = {"x": number(x), "y": number(y), "width": number(width), "height": number(height)}
        paint = {"fill": self._paint(style), "stroke": style.border, "stroke-width": "1"}
        ET.SubElement(self._here, "rect", box | paint)

    def column(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """A box without an edge: for hundreds of thin ones side by side, where edges would cover the fill."""
        box = {"x": f"{x:.2f}", "y": number(y), "width": f"{width:.2f}", "height": number(height)}
        ET.SubElement(self._here, "rect", box | {"fill": fill})

    def fade(self, x: float, y: float, width: float, height: float, colour: str, *, towards_left: bool = False) -> None:
        """A dashed box that pales out towards the side where nothing is known."""
        box = {"x": number(x), "y": number(y), "width": number(width), "height": number(height)}
        dash = {"stroke": colour, "stroke-width": "1", "stroke-dasharray": "4 3"}
        paint = {"fill": self._gradient(colour, towards_left=towards_left)}
        ET.SubElement(self._here, "rect", box | paint | dash)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, *, dashed: bool = False) -> None:
        ends = {"x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2)}
        dash = {"stroke-dasharray": "4 3"} if dashed else {}
        ET.SubElement(self._here, "line", ends | {"stroke": colour, "stroke-width": "1"} | dash)

    def path(
        self, points: Sequence[tuple[float, float]], colour: str, *, width: float = 2.5, dashed: bool = False
    ) -> None:
        """A line through points."""
        through = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        pen = {"fill": "none", "stroke": colour, "stroke-width": number(width), "stroke-linejoin": "round"}
        dash = {"stroke-dasharray": "3 5"} if dashed else {}
        ET.SubElement(self._here, "polyline", {"points": through} | pen | dash)

    def mark(self, x: float, y: float, shape: Shape, *, fill: str, edge: str, size: float = 5) -> None:
        """A point in one of the shapes that tell lines apart without colour."""
        if shape == "circle":
            self.circle(x, y, size, fill=fill, edge=edge)
            return
        s = size * {"square": 0.9, "diamond": 1.3, "triangle": 1.2}[shape]
        corners = {
            "square": ((-s, -s), (s, -s), (s, s), (-s, s)),
            "diamond": ((0, -s), (s, 0), (0, s), (-s, 0)),
            "triangle": ((0, -s), (s, s * 0.8), (-s, s * 0.8)),
        }[shape]
        through = " ".join(f"{number(x + dx)},{number(y + dy)}" for dx, dy in corners)
        ET.SubElement(self._here, "polygon", {"points": through, "fill": fill, "stroke": edge, "stroke-width": "2"})

    def circle(self, x: float, y: float, radius: float, *, fill: str, edge: str) -> None:
        centre = {"cx": number(x), "cy": number(y), "r": number(radius)}
        ET.SubElement(self._here, "circle", centre | {"fill": fill, "stroke": edge, "stroke-width": "2"})

    def text(  # noqa: PLR0913  a label has this many properties
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: Anchor = "start",
        colour: str = INK,
        size: float = 16,
        bold: bool = False,
        halo: str = "",
    ) -> None:
        """A label; `halo` is the colour of a rim that keeps it legible over a texture."""
        place = {"x": number(x), "y": number(y), "fill": colour, "font-size": number(size)}
        if anchor != "start":
            place["text-anchor"] = anchor
        if bold:
            place["font-weight"] = "700"
        if halo:
            place |= {"stroke": halo, "stroke-width": "4", "paint-order": "stroke"}
        ET.SubElement(self._here, "text", place).text = words

    def inset(self, inner: Canvas, x: float, y: float) -> None:
        """Another drawing inside this one; this one's title and description speak for both."""
        for child in [child for child in inner._root if child.tag in ("title", "desc")]:
            inner._root.remove(child)
        for name in ("role", "aria-labelledby", "xmlns"):
            inner._root.attrib.pop(name, None)
        inner._root.attrib |= {"x": number(x), "y": number(y)}
        self._root.append(inner._root)

    def markup(self) -> str:
        return ET.tostring(self._root, encoding="unicode")

    def _paint(self, style: Style) -> str:
        if style.texture == "solid":
            return style.fill
        name = f"{self.uid}-{style.texture}-{style.fill.strip('#')}-{style.grain.strip('#')}"
        if name not in self._made:
            self._made.add(name)
            self._pattern(name, style)
        return f"url(#{name})"

    def _pattern(self, name: str, style: Style) -> None:
        size = {"width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
        pattern = ET.SubElement(self._defs, "pattern", {"id": name} | size)
        ET.SubElement(pattern, "rect", {"width": "8", "height": "8", "fill": style.fill})
        if style.texture == "dots":
            ET.SubElement(pattern, "circle", {"cx": "4", "cy": "4", "r": "1.5", "fill": style.grain})
            return
        other_way = "M-2 6l4 4M0 0l8 8M6-2l4 4" if style.texture == "cross" else ""
        strokes = f"M-2 2l4-4M0 8l8-8M6 10l4-4{other_way}"
        ET.SubElement(pattern, "path", {"d": strokes, "stroke": style.grain, "stroke-width": "1.5"})

    def _gradient(self, colour: str, *, towards_left: bool) -> str:
        name = f"{self.uid}-fade-{'left' if towards_left else 'right'}"
        if name not in self._made:
            self._made.add(name)
            gradient = ET.SubElement(self._defs, "linearGradient", {"id": name})
            stops = (("0", "0"), ("1", "0.6")) if towards_left else (("0", "0.6"), ("1", "0"))
            for offset, opacity in stops:
                stop = {"offset": offset, "stop-color": colour, "stop-opacity": opacity}
                ET.SubElement(gradient, "stop", stop)
        return f"url(#{name})"
