"""What scores, explanations and what-if may be asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from assessments.calc.rules import RuleSet
from assessments.rulesets import rule_sets
from ccgdash.http.filters import Choice, ChoiceFilter, ChoicesFilter
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.problems import ParameterError
from ccgdash.lib.words import year_words
from ccgdash.organisations.filtersets import ccgs, years

MOST_WEIGHT = 1000
ON_OFF = ("on", "off")


def rule_set_choices() -> list[Choice]:
    return [(rules.id, rules.title) for rules in rule_sets().values()]


class ScoreFilterSet(StrictFilterSet):
    """Computed results: never official."""

    rule_set = ChoicesFilter("rule_set", choices=rule_set_choices(), label="Rule set")
    year = ChoicesFilter("year", choices=years, label="Year")
    ods_code = ChoicesFilter("ccg", choices=ccgs, label="CCG", help_text="ODS code.")
    band = ChoicesFilter(
        "band",
        choices=sorted({(band.id, band.words) for rules in rule_sets().values() for band in rules.bands}),
        label="Band",
        help_text="Result of the rule set; not a published rating.",
    )


class ReproductionFilterSet(StrictFilterSet):
    """How often rule sets agree with what was published."""

    rule_set = ChoicesFilter("rule_set", choices=rule_set_choices(), label="Rule set")
    year = ChoicesFilter("year", choices=years, label="Year")


class ExplainFilterSet(StrictFilterSet):
    """Which rule set explains."""

    rule_set = ChoiceFilter(
        "rule_set",
        choices=rule_set_choices(),
        label="Rule set",
        help_text="Without it the first that speaks about the year, verified ones first.",
    )


class WhatIfFilterSet(StrictFilterSet):
    """A rule set, a year, and what to change: `weight.<group>`, `cut.<band>`, `override.<name>`, named by the rule set
    asked for."""

    rule_set = ChoiceFilter(
        "rule_set",
        choices=rule_set_choices(),
        label="Rule set",
        help_text="Without it the one that speaks about the latest year.",
    )
    year = ChoiceFilter("year", choices=years, label="Year", help_text="Without it the rule set's last year.")

    @classmethod
    def known(cls, *, paging: bool = True) -> tuple[str, ...]:
        """With the names every rule set brings; those of another rule set than the one asked for are refused."""
        return (*super().known(paging=paging), *sorted(dynamic_sets()))

    @property
    def rules(self) -> RuleSet:
        """The rule set asked for; the default one while what was asked for is no rule set."""
        asked = next(iter(self.params.get("rule_set", ())), "")
        return rule_sets().get(asked) or default_rules()

    def _read(self) -> Iterator[ParameterError]:
        yield from super()._read()
        yield from self._year_problem()
        yield from _together(self.rules, self._values)

    def _year_problem(self) -> Iterator[ParameterError]:
        years_ = self.rules.years
        year = str(self._values.get("year", (years_[-1],))[0])
        if year not in years_:
            yield ParameterError("year", f"{self.rules.id} does not speak about {year_words(year)}", years_)

    def _refusal(self, name: str, values: Sequence[str]) -> ParameterError | None:
        if name.partition(".")[0] not in DYNAMIC or "." not in name:
            return super()._refusal(name, values)
        allowed = dynamic_names(self.rules)
        if name not in allowed:
            return ParameterError(name[:60], f"rule set {self.rules.id} has no such part", tuple(allowed))
        if not values:
            return None
        if len(values) > 1:
            return ParameterError(name, "give this parameter once")
        return self._change(name, values[0])

    def _change(self, name: str, text: str) -> ParameterError | None:
        if name.startswith("override."):
            if text not in ON_OFF:
                return ParameterError(name, f"{text[:60]} is neither on nor off", ON_OFF)
            self._values[name] = (text,)
            return None
        number = _number(text)
        if number is None or (name.startswith("weight.") and not 0 <= number <= MOST_WEIGHT):
            bounds = f"a number from 0 to {MOST_WEIGHT}" if name.startswith("weight.") else "a number up to a million"
            return ParameterError(name, f"{text[:60]}: write {bounds}")
        self._values[name] = (number,)
        return None


DYNAMIC = ("weight", "cut", "override")


def default_rules() -> RuleSet:
    """The rule set what-if opens with: the one whose years end last."""
    return max(rule_sets().values(), key=lambda rules: rules.years[-1])


def dynamic_names(rules: RuleSet) -> list[str]:
    """Every parameter that changes a rule set."""
    weights = [f"weight.{group.id}" for group in rules.groups] if rules.aggregate in ("inputs", "groups") else []
    return weights + [f"cut.{band}" for band in rules.cuts] + [f"override.{one.id}" for one in rules.overrides]


def dynamic_sets() -> dict[str, str]:
    """Every parameter that changes some rule set, to the last rule set that has it."""
    return {name: rules.id for rules in rule_sets().values() for name in dynamic_names(rules)}


def changes(values: Mapping[str, tuple[Any, ...]]) -> dict[str, dict[str, Any]]:
    """`weights`, `cuts` and `overrides` of a selection, as RuleSet.changed takes them."""
    found: dict[str, dict[str, Any]] = {"weights": {}, "cuts": {}, "overrides": {}}
    for name, chosen in values.items():
        kind, dot, part = name.partition(".")
        if dot and kind in DYNAMIC:
            found[f"{kind}s"][part] = chosen[0] == "on" if kind == "override" else float(chosen[0])
    return found


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text) if len(text) <= 20 and "_" not in text else Decimal("NaN")
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) <= 1_000_000 else None


def _together(rules: RuleSet, values: Mapping[str, tuple[Any, ...]]) -> Iterator[ParameterError]:
    """What no parameter shows alone: no weight left, or cuts out of order."""
    changed = rules.changed(**changes(values))
    if rules.aggregate in ("inputs", "groups") and not any(group.weight for group in changed.groups):
        name = next(name for name in values if name.startswith("weight."))
        yield ParameterError(name, "at least one weight must be above 0")
    cuts = list(changed.cuts.values())
    falling = rules.decide == "cuts" and rules.higher_is_better
    in_order = all(a > b if falling else a < b for a, b in pairwise(cuts))
    if not in_order:
        name = next(name for name in values if name.startswith("cut."))
        order = " above ".join(changed.cuts) if falling else " below ".join(changed.cuts)
        yield ParameterError(name, f"the cuts must stay in order: {order}")
