"""Charts: one point per name on a common scale that may run below zero, each with its value in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ccgdash.lib.charts.axis import Axis, axis_of
from ccgdash.lib.charts.model import Chart, Column, Size, Table, finite_check
from ccgdash.lib.charts.palette import INK, NAVY, PAPER, PLUM, QUIET, RULE
from ccgdash.lib.charts.points import with_unit
from ccgdash.lib.charts.svg import text_width, wrapped
from ccgdash.lib.words import count_words, number_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccgdash.lib.charts.svg import Canvas

LABELS = 220.0
LINE = 20.0
FOOT = 30.0
NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Dots:
    """The drawing of `dots`: names in the order given; a value not known is said and not drawn."""

    names: tuple[str, ...]
    values: tuple[float | None, ...]
    unit: str
    decimals: int

    @cached_property
    def axis(self) -> Axis:
        return axis_of([value for value in self.values if value is not None], include=(0.0,), most=5)

    def height(self, size: Size) -> float:
        return sum(self._step(row, size) for row in range(len(self.names))) + FOOT

    def draw(self, canvas: Canvas, size: Size) -> None:
        bottom = self.height(size) - FOOT
        for tick in self.axis.ticks:
            x = self._x(tick, size)
            canvas.line(x, 0, x, bottom, INK if tick == 0 else RULE)
            canvas.text(x, bottom + 20, self._words(tick, ticks=True), anchor="middle", colour=QUIET, size=14)
        top = 0.0
        for row in range(len(self.names)):
            self._draw_row(canvas, size, row, top)
            top += self._step(row, size)

    def figure(self) -> Any:
        # Here, not at the top: Plotly is slow to import, and pages that draw no chart never need it.
        from plotly import graph_objects as go

        points = go.Scatter(
            mode="markers",
            x=list(self.values),
            y=list(self.names),
            marker={"color": [PLUM if (value or 0) < 0 else NAVY for value in self.values], "size": 12},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [max(-(value or 0.0), 0.0) for value in self.values],
                "arrayminus": [max(value or 0.0, 0.0) for value in self.values],
                "width": 0,
                "color": QUIET,
            },
            hovertemplate="%{y}: %{x:." + str(self.decimals) + "f} " + self.unit + "<extra></extra>",
        )
        names = {"type": "category", "autorange": "reversed", "automargin": True}
        names |= {"categoryorder": "array", "categoryarray": list(self.names)}
        values = {"range": [self.axis.low, self.axis.high], "zeroline": True, "zerolinecolor": INK, "gridcolor": RULE}
        layout = {"template": go.layout.Template(), "showlegend": False, "xaxis": values, "yaxis": names}
        return go.Figure(data=[points], layout=layout | {"height": 120 + 32 * len(self.names)})

    def _plot(self, size: Size) -> tuple[float, float]:
        """Left edge and width of the scale, with room for the words at both ends."""
        end = max((text_width(self._words(value), 16) for value in self.values), default=0.0) + 14
        if size is Size.NARROW:
            return 24.0, size.value - 24.0 - end
        longest = max((text_width(line, 16) for name in self.names for line in self._lines(name, size)), default=0.0)
        left = min(longest, LABELS) + 24
        return left, size.value - left - end

    def _x(self, value: float, size: Size) -> float:
        left, width = self._plot(size)
        return left + (value - self.axis.low) / (self.axis.high - self.axis.low) * width

    def _lines(self, name: str, size: Size) -> list[str]:
        return wrapped(name, 16, LABELS if size is Size.WIDE else size.value)

    def _step(self, row: int, size: Size) -> float:
        lines = len(self._lines(self.names[row], size))
        return 12 + LINE * lines if size is Size.WIDE else 30 + LINE * lines

    def _words(self, value: float | None, *, ticks: bool = False) -> str:
        if value is None:
            return NOT_KNOWN
        decimals = 0 if ticks and all(tick == int(tick) for tick in self.axis.ticks) else self.decimals
        return with_unit(number_words(value, min(decimals, 1) if ticks else decimals), "%" if self.unit == "%" else "")

    def _draw_row(self, canvas: Canvas, size: Size, row: int, top: float) -> None:
        lines, step = self._lines(self.names[row], size), self._step(row, size)
        y = top + step / 2 if size is Size.WIDE else top + step - 16
        for index, line in enumerate(lines):
            if size is Size.WIDE:
                first = y + 5 - (len(lines) - 1) * LINE / 2
                canvas.text(self._plot(size)[0] - 20, first + index * LINE, line, anchor="end", halo=PAPER)
            else:
                canvas.text(0, top + 16 + index * LINE, line, bold=True, halo=PAPER)
        self._draw_point(canvas, size, self.values[row], y)

    def _draw_point(self, canvas: Canvas, size: Size, value: float | None, y: float) -> None:
        zero = self._x(0, size)
        if value is None:
            canvas.text(zero + 8, y + 5, NOT_KNOWN, colour=QUIET, halo=PAPER)
            return
        x, colour = self._x(value, size), PLUM if value < 0 else NAVY
        canvas.path([(zero, y), (x, y)], colour, width=3)
        canvas.mark(x, y, "diamond" if value < 0 else "circle", fill=colour, edge=colour)
        canvas.text(max(x, zero) + 12, y + 5, self._words(value), halo=PAPER)


def dots(  # noqa: PLR0913  a chart without a title, unit, period or source is not allowed
    *,
    chart_id: str,
    title: str,
    unit: str,
    period: str,
    source: str,
    values: Sequence[tuple[str, float | None]],
    decimals: int = 1,
    name_label: str = "",
    value_label: str = "",
) -> Chart:
    """(name, value) pairs in the order given, None where not known. Raises ValueError on NaN."""
    finite_check([value for _, value in values])
    drawing = Dots(tuple(name for name, _ in values), tuple(value for _, value in values), unit, decimals)
    columns = (Column(name_label or "Name"), Column(value_label or unit[:1].upper() + unit[1:], numeric=True))
    rows = tuple((name, NOT_KNOWN if value is None else number_words(value, decimals)) for name, value in values)
    return Chart(chart_id, title, unit, period, source, _summary(drawing, title), Table(columns, rows), drawing)


def _summary(drawing: Dots, title: str) -> str:
    known = sum(value is not None for value in drawing.values)
    said = [
        f"{name}: {NOT_KNOWN if value is None else number_words(value, drawing.decimals)}."
        for name, value in zip(drawing.names, drawing.values, strict=True)
    ]
    return f"Dot chart, {drawing.unit}. {title}. {count_words(known, 'value')} known. {' '.join(said)}"
