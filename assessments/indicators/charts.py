"""Figures of indicators: caterpillar, funnel and trend of one, spine of many. Distributions in, Charts out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assessments.calc.comparison import TOO_MUCH, side
from assessments.calc.statistics.confidence import Z95, Z998
from assessments.indicators import presenters as said
from assessments.indicators.breaks import MIDDLE
from ccgdash.lib.charts import (
    Bone,
    Break,
    Chart,
    Dot,
    Interval,
    Level,
    Limits,
    Line,
    caterpillar,
    funnel,
    line_chart,
    spine,
)

State = Literal["better", "same", "worse", "high", "low", "untested"]
"""As lib.charts.points has it."""


@dataclass(frozen=True)
class FunnelFigure:
    """A funnel with what has to be said beside it."""

    chart: Chart
    note: str


def state_of(step: int, sign: int, *, tested: bool) -> State:
    """What a figure above (1), below (-1) or around a reference means."""
    if not tested:
        return "untested"
    if step == 0:
        return "same"
    if sign == 0:
        return "high" if step > 0 else "low"
    return "better" if step * sign > 0 else "worse"


def caterpillar_chart(found: Any, chosen: str = "") -> Chart | None:
    """Every CCG of a distributions.Distribution against the standard, else the average, else untested."""
    if not found.figures:
        return None
    middle, is_average = found.of.centre, found.is_average
    standard = found.indicator.standard_value
    reference = standard if standard is not None else middle
    against = standard is not None or is_average
    rows = [
        Interval(said.short(each.name), each.value, each.lower, each.upper,
                 state_of(side(each.lower, each.upper, reference), found.sign,
                          tested=against and each.lower is not None))
        for each in found.figures
    ]  # fmt: skip
    decimals = said.decimals_within(found.of)
    levels = [Level(middle, said.centre_words(middle, decimals, is_average=is_average))]
    if standard is not None:
        levels.append(Level(standard, f"Standard {standard:g}"))
    return caterpillar(
        chart_id="caterpillar",
        title=said.caterpillar_title(found, rows, against="standard" if standard is not None else "average"),
        unit=said.unit_words(found.indicator),
        period=said.period_words(found.year, found.period),
        source=said.source_words(found.indicator),
        rows=rows,
        levels=levels,
        chosen=said.short(chosen),
        decimals=decimals,
    )


def funnel_figure(found: Any, chosen: str = "") -> FunnelFigure | None:
    """The funnel of a distributions.Distribution with events and totals; None for others. Where CCGs differ far more
    than by chance, a CCG stands out by its z-score with the variance between CCGs added; else by the plain one."""
    of = found.of
    if of.phi is None:
        return None
    too_much = of.phi > TOO_MUCH
    tested = [(each, each.z_adjusted if too_much else each.z) for each in found.figures if each.z is not None]
    dots = [
        Dot(said.short(each.name), each.total, each.value, state_of(_outside(z), found.sign, tested=True),
            beyond=abs(z) > Z998)
        for each, z in tested
    ]  # fmt: skip
    chart = funnel(
        chart_id="funnel",
        title=said.funnel_title(of, too_much=too_much),
        unit=said.unit_words(found.indicator),
        period=said.period_words(found.year, found.period),
        source=said.source_words(found.indicator),
        dots=dots,
        limits=_limits(of),
        mean=of.funnel_mean,
        size_unit=said.size_words(found.indicator),
        chosen=said.short(chosen),
        judged="adjusted" if too_much else "chance",
    )
    return FunnelFigure(chart, said.dispersion_words(of, too_much=too_much))


def _outside(z: float) -> int:
    return 0 if abs(z) <= Z95 else 1 if z > 0 else -1


def _limits(of: Any) -> list[Limits]:
    """The stored limits: for chance alone, and with the variance between CCGs where there is any."""
    sizes, count = tuple(of.funnel_sizes), len(of.funnel_sizes)
    lines = [tuple(of.funnel_limits[at : at + count]) for at in range(0, len(of.funnel_limits), count)]
    pairs = [("95%", False), ("99.8%", False), ("95%", True), ("99.8%", True)]
    found = [
        Limits(words, sizes, lines[2 * at], lines[2 * at + 1], adjusted) for at, (words, adjusted) in enumerate(pairs)
    ]
    return found if of.tau2 > 0 else found[:2]


def trend_chart(indicator: Any, found: Any, chosen: str = "", code: str = "") -> Chart | None:
    """The centre (and the chosen CCG) over all periods of a trends.Trend; None for a single period. No line crosses a
    period without values, a change of definition, or a change of what is measured by it."""
    if len(found.known) < 2:
        return None
    points = found.points
    labels = {MIDDLE: said.trend_label(found)} | ({code: said.short(chosen)} if code else {})
    lines = [Line(labels[MIDDLE], tuple(point.centre for point in points))]
    if code and any(point.chosen is not None for point in points):
        lines.append(Line(labels[code], tuple(point.chosen for point in points)))
    shown = [line.label for line in lines]
    values = [value for line in lines for value in line.values if value is not None]
    return line_chart(
        chart_id="trend",
        title=said.trend_title(found),
        unit=said.unit_words(indicator),
        period=f"{said.period_words(points[0].year, points[0].period)} to "
        f"{said.period_words(points[-1].year, points[-1].period)}",
        source=said.source_words(indicator),
        years=[said.period_words(point.year, point.period, short=True) for point in points],
        lines=lines,
        breaks=[_break(each, points, labels) for each in found.breaks if labels.get(each.only, shown[0]) in shown],
        decimals=said.decimals_of(values),
        year_label="Period",
    )


def _break(each: Any, points: Sequence[Any], labels: Mapping[str, str]) -> Break:
    before = next(at for at, point in enumerate(points) if (point.year, point.period) >= (each.year, each.period))
    whose = labels.get(each.only, "")
    words = f"{whose}: {each.words}" if each.only and each.only != MIDDLE else each.words
    return Break(before, words, only=whose)


def spine_chart(title: str, year: str, pairs: Sequence[tuple[Any, Any]], others: tuple[str, str]) -> Chart | None:
    """One CCG on many indicators; None without any. `pairs`: distributions.Whole with its
    comparisons.ComparedRow; `others`: words for the marks of its region and of the similar CCGs."""
    if not pairs:
        return None
    return spine(
        chart_id="spine",
        title=title,
        unit="each indicator on its own scale, better to the right",
        period=said.period_words(year, ""),
        source="the sources of each indicator, named on its page",
        bones=[_bone(found, row) for found, row in pairs],
        compared=others,
    )


def difference(lower: float | None, upper: float | None, england: float, sign: int, *, tested: bool) -> State:
    """How a CCG differs from England's average by more than chance."""
    return state_of(side(lower, upper, england), sign, tested=tested and lower is not None)


def _bone(found: Any, row: Any) -> Bone:
    return Bone(
        label=said.bone_label(found.indicator),
        unit=row.unit,
        value=row.value,
        england=row.england,
        low=row.lowest,
        quarter=found.of.quarter,
        three_quarters=found.of.three_quarters,
        high=row.highest,
        better=found.sign,
        region=row.region,
        peers=row.similar,
        state=row.difference,
        decimals=said.decimals_within(found.of),
        period=said.period_words(row.year, row.period),
    )
