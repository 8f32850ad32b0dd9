"""What lists of the money may be asked for; choices come from the release."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from ccgdash.http.filters import Choice, ChoiceFilter, ChoicesFilter, IntegerFilter
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.problems import ParameterError, bad_parameters
from ccgdash.http.release import ReleaseRef
from ccgdash.http.selection import Value
from ccgdash.lib.words import slug_words, year_words
from ccgdash.organisations.filtersets import ccgs, footprints, regions, years
from ccgdash.organisations.queries import in_places
from finance import presenters, queries
from finance.calc.bands import BANDS
from finance.calc.status import STATUSES
from finance.models import Allocation, Deflator, FinancialPosition, Finding, PooledFund, Spending
from finance.rules import REAL_TERMS_VINTAGE
from finance.sentences import measure_words, topic_words

ALL = "all"
STATUS_CHOICES = [(status, presenters.status_words(status)) for status in (*STATUSES, "unknown")]
BAND_CHOICES = [(band, presenters.band_words(band)) for band in BANDS]
QUALITY_CHOICES = [("ok", "As published"), ("suspicious", "Suspicious"), ("does-not-sum", "Does not add up")]
MET_CHOICES = [("true", "Met"), ("false", "Not met")]
MOST_GBP = 10**12  # more than England's whole health budget

Rows = Callable[[ReleaseRef], QuerySet[Any]]


def words_of(rows: Rows, column: str, words: Callable[[str], str] = slug_words) -> Callable[[ReleaseRef], list[Choice]]:
    """Choices: the words of a column that the release holds."""

    def choices(release: ReleaseRef) -> list[Choice]:
        return [(word, words(word)) for word in queries.distinct(rows(release), column)]

    return choices


def _held(model: type[Any]) -> Rows:
    return lambda release: model.objects.at(release.number)


def _years_of(model: type[Any]) -> Callable[[ReleaseRef], list[Choice]]:
    return words_of(_held(model), "year", year_words)


allocation_publications = words_of(_held(Allocation), "publication_id", str)


def publications_or_all(release: ReleaseRef) -> Iterable[Choice]:
    return [*allocation_publications(release), (ALL, "All publications")]


def organisations(release: ReleaseRef) -> Iterable[Choice]:
    """Every code with allocations: CCGs, places, England."""
    return [(code, code) for code in queries.distinct(Allocation.objects.at(release.number), "org_code")]


def areas(release: ReleaseRef) -> Iterable[Choice]:
    """Every code with a series of money."""
    rows = queries.money_series(release).order_by("org_code", "-year").distinct("org_code")
    return list(rows.values_list("org_code", "name"))


def spenders(release: ReleaseRef) -> Iterable[Choice]:
    return [(code, code) for code in queries.distinct(Spending.objects.at(release.number), "org_code")]


class AllocationFilterSet(StrictFilterSet):
    """Allocations: one publication per organisation, year and stream unless another, or all, is asked for."""

    year = ChoicesFilter("year", choices=_years_of(Allocation), label="Year")
    stream = ChoicesFilter("stream", choices=words_of(_held(Allocation), "stream"), label="Stream")
    status = ChoicesFilter(
        "status", choices=words_of(_held(Allocation), "status"), label="Status", help_text="Firm or indicative."
    )
    publication = ChoicesFilter(
        "publication_id",
        choices=publications_or_all,
        method="of_publication",
        label="Publication",
        help_text="The default one if not given. To add up, use one publication.",
    )
    ods_code = ChoicesFilter("org_code", choices=organisations, label="Organisation", help_text="ODS code, or ENG.")
    region = ChoicesFilter(
        "region_code", choices=regions, method="in_place", label="Region", help_text="CCGs that lay in it that year."
    )
    footprint = ChoicesFilter(
        "footprint_code",
        choices=footprints,
        method="in_place",
        label="STP or ICS",
        help_text="CCGs that lay in it that year; there were none before 2016-17.",
    )
    level = ChoicesFilter("level", choices=words_of(_held(Allocation), "level"), label="Level")
    dft_band = ChoicesFilter(
        "dft",
        choices=BAND_CHOICES,
        method="in_band",
        label="Distance from target",
        help_text="Closing distance, else the opening one.",
    )

    def apply(self, queryset: QuerySet[Any], values: Mapping[str, tuple[Value, ...]]) -> QuerySet[Any]:
        rows = super().apply(queryset, values)
        return rows if "publication" in values else rows.filter(is_default=True)

    def of_publication(self, rows: QuerySet[Any], _name: str, ids: Sequence[str]) -> QuerySet[Any]:
        return rows if ALL in ids else rows.filter(publication_id__in=ids)

    def in_place(self, rows: QuerySet[Any], column: str, codes: Sequence[str]) -> QuerySet[Any]:
        return queries.allocations_in_places(rows, self.release.number, column, codes) if self.release else rows.none()

    def in_band(self, rows: QuerySet[Any], column: str, bands: Sequence[str]) -> QuerySet[Any]:
        return rows.filter(queries.banded(bands, column))


class RollupFilterSet(StrictFilterSet):
    """Sums over places, of the default publication unless another, or all, is asked for."""

    year = ChoicesFilter("year", choices=words_of(queries.rollups, "year", year_words), label="Year")
    stream = ChoicesFilter("stream", choices=words_of(queries.rollups, "stream"), label="Stream")
    level = ChoicesFilter("level", choices=words_of(queries.rollups, "level"), label="Level")
    code = ChoicesFilter("org_code", choices=words_of(queries.rollups, "org_code", str), label="Place")
    publication = ChoicesFilter(
        "publication_id",
        choices=publications_or_all,
        method="of_publication",
        label="Publication",
        help_text="The default one if not given.",
    )

    def apply(self, queryset: QuerySet[Any], values: Mapping[str, tuple[Value, ...]]) -> QuerySet[Any]:
        rows = super().apply(queryset, values)
        return rows if "publication" in values else rows.filter(is_default=True)

    def of_publication(self, rows: QuerySet[Any], _name: str, ids: Sequence[str]) -> QuerySet[Any]:
        return rows if ALL in ids else rows.filter(publication_id__in=ids)


class PositionFilterSet(StrictFilterSet):
    """Figures about a CCG and year, each with its measure, stage and basis."""

    year = ChoicesFilter("year", choices=years, label="Year")
    measure = ChoicesFilter("measure", choices=words_of(_held(FinancialPosition), "measure"), label="Measure")
    stage = ChoicesFilter("stage", choices=words_of(_held(FinancialPosition), "stage"), label="Stage of the year")
    basis = ChoicesFilter(
        "basis",
        choices=words_of(_held(FinancialPosition), "basis"),
        label="Basis",
        help_text="Before or after release of the national reserve of 2016-17 and 2017-18.",
    )
    ods_code = ChoicesFilter("ccg", choices=ccgs, label="CCG", help_text="ODS code.")
    region = ChoicesFilter(
        "region_code", choices=regions, method="in_place", label="Region", help_text="Where the CCG lay in that year."
    )
    finance_status = ChoicesFilter(choices=STATUS_CHOICES, method="with_status", label="Finance status")

    def in_place(self, rows: QuerySet[Any], column: str, codes: Sequence[str]) -> QuerySet[Any]:
        return in_places(rows, self.release.number, column, codes) if self.release else rows.none()

    def with_status(self, rows: QuerySet[Any], _name: str, statuses: Sequence[str]) -> QuerySet[Any]:
        return queries.with_finance_status(rows, self.release, statuses) if self.release else rows.none()


class SummaryFilterSet(StrictFilterSet):
    """The year in England."""

    year = ChoicesFilter("year", choices=years, label="Year")


class RealTermsFilterSet(StrictFilterSet):
    """Money over the years in the prices of one of them, by one vintage of the deflator."""

    ods_code = ChoicesFilter("org_code", choices=areas, label="Area", help_text="ODS code of a CCG or place, or ENG.")
    stream = ChoicesFilter("stream", choices=words_of(queries.money_series, "stream"), label="Stream")
    level = ChoicesFilter("level", choices=words_of(queries.money_series, "level"), label="Level")
    year = ChoicesFilter("year", choices=words_of(queries.money_series, "year", year_words), label="Year")
    base_year = ChoiceFilter(
        choices=_years_of(Deflator),
        method="read_with_prices",
        label="Prices of",
        help_text="The last year of the vintage's own base if not given.",
    )
    deflator = ChoiceFilter(
        choices=words_of(_held(Deflator), "vintage", presenters.vintage_words),
        method="read_with_prices",
        label="Deflator",
        help_text=f"Vintage of the GDP deflator; {REAL_TERMS_VINTAGE} if not given. One for the whole answer.",
    )

    def apply(self, queryset: QuerySet[Any], values: Mapping[str, tuple[Value, ...]]) -> QuerySet[Any]:
        """Refuses a base year that the vintage does not reach, rather than answering with gaps."""
        base, vintage = values.get("base_year"), str(values.get("deflator", (REAL_TERMS_VINTAGE,))[0])
        if base and self.release:
            reached = tuple(queries.index_of(self.release, vintage))
            if base[0] not in reached:
                raise bad_parameters(ParameterError("base_year", f"{vintage} has no index for {base[0]}", reached))
        return super().apply(queryset, values)

    def read_with_prices(self, rows: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Prices choose no rows."""
        return rows


class RecoveryFilterSet(StrictFilterSet):
    """What the recovery calculator may be told instead of the CCG's own figures."""

    year = ChoiceFilter(choices=years, method="read", label="Year")
    allocation_gbp = IntegerFilter(
        method="read",
        label="Allocation, pounds",
        min_value=1,
        max_value=MOST_GBP,
        help_text="Instead of the published.",
    )
    forecast_gbp = IntegerFilter(
        method="read",
        label="Forecast surplus, pounds",
        min_value=-MOST_GBP,
        max_value=MOST_GBP,
        help_text="A deficit or gap is negative.",
    )
    month = IntegerFilter(
        method="read",
        label="Months gone",
        min_value=0,
        max_value=12,
        help_text="0 at the start of the year, 12 at its end.",
    )

    def read(self, rows: QuerySet[Any], _name: str, _value: Any) -> QuerySet[Any]:
        """The calculator reads its parameters itself."""
        return rows


class SpendingFilterSet(StrictFilterSet):
    """Spending lines."""

    year = ChoicesFilter("year", choices=_years_of(Spending), label="Year")
    measure = ChoicesFilter("measure", choices=words_of(_held(Spending), "measure", measure_words), label="Line")
    basis = ChoicesFilter("basis", choices=words_of(_held(Spending), "basis"), label="Actual or plan")
    geography = ChoicesFilter("geography", choices=words_of(_held(Spending), "geography"), label="CCG set")
    level = ChoicesFilter("level", choices=words_of(_held(Spending), "level"), label="Level")
    ods_code = ChoicesFilter("org_code", choices=spenders, label="Organisation", help_text="ODS code, or ENG.")
    quality = ChoicesFilter("quality", choices=QUALITY_CHOICES, label="Quality")
    met = ChoicesFilter("met", choices=MET_CHOICES, method="with_met", label="Investment standard")

    def with_met(self, rows: QuerySet[Any], _name: str, chosen: Sequence[str]) -> QuerySet[Any]:
        return rows.filter(met__in=[value == "true" for value in chosen])


class SpendingGrowthFilterSet(StrictFilterSet):
    """Spending against allocation."""

    year = ChoicesFilter("year", choices=words_of(queries.spending_growth, "year", year_words), label="Year")
    measure = ChoicesFilter(
        "measure", choices=words_of(queries.spending_growth, "measure", measure_words), label="Line"
    )
    ods_code = ChoicesFilter("ccg", choices=ccgs, label="CCG", help_text="ODS code.")
    in_line = ChoicesFilter(
        choices=[("yes", "Rose at least as fast"), ("no", "Did not"), ("not-known", "Cannot be told")],
        method="with_pace",
        label="Kept pace with the allocation",
    )

    def with_pace(self, rows: QuerySet[Any], _name: str, chosen: Sequence[str]) -> QuerySet[Any]:
        told = rows.filter(in_line__in=[value == "yes" for value in chosen if value != "not-known"])
        return told | rows.filter(in_line__isnull=True) if "not-known" in chosen else told


class PooledFundFilterSet(StrictFilterSet):
    """Elements of the Better Care Fund."""

    year = ChoicesFilter("year", choices=_years_of(PooledFund), label="Year")
    level = ChoicesFilter("level", choices=words_of(_held(PooledFund), "level"), label="Level")
    measure = ChoicesFilter("measure", choices=words_of(_held(PooledFund), "measure", measure_words), label="Element")
    org_code = ChoicesFilter("org_code", choices=words_of(_held(PooledFund), "org_code", str), label="Organisation")


class DeflatorFilterSet(StrictFilterSet):
    """Price indices."""

    series = ChoicesFilter("series", choices=words_of(_held(Deflator), "series"), label="Series")
    vintage = ChoicesFilter(
        "vintage", choices=words_of(_held(Deflator), "vintage", presenters.vintage_words), label="Vintage"
    )
    year = ChoicesFilter("year", choices=_years_of(Deflator), label="Year")
    status = ChoicesFilter("status", choices=words_of(_held(Deflator), "status"), label="Status")


class FindingFilterSet(StrictFilterSet):
    """Published national findings."""

    topic = ChoicesFilter("topic", choices=words_of(_held(Finding), "topic", topic_words), label="Topic")
    year = ChoicesFilter("year", choices=_years_of(Finding), label="Year")
    measure = ChoicesFilter("measure", choices=words_of(_held(Finding), "measure"), label="Measure")
    unit = ChoicesFilter("unit", choices=words_of(_held(Finding), "unit"), label="Unit")
