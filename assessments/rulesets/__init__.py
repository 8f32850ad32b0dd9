"""Rule sets as data: every YAML file of this folder, checked against schema.json. A new rule is a new file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from assessments.calc.rules import (
    Band,
    Condition,
    Count,
    Every,
    Flag,
    Group,
    Input,
    Is,
    Override,
    RuleSet,
    Some,
    Spread,
)

FOLDER = Path(__file__).resolve().parent


class RuleSetProblem(ValueError):
    """Why a file is no rule set, in words for the person who wrote it."""


@cache
def rule_sets() -> dict[str, RuleSet]:
    """Every rule set by id: verified ones first, then by first year and id."""
    found = [load(path) for path in sorted(FOLDER.glob("*.yaml"))]
    if len({rules.id for rules in found}) < len(found):
        raise RuleSetProblem("two files have the same id")
    return {rules.id: rules for rules in sorted(found, key=lambda one: (not one.verified, one.years[0], one.id))}


def rule_sets_of(year: str) -> list[RuleSet]:
    """The rule sets that speak about a year, the one to show first in front."""
    return [rules for rules in rule_sets().values() if year in rules.years]


def load(path: Path) -> RuleSet:
    """Read one file. RuleSetProblem naming the place in the file where it is wrong."""
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise RuleSetProblem(f"{path.name} is not YAML: {error}") from None
    return read(said, path.name)


def read(said: object, name: str = "rule set") -> RuleSet:
    """A rule set from what a file says."""
    for error in sorted(_validator().iter_errors(said), key=lambda one: list(map(str, one.absolute_path))):
        where = "/".join(map(str, error.absolute_path)) or "the file"
        raise RuleSetProblem(f"{name}: {where}: {error.message}")
    rules = _rule_set(said)  # type: ignore[arg-type]
    for problem in _contradictions(rules):
        raise RuleSetProblem(f"{name}: {problem}")
    return rules


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((FOLDER / "schema.json").read_text(encoding="utf-8")))


def _rule_set(said: Mapping[str, Any]) -> RuleSet:
    plain: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
    plain |= {
        "groups": tuple(Group(**one) for one in said.get("groups", ())),
        "inputs": tuple(Input(**one) for one in said.get("inputs", ())),
        "bands": tuple(_band(one) for one in said["bands"]),
        "overrides": tuple(Override(**{**one, "when": condition(one["when"])}) for one in said.get("overrides", ())),
        "spread": Spread(**said.get("spread", {})),
        "aggregate": said.get("aggregate", "none"),
    }
    return RuleSet(**plain)


def _band(said: Mapping[str, Any]) -> Band:
    when = condition(said["when"]) if "when" in said else None
    return Band(**{**said, "agrees_with": tuple(said.get("agrees_with", ())), "when": when})


def condition(said: Mapping[str, Any]) -> Condition:
    """A condition as the file says it."""
    if "input" in said:
        return Is(said["input"], tuple(said["is"]))
    if "flag" in said:
        return Flag(said["flag"])
    if "count" in said:
        return Count(tuple(said["count"]), tuple(said["is"]), said.get("at_least", 0), said.get("at_most"))
    if "all" in said:
        return Every(tuple(condition(part) for part in said["all"]))
    return Some(tuple(condition(part) for part in said["any"]))


def named_inputs(of: Condition) -> Iterator[str]:
    """The ids of the inputs a condition looks at."""
    if isinstance(of, Is):
        yield of.input
    elif isinstance(of, Count):
        yield from of.inputs
    elif isinstance(of, Every | Some):
        for part in of.parts:
            yield from named_inputs(part)


def _contradictions(rules: RuleSet) -> Iterator[str]:
    """What a schema cannot see: names that do not meet, cuts out of order."""
    groups, bands = {group.id for group in rules.groups}, {band.id for band in rules.bands}
    inputs = [one.id for one in rules.inputs]
    yield from (f"input {one} is there twice" for one in inputs if inputs.count(one) > 1)
    yield from (f"input {one.id}: there is no group {one.group}" for one in rules.inputs if one.group not in groups)
    yield from (f"override {one.id}: there is no band {one.band}" for one in rules.overrides if one.band not in bands)
    conditions = [band.when for band in rules.bands if band.when] + [one.when for one in rules.overrides]
    named = {name for one in conditions for name in named_inputs(one)}
    yield from (f"a condition looks at {name}, which is no input" for name in sorted(named - set(inputs)))
    cuts = list(rules.cuts.values())
    falling = rules.decide == "cuts" and rules.higher_is_better
    if cuts != sorted(cuts, reverse=falling) or len(set(cuts)) < len(cuts):
        yield "the cuts of the bands are not in order, best first"
    if rules.aggregate == "none" and rules.decide != "conditions":
        yield f"{rules.decide} needs a score: say how to aggregate"
    if rules.decide != "conditions" and sum(b.cut is None and not b.by_override for b in rules.bands) != 1:
        yield "exactly one band, the last, has no cut"
