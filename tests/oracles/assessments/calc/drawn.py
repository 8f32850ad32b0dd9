"""Cubes and rule sets drawn by hypothesis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import strategies as st

from assessments.calc.cube import Cube, Measure
from assessments.calc.rules import Band, Group, Input, Override, RuleSet, Spread
from assessments.calc.rules import Flag as FlagIs
from assessments.rulesets import rule_sets
from assessments.scales import LABELS

YEARS = ("2017-18", "2021-22")
BANDED = {"better": 2.0, "same": 1.0, "worse": 0.0}


def _rules(**changes: Any) -> RuleSet:
    plain = RuleSet(
        id="drawn", version="1.0.0", title="Drawn", summary="", status="analogue", verified=False, years=YEARS,
        sources=(), evidence=(), groups=(Group("a", "A", 0.25), Group("b", "B", 0.75)),
        inputs=(
            Input("share", "share", "Share", "a", "significance", points=BANDED),
            Input("rate", "rate", "Rate", "a", "significance", points=BANDED, weight=0.5),
            Input("split", "count", "Split", "b", "significance", points=BANDED, denominator="rate", standard=40.0),
            Input("meets", "share", "Meets", "b", "standard", points=BANDED, standard_from="2020-21"),
            Input("rag", "component:finance", "RAG", "b", "labels", points={"green": 1.33, "amber": 0.67, "red": 0}),
        ),
        aggregate="groups", decide="cuts",
        bands=(Band("top", "Top", 1.45), Band("middle", "Middle", 1.0), Band("low", "Low"),
               Band("set", "Set", by_override=True)),
        overrides=(Override("flagged", "Flagged", FlagIs("flag"), "cap", "middle"),
                   Override("red", "Red", FlagIs("other"), "set", "set")),
        rank_by="band",
    )  # fmt: skip
    return replace(plain, **changes)


SPREADING = _rules(
    inputs=(
        Input("share", "share", "Share", "a", "percentile", standard=60.0),
        Input("rate", "rate", "Rate", "a", "percentile", weight=1 / 3),
        Input("floored", "count", "Floored", "b", "percentile", floor=20.0),
        Input("both", "count", "Both", "b", "percentile", standard=50.0, floor=10.0),
    ),
    aggregate="inputs", decide="shares", higher_is_better=False, decimals=2, point_decimals=2, least_inputs=2,
    spread=Spread(), bands=(Band("1", "1", 0.25), Band("2", "2", 0.5), Band("3", "3", 0.75), Band("4", "4")),
    overrides=(Override("flagged", "Flagged", FlagIs("flag"), "cap", "3"),),
)  # fmt: skip
DRAWN = {
    "significance": _rules(),
    "no score without a group": _rules(missing_group="no-score", rank_by="score"),
    "spread": SPREADING,
    "lower cuts": replace(
        SPREADING, decide="cuts", decimals=None,
        bands=(Band("1", "1", 1.5), Band("2", "2", 2.25), Band("3", "3", 3.0), Band("4", "4")),
    ),
    **rule_sets(),
}  # fmt: skip
EVERY = st.sampled_from(sorted(DRAWN)).map(DRAWN.__getitem__)


def _matrix(draw: Callable[[Any], Any], count: int, values: Any) -> np.ndarray[Any, Any]:
    return np.array([draw(st.lists(values, min_size=count, max_size=count)) for _ in YEARS])


@st.composite
def cubes(draw: Callable[[Any], Any], rules: RuleSet) -> Cube:
    """Two years of up to seven CCGs with every kind of gap, for the inputs of a rule set."""
    count = draw(st.integers(1, 7))
    numbers = st.sampled_from([float("nan"), 0.0, 10, 20, 37.5, 50, 50, 60, 62.5, 99, 100])
    totals = st.sampled_from([float("nan"), 0.0, 8, 40, 400, 5000])
    names = sorted({one.source for one in rules.inputs if one.method != "labels"} | {"share", "rate", "count"})
    helpers = sorted({one.denominator for one in rules.inputs if one.denominator} - set(names))
    assessments = sorted({one.source for one in rules.inputs if one.method == "labels"})
    usable = sorted({label for one in rules.inputs for label in one.points if label in LABELS}) or ["good"]
    codes = st.sampled_from([-1, LABELS.index("limited-assurance"), *[LABELS.index(label) for label in usable] * 2])
    return Cube(
        years=YEARS,
        ccgs=tuple(f"{at:02d}X" for at in range(count)),
        in_force=_matrix(draw, count, st.sampled_from([True, True, True, False])),
        values={name: _matrix(draw, count, numbers) for name in names}
        | {name: _matrix(draw, count, totals) for name in helpers},
        denominators={name: _matrix(draw, count, totals) for name in names},
        measures={
            name: Measure(
                sign=draw(st.sampled_from([1, -1, 0] if at == 3 else [1, -1])),
                standard=draw(st.sampled_from([None, 60.0])),
                proportion=name != "rate",
                per=1000.0 if name == "rate" else 0.0,
            )
            for at, name in enumerate(names)
        },
        labels={name: _matrix(draw, count, codes).astype(np.int16) for name in assessments},
        label_names=LABELS,
        flags={name: _matrix(draw, count, st.sampled_from([1.0, 0.5, 0.0])) for name in ("flag", "directions-already")},
    )


@st.composite
def questions(draw: Callable[[Any], Any]) -> tuple[RuleSet, Cube]:
    rules = draw(EVERY)
    return rules, draw(cubes(rules))
