"""Data, not code: the rule a finance status stands on, and which publications may be read as one series."""

from __future__ import annotations

from dataclasses import dataclass

RULE_SET = "one-percent-surplus-1"
"""The version of surplus_targets in use: its rows give each year's target and whether it is verified."""


@dataclass(frozen=True)
class Measures:
    """The measures of one kind, the first that is known decides."""

    kind: str
    outturn: str
    forecast: str


DECIDING = (
    Measures("cumulative", "cumulative-surplus", "forecast-cumulative-surplus"),
    Measures("in-year", "in-year-surplus", "forecast-in-year-surplus"),
    Measures("unspecified", "surplus-unspecified", "forecast-surplus"),
)
"""What decides a status, METHODS section 3.1: the year-end surplus or deficit, cumulative before in-year before one of
which the source does not say which it is. A plan, a year-to-date figure, a control total or a variance never does, and
a forecast has a status of its own that is never taken for the outcome."""

QUALITIES = ("high", "medium")
"""Figures whose year or kind is uncertain (low) decide nothing."""

BASES = ("after-reserve", "", "unspecified", "before-reserve")
"""Where one measure is known on several bases: the year-end result as reported has the reserve in it."""

VARIANCES = ("variance-to-plan", "forecast-variance-to-plan", "ytd-variance-to-plan")
"""Position against plan: the outturn, else the latest forecast, else the latest year to date; the stage is told."""

SERIES = {
    "programme-2013-14": "programme",
    "programme-2014-16": "programme",
    "core-2016-17": "core-compiled",
    "core-2017-18": "core-compiled",
}
"""Publications whose years follow on each other on one definition; any other stands for itself. Between series there is
a step, not growth: definitions change from 2015-16 to 2016-17; the compiled core lines of 2016-17 and 2017-18 lie about
2% below the round that gives 2018-19; and the round of January 2019 set 2019-20 on another baseline."""

QUOTED = "reported"
"""Figures quoted by the press and CCG papers, rounded and of many kinds: no growth is worked out from two of them."""

AREA_STREAMS = ("core", "primary-medical", "specialised", "total-place-based")
"""Streams published for whole sets of CCGs, so that sums over areas make sense."""

FLOOR_PCT = -5.0
FLOOR_FROM = "2016-17"
"""No CCG more than 5% under target, promised from 2016-17 (METHODS section 3.4, nhse-planning-guidance-2015-12)."""

DFT_STREAM = "core"
"""The stream whose distance from target bands a CCG."""

REAL_TERMS_VINTAGE = "hmt-gdp-2022-09"
"""The vintage taken unless another is asked for: the newest that covers every year of CCGs and was in force at their
end."""


def series_of(publication_id: str) -> str:
    """The series a publication belongs to."""
    return SERIES.get(publication_id, publication_id)
