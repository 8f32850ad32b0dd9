"""One year of a run: where each CCG stood, under the rule of the year. Running it twice leaves the same rows."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ccgdash.lib.words import NOT_APPLICABLE, NOT_KNOWN
from ccgdash.organisations import queries as registry
from ccgdash.releases.imports.write import named_rows_copy
from ccgdash.releases.models import Recompute
from finance.calc.bands import band_codes
from finance.calc.money import MISSING, deficits_and_surpluses, floats_of, money_of, numbers, share_pct
from finance.calc.status import status_codes, words
from finance.models import (
    Allocation,
    DutyBreach,
    FinanceStatus,
    FinanceSummary,
    FinancialPosition,
    MoneySeries,
    SurplusTarget,
)
from finance.rules import BASES, DECIDING, DFT_STREAM, QUALITIES, RULE_SET, VARIANCES


def year_compute(run: Recompute, year: str) -> int:
    """Write statuses and summary of one year under `run`, after its money series; how many rows."""
    facts = Facts(run, year)
    FinanceStatus.objects.filter(run=run, year=year).delete()
    FinanceSummary.objects.filter(run=run, year=year).delete()
    rows = list(_statuses(facts))
    return named_rows_copy(FinanceStatus, rows) + named_rows_copy(FinanceSummary, [_summary(facts, rows)])


@dataclass(frozen=True)
class Figure:
    """The position that decides, and what kind of surplus it is."""

    kind: str
    row: FinancialPosition


@dataclass(frozen=True)
class Facts:
    """What the release holds of one year, as far as a status needs it. Runs after the money series of the year."""

    run: Recompute
    year: str

    @property
    def number(self) -> int:
        return self.run.release_id

    @cached_property
    def ods_codes(self) -> list[str]:
        """CCGs in force, sorted."""
        return sorted(ccg.ccg_id for ccg in registry.ccgs_in_force(self.number, self.year))

    @cached_property
    def target(self) -> SurplusTarget | None:
        """The year's row of the rule in use; None where it has none."""
        return SurplusTarget.objects.at(self.number).filter(rule_set=RULE_SET, year=self.year).first()

    @property
    def target_pct(self) -> float | None:
        return self.target.target_pct if self.target else None

    @cached_property
    def positions(self) -> Mapping[str, Sequence[FinancialPosition]]:
        """Code to its figures of the year, by id."""
        found = defaultdict(list)
        for row in FinancialPosition.objects.at(self.number).filter(year=self.year).order_by("position_id"):
            found[str(row.ccg_id)].append(row)
        return found

    @cached_property
    def allocations(self) -> Mapping[str, int]:
        """Code to its core allocation: the default of the year, or the sum over the CCGs it is made of."""
        core = MoneySeries.objects.filter(run=self.run, year=self.year, level="ccg", stream=DFT_STREAM)
        return dict(core.order_by("org_code").values_list("org_code", "cash_gbp"))

    @cached_property
    def breaches(self) -> Mapping[str, DutyBreach]:
        return {str(row.ccg_id): row for row in DutyBreach.objects.at(self.number).filter(year=self.year)}

    @cached_property
    def distances(self) -> Mapping[str, Allocation]:
        """Code to the row whose distance from target stands: the default publication before others."""
        rows = Allocation.objects.at(self.number).filter(year=self.year, level="ccg", stream=DFT_STREAM)
        found: dict[str, Allocation] = {}
        for row in rows.order_by("-is_default", "publication_id", "variant"):
            if row.closing_dft_pct is not None or row.opening_dft_pct is not None:
                found.setdefault(row.org_code, row)
        return found


# --- what decides -------------------------------------------------------------------------------------------------


def outturn_of(rows: Iterable[FinancialPosition]) -> Figure | None:
    """The year-end figure that decides, by the order of the rule; None where none is known."""
    return _deciding(rows, "outturn")


def forecast_of(rows: Iterable[FinancialPosition]) -> Figure | None:
    """The latest forecast of the first measure that is known."""
    return _deciding(rows, "forecast")


def _deciding(rows: Iterable[FinancialPosition], stage: str) -> Figure | None:
    usable = [row for row in rows if row.quality in QUALITIES and row.stage == stage]
    for measures in DECIDING:
        found = [row for row in usable if row.measure == getattr(measures, stage)]
        if found:
            return Figure(measures.kind, max(found, key=_preference))
    return None


def _preference(row: FinancialPosition) -> tuple[int, str, int, int, str]:
    """Later dates first, then the basis of the rule's order, better quality, pounds; ids settle the rest."""
    basis = BASES.index(row.basis) if row.basis in BASES else len(BASES)
    quality = QUALITIES.index(row.quality) if row.quality in QUALITIES else len(QUALITIES)
    return (-basis if row.stage == "outturn" else 0, row.as_at, -quality, -basis, row.position_id)


def contradicts(figure: Figure, rows: Iterable[FinancialPosition]) -> bool:
    """Whether another year-end figure of the same measure and basis disputes the one chosen."""
    return figure.row.disputed and any(
        row.disputed
        and (row.measure, row.basis) == (figure.row.measure, figure.row.basis)
        and row.value_gbp != figure.row.value_gbp
        for row in rows
    )


def variance_of(rows: Iterable[FinancialPosition]) -> FinancialPosition | None:
    """Position against plan: the outturn, else the latest forecast, else the latest year to date."""
    listed = list(rows)
    for measure in VARIANCES:
        found = [row for row in listed if row.measure == measure and row.value_gbp is not None]
        if found:
            return max(
                found, key=_preference if found[0].quality in QUALITIES else lambda row: (0, row.as_at, 0, 0, "")
            )
    return None


# --- one CCG in one year ------------------------------------------------------------------------------------------


def _statuses(facts: Facts) -> Iterator[dict[str, Any]]:
    codes = facts.ods_codes
    outturns = [_undisputed(facts, code) for code in codes]
    forecasts = [forecast_of(facts.positions.get(code, ())) for code in codes]
    told, shares = _told(facts, outturns), _shares(facts, outturns)
    expected = _told(facts, forecasts)
    for code, outturn, forecast, status, forecast_status, share in zip(
        codes, outturns, forecasts, told, expected, shares, strict=True
    ):
        yield {
            "run_id": facts.run.pk,
            "ods_code": code,
            "year": facts.year,
            "rule_set": RULE_SET,
            "verified": facts.target is not None and facts.target.status == "verified",
            "target_pct": facts.target_pct,
            "status": status,
            **_unknown(facts, code, outturn, status),
            **_figure(outturn, share),
            "allocation_gbp": facts.allocations.get(code),
            **_forecast(forecast, forecast_status),
            **_variance(variance_of(facts.positions.get(code, ()))),
            **_duty(facts.breaches.get(code)),
            **_distance(facts.distances.get(code)),
        }


def _undisputed(facts: Facts, code: str) -> Figure | None:
    rows = facts.positions.get(code, ())
    figure = outturn_of(rows)
    return None if figure and contradicts(figure, rows) else figure


def _told(facts: Facts, figures: Sequence[Figure | None]) -> list[str]:
    """The status each figure gives under the year's target; unknown without one."""
    surplus = money_of([figure.row.value_gbp if figure else None for figure in figures])
    allocation = money_of([facts.allocations.get(code) for code in facts.ods_codes])
    published = floats_of([figure.row.pct_of_allocation if figure else None for figure in figures])
    target = float("nan") if facts.target_pct is None else facts.target_pct
    return words(status_codes(surplus, allocation, published, target))


def _shares(facts: Facts, figures: Sequence[Figure | None]) -> list[float | None]:
    """Each figure as per cent of the allocation."""
    surplus = money_of([figure.row.value_gbp if figure else None for figure in figures])
    allocation = money_of([facts.allocations.get(code, MISSING) for code in facts.ods_codes])
    return numbers(share_pct(surplus, allocation))


def _unknown(facts: Facts, code: str, outturn: Figure | None, status: str) -> dict[str, str]:
    """Why a status is unknown, as a kind of missing and a slug."""
    if status != "unknown":
        return {"missing": "", "reason": ""}
    if facts.target_pct is None:
        return {"missing": NOT_APPLICABLE, "reason": "no-target-in-this-year"}
    if outturn is not None:
        return {"missing": NOT_KNOWN, "reason": "allocation-not-known"}
    disputed = outturn_of(facts.positions.get(code, ())) is not None
    return {"missing": NOT_KNOWN, "reason": "sources-disagree" if disputed else "no-year-end-figure"}


def _figure(figure: Figure | None, share: float | None) -> dict[str, Any]:
    row = figure.row if figure else None
    published = row.pct_of_allocation if row else None
    return {
        "measure": row.measure if row else "",
        "kind": figure.kind if figure else "",
        "basis": row.basis if row else "",
        "value_gbp": row.value_gbp if row else None,
        "pct_of_allocation": share if published is None else published,
        "pct_computed": published is None and share is not None,
        "as_at": row.as_at if row else "",
        "position_id": row.position_id if row else "",
        "source_ids": row.source_ids if row else [],
    }


def _forecast(figure: Figure | None, status: str) -> dict[str, Any]:
    row = figure.row if figure else None
    return {
        "forecast_status": status,
        "forecast_measure": row.measure if row else "",
        "forecast_gbp": row.value_gbp if row else None,
        "forecast_as_at": row.as_at if row else "",
        "forecast_source_ids": row.source_ids if row else [],
    }


def _variance(row: FinancialPosition | None) -> dict[str, Any]:
    return {
        "variance_gbp": row.value_gbp if row else None,
        "variance_measure": row.measure if row else "",
        "variance_stage": row.stage if row else "",
        "variance_basis": row.basis if row else "",
        "variance_source_ids": row.source_ids if row else [],
    }


def _duty(breach: DutyBreach | None) -> dict[str, Any]:
    return {
        "duty_breach": breach is not None,
        "duty_excess_gbp": breach.excess_gbp if breach else None,
        "duty_source_ids": breach.source_ids if breach else [],
    }


def _distance(row: Allocation | None) -> dict[str, Any]:
    closing = row.closing_dft_pct if row else None
    dft = closing if closing is not None or row is None else row.opening_dft_pct
    return {
        "dft_pct": dft,
        "dft_at": "" if dft is None else "closing" if closing is not None else "opening",
        "dft_band": band_codes(floats_of([dft]))[0],
        "dft_publication": row.publication_id if row else "",
        "dft_source_ids": row.source_ids if row else [],
    }


# --- the year in England ------------------------------------------------------------------------------------------


def _summary(facts: Facts, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    known = [row for row in rows if row["status"] != "unknown"]
    by_kind = defaultdict(list)
    for row in known:
        by_kind[row["kind"]].append(row)
    target = facts.target
    return {
        "run_id": facts.run.pk,
        "year": facts.year,
        "rule_set": RULE_SET,
        "verified": target is not None and target.status == "verified",
        "target_pct": facts.target_pct,
        "rule": target.rule if target else "",
        "rule_source_ids": target.source_ids if target else [],
        "known": _json(Counter(row["status"] for row in known)),
        "known_by_kind": _json({kind: Counter(row["status"] for row in of) for kind, of in by_kind.items()}),
        "sums_by_kind": _json({kind: deficits_and_surpluses(_amounts(of)) for kind, of in by_kind.items()}),
        "forecast_known": _json(Counter(row["forecast_status"] for row in rows if row["forecast_status"] != "unknown")),
        "known_total": len(known),
        "possible": len(rows),
    }


def _amounts(rows: Sequence[Mapping[str, Any]]) -> list[int]:
    return [row["value_gbp"] for row in rows if row["value_gbp"] is not None]


def _json(value: Mapping[str, Any]) -> str:
    """jsonb for COPY, which takes text."""
    return json.dumps(value)
