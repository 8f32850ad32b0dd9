"""Charts: every CCG's figure in order, with its interval, against a reference."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from ccgdash.lib.charts.axis import Axis, axis_of
from ccgdash.lib.charts.model import Chart, Column, Size, Table, finite_check
from ccgdash.lib.charts.palette import INK, PAPER, QUIET, RULE
from ccgdash.lib.charts.points import CHOSEN, LOOKS, State, draw_key, draw_point, key_height, states_shown, with_unit
from ccgdash.lib.charts.svg import text_width
from ccgdash.lib.words import count_words, number_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccgdash.lib.charts.ranked import Level
    from ccgdash.lib.charts.svg import Canvas

PLOT = 300.0
FOOT = 34.0
STATE_COUNTS = {"better": "better", "same": "not different", "worse": "worse", "high": "higher", "low": "lower"}


@dataclass(frozen=True)
class Interval:
    """One CCG: its value, the interval around it (both ends or neither), and how it stands to the reference."""

    name: str
    value: float
    lower: float | None = None
    upper: float | None = None
    state: State = "untested"


@dataclass(frozen=True)
class Caterpillar:
    """The drawing of `caterpillar`: from the lowest value to the highest."""

    rows: tuple[Interval, ...]
    levels: tuple[Level, ...]
    chosen: str
    unit: str
    decimals: int

    @cached_property
    def axis(self) -> Axis:
        values = [each for row in self.rows for each in (row.lower, row.value, row.upper) if each is not None]
        return axis_of(values, include=[level.value for level in self.levels], most=6)

    @cached_property
    def states(self) -> list[State]:
        return states_shown(row.state for row in self.rows)

    def height(self, size: Size) -> float:
        return self._top(size) + PLOT + FOOT

    def draw(self, canvas: Canvas, size: Size) -> None:
        draw_key(canvas, self.states, size)
        top, left = self._top(size), self._left()
        for tick in self.axis.ticks:
            y = self.axis.place(tick, top, PLOT)
            canvas.line(left, y, size.value, y, RULE)
            canvas.text(left - 8, y + 5, self._tick(tick), anchor="end", colour=QUIET, size=15)
        step = (size.value - left - 6) / max(len(self.rows), 1)
        for chosen in (False, True):  # the chosen one last, on top
            for index, row in enumerate(self.rows):
                if (row.name == self.chosen) is chosen:
                    self._draw_row(canvas, row, left + 3 + (index + 0.5) * step, top, step)
        self._draw_levels(canvas, size, left, top)
        self._draw_ends(canvas, size, left, top)

    def figure(self) -> Any:
        # Here, not at the top: Plotly is slow to import, and pages that draw no chart never need it.
        from plotly import graph_objects as go

        values = {"gridcolor": RULE, "automargin": True, "zeroline": False, "range": [self.axis.low, self.axis.high]}
        layout = {
            "template": go.layout.Template(),
            "height": 420,
            "xaxis": {"visible": False, "range": [0, len(self.rows) + 1]},
            "yaxis": values,
        }
        shapes = [_level_shape(level) for level in self.levels]
        words = [_level_words(level) for level in self.levels]
        traces = [self._trace(go, state) for state in self.states]
        traces += [self._chosen(go, place, row) for place, row in enumerate(self.rows, 1) if row.name == self.chosen]
        return go.Figure(data=traces, layout=layout | {"shapes": shapes, "annotations": words, "showlegend": True})

    def _trace(self, go: Any, state: State) -> Any:
        shown = [(place, row) for place, row in enumerate(self.rows, start=1) if row.state == state]
        look = LOOKS[state]
        bars = {
            "type": "data",
            "symmetric": False,
            "array": [None if row.upper is None else row.upper - row.value for _, row in shown],
            "arrayminus": [None if row.lower is None else row.value - row.lower for _, row in shown],
            "color": look.edge,
            "thickness": 1,
            "width": 0,
        }
        return go.Scatter(
            name=look.words,
            mode="markers",
            x=[place for place, _ in shown],
            y=[row.value for _, row in shown],
            error_y=bars,
            text=[f"{escape(row.name)}: {escape(_row_words(row, self.decimals, self.unit))}" for _, row in shown],
            marker={"symbol": look.symbol, "color": look.edge, "size": 7},
            hovertemplate="%{text}<extra></extra>",
        )

    def _chosen(self, go: Any, place: int, row: Interval) -> Any:
        """The CCG asked about, on top and in the key."""
        marker = {"symbol": "circle", "color": CHOSEN, "size": 13, "line": {"width": 2, "color": INK}}
        said = f"{escape(row.name)}: {escape(_row_words(row, self.decimals, self.unit))}"
        return go.Scatter(name=escape(row.name), mode="markers", x=[place], y=[row.value], text=[said], marker=marker,
                          hovertemplate="%{text}<extra></extra>")  # fmt: skip

    def _left(self) -> float:
        return max(text_width(self._tick(tick), 15) for tick in self.axis.ticks) + 10

    def _top(self, size: Size) -> float:
        return key_height(self.states, size) + 24

    def _tick(self, value: float) -> str:
        return number_words(value, 0 if all(tick == int(tick) for tick in self.axis.ticks) else 1)

    def _draw_row(self, canvas: Canvas, row: Interval, x: float, top: float, step: float) -> None:
        chosen, look = row.name == self.chosen, LOOKS[row.state]
        if row.lower is not None and row.upper is not None:
            ends = [(x, self.axis.place(end, top, PLOT)) for end in (row.lower, row.upper)]
            canvas.path(ends, INK if chosen else look.edge, width=2.5 if chosen else 1)
        y = self.axis.place(row.value, top, PLOT)
        draw_point(canvas, x, y, row.state, size=4.5 if chosen else min(max(step * 0.9, 1.4), 4), chosen=chosen)

    def _draw_levels(self, canvas: Canvas, size: Size, left: float, top: float) -> None:
        """Words of a level where fewest points are: low ones on the right, high ones on the left."""
        middle = self.rows[len(self.rows) // 2].value if self.rows else 0
        for level in self.levels:
            y = self.axis.place(level.value, top, PLOT)
            canvas.line(left, y, size.value, y, INK, dashed=True)
            right = level.value <= middle
            x = size.value - 2 if right else left + 4
            under = right and len(self.levels) == 1
            canvas.text(x, y + (18 if under else -6), level.words, bold=True, size=15, halo=PAPER,
                        anchor="end" if right else "start")  # fmt: skip

    def _draw_ends(self, canvas: Canvas, size: Size, left: float, top: float) -> None:
        y = top + PLOT + 24
        canvas.text(left, y, "Lowest", colour=QUIET, size=15)
        canvas.text(size.value, y, "Highest", colour=QUIET, size=15, anchor="end")
        found = next((row for row in self.rows if row.name == self.chosen), None)
        if found is not None:
            room = size.value - left - text_width("Lowest", 15) - text_width("Highest", 15) - 24
            words = f"{found.name} {number_words(found.value, self.decimals)}"
            most = int(room / (15 * 0.56))
            words = words if len(words) <= most else f"{found.name[: most - 8].rstrip()}… {words.rpartition(' ')[2]}"
            middle = left + text_width("Lowest", 15) + 12 + room / 2
            canvas.text(middle, y, words, anchor="middle", bold=True, size=15)


def caterpillar(  # noqa: PLR0913  a chart without a title, unit, period or source is not allowed
    *,
    chart_id: str,
    title: str,
    unit: str,
    period: str,
    source: str,
    rows: Sequence[Interval],
    levels: Sequence[Level] = (),
    chosen: str = "",
    decimals: int = 1,
) -> Chart:
    """Figures in order with their intervals; ties by name. `chosen` is the name of the CCG to stand out. What is not
    known is left out by the caller, who says how many that are. Raises ValueError on NaN or half an interval."""
    finite_check([end for row in rows for end in (row.value, row.lower, row.upper)])
    if any((row.lower is None) != (row.upper is None) for row in rows):
        msg = "an interval has two ends or none"
        raise ValueError(msg)
    ordered = tuple(sorted(rows, key=lambda row: (row.value, row.name)))
    drawing = Caterpillar(ordered, tuple(levels), chosen, unit, decimals)
    return Chart(chart_id, title, unit, period, source, _summary(drawing, title), _table(drawing), drawing)


def _row_words(row: Interval, decimals: int, unit: str) -> str:
    said = with_unit(number_words(row.value, decimals), unit)
    if row.lower is None or row.upper is None:
        return said
    return f"{said} ({number_words(row.lower, decimals)} to {number_words(row.upper, decimals)})"


def _table(drawing: Caterpillar) -> Table:
    columns = (Column("CCG"), Column("Value", numeric=True), Column("From", numeric=True), Column("To", numeric=True),
               Column("Against the reference"))  # fmt: skip
    return Table(columns, tuple(_cells(row, drawing.decimals) for row in drawing.rows))


def _cells(row: Interval, decimals: int) -> tuple[str, ...]:
    ends = [number_words(end, decimals) if end is not None else "not known" for end in (row.lower, row.upper)]
    return (row.name, number_words(row.value, decimals), *ends, LOOKS[row.state].words)


def _summary(drawing: Caterpillar, title: str) -> str:
    if not drawing.rows:
        return f"Caterpillar chart, {drawing.unit}. {title}. Nothing is known."
    low, high = drawing.rows[0], drawing.rows[-1]
    ends = (
        f"The lowest is {low.name} at {number_words(low.value, drawing.decimals)}, "
        f"the highest {high.name} at {number_words(high.value, drawing.decimals)}."
    )
    counts = [
        f"{sum(row.state == state for row in drawing.rows)} {STATE_COUNTS[state]}"
        for state in drawing.states
        if state in STATE_COUNTS
    ]
    tested = f"Against the reference: {', '.join(counts)}." if counts else "Differences are not tested."
    levels = " ".join(f"{level.words}." for level in drawing.levels)
    head = f"Caterpillar chart of {count_words(len(drawing.rows), 'CCG')}, {drawing.unit}. {title}."
    return f"{head} {ends} {tested} {levels}".strip()


def _level_shape(level: Level) -> dict[str, object]:
    line = {"color": INK, "width": 1, "dash": "dash"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": level.value, "y1": level.value, "line": line}


def _level_words(level: Level) -> dict[str, object]:
    place = {"xref": "paper", "x": 0, "xanchor": "left", "y": level.value, "yanchor": "bottom"}
    return place | {"text": escape(level.words), "showarrow": False, "font": {"weight": 700}}
