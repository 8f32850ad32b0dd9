"""What if a rule were another: scores before and after, and who moves. Computed: never official."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.rulesets import rule_sets
from assessments.scores import queries, sentences
from assessments.scores.filtersets import WhatIfFilterSet, changes, default_rules
from assessments.scores.standing import Standing, standing
from assessments.scores.what_if import Mover, what_if
from ccgdash.http.resources import DetailResource
from ccgdash.http.rows import column
from ccgdash.http.selection import Selection
from ccgdash.organisations.queries import ccgs_in_force


@dataclass(frozen=True, slots=True)
class MoverRow:
    """One CCG whose band changes."""

    ods_code: str = column("CCG.", example="00J")
    name: str = column("Name of the CCG in that year.", example="NHS North Durham")
    before: str | None = column("Band by the rule set as it is; null where it gives none.", example="2")
    after: str | None = column("Band with the changes.", example="1")
    moved: str = column("up, down, or not-known where a band is missing on one side.", example="up")
    score_before: float | None = column("Score by the rule set as it is.", example=1.83)
    score_after: float | None = column("Score with the changes.", example=1.11)
    rank_before: int | None = column("Rank by the rule set as it is.", example=58)
    rank_after: int | None = column("Rank with the changes.", example=49)


@dataclass(frozen=True, slots=True)
class WhatIfRow:
    """A rule set with other weights, cuts or overrides: bands before and after, and every CCG that moves."""

    rule_set: str = column("Rule set.", example="nhs-oversight-framework-2025-26")
    version: str = column("Its version.", example="1.0.0")
    title: str = column("Its title.")
    year: str = column("Financial year.", example="2018-19")
    verified: bool = column("Whether a published source states the rule set as it is for that year.")
    official: bool = column("Always false.", example=False)
    standing: str = column("What the rule set is worth, in words.")
    weights: Mapping[str, float] = column("Weights used, by group.", example={"access": 2})
    cuts: Mapping[str, float] = column("Cuts used, by band.", example={"1": 0.25})
    overrides: Mapping[str, bool] = column("Overrides in use, by name.", example={"finance": True})
    before: Mapping[str, int] = column("CCGs by band as it is; not-known: the rule gives none.", unit="CCGs")
    after: Mapping[str, int] = column("CCGs by band with the changes.", unit="CCGs")
    movers: tuple[MoverRow, ...] = column("Every CCG whose band changes, by code. The CSV has one line for each.")


class WhatIfs(DetailResource[WhatIfRow]):
    """Change a rule set in the address: `weight.<group>` (0 to 1000), `cut.<band>`, `override.<name>` (on or off), with
    the names the rule set has; a wrong one is answered with the list of them. CSV gives the movers, one a line."""

    name = "what-if"
    title = "What if the rule were another"
    row = WhatIfRow
    filterset = WhatIfFilterSet

    def find(self, selection: Selection, **key: str) -> WhatIfRow:
        release, found = queries.release_of(selection), what_if_standing(selection)
        changed = found.rules.changed(**changes(selection.values))
        answer = what_if(found, changed)
        names = dict(ccgs_in_force(release.number, found.year).values_list("ccg_id", "name")) if answer.movers else {}
        return WhatIfRow(
            rule_set=changed.id,
            version=changed.version,
            title=changed.title,
            year=found.year,
            verified=changed.verified,
            official=False,
            standing=sentences.standing_words(changed),
            weights=changed.weights,
            cuts=changed.cuts,
            overrides={one.id: one.on for one in changed.overrides},
            before=answer.before,
            after=answer.after,
            movers=tuple(_mover_row(one, names[one.ods_code]) for one in answer.movers),
        )


def what_if_standing(selection: Selection) -> Standing:
    """The rule set and year a what-if starts from."""
    rules = rule_sets()[selection.text("rule_set", default_rules().id)]
    return standing(queries.release_of(selection), rules.id, selection.text("year", rules.years[-1]))


def _mover_row(one: Mover, name: str) -> MoverRow:
    return MoverRow(
        ods_code=one.ods_code,
        name=name,
        before=one.before,
        after=one.after,
        moved=one.moved,
        score_before=one.score_before,
        score_after=one.score_after,
        rank_before=one.rank_before,
        rank_after=one.rank_after,
    )


WHAT_IF = WhatIfs()
