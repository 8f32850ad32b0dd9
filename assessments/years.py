"""Data, not code: which framework assessed a year on which scale, and the day its ratings came out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from assessments.scales import Assurance, Baseline, ComponentWording, FourWord, Rag, Scale


@dataclass(frozen=True)
class Headline:
    """The headline assessment of one year. METHODS section 0."""

    year: str
    framework: str
    scale: type[Scale]


HEADLINES = {
    headline.year: headline
    for headline in (
        Headline("2013-14", "ccg-assurance", Assurance),
        Headline("2014-15", "ccg-assurance", Assurance),
        Headline("2015-16", "ccg-assurance", FourWord),
        Headline("2016-17", "ccg-iaf", FourWord),
        Headline("2017-18", "ccg-iaf", FourWord),
        Headline("2018-19", "ccg-iaf", FourWord),
        Headline("2019-20", "nhs-oversight-framework", FourWord),
    )
}
"""2020-21 and 2021-22 are not in it: no headline rating was found to exist."""


@dataclass(frozen=True)
class Printed:
    """Where a scale was printed: `part` is `headline`, `component` or `clinical`."""

    framework: str
    years: tuple[str, ...]
    part: str
    periods: tuple[str, ...]
    scales: tuple[type[Scale], ...]

    def covers(self, framework: str | None, year: str, assessment: str, period: str) -> bool:
        """`framework` None: whichever it was."""
        return (
            framework in (None, self.framework)
            and year in self.years
            and assessment.partition(":")[0] == self.part
            and period in self.periods
        )


IAF_YEARS = ("2016-17", "2017-18", "2018-19")
YEAR_END = ("year-end",)
IN_YEAR = ("year-end", "quarter-1", "quarter-2", "quarter-3", "quarter-4")
PRINTED: tuple[Printed, ...] = (
    Printed("ccg-assurance", ("2013-14", "2014-15"), "headline", YEAR_END, (Assurance,)),
    Printed("ccg-assurance", ("2015-16",), "headline", YEAR_END, (FourWord,)),
    Printed("ccg-assurance", ("2015-16",), "component", YEAR_END, (FourWord, ComponentWording)),
    Printed("ccg-iaf", ("2015-16",), "clinical", ("baseline",), (Baseline,)),
    Printed("ccg-iaf", IAF_YEARS, "headline", YEAR_END, (FourWord,)),
    Printed("ccg-iaf", IAF_YEARS, "component", IN_YEAR, (FourWord, Rag)),
    Printed("ccg-iaf", IAF_YEARS, "clinical", YEAR_END, (FourWord,)),
    Printed("nhs-oversight-framework", ("2019-20",), "headline", YEAR_END, (FourWord,)),
    Printed("nhs-oversight-framework", ("2019-20",), "component", IN_YEAR, (FourWord, Rag)),
    Printed("nhs-oversight-framework", ("2019-20",), "clinical", YEAR_END, (FourWord,)),
)


@cache
def scales_printed(framework: str | None, year: str, assessment: str, period: str) -> tuple[type[Scale], ...]:
    """The scales an assessment was printed on; empty where none is known to have been."""
    found = [scale for row in PRINTED if row.covers(framework, year, assessment, period) for scale in row.scales]
    return tuple(dict.fromkeys(found))


PUBLISHED = {"2015-16": date(2016, 7, 21), "2016-17": date(2017, 7, 21), "2018-19": date(2019, 7, 11)}
"""The day a year's headline ratings were published, where a dated source was read: those of 2015-16 together with the
financial special measures of July 2016 (hsj-7009416, hsj-7009419), the others as dated rows of ratings.csv and
interventions.csv say."""

FLAGS = {
    "special_measures": ("special-measures",),
    "directions": ("legal-directions", "authorisation-directions"),
}
"""The two flags a CCG has on a day, and the kinds of intervention that raise them. Directions given at authorisation
in 2013 were legal directions too (METHODS section 3.6)."""


def status_day(year: str) -> date:
    """The day a CCG's special measures and directions are told for, unless another is asked: the day the year's
    ratings were published, else 31 July after the year, about when they were published every summer."""
    return PUBLISHED.get(year) or date(int(year[:4]) + 1, 7, 31)


def comparable(one: str, other: str) -> bool:
    """Whether two years' headlines may be read as a step: the same framework on the same scale."""
    first, second = HEADLINES.get(one), HEADLINES.get(other)
    if first is None or second is None:
        return False
    return (first.framework, first.scale) == (second.framework, second.scale)
