"""Where the definition of an indicator changed: data, as its remark in indicators.csv tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MIDDLE = "middle"
"""Stands for the line of the middle CCG, where a break is only of it."""


@dataclass(frozen=True)
class BreakBefore:
    """The first period of another kind of figure. `only`: the ODS code, or MIDDLE, of the one line it cuts; empty for
    all."""

    year: str
    period: str
    words: str
    only: str = ""


WORKFORCE = (BreakBefore("2020-21", "", "mean of several counts, no longer September alone"),)
LOOKUP = (BreakBefore("2021-22", "", "areas placed in CCGs by another method"),)
DEFINITIONS: Mapping[str, tuple[BreakBefore, ...]] = {
    "dpc-fte-per-10000": WORKFORCE,
    "gp-and-nurse-fte-per-1000": WORKFORCE,
    "gp-fte-per-10000": WORKFORCE,
    "nurse-fte-per-10000": WORKFORCE,
    "ethnic-minority-pct": LOOKUP,
    "ethnicity-asian-pct": LOOKUP,
    "ethnicity-black-pct": LOOKUP,
    "ethnicity-mixed-pct": LOOKUP,
    "ethnicity-other-pct": LOOKUP,
    "ethnicity-white-pct": LOOKUP,
    "imd2015-score-resident": LOOKUP,
    "imd2019-pop-in-most-deprived-fifth-pct": LOOKUP,
    "eip-2-week": (BreakBefore("2019-20", "Q3", "another data set"),),
    "smi-physical-health-checks": (BreakBefore("2019-20", "", "no longer primary care alone"),),
}
"""Indicator to the changes inside its series."""
