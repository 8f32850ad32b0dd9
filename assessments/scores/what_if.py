"""What if a rule set had other weights, cuts or overrides: bands before and after, and every CCG that moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assessments.calc import engine
from assessments.calc.engine import NO_BAND
from assessments.calc.rules import RuleSet
from assessments.scores.standing import Standing
from ccgdash.lib.words import NOT_KNOWN


@dataclass(frozen=True)
class Mover:
    """One CCG whose band changes; a band is None where the rule gives none, a place NO_BAND."""

    ods_code: str
    before: str | None
    after: str | None
    score_before: float | None
    score_after: float | None
    rank_before: int | None
    rank_after: int | None
    moved: str


@dataclass(frozen=True)
class WhatIf:
    """CCGs by band (and not-known) before and after, best first, and the movers, by code."""

    before: Mapping[str, int]
    after: Mapping[str, int]
    movers: tuple[Mover, ...]


def what_if(standing: Standing, changed: RuleSet) -> WhatIf:
    """Hold a changed rule set against the one it came from. Pure: the points of inputs are the same for both, since
    weights, cuts and overrides act after them."""
    before = standing.result
    after = engine.judged(changed, standing.held.cube, standing.pointed)
    return WhatIf(_counts(standing, before), _counts(standing, after), _movers(standing, before, after))


def _counts(standing: Standing, found: engine.Result) -> dict[str, int]:
    counted = Counter(found.band[0].tolist())
    by_band = {band.id: counted.get(place, 0) for place, band in enumerate(standing.rules.bands)}
    return {**by_band, NOT_KNOWN: counted.get(NO_BAND, 0)}


def _movers(standing: Standing, before: engine.Result, after: engine.Result) -> tuple[Mover, ...]:
    changed = np.flatnonzero(before.band[0] != after.band[0])
    return tuple(_mover(standing, before, after, int(at)) for at in changed)


def _mover(standing: Standing, before: engine.Result, after: engine.Result, at: int) -> Mover:
    was, now = int(before.band[0, at]), int(after.band[0, at])
    rank_was, rank_now = _number(before.rank[0, at]), _number(after.rank[0, at])
    return Mover(
        ods_code=standing.ccgs[at],
        before=standing.band(was),
        after=standing.band(now),
        score_before=_number(before.score[0, at]),
        score_after=_number(after.score[0, at]),
        rank_before=None if rank_was is None else int(rank_was),
        rank_after=None if rank_now is None else int(rank_now),
        moved=NOT_KNOWN if NO_BAND in (was, now) else "up" if now < was else "down",
    )


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
