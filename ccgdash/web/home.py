"""England at a glance for one year: what the front page shows, as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from assessments.models import RatingSummary
from assessments.ratings.filtersets import HEADLINE
from assessments.ratings.presenters import weakest
from assessments.ratings.queries import summaries
from assessments.ratings.resources import RatingSummaries, in_order
from assessments.years import HEADLINES, status_day
from ccgdash.http.filters import ChoiceFilter
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.release import ReleaseRef
from ccgdash.http.selection import Selection, Value
from ccgdash.organisations.filtersets import years
from ccgdash.releases.models import Release
from ccgdash.releases.resources import SOURCES, SourceRow
from ccgdash.web.glance import COLOURS, Glance, glance
from ccgdash.web.resources import CCGS
from ccgdash.web.rows import CcgListRow


@dataclass(frozen=True)
class SplitRow:
    """One rating: the published national count, its status, and the CCGs known by name."""

    rating: str
    published: int | None
    status: str
    known: int
    href: str


@dataclass(frozen=True)
class SplitTotal:
    """All ratings of the year together."""

    published: int | None
    known: int
    possible: int


@dataclass(frozen=True)
class CoverageByYear:
    """How many headline ratings of a year are known by name."""

    year: str
    known: int
    possible: int
    status: str
    href: str


@dataclass(frozen=True)
class Overview:
    """Everything the front page says of one year."""

    year: str
    years: Sequence[str]
    split: Sequence[SplitRow]
    split_total: SplitTotal | None
    summary: RatingSummary | None
    special_measures: Sequence[CcgListRow]
    status_day: date
    coverage_rows: Sequence[CoverageByYear]
    changes: str
    sources: Sequence[SourceRow]
    glance: Glance
    colours: Sequence[tuple[str, str]] = COLOURS


DEFAULT_YEAR = "2018-19"
"""The newest year whose national split is known."""


class EnglandFilterSet(StrictFilterSet):
    """One year; without it the newest whose national split is known."""

    year = ChoiceFilter("year", choices=years, label="Year", help_text=f"{DEFAULT_YEAR} if not given.")

    def apply(self, queryset: QuerySet[Any], values: Mapping[str, tuple[Value, ...]]) -> QuerySet[Any]:
        return super().apply(queryset, {"year": (DEFAULT_YEAR,), **values})


class England(RatingSummaries):
    """The headline ratings of one year: published national counts beside what is known by name."""

    name = "england"
    title = "England at a glance"
    filterset = EnglandFilterSet

    def queryset(self, release: ReleaseRef) -> QuerySet[RatingSummary]:
        return super().queryset(release).filter(assessment=HEADLINE, period="year-end")


ENGLAND = England()


def overview(release: ReleaseRef, year: str) -> Overview:
    """What is known of `year` in a release; a fixed number of queries."""
    by_year = {found.year: found for found in summaries(release).filter(assessment="headline", period="year-end")}
    summary = by_year.get(year)
    intervened = tuple(_special_measures(release, year))
    return Overview(
        year=year,
        years=sorted(by_year, reverse=True),
        split=tuple(_split(summary)) if summary else (),
        split_total=SplitTotal(summary.published_total, summary.known_total, summary.possible) if summary else None,
        summary=summary,
        special_measures=intervened,
        status_day=status_day(year),
        coverage_rows=tuple(_coverage(by_year)),
        changes=Release.objects.values_list("summary", flat=True).get(number=release.number),
        sources=SOURCES.by_ids(release, summary.source_ids) if summary else (),
        glance=glance(release, year, summary, intervened),
    )


def _split(summary: RatingSummary) -> Iterator[SplitRow]:
    for rating in in_order(summary.published | summary.known):
        yield SplitRow(
            rating=rating,
            published=summary.published.get(rating),
            status=summary.statuses.get(rating, ""),
            known=summary.known.get(rating, 0),
            href=f"/ccgs/?rating={rating}&year={summary.year}",
        )


def _special_measures(release: ReleaseRef, year: str) -> Iterable[CcgListRow]:
    """The explorer's own answer to `year=…&special_measures=yes&special_measures=possibly`."""
    asked = Selection(
        release, {"year": (year,), "special_measures": ("yes", "possibly")}, ("-special_measures", "name")
    )
    return CCGS.rows(list(CCGS.ordered(CCGS.matching(asked), asked)), asked)


def _coverage(by_year: Mapping[str, RatingSummary]) -> Iterator[CoverageByYear]:
    for year, found in sorted(by_year.items(), reverse=True):
        if year in HEADLINES:
            yield CoverageByYear(
                year, found.known_total, found.possible, weakest(found.statuses.values()) or "", f"/ratings/{year}/"
            )
