"""How England did in one year, in a few figures, with who moved most: the top of the front page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assessments.models import RatingSummary
from assessments.ratings.presenters import rating_words
from assessments.ratings.queries import flows
from assessments.ratings.resources import in_order
from ccgdash.http.release import ReleaseRef
from ccgdash.http.selection import Selection
from ccgdash.lib.charts import Chart
from ccgdash.lib.words import count_words, year_words
from ccgdash.organisations.queries import namer, years_in_force
from ccgdash.web.maps import GROWTH, RATING, WORDED, england_map
from ccgdash.web.rows import CcgListRow
from finance.charts import deficits_chart
from finance.resources import FINANCE_SUMMARIES
from finance.resources.positions import FinanceSummaryRow

MOST_MOVERS = 8


@dataclass(frozen=True)
class Figure:
    """One figure of the year: the number, what it counts, how it is known, where there is more."""

    number: str
    words: str
    note: str
    href: str


@dataclass(frozen=True)
class Mover:
    """One CCG whose headline moved. `steps`: places up the scale; negative is down."""

    ods_code: str
    name: str
    before: str
    after: str
    steps: int


@dataclass(frozen=True)
class Movers:
    """Who moved since the year before, most steps first, of those whose ratings of both years are known."""

    before: str
    known: int
    up: int
    down: int
    most: Sequence[Mover]
    href: str


@dataclass(frozen=True)
class Glance:
    """The top of the front page."""

    figures: Sequence[Figure]
    map: Chart | None
    colour: str
    movers: Movers | None
    deficits: Chart | None


COLOURS = (
    (RATING, "Rating"),
    *((slug, each.label) for slug, each in WORDED.items() if slug != RATING),
    (GROWTH, "Growth"),
)
"""What the front page offers to colour the map by, in the explorer."""


def glance(
    release: ReleaseRef, year: str, summary: RatingSummary | None, special_measures: Sequence[CcgListRow]
) -> Glance:
    """Figures, map, movers and the trend of deficits; a fixed number of queries."""
    rows = FINANCE_SUMMARIES.rows(list(FINANCE_SUMMARIES.queryset(release).order_by("year")), Selection(release))
    by_year = {row.year: row for row in rows}
    moved = movers(release, year)
    colour = RATING if summary and summary.known_total else GROWTH
    found = [_rated(year, summary), _deficits(year, by_year.get(year)), _measures(year, special_measures)]
    found += [_moved(moved)] if moved else []
    return Glance(found, england_map(release, year, colour), colour, moved, _trend(by_year.values()))


def _trend(rows: Iterable[FinanceSummaryRow]) -> Chart | None:
    """The chart of the page of money, whose table with the sources is not on this page."""
    chart = deficits_chart(rows)
    return chart and replace(chart, source="the published figure of each year, named under Surplus and deficit")


def _rated(year: str, summary: RatingSummary | None) -> Figure:
    """The lowest word nationally where it was published, else how many are known."""
    if summary is None or not (summary.published or summary.known):
        return Figure("None", "rating was published that year", "No headline rating was found to exist.", "/ratings/")
    known = f"{summary.known_total} of {summary.possible} ratings are known by name."
    href = f"/ratings/{year}/"
    if not summary.published:
        return Figure(f"{summary.known_total}", "ratings known", known, href)
    label = list(in_order(summary.published))[-1]
    total = summary.published_total or summary.possible
    words = f"of {total} CCGs rated {rating_words(label).lower()}"
    return Figure(f"{summary.published[label]}", words, known, href)


def _deficits(year: str, row: FinanceSummaryRow | None) -> Figure:
    href = f"/finance/#y-{year}"
    if row is None or row.target_pct is None:
        return Figure("No test", "of a single CCG’s surplus", "The test has no meaning in this year.", href)
    known = f"{row.coverage.known} of {row.coverage.possible} results are known by name."
    if row.published and "deficit" in row.published:
        return Figure(f"{row.published['deficit']}", "CCGs ended the year in deficit", f"Published. {known}", href)
    found = row.known["deficit"]
    words = f"{'CCG' if found == 1 else 'CCGs'} known to have ended in deficit"
    return Figure(f"{found}", words, f"No national count was found. {known}", href)


def _measures(year: str, rows: Sequence[CcgListRow]) -> Figure:
    sure = sum(row.special_measures == "yes" for row in rows)
    maybe = len(rows) - sure
    words = f"{'CCG' if sure == 1 else 'CCGs'} in special measures"
    note = f"{maybe} more possibly so." if maybe else "None more possibly so."
    return Figure(f"{sure}", words, note, f"/ccgs/?special_measures=yes&special_measures=possibly&year={year}")


def _moved(moved: Movers) -> Figure:
    number = f"{moved.up} up, {moved.down} down"
    known = f"Of {count_words(moved.known, 'CCG')} whose ratings of both years are known."
    return Figure(number, f"since {year_words(moved.before)}", known, moved.href)


def movers(release: ReleaseRef, year: str) -> Movers | None:
    """None where the year before stands under another framework, or nothing is known of both years."""
    years = years_in_force(release.number)
    if year not in years[1:]:
        return None
    before = years[years.index(year) - 1]
    rows = flows(release).filter(from_year=before, to_year=year, comparable=True)
    both = list(rows.exclude(from_rating="").exclude(to_rating="").order_by("from_place", "to_place"))
    if not both:
        return None
    name = namer(release.number)
    each = [
        Mover(code, name(code, year), flow.from_rating, flow.to_rating, flow.from_place - flow.to_place)
        for flow in both
        for code in flow.ods_codes
    ]
    return Movers(
        before=before,
        known=len(each),
        up=sum(one.steps > 0 for one in each),
        down=sum(one.steps < 0 for one in each),
        most=tuple(_most(each)),
        href=f"/ratings/flow/?from={before}&to={year}",
    )


def _most(each: Sequence[Mover]) -> Iterator[Mover]:
    """Those who moved most steps, up before down, then by name; all with as many steps as the last, or none of them."""
    moved = sorted((one for one in each if one.steps), key=lambda one: (-abs(one.steps), -one.steps, one.name))
    for size in sorted({abs(one.steps) for one in moved}, reverse=True):
        same = [one for one in moved if abs(one.steps) == size]
        before = sum(abs(one.steps) > size for one in moved)
        if before and before + len(same) > MOST_MOVERS:
            return
        yield from same
