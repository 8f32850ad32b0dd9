"""Charts: each CCG's figure by its size, between the limits where chance alone would leave nearly all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from ccgdash.lib.charts.axis import Axis, axis_of
from ccgdash.lib.charts.model import Chart, Column, Size, Table, finite_check
from ccgdash.lib.charts.palette import INK, PAPER, QUIET, RULE
from ccgdash.lib.charts.points import CHOSEN, LOOKS, State, draw_key, draw_point, key_height, states_shown
from ccgdash.lib.charts.svg import text_width
from ccgdash.lib.words import count_words, number_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ccgdash.lib.charts.svg import Anchor, Canvas

PLOT = 320.0
FOOT = 58.0
KEY_LINE = 28.0
KEY_ROW = 24.0
DARK_TEAL = "#1A6B63"  # the palette's teal is too pale for a thin line on white
MOST_NAMED = 8  # more names than this cover each other; all stand in the table


Judged = Literal["chance", "adjusted"]
"""By which limits dots are told apart."""


@dataclass(frozen=True)
class Dot:
    """One CCG: how large it is (the denominator), its value, and whether it lies beyond a limit."""

    name: str
    size: float
    value: float
    state: State = "same"
    beyond: bool = False  # outside the wider limits


@dataclass(frozen=True)
class Limits:
    """Both limits at some sizes, in the unit of the values. `words`: 95% or 99.8%; `adjusted`: with the variance
    between CCGs added."""

    words: str
    sizes: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    adjusted: bool = False

    @property
    def look(self) -> tuple[str, bool]:
        """Colour, and whether dashed: the narrow ones are."""
        return (DARK_TEAL if self.adjusted else QUIET), self.words == "95%"

    @property
    def label(self) -> str:
        return f"{self.words} limits, {'all differ' if self.adjusted else 'chance alone'}"


@dataclass(frozen=True)
class Place:
    """Where the plot stands in one of the two sizes."""

    left: float
    top: float
    width: float


@dataclass(frozen=True)
class Funnel:
    """The drawing of `funnel`."""

    dots: tuple[Dot, ...]
    limits: tuple[Limits, ...]
    mean: float
    chosen: str
    unit: str
    size_unit: str
    decimals: int
    judged: Judged = "chance"

    @cached_property
    def axis(self) -> Axis:
        """Room for every dot; limits of the smallest sizes may leave the picture."""
        values = [dot.value for dot in self.dots] + [self.mean]
        spread = max(values) - min(values)
        inside = [
            each
            for limits in self.limits
            for each in (*limits.lower, *limits.upper)
            if min(values) - spread / 4 <= each <= max(values) + spread / 4
        ]
        return axis_of([*values, *inside], most=6)

    @cached_property
    def across(self) -> Axis:
        return axis_of([dot.size for dot in self.dots], include=(0.0,), most=5)

    @cached_property
    def states(self) -> list[State]:
        return states_shown(dot.state for dot in self.dots)

    def height(self, size: Size) -> float:
        return self._place(size).top + PLOT + FOOT

    def draw(self, canvas: Canvas, size: Size) -> None:
        place = self._place(size)
        draw_key(canvas, self.states, size)
        self._draw_line_key(canvas, size)
        self._draw_axes(canvas, size, place)
        for limits in self.limits:
            colour, dashed = limits.look
            for line in (limits.lower, limits.upper):
                for piece in self._pieces(place, limits.sizes, line):
                    canvas.path(piece, colour, width=1.5, dashed=dashed)
        y = self._y(place, self.mean)
        canvas.line(place.left, y, place.left + place.width, y, INK)
        for chosen in (False, True):  # the chosen one last, on top
            for dot in self.dots:
                if (dot.name == self.chosen) is chosen:
                    x = self._x(place, dot.size)
                    draw_point(canvas, x, self._y(place, dot.value), dot.state, size=3.5, chosen=chosen)
        self._draw_names(canvas, size, place)

    def figure(self) -> Any:
        # Here, not at the top: Plotly is slow to import, and pages that draw no chart never need it.
        from plotly import graph_objects as go

        lines = [_limit_trace(go, limits) for limits in self.limits]
        dots = [self._trace(go, state) for state in self.states]
        dots += [self._chosen(go, dot) for dot in self.dots if dot.name == self.chosen]
        values = {"gridcolor": RULE, "automargin": True, "zeroline": False, "range": [self.axis.low, self.axis.high]}
        sizes = {"range": [0, self.across.high], "title": {"text": escape(self.size_unit)}, "tickformat": ",d"}
        mean = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": self.mean, "y1": self.mean}
        layout = {"template": go.layout.Template(), "height": 460, "xaxis": sizes, "yaxis": values}
        return go.Figure(
            data=[*lines, *dots], layout=layout | {"shapes": [mean | {"line": {"color": INK, "width": 1}}]}
        )

    # --- places -------------------------------------------------------------------------------------------------

    def _place(self, size: Size) -> Place:
        left = max(text_width(self._tick(tick), 15) for tick in self.axis.ticks) + 10
        return Place(left, self._line_places(size)[-1][1] + KEY_ROW + 12, size.value - left - 10)

    def _line_places(self, size: Size) -> list[tuple[float, float]]:
        """Left top corner of each limit's entry in the key, below the states, row after row; the last is the foot."""
        places, x, y = [], 0.0, key_height(self.states, size)
        for limits in self.limits:
            width = KEY_LINE + 8 + text_width(limits.label, 15)
            if x > 0 and x + width > size.value:
                x, y = 0.0, y + KEY_ROW
            places.append((x, y))
            x += width + 20
        return places or [(0.0, y - KEY_ROW)]

    def _x(self, place: Place, size: float) -> float:
        return place.left + size / self.across.high * place.width

    def _y(self, place: Place, value: float) -> float:
        return self.axis.place(value, place.top, PLOT)

    def _tick(self, value: float) -> str:
        return number_words(value, 0 if all(tick == int(tick) for tick in self.axis.ticks) else 1)

    def _pieces(
        self, place: Place, sizes: Sequence[float], line: Sequence[float]
    ) -> Iterator[list[tuple[float, float]]]:
        """The stretches of a limit that are inside the picture."""
        piece: list[tuple[float, float]] = []
        for size, value in zip(sizes, line, strict=True):
            if self.axis.low <= value <= self.axis.high and size <= self.across.high:
                piece.append((self._x(place, size), self._y(place, value)))
            elif piece:
                yield piece
                piece = []
        if len(piece) > 1:
            yield piece

    # --- drawing ------------------------------------------------------------------------------------------------

    def _draw_line_key(self, canvas: Canvas, size: Size) -> None:
        """What each kind of limit looks like."""
        for limits, (x, y) in zip(self.limits, self._line_places(size), strict=False):
            colour, dashed = limits.look
            canvas.path([(x, y + 11), (x + KEY_LINE, y + 11)], colour, width=1.5, dashed=dashed)
            canvas.text(x + KEY_LINE + 8, y + 16, limits.label, colour=QUIET, size=15)

    def _draw_axes(self, canvas: Canvas, size: Size, place: Place) -> None:
        for tick in self.axis.ticks:
            y = self._y(place, tick)
            canvas.line(place.left, y, size.value, y, RULE)
            canvas.text(place.left - 8, y + 5, self._tick(tick), anchor="end", colour=QUIET, size=15)
        ticks = self.across.ticks if size is Size.WIDE else (0.0, self.across.high)
        bottom = place.top + PLOT
        for tick in ticks:
            anchor: Anchor = "end" if tick == ticks[-1] else "start" if tick == 0 else "middle"
            canvas.text(self._x(place, tick), bottom + 22, number_words(tick), anchor=anchor, colour=QUIET, size=15)
        canvas.text(place.left, bottom + 46, self.size_unit, colour=QUIET, size=15)

    def _draw_names(self, canvas: Canvas, size: Size, place: Place) -> None:
        """Names beyond the wider limits (and the chosen one), furthest first, none over another."""
        named = [dot for dot in self.dots if dot.beyond or dot.name == self.chosen]
        named.sort(key=lambda dot: (dot.name != self.chosen, -abs(dot.value - self.mean)))
        taken: list[tuple[float, float, float]] = []
        for dot in named[: MOST_NAMED if size is Size.WIDE else 4]:
            x, y = self._x(place, dot.size), self._y(place, dot.value) + 5
            width, gap = text_width(dot.name, 14), 14 if dot.name == self.chosen else 10
            left = x + gap if x + gap + 2 + width <= size.value else x - gap - width
            if left < place.left or any(abs(y - other) < 16 and left < end and first < left + width
                                        for first, end, other in taken):  # fmt: skip
                continue
            taken.append((left, left + width, y))
            canvas.text(left, y, dot.name, size=14, bold=dot.name == self.chosen, halo=PAPER)

    # --- Plotly -------------------------------------------------------------------------------------------------

    def _trace(self, go: Any, state: State) -> Any:
        shown = [dot for dot in self.dots if dot.state == state]
        look = LOOKS[state]
        return go.Scatter(
            name=look.words,
            mode="markers",
            x=[dot.size for dot in shown],
            y=[dot.value for dot in shown],
            text=[escape(dot.name) for dot in shown],
            marker={"symbol": look.symbol, "color": look.edge, "size": 8},
            hovertemplate=self._hover,
        )

    def _chosen(self, go: Any, dot: Dot) -> Any:
        """The CCG asked about, on top and in the key."""
        marker = {"symbol": "circle", "color": CHOSEN, "size": 13, "line": {"width": 2, "color": INK}}
        words = [escape(dot.name)]
        return go.Scatter(name=words[0], mode="markers", x=[dot.size], y=[dot.value], text=words, marker=marker,
                          hovertemplate=self._hover)  # fmt: skip

    @property
    def _hover(self) -> str:
        return "%{text}: %{y:." + str(self.decimals) + "f} " + escape(self.unit) + "<extra></extra>"


def funnel(  # noqa: PLR0913  a chart without a title, unit, period or source is not allowed
    *,
    chart_id: str,
    title: str,
    unit: str,
    period: str,
    source: str,
    dots: Sequence[Dot],
    limits: Sequence[Limits],
    mean: float,
    size_unit: str,
    chosen: str = "",
    decimals: int = 1,
    judged: Judged = "chance",
) -> Chart:
    """Dots by size between `limits` around `mean`; their states were told by the limits of `judged`. Raises
    ValueError on NaN or without dots."""
    finite_check([mean, *(each for dot in dots for each in (dot.size, dot.value))])
    finite_check([each for one in limits for line in (one.sizes, one.lower, one.upper) for each in line])
    if not dots:
        msg = "a funnel without points says nothing"
        raise ValueError(msg)
    ordered = tuple(sorted(dots, key=lambda dot: (dot.size, dot.name)))
    drawing = Funnel(ordered, tuple(limits), mean, chosen, unit, size_unit, decimals, judged)
    return Chart(chart_id, title, unit, period, source, _summary(drawing, title), _table(drawing), drawing)


def _table(drawing: Funnel) -> Table:
    columns = (Column("CCG"), Column(drawing.size_unit, numeric=True), Column("Value", numeric=True),
               Column("Limits" if drawing.judged == "chance" else "Wider limits"))  # fmt: skip
    rows = (
        (dot.name, number_words(dot.size), number_words(dot.value, drawing.decimals), _limit_words(dot))
        for dot in drawing.dots
    )
    return Table(columns, tuple(rows))


def _limit_words(dot: Dot) -> str:
    if dot.beyond:
        return "Beyond 99.8%"
    return "Within 95%" if dot.state == "same" else "Between 95% and 99.8%"


_JUDGED = {"chance": "for chance alone", "adjusted": "that allow for all differing"}


def _summary(drawing: Funnel, title: str) -> str:
    beyond = sum(dot.beyond for dot in drawing.dots)
    outside = sum(dot.state != "same" for dot in drawing.dots)
    return (
        f"Funnel plot of {count_words(len(drawing.dots), 'CCG')} by {drawing.size_unit.lower()}, "
        f"{drawing.unit}. {title}. "
        f"National average {number_words(drawing.mean, drawing.decimals)}. "
        f"{outside} outside the 95% limits {_JUDGED[drawing.judged]}, {beyond} of them beyond the 99.8% limits."
    )


def _limit_trace(go: Any, limits: Limits) -> Any:
    xs: list[float | None] = [*limits.sizes, None, *limits.sizes]
    ys: list[float | None] = [*limits.lower, None, *limits.upper]
    colour, dashed = limits.look
    line = {"color": colour, "width": 1.5, "dash": "dash" if dashed else "solid"}
    return go.Scatter(name=limits.label, mode="lines", x=xs, y=ys, line=line, hoverinfo="skip")
