"""Charts: values over years as lines. A gap stays a gap; a change of definition breaks the line and says so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from ccgdash.lib.charts.axis import Axis, axis_of
from ccgdash.lib.charts.model import Chart, Column, Size, Table, finite_check
from ccgdash.lib.charts.palette import NAVY, ORANGE, PAPER, PLUM, QUIET, RULE, TEAL
from ccgdash.lib.charts.svg import text_width, wrapped
from ccgdash.lib.words import number_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ccgdash.lib.charts.svg import Anchor, Canvas, Shape

LOOKS: tuple[tuple[str, Shape], ...] = ((NAVY, "circle"), (PLUM, "square"), (TEAL, "triangle"), (ORANGE, "diamond"))
PLOT = 280.0
LINE = 20.0
LABELS = 150.0
FOOT = 32.0
ROW = 20.0  # words of breaks stand one above the other, so that none covers its neighbour
EDGE = 14.0  # keeps the first and last point off the frame


@dataclass(frozen=True)
class Line:
    """One line: one value per year (None: not known); `tentative` years are dashed and hollow."""

    label: str
    values: tuple[float | None, ...]
    tentative: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Break:
    """A change of definition before the year numbered `before`: no line crosses it; `only`: no line of that label."""

    before: int
    words: str
    only: str = ""


@dataclass(frozen=True)
class Frame:
    """The box of the plot."""

    left: float
    top: float
    width: float


@dataclass(frozen=True)
class Lines:
    """The drawing of `line_chart`."""

    years: tuple[str, ...]
    lines: tuple[Line, ...]
    breaks: tuple[Break, ...]
    unit: str
    decimals: int

    @cached_property
    def axis(self) -> Axis:
        return axis_of([value for line in self.lines for value in line.values if value is not None], most=5)

    def height(self, size: Size) -> float:
        return self._frame(size).top + PLOT + FOOT

    def draw(self, canvas: Canvas, size: Size) -> None:
        frame = self._frame(size)
        self._draw_axis(canvas, size, frame)
        self._draw_breaks(canvas, size, frame)
        for line, (colour, shape) in zip(self.lines, _looks(len(self.lines)), strict=True):
            self._draw_line(canvas, frame, line, colour, shape)
        self._draw_labels(canvas, size, frame)

    def figure(self) -> Any:
        # Here, not at the top: Plotly is slow to import, and pages that draw no chart never need it.
        from plotly import graph_objects as go

        traces = []
        for line, (colour, shape) in zip(self.lines, _looks(len(self.lines)), strict=True):
            traces += self._traces(go, line, colour, shape)
        ticks = {"tickvals": list(range(len(self.years))), "ticktext": list(self.years), "showgrid": False}
        ticks |= {"range": [-0.3, len(self.years) - 0.7], "zeroline": False, "fixedrange": True}
        values = {"range": [self.axis.low, self.axis.high], "automargin": True, "gridcolor": RULE, "zeroline": False}
        layout = {"template": go.layout.Template(), "xaxis": ticks, "yaxis": values | {"tickformat": ",~f"}}
        layout |= {"shapes": [_break_shape(each) for each in self.breaks]}
        layout |= {"annotations": [_break_words(each, row) for row, each in enumerate(self.breaks)]}
        return go.Figure(data=traces, layout=layout | {"height": 420, "showlegend": True})

    # --- places -------------------------------------------------------------------------------------------------

    def _frame(self, size: Size) -> Frame:
        ticks = max(text_width(self._tick(tick), 15) for tick in self.axis.ticks) + 10
        if size is Size.NARROW:
            keys = sum(len(wrapped(line.label, 16, size.value - 30)) for line in self.lines)
            return Frame(ticks, keys * 26 + 16 + ROW * len(self.breaks), size.value - ticks - 2)
        labels = min(max((text_width(line.label, 16) for line in self.lines), default=0), LABELS) + 16
        return Frame(ticks, 10.0 + ROW * len(self.breaks), size.value - ticks - labels)

    def _x(self, frame: Frame, index: float) -> float:
        steps = max(len(self.years) - 1, 1)
        return frame.left + EDGE + index / steps * (frame.width - 2 * EDGE)

    def _y(self, frame: Frame, value: float) -> float:
        return self.axis.place(value, frame.top, PLOT)

    def _tick(self, value: float) -> str:
        whole = all(tick == int(tick) for tick in self.axis.ticks)
        return number_words(value, 0 if whole else max(self.decimals, 1))

    # --- drawing ------------------------------------------------------------------------------------------------

    def _draw_axis(self, canvas: Canvas, size: Size, frame: Frame) -> None:
        for tick in self.axis.ticks:
            y = self._y(frame, tick)
            canvas.line(frame.left, y, frame.left + frame.width, y, RULE)
            canvas.text(frame.left - 8, y + 5, self._tick(tick), anchor="end", colour=QUIET, size=15)
        room = text_width(self.years[0], 15) + 8
        skip = 1
        while room > (frame.width - 2 * EDGE) / max(len(self.years) - 1, 1) * skip and skip < len(self.years):
            skip += 1
        for index in range(0, len(self.years), skip):
            ends: Anchor = "end" if index == len(self.years) - 1 and size is Size.NARROW else "middle"
            x = self._x(frame, index) + (EDGE if ends == "end" else 0)
            canvas.text(x, frame.top + PLOT + 22, self.years[index], anchor=ends, colour=QUIET, size=15)

    def _draw_breaks(self, canvas: Canvas, size: Size, frame: Frame) -> None:
        for row, each in enumerate(reversed(self.breaks)):
            x = self._x(frame, each.before - 0.5)
            canvas.line(x, frame.top, x, frame.top + PLOT, PLUM, dashed=True)
            y = frame.top - 8 - row * ROW
            canvas.line(x, y + 4, x, frame.top, PLUM, dashed=True)
            half = text_width(each.words, 14) / 2
            middle = min(max(x, half), size.value - half)
            canvas.text(middle, y, each.words, anchor="middle", colour=PLUM, size=14, bold=True, halo=PAPER)

    def _draw_line(self, canvas: Canvas, frame: Frame, line: Line, colour: str, shape: Shape) -> None:
        for first, last, tentative in self._segments(line):
            ends = [(self._x(frame, i), self._y(frame, line.values[i] or 0)) for i in (first, last)]
            canvas.path(ends, colour, dashed=tentative)
        for index, value in enumerate(line.values):
            if value is not None:
                fill = PAPER if index in line.tentative else colour
                canvas.mark(self._x(frame, index), self._y(frame, value), shape, fill=fill, edge=colour, size=4.5)

    def _segments(self, line: Line) -> Iterator[tuple[int, int, bool]]:
        """Pairs of neighbouring years that are both known, with no break between them, and whether one is tentative."""
        broken = {each.before for each in self.breaks if each.only in ("", line.label)}
        for index in range(1, len(line.values)):
            both = line.values[index - 1] is not None and line.values[index] is not None
            if both and index not in broken:
                yield index - 1, index, index in line.tentative

    def _draw_labels(self, canvas: Canvas, size: Size, frame: Frame) -> None:
        looks = _looks(len(self.lines))
        if size is Size.NARROW:
            y = 18.0
            for line, (colour, shape) in zip(self.lines, looks, strict=True):
                canvas.mark(8, y - 5, shape, fill=colour, edge=colour)
                for words in wrapped(line.label, 16, size.value - 30):
                    canvas.text(24, y, words)
                    y += 26
            return
        for line, (colour, _), y in zip(self.lines, looks, self._label_places(frame), strict=True):
            for index, words in enumerate(wrapped(line.label, 16, LABELS)):
                x = frame.left + frame.width + 8
                canvas.text(x, y + 5 + index * LINE, words, colour=_legible(colour), bold=True)

    def _label_places(self, frame: Frame) -> list[float]:
        """Height of each line's label: where the line ends, pushed apart so that none covers another."""
        ends = [next((value for value in reversed(line.values) if value is not None), 0.0) for line in self.lines]
        rows = [len(wrapped(line.label, 16, LABELS)) * LINE for line in self.lines]
        places, floor = [0.0] * len(ends), 0.0
        for index in sorted(range(len(ends)), key=lambda each: -ends[each]):
            places[index] = max(self._y(frame, ends[index]), floor)
            floor = places[index] + rows[index] + 4
        over = max(0.0, floor - LINE - frame.top - PLOT)
        return [place - over for place in places]

    # --- Plotly -------------------------------------------------------------------------------------------------

    def _traces(self, go: Any, line: Line, colour: str, shape: str) -> list[Any]:
        """The line itself, cut at breaks, and its tentative stretches as a dashed line of their own."""
        symbol = "triangle-up" if shape == "triangle" else shape
        solid = [pair for pair in self._segments(line) if not pair[2]]
        dashed = [pair for pair in self._segments(line) if pair[2]]
        hollow = [f"{symbol}-open" if index in line.tentative else symbol for index in range(len(self.years))]
        points = go.Scatter(
            name=line.label,
            mode="markers",
            x=list(range(len(self.years))),
            y=list(line.values),
            text=[_value_words(value, self.decimals) for value in line.values],
            customdata=list(self.years),
            marker={"color": colour, "symbol": hollow, "size": 9},
            legendgroup=line.label,
            hovertemplate="%{customdata}: %{text} " + escape(self.unit) + "<extra>" + escape(line.label) + "</extra>",
        )
        strokes = [
            _stroke(go, line, pairs, colour, dash) for pairs, dash in ((solid, "solid"), (dashed, "dot")) if pairs
        ]
        return [points, *strokes]


def line_chart(  # noqa: PLR0913  a chart without a title, unit, period or source is not allowed
    *,
    chart_id: str,
    title: str,
    unit: str,
    period: str,
    source: str,
    years: Sequence[str],
    lines: Sequence[Line],
    breaks: Sequence[Break] = (),
    decimals: int = 0,
    year_label: str = "Year",
) -> Chart:
    """Lines over years, at most four. None is a gap, never bridged. Raises ValueError on NaN, on a line whose length
    differs from the years, or on more lines than can be told apart."""
    for line in lines:
        finite_check(line.values)
        if len(line.values) != len(years):
            msg = f"line {line.label} has {len(line.values)} values for {len(years)} years"
            raise ValueError(msg)
    if not years or not 0 < len(lines) <= len(LOOKS):
        msg = f"a line chart has one to {len(LOOKS)} lines over at least one year, not {len(lines)} over {len(years)}"
        raise ValueError(msg)
    drawing = Lines(tuple(years), tuple(lines), tuple(breaks), unit, decimals)
    table = _table(drawing, year_label)
    return Chart(chart_id, title, unit, period, source, _summary(drawing, title), table, drawing)


def _looks(count: int) -> tuple[tuple[str, Shape], ...]:
    return LOOKS[:count]


def _legible(colour: str) -> str:
    """Words in a dark twin of a colour too pale for text on white."""
    return {TEAL: "#1A6B63", ORANGE: "#B3440B"}.get(colour, colour)


def _value_words(value: float | None, decimals: int) -> str:
    return "not known" if value is None else number_words(value, decimals)


def _table(drawing: Lines, year_label: str) -> Table:
    columns = (Column(year_label), *(Column(line.label, numeric=True) for line in drawing.lines))
    rows = tuple(
        (year, *(_cell(line, index, drawing.decimals) for line in drawing.lines))
        for index, year in enumerate(drawing.years)
    )
    return Table(columns, rows)


def _cell(line: Line, index: int, decimals: int) -> str:
    words = _value_words(line.values[index], decimals)
    return f"{words} (indicative)" if index in line.tentative and line.values[index] is not None else words


def _summary(drawing: Lines, title: str) -> str:
    told = " ".join(_line_words(drawing, line) for line in drawing.lines)
    breaks = " ".join(f"Before {drawing.years[each.before]}: {each.words}." for each in drawing.breaks)
    return " ".join(part for part in (f"Line chart, {drawing.unit}. {title}.", told, breaks) if part)


def _line_words(drawing: Lines, line: Line) -> str:
    known = [(year, value) for year, value in zip(drawing.years, line.values, strict=True) if value is not None]
    if not known:
        return f"{line.label}: not known."
    (first, start), (last, end) = known[0], known[-1]
    said = f"{line.label}: {number_words(start, drawing.decimals)} in {first}"
    return f"{said}, {number_words(end, drawing.decimals)} in {last}." if last != first else f"{said}."


def _stroke(go: Any, line: Line, pairs: list[tuple[int, int, bool]], colour: str, dash: str) -> Any:
    xs: list[int | None] = []
    ys: list[float | None] = []
    for first, last, _ in pairs:
        xs += [first, last, None]
        ys += [line.values[first], line.values[last], None]
    pen = {"color": colour, "width": 2.5, "dash": dash}
    return go.Scatter(
        mode="lines", x=xs, y=ys, line=pen, legendgroup=line.label, showlegend=False, hoverinfo="skip", name=line.label
    )


def _break_shape(each: Break) -> dict[str, object]:
    x, line = each.before - 0.5, {"color": PLUM, "width": 1, "dash": "dash"}
    return {"type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1, "line": line}


def _break_words(each: Break, row: int) -> dict[str, object]:
    """Words of a break, each a line higher than the one before, so that none covers its neighbour."""
    place = {"x": each.before - 0.5, "yref": "paper", "y": 0, "yanchor": "bottom", "xanchor": "left", "xshift": 4}
    place |= {"yshift": row * ROW}
    return place | {"text": escape(each.words), "showarrow": False, "font": {"color": PLUM, "size": 14}}
