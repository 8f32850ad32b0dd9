"""GP practices: counts as published beside the change within one definition, CCG by CCG on the map of the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from assessments.indicators.queries import sources_of, yearly_values
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Listing
from ccgdash.lib.charts import Chart, Line, line_chart, ranked
from ccgdash.lib.words import number_words, year_words
from ccgdash.organisations import queries as registry
from ccgdash.organisations.calc.years import year_before
from ccgdash.organisations.resources import PracticeCounts
from ccgdash.releases.resources import SOURCES
from finance.calc.areas import as_now_sums
from finance.pages import Beginning
from finance.sentences import short_name
from finance.views import MoneyPage

PAID, LIST_SIZE = "gp-practices-paid", "gp-mean-list-size"
"""Practices of the payments file: one definition from 2014-15 on. Its mean list weighs each CCG by its practices."""
FIRST_YEAR = "2021-22"


@dataclass(frozen=True)
class Change:
    """Practices of one CCG in two years, the earlier ones summed over the CCGs it is made of."""

    ods_code: str
    name: str
    before: int
    now: int

    @property
    def change(self) -> int:
        return self.now - self.before


class FirstPracticeCounts(Beginning, PracticeCounts):
    """Counts of one year, as published."""

    first = {"year": FIRST_YEAR}


FIRST_PRACTICE_COUNTS = FirstPracticeCounts()


class PracticesPage(MoneyPage):
    """How many practices closed or merged, and how long lists became."""

    resource = FIRST_PRACTICE_COUNTS
    template_name = "web/practices.html"
    boxes = ("year", "basis", "region", "footprint")

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        if found.release is None:
            return {"charts": [], "changes": (), "sources": ()}
        year = found.selection.text("year", FIRST_YEAR)
        paid, lists = (yearly_values(found.release, indicator) for indicator in (PAID, LIST_SIZE))
        ids = sources_of(found.release, (PAID, LIST_SIZE))
        changes = sorted(_changes(found.release, paid, year), key=lambda each: (each.change, each.name))
        drawn = [_england_chart(paid, ids), _list_chart(paid, lists, ids), _change_chart(changes, year, ids)]
        before = year_before(year)
        return {
            "charts": [chart for chart in drawn if chart],
            "changes": changes,
            "net": sum(each.change for each in changes),
            "year": year,
            "before": before,
            "sources": SOURCES.under(found, ids),
        }


def _changes(release: ReleaseRef, paid: Mapping[str, Mapping[str, float]], year: str) -> list[Change]:
    """CCGs of the year whose whole area was counted in both years."""
    now, before = paid.get(year, {}), paid.get(year_before(year), {})
    lineage = registry.lineage_at(release.number)
    sums = as_now_sums(now, {code: int(value) for code, value in before.items()}, lineage.predecessors)
    names = dict(registry.ccgs_in_force(release.number, year).values_list("ccg", "name"))
    return [
        Change(code, names.get(code, code), earlier, int(now[code]))
        for code, earlier in sums.items()
        if earlier is not None
    ]


# --- figures ------------------------------------------------------------------------------------------------------


def _england_chart(paid: Mapping[str, Mapping[str, float]], ids: list[str]) -> Chart | None:
    years = sorted(paid)
    if not years:
        return None
    totals = [sum(paid[year].values()) for year in years]
    fall = int(totals[0] - totals[-1])
    return line_chart(
        chart_id="practices-england",
        title=f"{number_words(fall)} fewer practices in {year_words(years[-1])} than in {year_words(years[0])}",
        unit="practices with registered patients, England, sum of CCGs",
        period=f"{year_words(years[0])} to {year_words(years[-1])}",
        source=", ".join(ids),
        years=[year_words(year) for year in years],
        lines=[Line("Practices", tuple(totals))],
    )


def _list_chart(
    paid: Mapping[str, Mapping[str, float]], lists: Mapping[str, Mapping[str, float]], ids: list[str]
) -> Chart | None:
    years = sorted(year for year in paid if paid[year].keys() == lists.get(year, {}).keys())
    if not years:
        return None
    means = [
        sum(lists[year][code] * count for code, count in paid[year].items()) / sum(paid[year].values())
        for year in years
    ]
    return line_chart(
        chart_id="list-size-england",
        title=f"The mean list grew from {number_words(means[0])} to {number_words(means[-1])} patients",
        unit="registered patients per practice, England",
        period=f"{year_words(years[0])} to {year_words(years[-1])}",
        source=", ".join(ids),
        years=[year_words(year) for year in years],
        lines=[Line("Mean list size", tuple(means))],
    )


def _change_chart(changes: list[Change], year: str, ids: list[str]) -> Chart | None:
    if not changes:
        return None
    fewer = sum(each.change < 0 for each in changes)
    return ranked(
        chart_id="practices-change",
        title=f"{fewer} of {len(changes)} CCGs had fewer practices in {year_words(year)} than the year before",
        unit="change in practices, openings included",
        period=f"{year_words(year_before(year))} to {year_words(year)}",
        source=", ".join(ids),
        values=[(short_name(each.name), float(each.change)) for each in changes],
        decimals=0,
        name_label="CCG",
    )
