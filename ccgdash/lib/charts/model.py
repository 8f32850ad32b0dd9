"""Charts: what a chart is. Rows come from queries; SVG, Plotly figure, table and sentence go to pages."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from ccgdash.lib.charts.svg import Canvas

if TYPE_CHECKING:
    from collections.abc import Iterable


class Size(Enum):
    """The two drawings of each chart: phones get their own, so that no letter is ever scaled below 16 px."""

    WIDE = 720
    NARROW = 304

    @property
    def suffix(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Column:
    """One column of the table beside a chart."""

    label: str
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """The numbers of the chart, already in words; the first column heads each row. `links`: where it leads, row by row,
    or nothing."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            msg = "every row of a chart's table has one cell per column"
            raise ValueError(msg)
        if self.links and len(self.links) != len(self.rows):
            msg = "a chart's table leads somewhere from every row or from none"
            raise ValueError(msg)


class Drawing(Protocol):
    """One kind of chart: how it is drawn and what Plotly is told (None: the server's drawing is the chart)."""

    def height(self, size: Size) -> float: ...
    def draw(self, canvas: Canvas, size: Size) -> None: ...
    def figure(self) -> Any: ...


@dataclass(frozen=True)
class Chart:
    """A finished chart. `title` states the finding, `summary` says the same for those who cannot see it."""

    id: str
    title: str
    unit: str
    period: str
    source: str
    summary: str
    table: Table
    drawing: Drawing

    def svg(self, size: Size = Size.WIDE) -> str:
        """Server-drawn SVG markup, complete without JavaScript and without inline styles."""
        return self.canvas(size).markup()

    def canvas(self, size: Size = Size.WIDE) -> Canvas:
        """The drawing itself, to stand alone or inside another."""
        canvas = Canvas(f"{self.id}-{size.suffix}", size.value, self.drawing.height(size), self.title, self.summary)
        self.drawing.draw(canvas, size)
        return canvas

    def plotly_json(self) -> str:
        """The Plotly figure as JSON: lists with null, never NaN, never base64 arrays. Empty where there is none."""
        figure = self.drawing.figure()
        if figure is None:
            return ""
        text: str = figure.to_json()
        if '"bdata"' in text:
            msg = f"chart {self.id}: arrays were packed as base64, give lists"
            raise ValueError(msg)
        json.loads(text, parse_constant=_refuse_constant)
        return text


def finite_check(values: Iterable[float | None]) -> None:
    """Charts take None for a missing value; NaN or infinity is a mistake upstream and raises ValueError."""
    if any(value is not None and not math.isfinite(value) for value in values):
        msg = "a missing chart value is None, not NaN"
        raise ValueError(msg)


def _refuse_constant(name: str) -> NoReturn:
    msg = f"{name} is not JSON"
    raise ValueError(msg)
