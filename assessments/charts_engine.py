"""Figures of indicators: caterpillar, funnel and trend of one, spine of many. Distributions in, Charts out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from assessments import presenters_indicators as said
from assessments.calc.comparison import TOO_MUCH, FunnelLimits, funnel_limits, side
from ccgdash.lib.charts import Bone, Chart, Dot, Interval, Level, Limits, Line, caterpillar, funnel, line_chart, spine

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
    middle, is_average = found.centre()
    standard = found.indicator.standard_value
    reference = standard if standard is not None else middle
    against = standard is not None or is_average
    rows = [
        Interval(said.short(each.name), each.value, each.lower, each.upper,
                 state_of(side(each.lower, each.upper, reference), found.sign,
                          tested=against and each.lower is not None))
        for each in found.figures
    ]  # fmt: skip
    decimals = said.decimals_of([each.value for each in found.figures])
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
    """The funnel of an indicator with events and totals; None for others."""
    if not found.has_events:
        return None
    there = [each for each in found.figures if each.total > 0 and not np.isnan(each.events)]
    events, totals = (np.array([getattr(each, name) for each in there]) for name in ("events", "total"))
    limits = funnel_limits(events, totals, found.per, proportion=found.indicator.unit == "%")
    dots = [
        Dot(said.short(each.name), each.total, each.value, state_of(int(limits.outside[at]), found.sign, tested=True),
            beyond=bool(limits.beyond[at]))
        for at, each in enumerate(there)
    ]  # fmt: skip
    chart = funnel(
        chart_id="funnel",
        title=said.funnel_title(len(dots), sum(dot.beyond for dot in dots)),
        unit=said.unit_words(found.indicator),
        period=said.period_words(found.year, found.period),
        source=said.source_words(found.indicator),
        dots=dots,
        limits=[_line("95%", limits, limits.narrow), _line("99.8%", limits, limits.wide)],
        mean=limits.mean,
        size_unit=said.size_words(found.indicator),
        chosen=said.short(chosen),
    )
    note = said.dispersion_words(limits.phi, limits.beyond_adjusted, too_much=limits.phi > TOO_MUCH)
    return FunnelFigure(chart, note)


def _line(words: str, limits: FunnelLimits, pair: tuple[Any, Any]) -> Limits:
    lower, upper = ([float(each) for each in line] for line in pair)
    return Limits(words, tuple(float(each) for each in limits.sizes), tuple(lower), tuple(upper))


def trend_chart(indicator: Any, points: Sequence[Any], chosen: str = "") -> Chart | None:
    """The centre (and the chosen CCG) over all periods; `points`: trends.Point. None for a single period."""
    if len(points) < 2:
        return None
    lines = [Line(said.trend_label(points), tuple(point.centre for point in points))]
    if chosen and any(point.chosen is not None for point in points):
        lines.append(Line(said.short(chosen), tuple(point.chosen for point in points)))
    values = [value for line in lines for value in line.values if value is not None]
    return line_chart(
        chart_id="trend",
        title=said.trend_title(points),
        unit=said.unit_words(indicator),
        period=f"{said.period_words(points[0].year, points[0].period)} to "
        f"{said.period_words(points[-1].year, points[-1].period)}",
        source=said.source_words(indicator),
        years=[said.period_words(point.year, point.period, short=True) for point in points],
        lines=lines,
        decimals=said.decimals_of(values),
        year_label="Period",
    )


def spine_chart(
    name: str,
    year: str,
    found: Sequence[Any],
    ods_code: str,
    region: tuple[str, str],
    peers: tuple[str, Sequence[str]],
) -> Chart | None:
    """One CCG on every distribution that has it, or None. `region`: code and words; `peers`: words and codes."""
    bones = [bone for each in found if (bone := _bone(each, ods_code, region[0], set(peers[1])))]
    if not bones:
        return None
    return spine(
        chart_id="spine",
        title=said.spine_title(name, bones),
        unit="each indicator on its own scale, better to the right",
        period=said.period_words(year, ""),
        source=f"the sources of each indicator, {len(bones)} indicators",
        bones=bones,
        compared=(region[1], peers[0]),
    )


def _bone(found: Any, ods_code: str, region: str, peers: set[str]) -> Bone | None:
    mine = found.of(ods_code)
    if mine is None or len(found.figures) < 10:
        return None
    values = np.array([each.value for each in found.figures])
    low, quarter, three_quarters, high = (float(each) for each in np.percentile(values, [0, 25, 75, 100]))
    england, is_average = found.centre()
    in_region = [each for each in found.figures if each.region == region]
    in_peers = [each for each in found.figures if each.ods_code in peers]
    step = side(mine.lower, mine.upper, england)
    decimals = said.decimals_of(list(values))
    return Bone(
        label=said.bone_label(found.indicator),
        unit=found.indicator.unit,
        value=mine.value,
        england=england,
        low=low,
        quarter=quarter,
        three_quarters=three_quarters,
        high=high,
        better=found.sign,
        region=found.centre(in_region)[0] if in_region else None,
        peers=found.centre(in_peers)[0] if in_peers else None,
        state=state_of(step, found.sign, tested=is_average and mine.lower is not None),
        decimals=decimals,
        period=said.period_words(found.year, found.period),
    )
