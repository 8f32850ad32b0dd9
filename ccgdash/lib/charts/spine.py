"""Charts: one CCG on many indicators, each on its own scale with England in the middle and better to the right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from ccgdash.lib.charts.model import Chart, Column, Size, Table, finite_check
from ccgdash.lib.charts.palette import INK, PAPER, PLUM, QUIET, RULE, TEAL, Style
from ccgdash.lib.charts.points import LOOKS, State, draw_key, draw_point, key_height, key_words, states_shown, with_unit
from ccgdash.lib.charts.svg import text_width, wrapped
from ccgdash.lib.words import count_words, number_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccgdash.lib.charts.svg import Canvas

RANGE, MIDDLE = Style("#E8EDEE", edge="#C9D2D6"), Style("#C4D0DA", edge="#C4D0DA")
LABELS = 262.0
MINE = "This CCG"
LINE = 19.0
BAR = 18.0


@dataclass(frozen=True)
class Bone:
    """One indicator: the CCG's value, England's, the lowest, quarter, three-quarter and highest CCG, and the averages
    of its region and peers where known. `better`: +1 higher is better, -1 lower is better, 0 neither."""

    label: str
    unit: str
    value: float
    england: float
    low: float
    quarter: float
    three_quarters: float
    high: float
    better: int
    region: float | None = None
    peers: float | None = None
    state: State = "untested"
    decimals: int = 1
    period: str = ""

    def place(self, value: float) -> float:
        """From -1 (the worst end, or lowest where neither is better) over 0 (England) to 1 (the other end)."""
        reach = max(self.high - self.england, self.england - self.low) or 1.0
        return (value - self.england) / reach * (-1 if self.better < 0 else 1)


@dataclass(frozen=True)
class Spine:
    """The drawing of `spine`."""

    bones: tuple[Bone, ...]
    compared: tuple[str, str]  # words of the two other marks: region, peers

    @cached_property
    def states(self) -> list[State]:
        return states_shown(bone.state for bone in self.bones)

    def height(self, size: Size) -> float:
        return self._top(size) + sum(self._step(bone, size) for bone in self.bones) + 4

    def draw(self, canvas: Canvas, size: Size) -> None:
        draw_key(canvas, self.states, size, MINE)
        self._draw_marks_key(canvas, size)
        y = self._top(size)
        left, width = _plot(size)
        canvas.text(left + width / 2, y - 8, "England", anchor="middle", colour=INK, size=15, bold=True)
        if size is Size.WIDE:
            canvas.text(left, y - 8, "Worse or lower", colour=QUIET, size=15)
            canvas.text(left + width, y - 8, "Better or higher", anchor="end", colour=QUIET, size=15)
        for bone in self.bones:
            step = self._step(bone, size)
            self._draw_bone(canvas, bone, size, y, step)
            y += step

    def figure(self) -> Any:
        # Here, not at the top: Plotly is slow to import, and pages that draw no chart never need it.
        from plotly import graph_objects as go

        rows = list(range(len(self.bones)))
        bars = [
            self._bars(go, "Lowest to highest CCG", "low", "high", RANGE),
            self._bars(go, "Middle half of CCGs", "quarter", "three_quarters", MIDDLE),
        ]
        others = [self._others(go, "region", self.compared[0], "line-ns", QUIET)]
        others.append(self._others(go, "peers", self.compared[1], "diamond-open", INK))
        points = [self._trace(go, state) for state in self.states]
        ticks = {"tickvals": rows, "ticktext": [escape(bone.label) for bone in self.bones], "autorange": "reversed"}
        layout = {
            "template": go.layout.Template(),
            "height": 160 + 40 * len(rows),
            "yaxis": ticks | {"automargin": True},
        }
        layout |= {"xaxis": {"range": [-1.06, 1.5], "tickvals": [0], "ticktext": ["England"], "zerolinecolor": INK}}
        layout |= {"barmode": "overlay", "annotations": [_end_words(row, bone) for row, bone in enumerate(self.bones)]}
        return go.Figure(data=[*bars, *others, *points], layout=layout)

    # --- places -------------------------------------------------------------------------------------------------

    def _step(self, bone: Bone, size: Size) -> float:
        lines = len(self._label_lines(bone, size))
        return max(lines * LINE + 14, 40.0) if size is Size.WIDE else lines * LINE + 66

    def _label_lines(self, bone: Bone, size: Size) -> list[str]:
        return wrapped(bone.label, 15.5, LABELS if size is Size.WIDE else size.value)

    def _top(self, size: Size) -> float:
        return key_height(self.states, size, MINE) + (32 if size is Size.WIDE else 60) + 32

    # --- drawing ------------------------------------------------------------------------------------------------

    def _draw_marks_key(self, canvas: Canvas, size: Size) -> None:
        y = key_height(self.states, size, MINE) + 4
        region, peers = self.compared
        canvas.path([(8, y + 2), (8, y + 20)], PLUM, width=3)
        canvas.text(24, y + 17, region)
        x, y = (24 + text_width(region, 16) + 24, y) if size is Size.WIDE else (0.0, y + 28)
        canvas.mark(x + 8, y + 11, "diamond", fill=PAPER, edge=TEAL, size=5)
        canvas.text(x + 24, y + 17, peers)

    def _draw_bone(self, canvas: Canvas, bone: Bone, size: Size, top: float, step: float) -> None:
        lines = self._label_lines(bone, size)
        left, width = _plot(size)
        wide = size is Size.WIDE
        middle = top + step / 2 if wide else top + len(lines) * LINE + 22
        first = middle - (len(lines) - 1) * LINE / 2 + 5 if wide else top + 15
        for index, words in enumerate(lines):
            canvas.text(0, first + index * LINE, words, size=15, bold=not wide)
        at = [left + width * (1 + bone.place(each)) / 2 for each in
              (bone.low, bone.high, bone.quarter, bone.three_quarters, bone.england, bone.value)]  # fmt: skip
        canvas.rect(min(at[0], at[1]), middle - BAR / 2, abs(at[1] - at[0]), BAR, RANGE)
        canvas.rect(min(at[2], at[3]), middle - BAR / 2, abs(at[3] - at[2]), BAR, MIDDLE)
        reach = step / 2 if wide else 14
        canvas.line(at[4], middle - reach, at[4], middle + reach, INK)
        self._draw_others(canvas, bone, middle, size)
        draw_point(canvas, at[5], middle, bone.state, size=5.5, chosen=False)
        figure = number_words(bone.value, bone.decimals)
        words = figure if wide else with_unit(figure, bone.unit)
        if wide:
            canvas.text(size.value, middle + 5, words, anchor="end", bold=True, size=15)
            canvas.line(0, top + step, size.value, top + step, RULE)
        else:
            canvas.text(0, middle + 32, f"{words}; England {number_words(bone.england, bone.decimals)}", colour=QUIET)

    def _draw_others(self, canvas: Canvas, bone: Bone, middle: float, size: Size) -> None:
        left, width = _plot(size)
        if bone.region is not None:
            x = left + width * (1 + _inside(bone.place(bone.region))) / 2
            canvas.path([(x, middle - 9), (x, middle + 9)], PLUM, width=3)
        if bone.peers is not None:
            x = left + width * (1 + _inside(bone.place(bone.peers))) / 2
            canvas.mark(x, middle, "diamond", fill=PAPER, edge=TEAL, size=5)

    # --- Plotly -------------------------------------------------------------------------------------------------

    def _bars(self, go: Any, name: str, first: str, last: str, style: Style) -> Any:
        ends = [sorted(bone.place(getattr(bone, each)) for each in (first, last)) for bone in self.bones]
        return go.Bar(
            name=name, orientation="h", y=list(range(len(self.bones))), width=0.45, marker={"color": style.fill},
            base=[low for low, _ in ends], x=[high - low for low, high in ends], hoverinfo="skip",
        )  # fmt: skip

    def _others(self, go: Any, which: str, name: str, symbol: str, colour: str) -> Any:
        values = [getattr(bone, which) for bone in self.bones]
        places = [None if value is None else bone.place(value) for value, bone in zip(values, self.bones, strict=True)]
        words = [_value_words(value, bone) for value, bone in zip(values, self.bones, strict=True)]
        line = {"width": 3, "color": PLUM} if symbol == "line-ns" else {"width": 2, "color": TEAL}
        return go.Scatter(
            name=name, mode="markers", y=list(range(len(self.bones))), x=places, text=words,
            marker={"symbol": symbol, "size": 12, "color": colour, "line": line},
            hovertemplate="%{text}<extra>" + escape(name) + "</extra>",
        )  # fmt: skip

    def _trace(self, go: Any, state: State) -> Any:
        shown = [(row, bone) for row, bone in enumerate(self.bones) if bone.state == state]
        look = LOOKS[state]
        return go.Scatter(
            name=key_words(state, MINE), mode="markers",
            y=[row for row, _ in shown], x=[bone.place(bone.value) for _, bone in shown],
            text=[f"{escape(bone.label)}: {escape(_value_words(bone.value, bone))}" for _, bone in shown],
            marker={"symbol": look.symbol, "size": 12, "color": look.edge, "line": {"width": 2, "color": look.edge}},
            hovertemplate="%{text}<extra></extra>",
        )  # fmt: skip


def spine(
    *,
    chart_id: str,
    title: str,
    unit: str,
    period: str,
    source: str,
    bones: Sequence[Bone],
    compared: tuple[str, str],
) -> Chart:
    """One line per indicator, in the order given. Raises ValueError on NaN."""
    for bone in bones:
        finite_check([bone.value, bone.england, bone.low, bone.high, bone.region, bone.peers])
    drawing = Spine(tuple(bones), compared)
    return Chart(chart_id, title, unit, period, source, _summary(drawing, title), _table(drawing), drawing)


def _plot(size: Size) -> tuple[float, float]:
    """Left edge and width of the scale."""
    return (LABELS + 14, size.value - LABELS - 14 - 84) if size is Size.WIDE else (8.0, size.value - 16)


def _inside(place: float) -> float:
    return min(max(place, -1.0), 1.0)


def _value_words(value: float | None, bone: Bone) -> str:
    return "not known" if value is None else with_unit(number_words(value, bone.decimals), bone.unit)


def _end_words(row: int, bone: Bone) -> dict[str, object]:
    """The CCG's value at the end of its line, as Plotly says it."""
    place = {"x": 1.5, "xanchor": "right", "y": row, "showarrow": False, "font": {"weight": 700}}
    return place | {"text": escape(number_words(bone.value, bone.decimals))}


def _table(drawing: Spine) -> Table:
    names = ("This CCG", "England", *drawing.compared, "Lowest CCG", "Highest CCG")
    columns = (Column("Indicator"), *(Column(name, numeric=True) for name in names), Column("Against England"))
    return Table(columns, tuple(_cells(bone) for bone in drawing.bones))


def _cells(bone: Bone) -> tuple[str, ...]:
    head = f"{bone.label} ({', '.join(part for part in (bone.unit, bone.period) if part)})"
    values = (bone.value, bone.england, bone.region, bone.peers, bone.low, bone.high)
    words = ("not known" if each is None else number_words(each, bone.decimals) for each in values)
    return (head, *words, LOOKS[bone.state].words)


def _summary(drawing: Spine, title: str) -> str:
    told = " ".join(
        f"{bone.label}: {_value_words(bone.value, bone)}, England {number_words(bone.england, bone.decimals)}."
        for bone in drawing.bones
    )
    return f"Spine chart of {count_words(len(drawing.bones), 'indicator')}, England in the middle. {title}. {told}"
