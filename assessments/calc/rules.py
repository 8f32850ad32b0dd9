"""A rule set as a value: what `rulesets/*.yaml` says, typed. The engine reads it; nothing here knows a year's rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Method = Literal["standard", "significance", "percentile", "labels"]
Aggregate = Literal["inputs", "groups", "lowest", "none"]
Decide = Literal["cuts", "shares", "conditions"]


@dataclass(frozen=True)
class Is:
    """The label of an input is one of some labels."""

    input: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Flag:
    """A flag is raised (yes, no, or not known)."""

    name: str


@dataclass(frozen=True)
class Count:
    """At least (or at most) so many of some inputs have one of some labels."""

    inputs: tuple[str, ...]
    labels: tuple[str, ...]
    at_least: int = 0
    at_most: int | None = None


@dataclass(frozen=True)
class Every:
    """All of the parts hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Some:
    """At least one of the parts holds."""

    parts: tuple[Condition, ...]


Condition = Is | Flag | Count | Every | Some


@dataclass(frozen=True)
class Band:
    """One result, with the published words that agree with it. `cut`: score (or, for shares, cumulative share of CCGs
    from the best) that reaches it; None for the last one. `by_override`: no score reaches it, only an override."""

    id: str
    words: str
    cut: float | None = None
    by_override: bool = False
    agrees_with: tuple[str, ...] = ()
    when: Condition | None = None
    sentence: str = ""


@dataclass(frozen=True)
class Group:
    """Inputs that are weighted together."""

    id: str
    words: str
    weight: float


@dataclass(frozen=True)
class Input:
    """One thing the rule looks at. `source`: indicator id, or assessment slug for `labels`.

    `points`: label to points for `labels`; `better`, `same`, `worse` for significance and standard. `denominator`:
    the indicator that holds the denominator where the values carry none. `standard` overrides the data's.
    """

    id: str
    source: str
    words: str
    group: str
    method: Method
    weight: float = 1.0
    points: Mapping[str, float] = field(default_factory=dict)
    standard: float | None = None
    standard_from: str = ""
    floor: float | None = None
    denominator: str = ""
    optional: bool = False
    note: str = ""


@dataclass(frozen=True)
class Spread:
    """Points of `percentile`: from the best to the worst CCG, and where those in between start and end when a standard
    or a floor exists."""

    best: float = 1.0
    worst: float = 4.0
    first_below_standard: float = 2.0
    last_above_floor: float = 3.0


@dataclass(frozen=True)
class Override:
    """After the score: `set` gives the band, `cap` allows none better. Where it cannot be told whether it applies the
    band stands and is marked."""

    id: str
    words: str
    when: Condition
    then: Literal["set", "cap"]
    band: str
    on: bool = True


@dataclass(frozen=True)
class RuleSet:
    """One way from inputs to a band. `bands` best first. Inputs a CCG lacks are left out of both sides of the mean;
    `missing_group` says whether a CCG without any input of a weighted group gets a score at all."""

    id: str
    version: str
    title: str
    summary: str
    status: str
    verified: bool
    years: tuple[str, ...]
    sources: tuple[str, ...]
    evidence: tuple[str, ...]
    groups: tuple[Group, ...]
    inputs: tuple[Input, ...]
    aggregate: Aggregate
    decide: Decide
    bands: tuple[Band, ...]
    overrides: tuple[Override, ...] = ()
    higher_is_better: bool = True
    decimals: int | None = None
    point_decimals: int | None = None
    missing_group: Literal["leave-out", "no-score"] = "leave-out"
    least_inputs: int = 1
    z: float = 1.959963984540054
    spread: Spread = field(default_factory=Spread)
    rank_by: Literal["score", "band", "none"] = "none"
    limits: tuple[str, ...] = ()

    def place(self, band: str) -> int:
        """0 for the best band."""
        return [found.id for found in self.bands].index(band)

    def input(self, input_id: str) -> Input:
        return next(found for found in self.inputs if found.id == input_id)

    @property
    def weights(self) -> dict[str, float]:
        return {group.id: group.weight for group in self.groups}

    @property
    def cuts(self) -> dict[str, float]:
        """Band to cut, for the bands that have one."""
        return {band.id: band.cut for band in self.bands if band.cut is not None}

    def changed(
        self,
        *,
        weights: Mapping[str, float] | None = None,
        cuts: Mapping[str, float] | None = None,
        overrides: Mapping[str, bool] | None = None,
    ) -> RuleSet:
        """The same rule with other weights, cuts or overrides: what what-if asks about. Names not in it are ignored."""
        weights, cuts, overrides = weights or {}, cuts or {}, overrides or {}
        return replace(
            self,
            groups=tuple(replace(group, weight=weights.get(group.id, group.weight)) for group in self.groups),
            bands=tuple(
                replace(band, cut=cuts.get(band.id, band.cut)) if band.cut is not None else band for band in self.bands
            ),
            overrides=tuple(
                replace(override, on=overrides.get(override.id, override.on)) for override in self.overrides
            ),
        )
