"""One year of a run: every rule set over the year's CCGs, and how far each agrees with what was published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from assessments.calc import engine
from assessments.calc.cube import NO, YES
from assessments.calc.engine import NO_BAND
from assessments.calc.rules import RuleSet
from assessments.calc.sensitivity import Year, resampled_rank_ranges, reweighted_rank_ranges
from assessments.models import Rating, Reproduction, Score
from assessments.rulesets import rule_sets_of
from assessments.scores.facts import held
from ccgdash.releases.imports.write import named_rows_copy
from ccgdash.releases.models import Recompute


def year_compute(run: Recompute, year: str) -> int:
    """Write the scores of one year under `run`; how many rows. Running it again leaves the same rows."""
    Score.objects.filter(run=run, year=year).delete()
    Reproduction.objects.filter(run=run, year=year).delete()
    rule_sets = rule_sets_of(year)
    if not rule_sets:
        return 0
    cube = held(run.release_id, [year], rule_sets).cube
    published = published_headlines(run.release_id, year)
    rows, reproductions = [], []
    for rules in rule_sets:
        found = engine.run(rules, cube)
        rows += list(_scores(run, rules, year, cube.ccgs, found))
        reproductions += _reproduction(run, rules, year, bands_of(cube.ccgs, found), published)
    Reproduction.objects.bulk_create(reproductions)
    return named_rows_copy(Score, rows) + len(reproductions)


def published_headlines(number: int, year: str) -> dict[str, str]:
    """CCG to published headline, where known."""
    rows = Rating.objects.at(number).filter(year=year, assessment="headline", period="year-end")
    return dict(rows.values_list("ccg_id", "label"))


def bands_of(ccgs: tuple[str, ...], found: engine.Result) -> dict[str, int]:
    """CCG to place of its band, of one year; only CCGs with one."""
    return {code: int(place) for code, place in zip(ccgs, found.band[0], strict=True) if place != NO_BAND}


def _scores(
    run: Recompute, rules: RuleSet, year: str, ccgs: tuple[str, ...], found: engine.Result
) -> Iterator[dict[str, Any]]:
    of_year = Year.of(rules, found, 0)
    ranges, reweighted = resampled_rank_ranges(of_year), reweighted_rank_ranges(of_year)
    for at, code in enumerate(ccgs):
        place, score, rank = int(found.band[0, at]), found.score[0, at], found.rank[0, at]
        unknown = (found.overrides[0, at] > NO) & (found.overrides[0, at] < YES) & found.unresolved[0, at]
        yield {
            "run_id": run.pk,
            "ods_code": code,
            "year": year,
            "rule_set": rules.id,
            "version": rules.version,
            "verified": rules.verified,
            "score": None if np.isnan(score) else float(score),
            "band": "" if place == NO_BAND else rules.bands[place].id,
            "band_place": None if place == NO_BAND else place,
            "rank": whole(rank),
            "rank_low": None if np.isnan(rank) else whole(ranges[0, at]),
            "rank_high": None if np.isnan(rank) else whole(ranges[1, at]),
            "weights_rank_low": None if np.isnan(rank) else whole(reweighted[0, at]),
            "weights_rank_high": None if np.isnan(rank) else whole(reweighted[1, at]),
            "inputs_known": int(found.known[0, at]),
            "inputs_possible": len(rules.inputs),
            "overrides_unknown": [
                one.id for one, is_unknown in zip(rules.overrides, unknown, strict=True) if is_unknown
            ],
        }


def whole(value: float) -> int | None:
    """A rank as a whole number, None for NaN."""
    return None if np.isnan(value) else int(value)


def _reproduction(
    run: Recompute, rules: RuleSet, year: str, bands: Mapping[str, int], published: Mapping[str, str]
) -> list[Reproduction]:
    """One row for a rule set whose bands stand for published words; none for the others."""
    if not any(band.agrees_with for band in rules.bands):
        return []
    testable = sorted(code for code in published if code in bands)
    differing = [code for code in testable if published[code] not in rules.bands[bands[code]].agrees_with]
    row = Reproduction(run=run, year=year, rule_set=rules.id, version=rules.version, verified=rules.verified)
    row.published_known, row.testable = len(published), len(testable)
    row.reproduced, row.differing = len(testable) - len(differing), differing
    return [row]
