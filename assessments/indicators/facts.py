"""Values of a release to the arrays comparisons are worked out from, period by period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assessments.calc.standings import LEAST, Figures
from assessments.models import Indicator, IndicatorValue
from assessments.models.indicators import Quality

CONTEXT = "Context"
"""The domain of what describes a place: counted, not sampled, and neither good nor bad."""
COUNTS = frozenset({"people", "count", "bed days", "admissions", "placements", "deaths", "practices"})
"""Units that grow with the size of a CCG: not set beside those of another."""
SIGNS = {"higher-better": 1, "lower-better": -1, "neutral": 0}
PER = {"per 100,000": 100_000.0}
"""Units that are events per so many people; others, such as staff or money per head, are no counts of events."""
COLUMNS = ("pk", "indicator_id", "period", "ccg_id", "value", "numerator", "denominator", "lower", "upper", "quality")


@dataclass(frozen=True)
class Period:
    """One indicator in one period: the CCGs whose value counts, by code, and their figures. `left_out`: values that are
    unreliable though the indicator is not."""

    indicator: Indicator
    year: str
    period: str
    headline: bool
    ccgs: tuple[str, ...]
    value_ids: tuple[int, ...]
    left_out: int
    figures: Figures

    @property
    def tells(self) -> bool:
        """Whether anything can be told of single CCGs: an interval or a rank."""
        return self.figures.sampled or self.figures.sign != 0


def judges(one: Indicator) -> bool:
    """Whether an indicator says better or worse of CCGs of any size."""
    return one.domain != CONTEXT and one.direction != "neutral" and one.unit not in COUNTS


def share_of(one: Indicator) -> float:
    """What a share of 1 is in the unit; 0 where values are no events over a total."""
    return 100.0 if one.unit == "%" else PER.get(one.unit, 0.0)


def periods_of(number: int, year: str) -> Iterator[Period]:
    """Every indicator and period listed by a year, by id and period. Headline: at least LEAST CCGs are known, too."""
    known = {one.indicator_id: one for one in Indicator.objects.at(number)}
    rows = IndicatorValue.objects.at(number).filter(listed_year=year)
    held: dict[tuple[str, str], list[Any]] = {}
    for row in rows.order_by("indicator_id", "period", "ccg_id").values_list(*COLUMNS):
        held.setdefault((row[1], row[2]), []).append(row)
    last = {name: period for (name, period), found in held.items() if any(row[9] == Quality.STATED for row in found)}
    for (name, period), found in held.items():
        if name in known:
            yield _period(known[name], year, period, found, is_last=last.get(name) == period)


def _period(one: Indicator, year: str, period: str, found: Sequence[Any], *, is_last: bool) -> Period:
    """Unreliable values are left out, unless the whole indicator is so: then nobody is ranked or compared by them."""
    stated = [row for row in found if row[9] == Quality.STATED]
    is_sure = one.quality == Quality.STATED and bool(stated)
    counted = stated if is_sure else found
    return Period(
        indicator=one,
        year=year,
        period=period,
        headline=is_last and is_sure and judges(one) and len(counted) >= LEAST,
        ccgs=tuple(row[3] for row in counted),
        value_ids=tuple(row[0] for row in counted),
        left_out=len(found) - len(counted),
        figures=_figures(one, counted, ranked=is_sure and judges(one)),
    )


def _figures(one: Indicator, rows: Sequence[Any], *, ranked: bool) -> Figures:
    values, events, totals, lower, upper = np.array([row[4:9] for row in rows], dtype=np.float64).T  # None is NaN
    return Figures(
        values, events, totals, lower, upper,
        per=share_of(one),
        proportion=one.unit == "%",
        sampled=one.domain != CONTEXT,
        sign=SIGNS[one.direction] if ranked else 0,
    )  # fmt: skip
