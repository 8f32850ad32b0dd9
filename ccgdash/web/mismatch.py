"""Where rating and money disagree: each rule in a sentence, both directions. A question over both apps, asked here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When

from ccgdash.http.filters import ChoicesFilter
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Coverage, Resource
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection
from ccgdash.lib.words import gbp_millions, slug_words, year_words
from ccgdash.organisations.filtersets import regions, years
from ccgdash.web.models import CcgRow
from finance.models import FinanceStatus
from finance.presenters import ENDED


@dataclass(frozen=True)
class Rule:
    """One way to disagree. `better`: which of the two looks better, rating or money."""

    slug: str
    title: str
    better: str
    ratings: tuple[str, ...]
    statuses: tuple[str, ...]
    sentence: str

    @property
    def condition(self) -> Q:
        """The rows it is true of. Each needs both facts known: what is not known never disagrees."""
        return Q(rating__in=self.ratings, finance_status__in=self.statuses)


WELL, LOWEST = ("outstanding", "good", "assured"), ("inadequate", "not-assured")
RULES = (
    Rule("good-in-deficit", "Rated well, but in deficit", "rating", WELL, ("deficit",),
         "The headline rating is outstanding or good (before 2015/16: assured), and the year ended in deficit."),
    Rule("good-below-target", "Rated well, but missed the surplus target", "rating", WELL, ("below-target",),
         "The headline rating is outstanding or good (before 2015/16: assured), and the year ended with less than the "
         "surplus expected, but not in deficit."),
    Rule("inadequate-on-target", "Lowest rating, but on target", "money", LOWEST, ("on-target",),
         "The headline rating is inadequate (before 2015/16: not assured), and the year ended with the surplus "
         "expected or more."),
)  # fmt: skip
"""Each holds for one rating and one year-end result of the same year. A lower rating with a deficit, or a better one
with the surplus, is agreement; "requires improvement" disagrees with nothing."""
BY_SLUG = {rule.slug: rule for rule in RULES}


class MismatchFilterSet(StrictFilterSet):
    """Disagreements by year, rule and place."""

    year = ChoicesFilter("year", choices=years, label="Year")
    rule = ChoicesFilter("rule", choices=[(rule.slug, rule.title) for rule in RULES], label="Rule")
    region = ChoicesFilter("region_code", choices=regions, label="Region")


@dataclass(frozen=True, slots=True)
class MismatchRow:
    """One CCG in one year whose rating and year-end result disagree."""

    ods_code: str = column("CCG.", example="07M")
    name: str = column("Name of the CCG in that year.", example="NHS Barnet CCG")
    year: str = column("Financial year of both facts.", example="2015-16")
    rule: str = column("Rule that holds.", example="good-in-deficit")
    sentence: str = column("What disagrees, with both figures.")
    rating: str = column("Headline rating, as published.", example="good")
    rating_sources: tuple[str, ...] = column("Ids of the sources of the rating.")
    finance_status: str = column("From the year-end surplus or deficit.", example="deficit")
    value_gbp: int | None = column("That surplus; negative is a deficit.", unit="GBP", example=-8600000)
    finance_sources: tuple[str, ...] = column("Ids of the sources of the figure.")
    missing: Mapping[str, str] = missing_column()


class Mismatches(Resource[CcgRow, MismatchRow]):
    """CCGs whose rating and money disagree in a year in which both are known."""

    name = "mismatch"
    title = "Where rating and money disagree"
    row = MismatchRow
    filterset = MismatchFilterSet
    orderings = {"name": "name", "ods_code": "ccg_id", "year": "year", "rule": "rule"}
    default_ordering = ("year", "rule", "name")
    tie_breaker = ("year", "rule", "name", "ccg_id")

    def queryset(self, release: ReleaseRef) -> QuerySet[CcgRow]:
        told = [When(rule.condition, then=Value(rule.slug)) for rule in RULES]
        rows = CcgRow.objects.filter(run_id=release.recompute_id)
        return rows.annotate(rule=Case(*told, default=Value(""), output_field=CharField())).exclude(rule="")

    def rows(self, records: Sequence[Any], selection: Selection) -> Iterable[MismatchRow]:
        money = _money(records, selection.release)
        return [_row(record, money[record.year, record.ccg_id]) for record in records]

    def coverage(self, selection: Selection) -> Coverage | None:
        """CCG-years with both facts known, of all asked about."""
        if selection.release is None:
            return None
        rows = CcgRow.objects.filter(run_id=selection.release.recompute_id)
        if chosen := selection.all("year"):
            rows = rows.filter(year__in=chosen)
        if chosen := selection.all("region"):
            rows = rows.filter(region_code__in=chosen)
        return Coverage(rows.exclude(rating="").exclude(finance_status="unknown").count(), rows.count())

    def empty_reason(self, selection: Selection) -> str:
        found = self.coverage(selection)
        both = f"{found.known} of {found.possible} CCG-years asked about" if found else "no CCG-year"
        return f"None disagrees. Both rating and year-end result are known for {both}; the others cannot be told."


def rule_counts(selection: Selection) -> dict[str, int]:
    """Rule to how often it holds for the years and places asked about, whatever rule was asked for."""
    if selection.release is None:
        return {}
    rows = MISMATCHES.matching(selection, ignoring=("rule",))
    return rows.aggregate(**{rule.slug: Count("pk", filter=rule.condition) for rule in RULES})


def _money(records: Sequence[Any], release: ReleaseRef | None) -> Mapping[tuple[str, str], FinanceStatus]:
    """The year-end figures of some CCG-years."""
    if release is None:
        return {}
    rows = FinanceStatus.objects.filter(
        run_id=release.recompute_id,
        ccg__in={record.ccg_id for record in records},
        year__in={record.year for record in records},
    )
    return {(row.year, row.ccg_id): row for row in rows}


def _row(record: Any, money: FinanceStatus) -> MismatchRow:
    return MismatchRow(
        ods_code=record.ccg_id,
        name=record.name,
        year=record.year,
        rule=record.rule,
        sentence=sentence(record.rating, record.year, money.status, money.value_gbp),
        rating=record.rating,
        rating_sources=tuple(record.rating_source_ids),
        finance_status=money.status,
        value_gbp=money.value_gbp,
        finance_sources=tuple(money.source_ids),
        missing={} if money.value_gbp is not None else {"value_gbp": "not-known"},
    )


def sentence(rating: str, year: str, status: str, value_gbp: int | None) -> str:
    """Both facts in one sentence: "Rated good for 2015/16, but the year ended in deficit (−£8.6 million)."."""
    figure = f" ({gbp_millions(value_gbp)})" if value_gbp is not None else ""
    return f"Rated {slug_words(rating).lower()} for {year_words(year)}, but the year ended {ENDED[status]}{figure}."


MISMATCHES = Mismatches()
