"""Charts: many values in order, one thin column each, with the levels that matter drawn across."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from ccgdash.lib.charts.axis import Axis, axis_of
from ccgdash.lib.charts.model import Chart, Column, Size, Table, finite_check
from ccgdash.lib.charts.palette import INK, NAVY, ORANGE, PAPER, PLUM, QUIET, RULE, Style
from ccgdash.lib.charts.svg import text_width
from ccgdash.lib.words import count_words, number_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccgdash.lib.charts.svg import Canvas

PLOT = 300.0
HEAD = 34.0
FOOT = 34.0
BELOW, ABOVE, CHOSEN = Style(PLUM), Style(NAVY), Style(ORANGE, edge=INK)


@dataclass(frozen=True)
class Level:
    """A value drawn across the whole chart, with words."""

    value: float
    words: str


@dataclass(frozen=True)
class Ranked:
    """The drawing of `ranked`: columns from the lowest to the highest; `chosen` ones stand out."""

    names: tuple[str, ...]
    values: tuple[float, ...]
    levels: tuple[Level, ...]
    chosen: frozenset[str]
    unit: str
    decimals: int

    @cached_property
    def axis(self) -> Axis:
        return axis_of(self.values, include=(0.0, *(level.value for level in self.levels)), most=6)

    def height(self, size: Size) -> float:
        return HEAD + PLOT + FOOT

    def draw(self, canvas: Canvas, size: Size) -> None:
        left = max(text_width(self._tick(tick), 15) for tick in self.axis.ticks) + 10
        width = size.value - left - 1
        for tick in self.axis.ticks:
            y = self._y(tick)
            canvas.line(left, y, size.value, y, RULE)
            canvas.text(left - 8, y + 5, self._tick(tick), anchor="end", colour=QUIET, size=15)
        step = width / max(len(self.values), 1)
        for index, value in enumerate(self.values):
            self._draw_column(canvas, left + index * step, step, value, self._style(index))
        self._draw_levels(canvas, left, size)
        self._draw_ends(canvas, left, size)

    def figure(self) -> Any:
        # Here, not at the top: Plotly is slow to import, and pages that draw no chart never need it.
        from plotly import graph_objects as go

        colours = [self._style(index).fill for index in range(len(self.values))]
        columns = go.Bar(
            x=list(range(1, len(self.values) + 1)),
            y=list(self.values),
            text=list(self.names),
            textposition="none",
            marker={"color": colours, "line": {"width": 0}},
            hovertemplate="%{text}: %{y:." + str(self.decimals) + "f} " + escape(self.unit) + "<extra></extra>",
        )
        values = {"gridcolor": RULE, "automargin": True, "zeroline": True, "zerolinecolor": INK}
        layout = {"template": go.layout.Template(), "showlegend": False, "bargap": 0.15, "height": 400}
        layout |= {"xaxis": {"visible": False}, "yaxis": values | {"range": [self.axis.low, self.axis.high]}}
        layout |= {"shapes": [_level_shape(level) for level in self.levels]}
        return go.Figure(data=[columns], layout=layout | {"annotations": [_level_words(each) for each in self.levels]})

    def _y(self, value: float) -> float:
        return self.axis.place(value, HEAD, PLOT)

    def _tick(self, value: float) -> str:
        return number_words(value, 0 if all(tick == int(tick) for tick in self.axis.ticks) else 1)

    def _style(self, index: int) -> Style:
        if self.names[index] in self.chosen:
            return CHOSEN
        return BELOW if self.values[index] < 0 else ABOVE

    def _draw_column(self, canvas: Canvas, x: float, step: float, value: float, style: Style) -> None:
        top, bottom = sorted((self._y(value), self._y(0)))
        gap = min(1.0, step * 0.25)
        canvas.column(x + gap / 2, top, max(step - gap, 0.6), max(bottom - top, 0.6), style.fill)

    def _draw_levels(self, canvas: Canvas, left: float, size: Size) -> None:
        canvas.line(left, self._y(0), size.value, self._y(0), INK)
        for level in self.levels:
            y = self._y(level.value)
            canvas.line(left, y, size.value, y, INK, dashed=True)
            canvas.text(size.value - 4, y - 6, level.words, anchor="end", bold=True, size=15, halo=PAPER)

    def _draw_ends(self, canvas: Canvas, left: float, size: Size) -> None:
        """Who stands at either end, in words; the rest is in the table."""
        if not self.values:
            return
        low = f"{self.names[0]} {number_words(self.values[0], self.decimals)}"
        high = f"{self.names[-1]} {number_words(self.values[-1], self.decimals)}"
        canvas.text(left, HEAD + PLOT + 24, _fitted(low, size.value - left), colour=QUIET, size=15)
        canvas.text(size.value - 2, 20, _fitted(high, size.value), anchor="end", colour=QUIET, size=15)


def ranked(  # noqa: PLR0913  a chart without a title, unit, period or source is not allowed
    *,
    chart_id: str,
    title: str,
    unit: str,
    period: str,
    source: str,
    values: Sequence[tuple[str, float]],
    levels: Sequence[Level] = (),
    chosen: Sequence[str] = (),
    decimals: int = 1,
    name_label: str = "",
) -> Chart:
    """(name, value) pairs as columns from the lowest to the highest; ties by name. What is not known is left out by the
    caller, who says how many that are: nothing is ranked that is not known. Raises ValueError on NaN."""
    finite_check([value for _, value in values])
    ordered = sorted(values, key=lambda pair: (pair[1], pair[0]))
    names, numbers = tuple(name for name, _ in ordered), tuple(value for _, value in ordered)
    drawing = Ranked(names, numbers, tuple(levels), frozenset(chosen), unit, decimals)
    columns = (Column(name_label or "Name"), Column(unit[:1].upper() + unit[1:], numeric=True))
    rows = tuple((name, number_words(value, decimals)) for name, value in ordered)
    return Chart(chart_id, title, unit, period, source, _summary(drawing, title), Table(columns, rows), drawing)


def _summary(drawing: Ranked, title: str) -> str:
    if not drawing.values:
        return f"Ranked chart, {drawing.unit}. {title}. Nothing is known."
    below = sum(value < 0 for value in drawing.values)
    ends = (
        f"The lowest is {drawing.names[0]} at {number_words(drawing.values[0], drawing.decimals)}, "
        f"the highest {drawing.names[-1]} at {number_words(drawing.values[-1], drawing.decimals)}."
    )
    levels = " ".join(
        f"{level.words}: {sum(value < level.value for value in drawing.values)} below it." for level in drawing.levels
    )
    counts = f"{count_words(len(drawing.values), 'value')}, {below} below zero."
    return " ".join(part for part in (f"Ranked chart, {drawing.unit}. {title}.", counts, ends, levels) if part)


def _fitted(words: str, width: float) -> str:
    """The words, with the number kept and the name cut where both do not fit."""
    if text_width(words, 15) <= width:
        return words
    name, _, value = words.rpartition(" ")
    most = int(width / (15 * 0.56)) - len(value) - 2
    return f"{name[:most].rstrip()}… {value}"


def _level_shape(level: Level) -> dict[str, object]:
    line = {"color": INK, "width": 1, "dash": "dash"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": level.value, "y1": level.value, "line": line}


def _level_words(level: Level) -> dict[str, object]:
    place = {"xref": "paper", "x": 1, "xanchor": "right", "y": level.value, "yanchor": "bottom"}
    return place | {"text": escape(level.words), "showarrow": False, "font": {"weight": 700}}
