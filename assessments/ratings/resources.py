"""Ratings, their counts and flows: one Resource each, for page, JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, QuerySet, Value, When

from assessments.models import Rating, RatingFlow, RatingSummary
from assessments.ratings import presenters, queries
from assessments.ratings.filtersets import ALL, HEADLINE, RatingFilterSet, RatingFlowFilterSet, RatingSummaryFilterSet
from assessments.scales import LABELS
from assessments.years import PRINTED
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Coverage, Resource
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection
from ccgdash.organisations.queries import CCG_YEAR_COLUMNS, ccg_years_asked

UNIVERSE = frozenset({*CCG_YEAR_COLUMNS, "assessment", "framework"})
"""Filters that say which CCG-years are asked about; all others say what must be true of them."""


@dataclass(frozen=True, slots=True)
class RatingRow:
    """One published rating."""

    ods_code: str = column("CCG.", example="07M")
    name: str = column("Name of the CCG in that year.", example="NHS Barnet")
    year: str = column("Financial year assessed.", example="2015-16")
    framework: str = column("Assessment framework.", example="ccg-assurance")
    assessment: str = column("headline, component:… or clinical:….", example="headline")
    period: str = column("year-end, a quarter, or baseline (autumn 2016, a scale of its own).", example="year-end")
    rating: str = column("Rating as published; scales are never converted.", example="inadequate")
    as_at: str | None = column("Date of the earliest dated source; may be a month or year.", example="2016-07")
    derivation: str = column("direct: stated; implied: follows from the wording; derived: combined from two.")
    sources: tuple[str, ...] = column("Ids of the sources.", example=["hsj-7009416"])
    missing: Mapping[str, str] = missing_column()


class Ratings(Resource[Rating, RatingRow]):
    """Published ratings, headline by default. A CCG that is not listed was not unrated: its rating was not found."""

    name = "ratings"
    title = "Ratings"
    row = RatingRow
    filterset = RatingFilterSet
    orderings = {
        "ods_code": "ccg",
        "name": "name",
        "year": "year",
        "framework": "framework",
        "assessment": "assessment",
        "rating": queries.LABEL_ORDER,
        "as_at": Case(When(reported="", then=Value(None)), default="reported"),
        "derivation": "derivation",
    }
    default_ordering = ("year", "name")
    tie_breaker = ("year", "ccg", "assessment", "period")
    bare = True

    def queryset(self, release: ReleaseRef) -> QuerySet[Rating]:
        return queries.ratings(release)

    def rows(self, records: Sequence[Any], selection: Selection) -> Iterable[RatingRow]:
        for rating in records:
            yield RatingRow(
                ods_code=rating.ccg_id,
                name=rating.name,
                year=rating.year,
                framework=rating.framework,
                assessment=rating.assessment,
                period=rating.period,
                rating=rating.label,
                as_at=rating.reported or None,
                derivation=rating.derivation,
                sources=tuple(rating.source_ids),
                missing={} if rating.reported else {"as_at": "not-known"},
            )

    def coverage(self, selection: Selection) -> Coverage:
        """CCG-years with a known rating among those asked about, whatever the rating."""
        if selection.release is None:
            return Coverage(0, 0)
        asked = {name: values for name, values in selection.values.items() if name in UNIVERSE}
        filterset = self.filterset({}, release=selection.release, orderings=None)
        known = queries.rated_ccg_years(filterset.apply(queries.rating_facts(selection.release), asked))
        return Coverage(known, self._in_force(selection, selection.release).count())

    def empty_reason(self, selection: Selection) -> str:
        coverage = self.coverage(selection)
        years = [str(year) for year in selection.all("year")]
        return presenters.ratings_empty_reason(years, coverage.known, coverage.possible)

    def _in_force(self, selection: Selection, release: ReleaseRef) -> QuerySet[Any]:
        """The CCG-years asked about, rated or not."""
        rows = ccg_years_asked(release.number, selection)
        if frameworks := selection.all("framework"):
            asked = {str(slug).partition(":")[0] for slug in selection.all("assessment") or (HEADLINE,)}
            lines = [line for line in PRINTED if line.framework in frameworks and (ALL in asked or line.part in asked)]
            rows = rows.filter(year__in={year for line in lines for year in line.years})
        return rows


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How much is known by name."""

    known: int = column("CCGs whose rating is known.", unit="CCGs", example=47)
    possible: int = column("CCGs in force in the year.", unit="CCGs", example=209)


@dataclass(frozen=True, slots=True)
class RatingSummaryRow:
    """One year's counts: as published nationally, and as known by name. The known ones are no sample of the rest."""

    year: str = column("Financial year assessed.", example="2015-16")
    assessment: str = column("headline, component:… or clinical:….", example="headline")
    period: str = column("year-end or baseline.", example="year-end")
    published: Mapping[str, int | str | None] | None = column(
        "National count by rating, total of CCGs rated, and status: that of the least certain count.",
        example={
            "outstanding": 10,
            "good": 82,
            "requires-improvement": 91,
            "inadequate": 26,
            "total": 209,
            "status": "confirmed",
        },
    )
    statuses: Mapping[str, str] = column(
        "Status of each count: confirmed (published), derived (arithmetic) or unconfirmed.",
        example={"inadequate": "confirmed"},
    )
    known: Mapping[str, int] = column("CCGs known by name, by rating.", unit="CCGs", example={"inadequate": 26})
    coverage: CoverageRow = column("How much is known by name.")
    sources: tuple[str, ...] = column("Ids of the sources of the national counts.", example=["hsj-7009416"])
    missing: Mapping[str, str] = missing_column()


class RatingSummaries(Resource[RatingSummary, RatingSummaryRow]):
    """Counts by year: published national counts beside what is known by name."""

    name = "ratings-summary"
    title = "Ratings by year"
    row = RatingSummaryRow
    filterset = RatingSummaryFilterSet
    orderings = {"year": "year", "assessment": "assessment"}
    default_ordering = ("year", "assessment")
    tie_breaker = ("year", "assessment", "period")

    def queryset(self, release: ReleaseRef) -> QuerySet[RatingSummary]:
        return queries.summaries(release)

    def rows(self, records: Sequence[RatingSummary], selection: Selection) -> Iterable[RatingSummaryRow]:
        for found in records:
            yield RatingSummaryRow(
                year=found.year,
                assessment=found.assessment,
                period=found.period,
                published=_published(found),
                statuses=in_order(found.statuses),
                known=in_order(found.known),
                coverage=CoverageRow(found.known_total, found.possible),
                sources=tuple(found.source_ids),
                missing={} if found.published else {"published": "not-known"},
            )


def in_order(by_label: Mapping[str, Any]) -> dict[str, Any]:
    """A mapping by label with the labels scale by scale, best first (jsonb keeps no order)."""
    return {label: by_label[label] for label in LABELS if label in by_label}


def _published(found: RatingSummary) -> Mapping[str, int | str | None] | None:
    if not found.published:
        return None
    status = presenters.weakest(found.statuses.values())
    return {**in_order(found.published), "total": found.published_total, "status": status}


@dataclass(frozen=True, slots=True)
class RatingFlowRow:
    """CCGs that had one headline rating in one year and one in another."""

    from_year: str = column("First year.", example="2017-18")
    to_year: str = column("Later year.", example="2018-19")
    from_rating: str | None = column("Headline in the first year.", example="good")
    to_rating: str | None = column("Headline in the later year.", example="inadequate")
    comparable: bool = column("Both years were assessed under one framework; if not, do not read a change.")
    count: int = column("CCGs.", unit="CCGs", example=2)
    ccgs: tuple[str, ...] = column("Their ODS codes.", example=["05G", "05W"])
    missing: Mapping[str, str] = column(
        "Why a rating is null: not-known (not found), or not-applicable: the code was not in force in that year "
        "(merged since, or new). Ratings are never carried over a merger.",
        example={"to_rating": "not-applicable"},
    )


class RatingFlows(Resource[RatingFlow, RatingFlowRow]):
    """Who moved from what to what between two years; every CCG in force in either year is in one row."""

    name = "ratings-flow"
    title = "Rating flow between years"
    row = RatingFlowRow
    filterset = RatingFlowFilterSet
    orderings = {
        "from_year": "from_year",
        "to_year": "to_year",
        "from_rating": "from_place",
        "to_rating": "to_place",
        "count": "count",
    }
    default_ordering = ("from_year", "to_year", "from_rating", "to_rating")
    tie_breaker = ("from_year", "to_year", "from_place", "to_place")

    def queryset(self, release: ReleaseRef) -> QuerySet[RatingFlow]:
        return queries.flows(release)

    def rows(self, records: Sequence[RatingFlow], selection: Selection) -> Iterable[RatingFlowRow]:
        for flow in records:
            missing = {"from_rating": flow.from_missing, "to_rating": flow.to_missing}
            yield RatingFlowRow(
                from_year=flow.from_year,
                to_year=flow.to_year,
                from_rating=flow.from_rating or None,
                to_rating=flow.to_rating or None,
                comparable=flow.comparable,
                count=flow.count,
                ccgs=tuple(flow.ods_codes),
                missing={end: kind for end, kind in missing.items() if kind},
            )

    def empty_reason(self, selection: Selection) -> str:
        return presenters.flow_empty_reason()


RATINGS, RATING_SUMMARIES, RATING_FLOWS = Ratings(), RatingSummaries(), RatingFlows()
