"""Rows of the resources that need both apps: a CCG and year in the list, a CCG as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessments.indicators.comparisons import ComparedRow, SimilarRow
from assessments.interventions.resources import InterventionRow
from assessments.ratings.resources import RatingRow
from ccgdash.http.rows import column, missing_column
from ccgdash.web.money import CcgFinanceRow


@dataclass(frozen=True, slots=True)
class CcgListRow:
    """One CCG in one financial year."""

    ods_code: str = column("ODS code, 3 or 5 characters.", example="07M")
    gss_code: str = column("ONS code in that year.", example="E38000005")
    name: str = column("Name in that year.", example="NHS Barnet CCG")
    former_names: tuple[str, ...] = column("Earlier names or spellings.")
    opened: date = column("First operational day.")
    closed: date = column("Last operational day.")
    region: str | None = column("Code of the NHS England region in that year.", example="Y56")
    region_name: str | None = column("Name of the NHS England region in that year.")
    office: str | None = column("Code of the area team or local office; not known from 2019-20.", example="Q71")
    office_name: str | None = column("Name of the area team or local office; not known from 2019-20.")
    footprint: str | None = column("Code of the STP or ICS; there were none before 2016-17.", example="QMJ")
    footprint_name: str | None = column("Name of the STP or ICS; there were none before 2016-17.")
    successor: str | None = column("ODS code of the CCG it merged into.")
    predecessors: tuple[str, ...] = column("ODS codes of the CCGs that merged into it.")
    year: str = column("Financial year.", example="2015-16")
    rating: str | None = column("Headline rating as published.", example="inadequate")
    rating_sources: tuple[str, ...] = column("Ids of the sources of the rating.")
    moved: str | None = column("Step since the year before, within one framework: up, same or down.")
    finance_status: str = column(
        "From the year-end surplus, cumulative before in-year: deficit, below-target (1% of allocation), on-target or "
        "unknown.",
        example="deficit",
    )
    finance_reason: str | None = column("Why the finance status is unknown, as a slug.", example="no-year-end-figure")
    finance_sources: tuple[str, ...] = column("Ids of the sources of the figure.")
    dft_pct: float | None = column("Distance from the core target, closing or else opening.", unit="%", example=-1.2)
    dft_band: str | None = column("Band of that distance.", example="under")
    special_measures: str = column("yes, possibly or no-record on the day asked for.")
    directions: str = column("yes, possibly or no-record on the day asked for.")
    registered_population: int | None = column("Patients registered with its practices on 1 April.", unit="people")
    url: str = column("Its page on this site.", example="/ccgs/07M/")
    missing: Mapping[str, str] = missing_column()


@dataclass(frozen=True, slots=True)
class CcgPopulationRow:
    """People and practices of one CCG in one year."""

    year: str = column("Financial year.")
    registered_population: int | None = column("Patients registered with its practices on 1 April.", unit="people")
    resident_population: int | None = column("Residents, where published for the CCGs of that year.", unit="people")
    practices: int | None = column("GP practices, first count of the year.")
    practices_basis: str | None = column("Definition of the count: compare only within one.")
    sources: tuple[str, ...] = column("Ids of the sources.")
    missing: Mapping[str, str] = missing_column()


@dataclass(frozen=True, slots=True)
class CcgYearRow:
    """One CCG in one of its years: what it was called, where it lay, how it was rated."""

    year: str = column("Financial year.")
    name: str = column("Name in that year.")
    gss_code: str = column("ONS code in that year.")
    region: str | None = column("Code of the NHS England region.", example="Y56")
    region_name: str | None = column("Name of the NHS England region.")
    office: str | None = column("Code of the area team or local office.", example="Q71")
    office_name: str | None = column("Name of the area team or local office.")
    footprint: str | None = column("Code of the STP or ICS.", example="QMJ")
    footprint_name: str | None = column("Name of the STP or ICS.")
    framework: str | None = column("Assessment framework of the year.")
    rating: str | None = column("Headline rating as published.")
    derivation: str | None = column("How the rating is known: direct, implied or derived.")
    special_measures: str = column("yes, possibly or no-record on status_day.")
    directions: str = column("yes, possibly or no-record on status_day.")
    status_day: date = column("The day special_measures and directions are told for.")
    sources: tuple[str, ...] = column("Ids of the sources of the rating.")
    missing: Mapping[str, str] = missing_column()


@dataclass(frozen=True, slots=True)
class CcgDetailRow:
    """One CCG over its whole life."""

    ods_code: str = column("ODS code, 3 or 5 characters.", example="07M")
    gss_code: str = column("ONS code, latest.", example="E38000005")
    name: str = column("Latest name.", example="NHS Barnet CCG")
    former_names: tuple[str, ...] = column("Earlier names or spellings.")
    opened: date = column("First operational day.")
    closed: date = column("Last operational day.")
    region: str | None = column("Code of the NHS England region, latest.", example="Y56")
    region_name: str | None = column("Name of the NHS England region, latest.")
    office: str | None = column("Code of the area team or local office, latest.", example="Q71")
    office_name: str | None = column("Name of the area team or local office, latest.")
    footprint: str | None = column("Code of the STP or ICS, latest.", example="QMJ")
    footprint_name: str | None = column("Name of the STP or ICS, latest.")
    icb: str | None = column(
        "Code of the integrated care board that took over its area, or the largest part of it, in July 2022.",
        example="QMJ",
    )
    icb_name: str | None = column(
        "Name of the integrated care board that took over its area, or the largest part of it, in July 2022."
    )
    successor: str | None = column("ODS code of the CCG it merged into.")
    predecessors: tuple[str, ...] = column("ODS codes of the CCGs that merged into it.")
    years: tuple[CcgYearRow, ...] = column("Each year it was in force.")
    ratings: tuple[RatingRow, ...] = column("Every published rating found: headline, components, clinical areas.")
    finance: tuple[CcgFinanceRow, ...] = column("The money by year: allocation, result, variance, duty, savings.")
    interventions: tuple[InterventionRow, ...] = column("Interventions as dated intervals.")
    populations: tuple[CcgPopulationRow, ...] = column("People and practices by year.")
    indicators: tuple[ComparedRow, ...] = column("Its indicators of one year beside England, region and similar CCGs.")
    similar: tuple[SimilarRow, ...] = column("The CCGs it is compared with: the ten nearest, or those asked for.")
    url: str = column("Its page on this site.", example="/ccgs/07M/")
    sources: tuple[str, ...] = column("Ids of the sources of codes, names and dates.")
    missing: Mapping[str, str] = missing_column()
