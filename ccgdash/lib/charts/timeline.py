"""Charts: dated intervals as a timeline. What is not known of a date is drawn pale and said in words."""

from __future__ import annotations

from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING, Any

from ccgdash.lib.charts.model import Chart, Column, Size, Table
from ccgdash.lib.charts.palette import NAVY, PAPER, PLUM, QUIET, RULE, UNKNOWN, Style
from ccgdash.lib.words import count_words, date_words, span_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccgdash.lib.charts.svg import Anchor, Canvas

# An end nobody recorded is faded over one year: after that the data says "possibly", not "yes".
FADE = timedelta(days=365)
BAR = 16.0
AXIS = 26.0
YEAR = 37.0  # room that a year's number needs
VAGUE = Style(UNKNOWN, "hatch", grain=NAVY, edge=NAVY)
SOLID = Style(NAVY)


@dataclass(frozen=True)
class Moment:
    """A date as exactly as it is known: everything between `first` and `last` is possible."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Moment:
        """From ISO text that may be partial: `2016`, `2016-09`, `2016-09-01`."""
        parts = [int(part) for part in text.split("-")]
        if len(parts) == 1:
            return cls(date(parts[0], 1, 1), date(parts[0], 12, 31))
        if len(parts) == 2:
            return cls(date(parts[0], parts[1], 1), date(parts[0], parts[1], monthrange(*parts)[1]))
        return cls(date(*parts), date(*parts))


@dataclass(frozen=True)
class Span:
    """One interval: whose it is, and its ends as ISO text, partial or empty where not known."""

    label: str
    start: str = ""
    end: str = ""
    note: str = ""

    @property
    def words(self) -> str:
        return span_words(date_words(self.start), date_words(self.end), end_known=bool(self.end))

    @property
    def reach(self) -> tuple[date, date] | None:
        """First and last day drawn, fades included; None when neither end is known."""
        if not self.start and not self.end:
            return None
        start = Moment.parse(self.start).first if self.start else Moment.parse(self.end).first - FADE
        end = Moment.parse(self.end).last if self.end else Moment.parse(self.start).last + FADE
        return start, end


@dataclass(frozen=True)
class Timeline:
    """The drawing: one line per span, years along the top, `marks` as dashed verticals with words."""

    spans: tuple[Span, ...]
    marks: tuple[tuple[date, str], ...]

    @property
    def domain(self) -> tuple[date, date]:
        """Whole calendar years around everything drawn."""
        reaches = [reach for span in self.spans if (reach := span.reach)]
        days = [day for reach in reaches for day in reach] + [day for day, _ in self.marks]
        if not days:
            return date(2013, 1, 1), date(2023, 1, 1)
        return date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)

    def height(self, size: Size) -> float:
        return self._top() + len(self.spans) * _step(size) + 6

    def draw(self, canvas: Canvas, size: Size) -> None:
        self._draw_axis(canvas, size)
        for row, span in enumerate(self.spans):
            self._draw_row(canvas, size, span, self._top() + row * _step(size))

    def figure(self) -> Any:
        # Here, not at the top: Plotly is slow to import, and pages that draw no chart never need it.
        from plotly import graph_objects as go

        solid, vague = {"color": NAVY, "width": 12}, {"color": QUIET, "width": 3, "dash": "dot"}
        traces = [
            _line_trace(go, "Known", self._segments(certain=True), solid),
            _line_trace(go, "Date or end not known", self._segments(certain=False), vague),
            self._unknown_ends(go),
        ]
        names = [span.label for span in self.spans]
        ticks = {"tickvals": list(range(len(names))), "ticktext": names}
        ticks |= {"autorange": "reversed", "automargin": True, "zeroline": False}
        years = {"type": "date", "side": "top", "range": [day.isoformat() for day in self.domain]}
        layout = {"template": go.layout.Template(), "yaxis": ticks, "xaxis": years}
        layout |= {"shapes": [_mark_shape(day) for day, _ in self.marks]}
        layout |= {"annotations": [_mark_words(day, words) for day, words in self.marks]}
        return go.Figure(data=traces, layout=layout | {"height": 140 + 28 * len(names), "showlegend": True})

    def _top(self) -> float:
        return AXIS + (24 if self.marks else 0)

    def _x(self, day: date, size: Size) -> float:
        first, last = self.domain
        left, width = _plot(size)
        return left + (day - first).days / (last - first).days * width

    def _draw_axis(self, canvas: Canvas, size: Size) -> None:
        first, last = self.domain
        room = _plot(size)[1] / (last.year - first.year)
        step = next(step for step in (1, 2, 5, 10, 100) if room * step >= YEAR)
        for year in range(first.year, last.year):
            x = self._x(date(year, 1, 1), size)
            canvas.line(x, self._top() - 6, x, self.height(size), RULE)
            if (year - first.year) % step == 0:
                canvas.text(x + 2, self._top() - 8, str(year), colour=QUIET, size=14)
        for day, words in self.marks:
            x = self._x(day, size)
            canvas.line(x, 20, x, self.height(size), PLUM, dashed=True)
            anchor: Anchor = "end" if x > size.value * 0.6 else "start"
            canvas.text(x, 15, words, colour=PLUM, size=14, bold=True, anchor=anchor)

    def _draw_row(self, canvas: Canvas, size: Size, span: Span, top: float) -> None:
        if size is Size.WIDE:
            canvas.text(0, top + 19, span.label, size=15)
            canvas.text(size.value, top + 19, _short(span.words), size=13, colour=QUIET, anchor="end")
            self._draw_span(canvas, size, span, top + 6)
        else:
            canvas.text(0, top + 18, span.label, bold=True, size=15, halo=PAPER)
            self._draw_span(canvas, size, span, top + 26)
            canvas.text(0, top + 62, _sentence(span.words), size=14, colour=QUIET, halo=PAPER)

    def _draw_span(self, canvas: Canvas, size: Size, span: Span, y: float) -> None:
        for kind, first, last in _parts(span):
            x1, x2 = self._x(first, size), self._x(last, size)
            if kind == "solid":
                canvas.rect(x1, y, max(x2 - x1, 2), BAR, SOLID)
            elif kind == "vague":
                canvas.rect(x1, y, max(x2 - x1, 2), BAR, VAGUE)
            else:
                canvas.fade(x1, y, x2 - x1, BAR, NAVY, towards_left=kind == "from-unknown")
                edge = x1 - 9 if kind == "from-unknown" else x2 + 9
                canvas.text(edge, y + 14, "?", anchor="middle", colour=NAVY, bold=True)
        if span.start and len(span.start) == 10:
            x = self._x(Moment.parse(span.start).first, size)
            canvas.circle(x, y + BAR / 2, 4, fill=PAPER, edge=NAVY)

    def _unknown_ends(self, go: Any) -> Any:
        """A question mark where nothing is known any more."""
        ends = [
            (first if kind == "from-unknown" else last, row)
            for row, span in enumerate(self.spans)
            for kind, first, last in _parts(span)
            if kind in ("from-unknown", "to-unknown")
        ]
        xs, ys = [day.isoformat() for day, _ in ends], [row for _, row in ends]
        marks = ["?"] * len(ends)
        font = {"color": NAVY, "weight": 700}
        return go.Scatter(mode="text", x=xs, y=ys, text=marks, textfont=font, hoverinfo="skip", showlegend=False)

    def _segments(self, *, certain: bool) -> list[tuple[int, date, date, str]]:
        """(row, first day, last day, words) of the solid parts, or of all the others."""
        return [
            (row, first, last, span.words)
            for row, span in enumerate(self.spans)
            for kind, first, last in _parts(span)
            if (kind == "solid") is certain
        ]


def timeline(
    *,
    chart_id: str,
    title: str,
    period: str,
    source: str,
    spans: Sequence[Span],
    marks: Sequence[tuple[date, str]] = (),
    label: str = "",
) -> Chart:
    """Dated intervals, one line each, in the order given. An unknown end fades out and is said in words."""
    drawing = Timeline(tuple(spans), tuple(marks))
    columns = (Column(label or "Name"), Column("From"), Column("To"), Column("Note"))
    rows = tuple((span.label, _end_words(span.start), _end_words(span.end), span.note) for span in spans)
    open_ended = sum(not span.end for span in spans)
    summary = (
        f"Timeline. {title}. {count_words(len(spans), 'interval')}, "
        f"{count_words(open_ended, 'of them', 'of them')} without a known end. "
        "Each is listed in the table with its dates."
    )
    return Chart(chart_id, title, "dates", period, source, summary, Table(columns, rows), drawing)


def _mark_shape(day: date) -> dict[str, object]:
    line = {"color": PLUM, "width": 1, "dash": "dash"}
    return {
        "type": "line",
        "x0": day.isoformat(),
        "x1": day.isoformat(),
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": line,
    }


def _mark_words(day: date, words: str) -> dict[str, object]:
    place = {"x": day.isoformat(), "yref": "paper", "y": 0, "yanchor": "top"}
    return place | {"text": escape(words), "showarrow": False, "font": {"color": PLUM}}


def _parts(span: Span) -> list[tuple[str, date, date]]:
    """The pieces of a span: `solid` certain, `vague` within a partly known date, else a fade `to-unknown` or
    `from-unknown`."""
    if not span.start and not span.end:
        return []
    if not span.end:
        start = Moment.parse(span.start)
        vague = [("vague", start.first, start.last)] if start.first != start.last else []
        return [*vague, ("to-unknown", start.last, start.last + FADE)]
    end = Moment.parse(span.end)
    tail = [("vague", end.first, end.last)] if end.first != end.last else []
    if not span.start:
        return [("from-unknown", end.first - FADE, end.first), *tail]
    start = Moment.parse(span.start)
    head = [("vague", start.first, start.last)] if start.first != start.last else []
    if start.last >= end.first:
        return [("vague", start.first, end.last)]
    return [*head, ("solid", start.last, end.first), *tail]


def _plot(size: Size) -> tuple[float, float]:
    return (12.0, size.value - 24.0) if size is Size.NARROW else (190.0, size.value - 190.0 - 222.0)


def _step(size: Size) -> float:
    return 76 if size is Size.NARROW else 28


def _end_words(text: str) -> str:
    return date_words(text) or "not known"


def _short(words: str) -> str:
    """Months cut to three letters, so that two dates fit beside a bar."""
    for name in month_name[1:]:
        words = words.replace(name, name[:3])
    return words


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _line_trace(go: Any, name: str, segments: list[tuple[int, date, date, str]], line: dict[str, object]) -> Any:
    xs: list[str | None] = []
    ys: list[int | None] = []
    texts: list[str | None] = []
    for row, first, last, words in segments:
        xs += [first.isoformat(), last.isoformat(), None]
        ys += [row, row, None]
        texts += [words, words, None]
    hover = "%{text}<extra></extra>"
    return go.Scatter(name=name, mode="lines", x=xs, y=ys, text=texts, line=line, hovertemplate=hover)
