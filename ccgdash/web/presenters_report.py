"""The words of a board report, the same on the page and in the PDF: every cell said once, here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.indicators.comparisons import ComparedRow
from assessments.interventions.resources import InterventionRow
from assessments.years import comparable
from ccgdash.http.release import ReleaseRef
from ccgdash.lib.words import (
    count_words,
    date_words,
    gbp_millions,
    missing_words,
    number_words,
    slug_words,
    span_words,
    year_words,
)
from ccgdash.web.money import CcgFinanceRow
from ccgdash.web.report import ReportRow
from finance import sentences
from finance.presenters import status_words

NOT_KNOWN = missing_words("not-known")


@dataclass(frozen=True)
class RatingWords:
    """One year of the ratings strip; `breaks`: another framework or scale than the year before."""

    year: str
    key: str
    words: str
    label: str
    breaks: bool


@dataclass(frozen=True)
class LineWords:
    """One line of a table: its key and its cells."""

    key: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class ReportWords:
    """A report in words."""

    title: str
    under: str
    verdict: str
    ratings: tuple[RatingWords, ...]
    finance: tuple[LineWords, ...]
    interventions: tuple[LineWords, ...]
    furthest: tuple[LineWords, ...]
    furthest_title: str
    sources: tuple[str, ...]
    foot: tuple[str, ...]


FINANCE_HEADS = (
    "Year",
    "Core allocation",
    "Growth",
    "Distance from target",
    "Finance status",
    "Surplus",
    "Against plan",
)
FURTHEST_HEADS = ("Indicator", "This CCG", "England", "Similar CCGs", "Against England")
INTERVENTION_HEADS = ("What", "When")


def report_words(row: ReportRow, release: ReleaseRef | None, address: str, licence: str) -> ReportWords:
    """Everything a report says."""
    of = f"Data release {release.version} of {date_words(release.published_at)}. " if release else ""
    return ReportWords(
        title=row.name,
        under=_under(row),
        verdict=row.verdict,
        ratings=tuple(_ratings(row)),
        finance=tuple(map(_finance, row.finance)),
        interventions=tuple(map(_intervention, row.interventions)),
        furthest=tuple(map(_furthest, row.furthest)),
        furthest_title=_furthest_title(row),
        sources=row.sources,
        foot=(f"{of}{address}", f"{licence} ccgdash is not an official NHS service."),
    )


def _under(row: ReportRow) -> str:
    people = (
        f"{number_words(row.registered_population)} registered patients in {year_words(row.population_year or '')}"
        if row.registered_population is not None
        else "registered patients not known"
    )
    places = [name for name in (row.region_name, row.footprint_name) if name]
    return ". ".join((f"{row.ods_code}, {row.gss_code}", *places, people))


def _ratings(row: ReportRow) -> Sequence[RatingWords]:
    return [
        RatingWords(
            year_words(each.year),
            each.year,
            slug_words(each.rating) if each.rating else missing_words(each.missing.get("rating", "not-known")),
            each.rating or "",
            breaks=earlier is not None and not comparable(earlier.year, each.year),
        )
        for earlier, each in zip((None, *row.ratings), row.ratings, strict=False)
    ]


def _finance(each: CcgFinanceRow) -> LineWords:
    cells = (
        year_words(each.year),
        gbp_millions(each.allocation_gbp) or NOT_KNOWN,
        NOT_KNOWN if each.growth_pct is None else f"{number_words(each.growth_pct, 2)}%",
        NOT_KNOWN if each.closing_dft_pct is None else sentences.percent(each.closing_dft_pct),
        status_words(each.finance_status),
        gbp_millions(each.surplus_gbp) or NOT_KNOWN,
        gbp_millions(each.variance_to_plan_gbp) or NOT_KNOWN,
    )
    return LineWords(each.year, cells)


def _intervention(each: InterventionRow) -> LineWords:
    start = date_words(each.start, each.start_precision or "day")
    end = date_words(each.end, each.end_precision or "day")
    when = span_words(start, end, end_known=each.end_known)
    reason = f": {each.reason}" if each.reason else ""
    return LineWords(each.intervention_id, (f"{slug_words(each.kind)}{reason}", when[:1].upper() + when[1:]))


def _furthest(each: ComparedRow) -> LineWords:
    unit = f" ({each.unit})" if each.unit else ""
    similar = NOT_KNOWN if each.similar is None else number_words(each.similar, 1)
    figures = (number_words(each.value, 1), number_words(each.england, 1), similar)
    return LineWords(each.indicator, (f"{each.name}{unit}", *figures, slug_words(each.difference)))


def _furthest_title(row: ReportRow) -> str:
    if not row.furthest:
        return "No indicator that says better or worse was found for this CCG"
    year = year_words(row.furthest[0].year)
    return f"{len(row.furthest)} of its {count_words(row.indicators_known, 'indicator')} furthest from England, {year}"
