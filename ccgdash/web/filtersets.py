"""What the explorer may be asked: one FilterSet for its page, its CSV and the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from assessments.interventions.filtersets import STATUS_CHOICES
from assessments.interventions.queries import with_status
from assessments.ratings import presenters
from assessments.ratings import queries as assessed
from assessments.years import FLAGS
from ccgdash.http.columns import ColumnsFilter
from ccgdash.http.filters import Choice, ChoiceFilter, ChoicesFilter, DateFilter, TextFilter
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.release import ReleaseRef
from ccgdash.http.selection import Value
from ccgdash.lib.words import NOT_KNOWN
from ccgdash.organisations import queries as registry
from ccgdash.organisations.filtersets import footprints, regions, years
from ccgdash.organisations.search import Match, ccg_search
from ccgdash.web.columns import ALWAYS, OFFERED
from ccgdash.web.maps import colours
from ccgdash.web.mismatch import BY_SLUG, RULES
from ccgdash.web.models import CcgRow
from finance.filtersets import BAND_CHOICES
from finance.filtersets import STATUS_CHOICES as FINANCE_CHOICES


def offices(release: ReleaseRef) -> Iterable[Choice]:
    """Area teams and local offices of any year."""
    return [(place.code, place.name) for place in registry.offices_of(release.number)]


def headline_ratings(release: ReleaseRef) -> Iterable[Choice]:
    """Words headline ratings were published in, best first in each scale, and the gap."""
    found = assessed.headline_labels(release)
    return [*((label, presenters.rating_words(label)) for label in found), (NOT_KNOWN, "Not known")]


MOVED_CHOICES = (("up", "Up"), ("same", "The same"), ("down", "Down"))
OPEN_CHOICES = (("yes", "Open until June 2022"), ("no", "Closed before"))
VIEW_CHOICES = (("table", "Table"), ("map", "Map"), ("chart", "Chart"))
SHOWN_SO = ("view", "colour", "columns")
"""Parameters that say how a page shows the rows; they choose none."""


class CcgFilterSet(StrictFilterSet):
    """Without `year`, each CCG stands once, in its last year in force."""

    shown_so = SHOWN_SO

    q = TextFilter(label="Search", help_text="Name, former name, ODS or GSS code; small typing errors are forgiven.")
    year = ChoicesFilter("year", choices=years, label="Year", help_text="Financial year; without it each CCG's last.")
    rating = ChoicesFilter(
        "rating", choices=headline_ratings, method="with_rating", label="Rating", help_text="Headline, as published."
    )
    finance_status = ChoicesFilter(
        "finance_status",
        choices=FINANCE_CHOICES,
        label="Finance status",
        help_text="From the year-end surplus or deficit; there is no test from 2020-21 on.",
    )
    dft_band = ChoicesFilter(
        "dft_band",
        choices=[*BAND_CHOICES, (NOT_KNOWN, "Not known")],
        method="with_band",
        label="Distance from target",
        help_text="Of the core allocation.",
    )
    special_measures = ChoicesFilter(choices=STATUS_CHOICES, label="Special measures")
    directions = ChoicesFilter(choices=STATUS_CHOICES, label="Legal directions")
    on = DateFilter(
        label="Special measures and directions on",
        help_text="A day. Without it: the day the year's ratings were published, else 31 July after the year.",
    )
    moved = ChoicesFilter("moved", choices=MOVED_CHOICES, label="Rating moved", help_text="Since the year before.")
    region = ChoicesFilter("region_code", choices=regions, label="Region")
    footprint = ChoicesFilter("footprint_code", choices=footprints, label="STP or ICS")
    office = ChoicesFilter("office_code", choices=offices, label="Area team or local office")
    mismatch = ChoicesFilter(
        choices=[(rule.slug, rule.title) for rule in RULES],
        method="with_mismatch",
        label="Rating and money disagree",
        help_text="Where both are known and one looks better than the other.",
    )
    open = ChoiceFilter(choices=OPEN_CHOICES, method="with_open", label="Open", help_text="Open to the end, or not.")
    view = ChoiceFilter(
        choices=VIEW_CHOICES, method="unchanged", label="Show as", help_text="How a page shows the rows; chooses none."
    )
    colour = ChoiceFilter(
        choices=colours,
        method="unchanged",
        label="Colour the map by",
        help_text="A fact or an indicator, for view=map; chooses no rows. The rating if not given.",
    )
    columns = ColumnsFilter(
        always=ALWAYS,
        offered=OFFERED,
        label="Columns",
        help_text="Columns of the rows, beside code, name, year and address, which always stay; a figure brings its "
        "sources, a place its name. Chooses no rows. Without it JSON and CSV have every column, a page the usual ones.",
    )

    def apply(self, queryset: QuerySet[CcgRow], values: Mapping[str, tuple[Value, ...]]) -> QuerySet[CcgRow]:
        rows = self.with_day(queryset, values.get("on"))
        if matches := self.matches(values):
            rows = rows.filter(ccg_id__in=[match.ods_code for match in matches])
        elif "q" in values:
            rows = rows.none()
        left = {name: chosen for name, chosen in values.items() if name not in ("q", "on", *FLAGS)}
        for flag in FLAGS:
            if flag in values:
                rows = rows.filter(**{f"{flag}_on__in": values[flag]})
        return super().apply(rows, left)

    def matches(self, values: Mapping[str, tuple[Value, ...]]) -> tuple[Match, ...]:
        """What the words searched for may mean, best first; a closed CCG leads to the one of the year asked for."""
        if self.release is None or "q" not in values:
            return ()
        years: list[str | None] = [str(year) for year in values.get("year", ())] or [None]
        found = [match for year in years for match in self.search(str(values["q"][0]), year)]
        return tuple({match.ods_code: match for match in reversed(found)}.values())[::-1]

    def search(self, words: str, year: str | None) -> tuple[Match, ...]:
        """The registry's search in this release."""
        return ccg_search(self.release.number, words, year) if self.release else ()

    def with_day(self, rows: QuerySet[CcgRow], on: tuple[Value, ...] | None) -> QuerySet[CcgRow]:
        """Both flags as `…_on`: of the day asked for, else those stored for the year's own day."""
        for flag in FLAGS:
            if on and self.release and isinstance(on[0], date):
                rows = with_status(rows, self.release.number, FLAGS[flag], on[0], name=f"{flag}_on")
            else:
                rows = rows.annotate(**{f"{flag}_on": F(flag)})
        return rows

    def with_rating(self, rows: QuerySet[CcgRow], _name: str, chosen: Any) -> QuerySet[CcgRow]:
        """Ratings by their word; `not-known` is every gap, whatever its kind."""
        gap = Q(rating="") if NOT_KNOWN in chosen else Q(pk__in=[])
        return rows.filter(Q(rating__in=chosen) | gap)

    def with_band(self, rows: QuerySet[CcgRow], _name: str, chosen: Any) -> QuerySet[CcgRow]:
        """Bands of distance from target; `not-known` is a distance that was not found."""
        return rows.filter(dft_band__in=["" if band == NOT_KNOWN else band for band in chosen])

    def with_mismatch(self, rows: QuerySet[CcgRow], _name: str, chosen: Any) -> QuerySet[CcgRow]:
        """Rows of which any of the rules is true."""
        told = Q(pk__in=[])
        for slug in chosen:
            told |= BY_SLUG[str(slug)].condition
        return rows.filter(told)

    def unchanged(self, rows: QuerySet[CcgRow], _name: str, _chosen: Any) -> QuerySet[CcgRow]:
        """Every row: the page shows the same ones in another way."""
        return rows

    def with_open(self, rows: QuerySet[CcgRow], _name: str, chosen: Any) -> QuerySet[CcgRow]:
        """Open: without a successor, so open until all CCGs were closed on 30 June 2022."""
        return rows.filter(successor_code="") if "yes" in chosen else rows.exclude(successor_code="")
