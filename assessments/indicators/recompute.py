"""One year of a run: where CCGs stand on every indicator of the year, and which are alike. Facts to arrays to rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from psycopg.types.json import Jsonb

from assessments.calc.cube import Array
from assessments.calc.standings import Standings, among, standings
from assessments.indicators.facts import Period, periods_of
from assessments.indicators.likeness import likeness_of
from assessments.models import IndicatorPeriod, IndicatorStanding, Likeness
from ccgdash.organisations.queries import ccgs_in_force
from ccgdash.releases.imports.write import named_rows_copy
from ccgdash.releases.models import Recompute

Row = dict[str, Any]


def year_compute(run: Recompute, year: str) -> int:
    """Write the comparisons of one year under `run`; how many rows. Running it again leaves the same rows."""
    for model in (IndicatorPeriod, IndicatorStanding, Likeness):
        model._default_manager.filter(run=run, year=year).delete()
    alike = likeness_of(run.release_id, year)
    regions = dict(ccgs_in_force(run.release_id, year).values_list("ccg_id", "region_code"))
    periods: list[Row] = []
    placed: list[Row] = []
    for each in periods_of(run.release_id, year):
        found = standings(each.figures)
        periods.append(_period_row(run, each, found, regions))
        placed += _standing_rows(run, each, found, alike.similar)
    likenesses = [{"run_id": run.pk, "ods_code": code, "year": year, **row} for code, row in alike.rows()]
    written = ((IndicatorPeriod, periods), (IndicatorStanding, placed), (Likeness, likenesses))
    return sum(named_rows_copy(model, rows) for model, rows in written)


def _period_row(run: Recompute, each: Period, found: Standings, regions: dict[str, str]) -> Row:
    values = each.figures.values
    lowest, quarter, three_quarters, highest = found.quarters
    tested = int((~np.isnan(found.z)).sum())
    return {
        "run_id": run.pk,
        "indicator_id": each.indicator.indicator_id,
        "year": each.year,
        "period": each.period,
        "headline": each.headline,
        "known": len(values),
        "left_out": each.left_out,
        "centre": found.centre,
        "basis": IndicatorPeriod.Basis.AVERAGE.value if found.is_average else IndicatorPeriod.Basis.MIDDLE.value,
        "middle": found.middle,
        "lowest": lowest,
        "quarter": quarter,
        "three_quarters": three_quarters,
        "highest": highest,
        "whole_numbers": bool(np.all(values == np.round(values))),
        "regions": Jsonb(_regions(each, found, regions)),
        "phi": found.phi if tested else None,
        "tau2": found.tau2 if tested else None,
        "tested": tested,
        **_funnel_columns(found),
    }


def _funnel_columns(found: Standings) -> Row:
    funnel = found.funnel
    if funnel is None:
        return {"beyond": None, "beyond_adjusted": None, "funnel_mean": None, "funnel_sizes": [], "funnel_limits": []}
    pairs = (funnel.narrow, funnel.wide, funnel.narrow_adjusted, funnel.wide_adjusted)
    return {
        "beyond": funnel.beyond,
        "beyond_adjusted": funnel.beyond_adjusted,
        "funnel_mean": funnel.mean,
        "funnel_sizes": funnel.sizes.tolist(),
        "funnel_limits": np.concatenate([side for pair in pairs for side in pair]).tolist(),
    }


def _regions(each: Period, found: Standings, regions: dict[str, str]) -> dict[str, float]:
    """Region to the centre among its CCGs."""
    members: dict[str, list[int]] = {}
    for at, code in enumerate(each.ccgs):
        if region := regions.get(code):
            members.setdefault(region, []).append(at)
    names = sorted(members)
    middle = among(each.figures, padded([members[name] for name in names]), is_average=found.is_average)
    return {name: float(value) for name, value in zip(names, middle, strict=True) if not np.isnan(value)}


def padded(groups: list[list[int]]) -> NDArray[np.intp]:
    """Lists of row numbers of different lengths as one array, filled with -1."""
    longest = max(map(len, groups), default=0)
    return np.array([[*group, *[-1] * (longest - len(group))] for group in groups], dtype=np.intp).reshape(
        len(groups), longest
    )


def _standing_rows(run: Recompute, each: Period, found: Standings, similar: dict[str, list[str]]) -> Iterator[Row]:
    """A row for each value of which something can be told beside its size."""
    if not each.tells:
        return
    at_of = {code: at for at, code in enumerate(each.ccgs)}
    groups = [[at_of[other] for other in similar.get(code, ()) if other in at_of] for code in each.ccgs]
    theirs = among(each.figures, padded(groups), is_average=found.is_average)
    columns: dict[str, list[Any]] = {
        "lower": numbers(found.limits[0]),
        "upper": numbers(found.limits[1]),
        "z": numbers(found.z),
        "z_adjusted": numbers(found.z_adjusted),
        "rank": wholes(found.rank),
        "rank_low": wholes(found.rank_range[0]),
        "rank_high": wholes(found.rank_range[1]),
        "similar": numbers(theirs) if each.headline else [None] * len(each.ccgs),
    }
    head = {"run_id": run.pk, "indicator_id": each.indicator.indicator_id, "year": each.year, "period": each.period}
    for at, code in enumerate(each.ccgs):
        told = {name: column[at] for name, column in columns.items()}
        yield {**head, "ods_code": code, "value_id": each.value_ids[at], "headline": each.headline, **told}


def numbers(values: Array) -> list[float | None]:
    """NaN as None."""
    return [None if value != value else value for value in values.tolist()]  # noqa: PLR0124 - NaN


def wholes(values: Array) -> list[int | None]:
    """The same, whole."""
    return [None if value is None else int(value) for value in numbers(values)]
