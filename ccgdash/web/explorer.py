"""How the explorer shows its rows: as a table, on the map of one year, or as bars by region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count

from ccgdash.http.query import encode
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Listing
from ccgdash.http.selection import Selection
from ccgdash.lib.charts import Chart, Series, stacked_bar
from ccgdash.lib.words import year_words
from ccgdash.organisations.queries import years_in_force
from ccgdash.web import presenters
from ccgdash.web.compare import MOST
from ccgdash.web.filtersets import VIEW_CHOICES
from ccgdash.web.home import DEFAULT_YEAR
from ccgdash.web.maps import RATING, WORDED, Worded, england_map
from ccgdash.web.resources import CCGS

TABLE, MAP = "table", "map"


@dataclass(frozen=True)
class Way:
    """One choice of a row of links."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True)
class Shown:
    """What stands above the table. `years`: links to choose the one year a picture needs; `needs_year`: none, or
    several, are chosen. `compared`: where the CCGs found stand side by side; empty if they are too many for that."""

    view: str
    ways: Sequence[Way]
    years: Sequence[Way] = ()
    needs_year: bool = False
    map: Chart | None = None
    charts: Sequence[Chart] = ()
    compared: str = ""

    @property
    def beside(self) -> tuple[str, ...]:
        """Parameters asked for beside the form, which it must not carry twice."""
        return ("colour",) if self.view == MAP and not self.needs_year else ()


def shown_so(found: Listing[Any, Any]) -> Shown:
    """The view asked for; a picture is of one year, because no CCG may stand in it twice or in a year of its own."""
    selection, release = found.selection, found.release
    view = selection.text("view", TABLE)
    shown = Shown(view, [_way(selection, *choice) for choice in VIEW_CHOICES], compared=_compared(found))
    if view == TABLE or release is None:
        return shown
    year = selection.text("year")
    shown = replace(shown, years=_years(selection, release), needs_year=not year)
    if not year or not found.count:
        return shown
    if view == MAP:
        among = frozenset(CCGS.matching(selection).values_list("ccg_id", flat=True))
        return replace(shown, map=england_map(release, year, selection.text("colour", RATING), among))
    return replace(shown, charts=_charts(selection, year))


def _way(selection: Selection, view: str, label: str) -> Way:
    """The same question in another view. Pictures begin with the newest year whose national ratings are known."""
    there = selection.without("view") if view == TABLE else selection.only("view", view)
    if view != TABLE and not selection.all("year"):
        there = there.only("year", DEFAULT_YEAR)
    return Way(label, there.url, selection.text("view", TABLE) == view)


def _compared(found: Listing[Any, Any]) -> str:
    """The comparison of the CCGs found, in the one year asked for or the last they share."""
    years, codes = found.selection.all("year"), dict.fromkeys(row.ods_code for row in found.rows)
    if len(years) > 1 or not 2 <= found.count <= MOST or len(codes) < found.count:
        return ""
    return f"/compare/?{encode([*(('ccg', code) for code in codes), *(('year', str(year)) for year in years)])}"


def _years(selection: Selection, release: ReleaseRef) -> Sequence[Way]:
    years = years_in_force(release.number)
    return [Way(year_words(year), selection.only("year", year).url, selection.text("year") == year) for year in years]


def _charts(selection: Selection, year: str) -> Sequence[Chart]:
    """Ratings and finance status of the rows, by region; what is not known is drawn as not known."""
    return [
        _bars(WORDED[name], year, _by_region(selection, WORDED[name].column)) for name in (RATING, "finance_status")
    ]


def _by_region(selection: Selection, column: str) -> dict[str, dict[str, int]]:
    """Region to value to number of CCGs; an empty value is not known."""
    rows = CCGS.matching(selection).order_by("region_name")
    found: dict[str, dict[str, int]] = {}
    for region, value, count in rows.values_list("region_name", column).annotate(count=Count("pk")):
        found.setdefault(region, {})[value or "unknown"] = count
    return found


def _bars(measure: Worded, year: str, rows: dict[str, dict[str, int]]) -> Chart:
    known = {key: sum(row.get(key, 0) for row in rows.values()) for key in measure.keys}
    possible = sum(sum(row.values()) for row in rows.values())
    words = {key: measure.words(key) for key in measure.keys if known[key]}
    return stacked_bar(
        chart_id=f"by-region-{measure.column.replace('_', '-')}",
        title=presenters.map_title(measure.label, year, [(words[key], known[key]) for key in words], possible),
        unit=f"number of CCGs by {measure.label.lower()}",
        period=year_words(year),
        source=measure.source,
        categories=list(rows),
        series=[
            *(Series(key, words[key], tuple(row.get(key, 0) for row in rows.values())) for key in words),
            Series("unknown", "Not known", tuple(row.get("unknown", 0) for row in rows.values())),
        ],
        category_label="Region",
    )
