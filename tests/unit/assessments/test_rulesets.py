"""Rule sets as files: what is refused, what each bundled one says of known cases, and the manual's worked example."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from assessments.calc import engine
from assessments.calc.cube import NO, NOT_KNOWN, YES, Cube, Measure
from assessments.calc.points import points_of
from assessments.calc.rules import RuleSet
from assessments.rulesets import FOLDER, RuleSetProblem, load, read, rule_sets, rule_sets_of
from assessments.scales import LABELS

FINAL, DRAFT, CQC = (
    "ccg-assurance-2015-16-inadequate",
    "ccg-assurance-2015-16-draft",
    "cqc-aggregation",
)
COMPONENTS = ("well-led", "performance", "finance", "planning", "delegated-functions")
GOOD, LOW, RI, TOP = "good", "inadequate", "requires-improvement", "outstanding"


def said(name: str = FINAL, **changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return found | changes


def labelled(rules: RuleSet, *labels: str | None, year: str = "2015-16", **flags: float) -> Cube:
    """One CCG with these labels of the rule's inputs, in order."""
    codes = {
        one.source: np.array([[-1 if label is None else LABELS.index(label)]], dtype=np.int16)
        for one, label in zip(rules.inputs, labels, strict=False)
    }
    told = {name.replace("_", "-"): np.array([[state]]) for name, state in flags.items()}
    return Cube((year,), ("07X",), np.array([[True]]), {}, {}, {}, codes, LABELS, told)


def band(rules: RuleSet, cube: Cube) -> str | None:
    place = int(engine.run(rules, cube).band[0, 0])
    return None if place == engine.NO_BAND else rules.bands[place].id


@pytest.mark.parametrize(
    ("labels", "flag", "expected"),
    [
        ((LOW, GOOD, LOW, GOOD, GOOD), NO, LOW),
        ((LOW, None, LOW, None, None), NOT_KNOWN, LOW),
        ((GOOD, GOOD, LOW, GOOD, GOOD), YES, LOW),
        ((None, None, None, None, None), YES, LOW),
        ((GOOD, GOOD, LOW, GOOD, GOOD), NOT_KNOWN, None),
        ((LOW, GOOD, None, GOOD, GOOD), NO, None),
        ((GOOD, GOOD, LOW, GOOD, GOOD), NO, "not-inadequate"),
        ((GOOD, "limited-assurance", LOW, GOOD, GOOD), NO, None),
    ],
)
def test_the_final_rule_of_2015_16_says_inadequate_or_nothing_it_cannot_tell(
    labels: tuple[str | None, ...], flag: float, expected: str | None
) -> None:
    rules = rule_sets()[FINAL]
    assert band(rules, labelled(rules, *labels, directions_already=flag)) == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ((TOP, GOOD, GOOD, GOOD, GOOD), GOOD),
        ((GOOD, GOOD, LOW, RI, GOOD), LOW),
        ((GOOD, GOOD, RI, GOOD, None), RI),
        ((None, GOOD, LOW, None, None), LOW),
        ((None, GOOD, RI, GOOD, GOOD), None),
        ((GOOD, "limited-assurance", GOOD, GOOD, GOOD), None),
    ],
)
def test_the_draft_rule_takes_the_lowest_component_where_no_missing_one_could_be_lower(
    labels: tuple[str | None, ...], expected: str | None
) -> None:
    rules = rule_sets()[DRAFT]
    assert band(rules, labelled(rules, *labels)) == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ((TOP, TOP, GOOD, GOOD, GOOD), TOP),
        ((TOP, TOP, TOP, GOOD, RI), GOOD),
        ((TOP, GOOD, GOOD, GOOD, RI), GOOD),
        ((GOOD, GOOD, GOOD, RI, RI), RI),
        ((TOP, TOP, TOP, TOP, LOW), RI),
        ((LOW, LOW, TOP, TOP, TOP), LOW),
    ],
)
def test_cqcs_limits_on_adding_up(labels: tuple[str, ...], expected: str) -> None:
    rules = rule_sets()[CQC]
    assert band(rules, labelled(rules, *labels)) == expected
    assert bool(engine.run(rules, labelled(rules, *labels)).unresolved[0, 0]) is (expected in (TOP, GOOD))


def test_a_breach_of_regulation_caps_at_requires_improvement() -> None:
    rules = rule_sets()[CQC]
    assert band(rules, labelled(rules, *[TOP] * 5, breach_of_regulation=YES)) == RI
    assert band(rules, labelled(rules, *[LOW] * 5, breach_of_regulation=YES)) == LOW


def test_the_manuals_example_is_reproduced() -> None:
    """Eleven metrics that add up to 16.83: score 1.53, in the best quarter."""
    rules = rule_sets()["nhs-oversight-framework-2025-26"]
    points = np.full((1, 4, len(rules.inputs)), np.nan)
    points[0, 0, :11] = [1.0, 1.0, 1.0, 1.0, 1.5, 1.25, 1.75, 2.0, 2.08, 2.25, 2.0]
    points[0, 1:, :11] = 3.0
    assert points[0, 0, :11].sum() == pytest.approx(16.83)
    _, score, known = engine.scored(rules, points)
    assert (float(score[0, 0]), int(known[0, 0])) == (1.53, 11)
    assert engine.by_shares(rules, score).tolist() == [[0, 1, 1, 1]]


def test_metrics_are_spread_between_the_standard_and_four() -> None:
    """Those that meet 75 get 1.00; the others are spread from 2.00 to 4.00, equals share the best."""
    rules = rule_sets()["nhs-oversight-framework-2025-26"]
    values = np.array([[75.0, 80, 74, 60, 60, 50, np.nan]])
    cube = Cube(
        ("2021-22",), tuple("ABCDEFG"), np.ones((1, 7), bool), {"iapt-wait-6w": values}, {},
        {"iapt-wait-6w": Measure(1, proportion=True)}, {}, LABELS,
    )  # fmt: skip
    at = [one.id for one in rules.inputs].index("iapt-wait-6w")
    points = points_of(rules, cube).points[0, :, at].tolist()
    assert points == pytest.approx([1, 1, 2, 2.67, 2.67, 4, np.nan], nan_ok=True)


def test_every_indicator_as_expected_scores_exactly_the_cut_for_good() -> None:
    rules = rule_sets()["ccg-iaf"]
    points = np.ones((1, 1, len(rules.inputs)))
    _, score, _ = engine.scored(rules, points)
    assert float(score[0, 0]) == 1.0
    assert rules.bands[int(engine.by_cuts(rules, score)[0, 0])].id == GOOD


def test_leadership_and_finance_red_is_inadequate_whatever_else_is_missing() -> None:
    rules = rule_sets()["ccg-iaf"]
    cube = labelled(rules, "red", "red", "amber", None, year="2016-17")
    assert band(rules, cube) == LOW
    assert np.isnan(engine.run(rules, cube).score[0, 0])
    assert band(rules.changed(overrides={"leadership-and-finance-red": False}), cube) is None


def test_a_new_file_is_a_new_rule_set(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump(said(id="mine", version="2.0.0")), encoding="utf-8")
    assert (load(path).id, load(path).version) == ("mine", "2.0.0")


def test_every_rule_set_says_where_it_stands() -> None:
    assert [rules.id for rules in rule_sets().values() if rules.verified] == [FINAL]
    assert all(rules.sources and rules.evidence and rules.limits for rules in rule_sets().values())
    assert [rules.id for rules in rule_sets_of("2015-16")] == [FINAL, DRAFT, CQC]
    assert rule_sets_of("2014-15") == []


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"weight": 3}, "Additional properties are not allowed ('weight' was unexpected)"),
        ({"years": ["2015"]}, "years/0: '2015' does not match"),
        ({"verified": "yes"}, "verified: 'yes' is not of type 'boolean'"),
        ({"groups": []}, "there is no group components"),
        ({"aggregate": "none", "decide": "shares"}, "shares needs a score"),
        (
            {"bands": [{"id": "a", "words": "A", "when": {"input": "x", "is": ["good"]}}]},
            "looks at x, which is no input",
        ),
        ({"overrides": [{"id": "o", "words": "O", "when": {"flag": "f"}, "then": "set", "band": "z"}]}, "no band z"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place_of_the_fault(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(RuleSetProblem) as refused:
        read(said(**changes), "mine.yaml")
    assert reason in str(refused.value)


def test_cuts_out_of_order_are_refused() -> None:
    wrong = said("ccg-iaf")
    wrong["bands"][0]["cut"] = 0.5
    with pytest.raises(RuleSetProblem, match="not in order"):
        read(wrong)


def test_what_is_no_yaml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("id: [", encoding="utf-8")
    with pytest.raises(RuleSetProblem, match="is not YAML"):
        load(path)
