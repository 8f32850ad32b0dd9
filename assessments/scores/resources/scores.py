"""Scores, and how far they agree with what was published: a Resource each. Computed: never official."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from assessments.models import Reproduction, Score
from assessments.rulesets import rule_sets, rule_sets_of
from assessments.scores import queries, sentences
from assessments.scores.filtersets import ReproductionFilterSet, ScoreFilterSet
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Coverage, Resource
from ccgdash.http.rows import column, missing_column
from ccgdash.http.selection import Selection
from ccgdash.lib.words import NOT_APPLICABLE, NOT_KNOWN

RANGES = ("rank_low", "rank_high", "weights_rank_low", "weights_rank_high")
"""Two ranges of one rank: inputs drawn again, and weights changed."""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """What one rule set gives one CCG in one year."""

    ods_code: str = column("CCG.", example="07X")
    name: str = column("Name of the CCG in that year.", example="NHS Enfield")
    year: str = column("Financial year.", example="2018-19")
    rule_set: str = column("Rule set.", example="nhs-oversight-framework-2025-26")
    version: str = column("Version of the rule set.", example="1.0.0")
    verified: bool = column("Whether a published source states the rule for that year.")
    official: bool = column("Always false: a computed result is no published rating.", example=False)
    score: float | None = column("Score, where the rule gives one.", example=2.27)
    band: str | None = column("Result of the rule; not a published rating.", example="3")
    rank: int | None = column("1 the best; equal results share it.", example=139)
    rank_low: int | None = column("Best rank of the range when the rule's inputs are drawn again.", example=97)
    rank_high: int | None = column("Last rank of that range (95%, 10,000 draws, seed 20130401).", example=172)
    weights_rank_low: int | None = column("Best rank when each weight is up to a quarter more or less.", example=125)
    weights_rank_high: int | None = column("Last rank of that range (95%, 2,000 draws, seed 20130401).", example=152)
    inputs_known: int = column("Inputs of the rule that are known for the CCG.", example=9)
    inputs_possible: int = column("Inputs of the rule.", example=24)
    overrides_unknown: tuple[str, ...] = column("Overrides that may apply, but cannot be told.", example=["finance"])
    missing: Mapping[str, str] = missing_column()


class Scores(Resource[Score, ScoreRow]):
    """Computed results, each with its rule set, version and whether that is verified. Never official: published ratings
    are under ratings/. A null band means that the rule cannot be applied to what is known."""

    name = "scores"
    title = "Computed scores, not official"
    row = ScoreRow
    filterset = ScoreFilterSet
    orderings = {
        "ods_code": "ccg",
        "name": "name",
        "year": "year",
        "rule_set": "rule_set",
        "score": "score",
        "band": "band_place",
        "rank": "rank",
    }
    default_ordering = ("year", "rule_set", "rank", "name")
    tie_breaker = ("year", "rule_set", "ccg")
    bare = True

    def queryset(self, release: ReleaseRef) -> QuerySet[Score]:
        return queries.scores(release)

    def rows(self, records: Sequence[Any], selection: Selection) -> Iterable[ScoreRow]:
        return (score_row(found) for found in records)

    def coverage(self, selection: Selection) -> Coverage | None:
        """CCG-years with a result among those the rule sets speak about."""
        if selection.release is None:
            return Coverage(0, 0)
        rows = self.matching(selection, ignoring=["band"])
        return Coverage(rows.exclude(band="").count(), rows.count())

    def empty_reason(self, selection: Selection) -> str:
        asked = [str(year) for year in selection.all("year") if not rule_sets_of(str(year))]
        return sentences.no_rule_sentence(asked[0], years_with_rules()) if asked else super().empty_reason(selection)


def years_with_rules() -> list[str]:
    """Years some rule set speaks about."""
    return sorted({year for rules in rule_sets().values() for year in rules.years})


def score_row(found: Any) -> ScoreRow:
    """The row of a Score that has `name`."""
    rules = rule_sets().get(found.rule_set)
    ranked, scored = rules is None or rules.rank_by != "none", rules is None or rules.aggregate != "none"
    values = {
        "score": found.score,
        "band": found.band or None,
        "rank": found.rank,
        **{name: getattr(found, name) for name in RANGES},
    }
    applies = {"score": scored, "band": True, "rank": ranked, **dict.fromkeys(RANGES, ranked)}
    return ScoreRow(
        ods_code=found.ccg_id,
        name=found.name,
        year=found.year,
        rule_set=found.rule_set,
        version=found.version,
        verified=found.verified,
        official=False,
        inputs_known=found.inputs_known,
        inputs_possible=found.inputs_possible,
        overrides_unknown=tuple(found.overrides_unknown),
        missing={n: NOT_KNOWN if applies[n] else NOT_APPLICABLE for n, value in values.items() if value is None},
        **values,
    )


@dataclass(frozen=True, slots=True)
class ReproductionRow:
    """How many published headlines one rule set reproduces in one year."""

    year: str = column("Financial year.", example="2015-16")
    rule_set: str = column("Rule set.", example="ccg-assurance-2015-16-inadequate")
    version: str = column("Version of the rule set.", example="1.0.0")
    verified: bool = column("Whether a published source states the rule for that year.")
    published_known: int = column("CCGs whose published headline is known.", unit="CCGs", example=47)
    testable: int = column("Of these, CCGs the rule gives a result.", unit="CCGs", example=7)
    reproduced: int = column("Of these, CCGs whose result agrees with it.", unit="CCGs", example=7)
    differing: tuple[str, ...] = column("ODS codes of those that differ.", example=[])


class Reproductions(Resource[Reproduction, ReproductionRow]):
    """A data-quality statistic, not a verdict: most inputs are not known, and those known are no sample."""

    name = "reproduction"
    title = "Published ratings that rule sets reproduce"
    row = ReproductionRow
    filterset = ReproductionFilterSet
    orderings = {"year": "year", "rule_set": "rule_set", "testable": "testable", "reproduced": "reproduced"}
    default_ordering = ("year", "rule_set")
    tie_breaker = ("year", "rule_set")

    def queryset(self, release: ReleaseRef) -> QuerySet[Reproduction]:
        return queries.reproductions(release)

    def rows(self, records: Sequence[Reproduction], selection: Selection) -> Iterable[ReproductionRow]:
        for found in records:
            yield ReproductionRow(
                year=found.year,
                rule_set=found.rule_set,
                version=found.version,
                verified=found.verified,
                published_known=found.published_known,
                testable=found.testable,
                reproduced=found.reproduced,
                differing=tuple(found.differing),
            )


SCORES, REPRODUCTIONS = Scores(), Reproductions()
