"""Charts: horizontal bars, plain and stacked. Takes numbers per category, gives a Chart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Any

from ccgdash.lib.charts.model import Chart, Column, Size, Table, finite_check
from ccgdash.lib.charts.palette import PAPER, PLOTLY_SHAPES, QUIET, RULE, Style, hollow, style_of
from ccgdash.lib.charts.svg import Canvas, text_width, wrapped
from ccgdash.lib.words import number_words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

BAR = 28.0
LEGEND = 32.0
LINE = 20.0
LABELS = 240.0


@dataclass(frozen=True)
class Series:
    """One stack level: a style key (see palette), its words, one value per category (None: not known)."""

    key: str
    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Frame:
    """Where things stand in one of the two sizes."""

    left: float
    span: float
    step: float
    bar_top: float


@dataclass(frozen=True)
class Bars:
    """The drawing of `bar` and `stacked_bar`; `notes` end each bar, in words; `tentative` bars are hollow."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...]
    unit: str
    tentative: frozenset[int] = frozenset()

    def total(self, row: int) -> float:
        return sum(series.values[row] or 0 for series in self.series)

    def height(self, size: Size) -> float:
        return self._legend_height(size) + len(self.categories) * self._frame(size).step + 4

    def draw(self, canvas: Canvas, size: Size) -> None:
        frame = self._frame(size)
        top = self._legend_height(size)
        self._draw_legend(canvas, size)
        canvas.line(frame.left, top, frame.left, self.height(size), RULE)
        for row in range(len(self.categories)):
            self._draw_row(canvas, size, row, top + row * frame.step)

    def figure(self) -> Any:
        # Here, not at the top: Plotly is slow to import, and pages that draw no chart never need it.
        from plotly import graph_objects as go

        traces = [self._trace(go, series) for series in self.series]
        layout = {"barmode": "stack", "template": go.layout.Template(), "showlegend": len(traces) > 1}
        layout |= {"yaxis": {"autorange": "reversed", "automargin": True}}
        layout |= {"xaxis": {"visible": False, "rangemode": "tozero"}, "height": 80 + 44 * len(self.categories)}
        return go.Figure(data=traces, layout=layout | {"annotations": self._end_notes()})

    def _end_notes(self) -> list[dict[str, object]]:
        """The words at the end of each bar, as Plotly says them."""
        plain = {"xanchor": "left", "showarrow": False, "xshift": 8, "font": {"color": QUIET}}
        return [
            plain | {"x": self.total(row), "y": category, "text": escape(self.notes[row])}
            for row, category in enumerate(self.categories)
        ]

    def _frame(self, size: Size) -> Frame:
        lines = max((len(self._category_lines(row, size)) for row in range(len(self.categories))), default=1)
        if size is Size.NARROW:
            top = 6 + LINE * lines
            return Frame(left=1, span=size.value - 2, step=top + (64 if self._crowded else 40), bar_top=top)
        longest = max((text_width(words, 16) for words in self.categories), default=0)
        left = min(max(longest + 16, 90), LABELS + 16)
        end = max((text_width(note, 16) for note in self.notes), default=0)
        step = max(44, LINE * lines + 4)
        return Frame(left=left, span=max(size.value - left - end - 14, 180), step=step, bar_top=(step - BAR) / 2)

    def _category_lines(self, row: int, size: Size) -> list[str]:
        return wrapped(self.categories[row], 16.5, LABELS if size is Size.WIDE else size.value)

    @property
    def _crowded(self) -> bool:
        """On a phone, whether some note does not fit beside its category and all go under their bars."""
        lines = (f"{words}  {note}" for words, note in zip(self.categories, self.notes, strict=True))
        return any(text_width(line, 17) > Size.NARROW.value for line in lines)

    def _legend_places(self, size: Size) -> list[tuple[float, float]]:
        """Left top corner of each series' entry, row after row; empty where one series needs no legend."""
        if len(self.series) < 2:
            return []
        places, x, y = [], 1.0, 2.0
        for series in self.series:
            width = 26 + text_width(series.label, 16)
            if x > 1 and x + width > size.value:
                x, y = 1.0, y + LEGEND
            places.append((x, y))
            x += width + 24
        return places

    def _legend_height(self, size: Size) -> float:
        places = self._legend_places(size)
        return places[-1][1] + LEGEND - 2 if places else 0

    def _draw_legend(self, canvas: Canvas, size: Size) -> None:
        places = self._legend_places(size)
        for series, (x, y) in zip(self.series, places, strict=False):
            canvas.rect(x, y, 18, 18, style_of(series.key))
            canvas.text(x + 26, y + 15, series.label)

    def _draw_row(self, canvas: Canvas, size: Size, row: int, top: float) -> None:
        frame = self._frame(size)
        bar_y = top + frame.bar_top
        end = self._draw_segments(canvas, frame, row, bar_y)
        note, lines = self.notes[row], self._category_lines(row, size)
        if size is Size.WIDE:
            first = bar_y + 20 - (len(lines) - 1) * LINE / 2
            for index, line in enumerate(lines):
                canvas.text(frame.left - 12, first + index * LINE, line, anchor="end")
            canvas.text(end + 10, bar_y + 20, note, colour=QUIET)
            return
        for index, line in enumerate(lines):
            canvas.text(0, top + 18 + index * LINE, line, bold=True, halo=PAPER)
        if self._crowded:
            canvas.text(0, bar_y + BAR + 20, note, colour=QUIET, halo=PAPER)
        else:
            canvas.text(size.value, top + 18, note, anchor="end", colour=QUIET)

    def _draw_segments(self, canvas: Canvas, frame: Frame, row: int, y: float) -> float:
        """Draws the row's segments and returns where they end."""
        largest = max((self.total(index) for index in range(len(self.categories))), default=0) or 1
        x = frame.left
        for series in self.series:
            value = series.values[row]
            if not value:
                continue
            width = value / largest * frame.span
            style = self._style(series, row)
            canvas.rect(x, y, width, BAR, style)
            self._draw_count(canvas, x + width / 2, y + 20, width, value, style)
            x += width
        return x

    def _draw_count(self, canvas: Canvas, x: float, y: float, width: float, value: float, style: Style) -> None:
        words = number_words(value, 0 if value == int(value) else 1)
        if text_width(words, 16) + 10 > width:
            return
        halo = "" if style.texture == "solid" else style.fill
        canvas.text(x, y, words, anchor="middle", colour=style.ink, bold=True, halo=halo)

    def _style(self, series: Series, row: int) -> Style:
        style = style_of(series.key)
        return hollow(style) if row in self.tentative else style

    def _inks(self, series: Series) -> str | list[str]:
        """Colour of the counts: one for all bars, or one for each where some are hollow."""
        if not self.tentative:
            return style_of(series.key).ink
        return [self._style(series, row).ink for row in range(len(self.categories))]

    def _trace(self, go: Any, series: Series) -> Any:
        styles = [self._style(series, row) for row in range(len(self.categories))]
        marker = _markers(styles) if self.tentative else _marker(style_of(series.key))
        return go.Bar(
            orientation="h",
            name=series.label,
            x=list(series.values),
            y=list(self.categories),
            marker=marker,
            text=["" if value is None else number_words(value) for value in series.values],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            insidetextfont={"color": self._inks(series), "weight": 700},
            hovertemplate="%{y}: %{x} " + self.unit + "<extra>" + series.label + "</extra>",
        )


def stacked_bar(  # noqa: PLR0913  a chart without a title, unit, period or source is not allowed
    *,
    chart_id: str,
    title: str,
    unit: str,
    period: str,
    source: str,
    categories: Sequence[str],
    series: Sequence[Series],
    notes: Sequence[str] = (),
    tentative: Collection[int] = (),
    category_label: str = "",
) -> Chart:
    """Horizontal bars, one per category, stacked by series; None is drawn as nothing and said as "not known".

    `notes` (one per category) stand at the end of a bar; without them it is the total. Bars numbered in `tentative`
    are drawn hollow; their category or note has to say why. Raises ValueError on NaN
    or on series whose length differs from the categories.
    """
    for each in series:
        finite_check(each.values)
        if len(each.values) != len(categories):
            msg = f"series {each.key} has {len(each.values)} values for {len(categories)} categories"
            raise ValueError(msg)
    bars = Bars(tuple(categories), tuple(series), tuple(notes), unit, frozenset(tentative))
    if not notes:
        bars = replace(bars, notes=tuple(_total_words(bars, row) for row in range(len(categories))))
    table = _table(bars, category_label)
    return Chart(chart_id, title, unit, period, source, _summary(bars, title), table, bars)


def bar(  # noqa: PLR0913
    *,
    chart_id: str,
    title: str,
    unit: str,
    period: str,
    source: str,
    categories: Sequence[str],
    values: Sequence[float | None],
    series_label: str = "",
    category_label: str = "",
) -> Chart:
    """Plain horizontal bars, one value per category."""
    return stacked_bar(
        chart_id=chart_id,
        title=title,
        unit=unit,
        period=period,
        source=source,
        categories=categories,
        series=[Series("known", series_label or unit, tuple(values))],
        category_label=category_label,
    )


def _known(bars: Bars, row: int) -> bool:
    return any(series.values[row] is not None for series in bars.series)


def _total_words(bars: Bars, row: int) -> str:
    return number_words(bars.total(row)) if _known(bars, row) else "not known"


def _value_words(value: float | None) -> str:
    return "not known" if value is None else number_words(value, 0 if value == int(value) else 1)


def _table(bars: Bars, category_label: str) -> Table:
    columns = (
        Column(category_label or "Category"),
        *(Column(series.label, numeric=True) for series in bars.series),
    )
    rows = tuple(
        (category, *(_value_words(series.values[row]) for series in bars.series))
        for row, category in enumerate(bars.categories)
    )
    return Table(columns, rows)


def _summary(bars: Bars, title: str) -> str:
    sentences = []
    for row, category in enumerate(bars.categories):
        values = [(series.label, _value_words(series.values[row])) for series in bars.series]
        parts = [value if len(values) == 1 else f"{label} {value}" for label, value in values]
        sentences.append(f"{category}: {', '.join(parts) if _known(bars, row) else 'not known'}.")
    return f"Bar chart, {bars.unit}. {title}. {' '.join(sentences)}"


def _marker(style: Style) -> dict[str, object]:
    texture = {"shape": PLOTLY_SHAPES[style.texture], "fgcolor": style.grain, "size": 7}
    return {
        "color": style.fill,
        "line": {"color": style.border, "width": 1},
        "pattern": texture | {"fillmode": "overlay"},
    }


def _markers(styles: Sequence[Style]) -> dict[str, object]:
    """A marker with a look of its own for each bar."""
    texture = {
        "shape": [PLOTLY_SHAPES[style.texture] for style in styles],
        "fgcolor": [style.grain for style in styles],
    }
    return {
        "color": [style.fill for style in styles],
        "line": {"color": [style.border for style in styles], "width": 1},
        "pattern": texture | {"size": 7, "fillmode": "overlay"},
    }
