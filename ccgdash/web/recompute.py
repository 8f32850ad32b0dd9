"""The joined row of each CCG in force in a year: registry, assessments and money side by side, once for all readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assessments.models import CcgYearAssessment
from ccgdash.organisations import queries as registry
from ccgdash.organisations.models import CcgRecord, CcgYear
from ccgdash.releases.models import Recompute
from ccgdash.web.models import CcgRow
from finance.models import FinanceStatus


@dataclass(frozen=True)
class Sources:
    """What one year's rows are put together from, by code."""

    records: Mapping[str, CcgRecord]
    predecessors: Mapping[str, list[str]]
    region_names: Mapping[str, str]
    office_names: Mapping[str, str]
    populations: Mapping[str, int]
    assessments: Mapping[str, CcgYearAssessment]
    finances: Mapping[str, FinanceStatus]


def year_compute(run: Recompute, year: str) -> int:
    """Write the rows of `year` under `run`; how many. Runs after assessments and money of the same run and year."""
    sources = _sources(run, year)
    in_force = registry.ccgs_in_force(run.release_id, year)
    return len(CcgRow.objects.bulk_create(_rows(run, in_force, sources), batch_size=500))


def _sources(run: Recompute, year: str) -> Sources:
    number = run.release_id
    lineage = registry.lineage_at(number)
    records = {record.ccg_id: record for record in registry.ccg_records(number)}
    return Sources(
        records=records,
        predecessors={code: sorted(lineage.predecessors(code)) for code in records},
        region_names={place.code: place.name for place in registry.regions_of(number, year)},
        office_names={place.code: place.name for place in registry.offices_of(number, year)},
        populations={code: row.population for code, row in registry.registered_populations(number, year).items()},
        assessments={row.ccg_id: row for row in CcgYearAssessment.objects.filter(run=run, year=year)},
        finances={row.ccg_id: row for row in FinanceStatus.objects.filter(run=run, year=year)},
    )


def _rows(run: Recompute, in_force: Iterable[CcgYear], sources: Sources) -> Iterator[CcgRow]:
    for ccg in in_force:
        record, assessed = sources.records[ccg.ccg_id], sources.assessments[ccg.ccg_id]
        money = sources.finances[ccg.ccg_id]
        yield CcgRow(
            run=run,
            ccg_id=ccg.ccg_id,
            year=ccg.year,
            is_last_year=ccg.year == record.last_year,
            name=ccg.name,
            gss_code=ccg.gss_code,
            former_names=record.former_names,
            opened=record.opened,
            closed=record.closed,
            successor_code=record.successor_code,
            predecessor_codes=sources.predecessors[ccg.ccg_id],
            region_code=ccg.region_code,
            region_name=sources.region_names[ccg.region_code],
            office_code=ccg.office_code,
            office_name=sources.office_names.get(ccg.office_code, ""),
            footprint_code=ccg.footprint_code,
            footprint_name=ccg.footprint_name,
            registered_population=sources.populations.get(ccg.ccg_id),
            rating=assessed.rating,
            rating_missing=assessed.rating_missing,
            rating_place=assessed.rating_place,
            rating_source_ids=assessed.source_ids,
            moved=assessed.moved,
            finance_status=money.status,
            finance_reason=money.reason,
            finance_source_ids=money.source_ids,
            dft_band=money.dft_band,
            dft_pct=money.dft_pct,
            special_measures=assessed.special_measures,
            directions=assessed.directions,
        )
