"""Wording and drawing of the pages that compare and compute, without a database."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from assessments import presenters_engine as said
from assessments import presenters_indicators as words
from assessments import score_words
from assessments.calc.comparison import centre, funnel_of, side
from assessments.calc.statistics import dispersion
from assessments.charts_engine import state_of
from assessments.rulesets import rule_sets


@dataclass(frozen=True)
class MatrixRow:
    ods_code: str = "07M"
    name: str = "NHS Barnet CCG"
    known: int = 1
    ratings: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class FlowRow:
    from_year: str = "2017-18"
    to_year: str = "2018-19"
    from_rating: str | None = "good"
    to_rating: str | None = "inadequate"
    comparable: bool = True
    count: int = 2
    ccgs: tuple[str, ...] = ("05G", "05W")
    missing: dict[str, str] = field(default_factory=dict)


def name(code: str, year: str) -> str:
    return f"{code} in {year}"


# --- matrix and flow --------------------------------------------------------------------------------------------------
def test_years_are_parted_wherever_framework_or_scale_changed() -> None:
    years = ["2013-14", "2014-15", "2015-16", "2016-17", "2017-18", "2018-19", "2019-20"]
    spans = said.framework_spans(years)
    assert [span.years for span in spans] == [
        ("2013-14", "2014-15"), ("2015-16",), ("2016-17", "2017-18", "2018-19"), ("2019-20",)
    ]  # fmt: skip
    assert said.without_headline([*years, "2020-21"]) == "No headline rating was found to exist for 2020/21."
    assert said.without_headline(years) == ""


def test_not_found_and_not_in_force_are_two_things() -> None:
    row = MatrixRow(ratings={"2015-16": "requires-improvement", "2016-17": None})
    cells = said.matrix_lines([row], ["2015-16", "2016-17", "2017-18"])[0].cells
    assert [(cell.words, cell.kind) for cell in cells] == [
        ("Requires improvement", ""), ("Not known", "not-known"), ("Not in force", "not-applicable")
    ]  # fmt: skip
    assert [cell.break_before for cell in cells] == [True, True, False]


def test_steps_are_told_only_inside_one_framework() -> None:
    rows = [FlowRow(), FlowRow(from_rating="inadequate", to_rating="good", count=1), FlowRow(to_rating=None, count=4)]
    pair = said.flow_pairs(rows, name)[0]
    assert [line.step for line in pair.lines] == ["down", "up", ""]
    assert pair.finding == (
        "Both ratings are known for 3 of 7 CCGs in force in either year. Of these 1 went up, 0 stayed and 2 went down."
    )
    assert pair.lines[0].ccgs == (("05G", "05G in 2018-19"), ("05W", "05W in 2018-19"))
    across = said.flow_pairs([replace(row, comparable=False) for row in rows], name)[0]
    assert {line.step for line in across.lines} == {""}
    assert "do not read a change" in across.warning
    assert "went up" not in across.finding


# --- computed results -------------------------------------------------------------------------------------------------
def explained(**changes: Any) -> Any:
    row = {
        "name": "NHS Enfield CCG", "year": "2015-16", "published": "inadequate", "rule_set": "some",
        "band_words": "Inadequate", "reproduced": True,
    }  # fmt: skip
    return SimpleNamespace(**(row | changes))


def test_the_answer_of_an_explanation_is_one_sentence_that_never_mixes_the_two() -> None:
    head = "NHS Enfield CCG was rated inadequate for 2015/16."
    assert said.explain_finding(explained()) == f"{head} This rule gives: Inadequate, as published."
    assert said.explain_finding(explained(reproduced=False)).endswith("Inadequate, not as published.")
    assert said.explain_finding(explained(band_words=None)) == f"{head} From what is known, this rule gives no result."
    assert "no rule was found" in said.explain_finding(explained(rule_set=None))
    assert "has no rating in any source found" in said.explain_finding(explained(published=None))


def test_a_rank_is_told_with_its_range() -> None:
    assert said.rank_range(35, 28, 42) == "35 (28 to 42)"
    assert said.rank_range(35, None, None) == "35"
    assert said.rank_range(None, None, None) == ""


def test_one_is_and_more_are() -> None:
    assert score_words.inputs_words(1, 17) == "1 of the 17 inputs of this rule is"
    assert score_words.inputs_words(5, 17) == "5 of the 17 inputs of this rule are"
    assert score_words.inputs_words(17, 17) == "All 17 inputs of this rule are"
    assert score_words.inputs_words(0, 17) == "None of the 17 inputs of this rule is"
    assert score_words.inputs_words(1, 1) == "The one input of this rule is"
    assert list(score_words.label_counts(["good", "good", "", "inadequate"])) == [
        "2 rated good, 1 rated inadequate, 1 not known."
    ]


def test_a_share_of_nothing_is_not_nought() -> None:
    row = {"row": 1, "rule_set": "x", "testable": 0, "reproduced": 0}
    assert said.reproduction_lines([SimpleNamespace(**row)])[0].rate == "cannot be tested"
    row |= {"testable": 7, "reproduced": 6}
    assert said.reproduction_lines([SimpleNamespace(**row)])[0].rate == "86% of 7"


@pytest.mark.parametrize("rules", rule_sets().values(), ids=lambda rules: rules.id)
def test_every_rule_set_has_a_knob_for_whatever_can_be_changed(rules: Any) -> None:
    knobs = {knob.name: knob for knob in said.knobs(rules, {})}
    cuts = {f"cut.{band}" for band in rules.cuts}
    assert cuts | {f"override.{one.id}" for one in rules.overrides} <= set(knobs)
    assert not any(knob.changed for knob in knobs.values())
    for knob in knobs.values():
        if knob.kind != "override":
            assert float(knob.low) <= float(knob.value) <= float(knob.high)


def test_a_knob_keeps_what_was_typed_and_what_is_wrong_with_it() -> None:
    rules = rule_sets()["ccg-iaf"]
    knob = next(
        knob for knob in said.knobs(rules, {"cut.good": "abc"}, {"cut.good": "no number"}) if knob.name == "cut.good"
    )
    assert (knob.value, knob.default, knob.error, knob.changed) == ("abc", "1", "no number", True)


def test_changes_of_counts_have_a_true_sign() -> None:
    counts = [said.BandCount("1", "One", 30, after) for after in (29, 30, 33)]
    assert [each.change for each in counts] == ["−1", "0", "+3"]


def test_what_a_change_does_is_one_sentence() -> None:
    mover = SimpleNamespace(moved="up")
    row = SimpleNamespace(
        before={"1": 5, "not-known": 2}, year="2018-19", movers=(mover, SimpleNamespace(moved="down"))
    )
    assert said.what_if_finding(row) == "2 CCGs change band: 1 up, 1 down."
    row.movers = (SimpleNamespace(moved="not-known"),)
    assert said.what_if_finding(row) == "1 CCG changes band: 0 up, 0 down, 1 gain or lose a result."
    row.movers, row.before = (), {"1": 0, "not-known": 7}
    assert said.what_if_finding(row).startswith("This rule gives no CCG a result for 2018/19")


# --- indicators -------------------------------------------------------------------------------------------------------
def test_the_average_is_pooled_and_never_the_mean_of_figures() -> None:
    values, events, totals = (np.array(each) for each in ([10.0, 50.0], [10.0, 5.0], [100.0, 10.0]))
    middle, is_average = centre(values, events, totals, 100)
    assert is_average
    assert middle == pytest.approx(100 * 15 / 110)
    assert centre(values, np.array([10.0, np.nan]), totals, 100) == (30.0, False)
    assert centre(np.array([10.0, 50.0, 11.0]), events, totals, 0) == (11.0, False)
    assert np.isnan(centre(np.array([]), np.array([]), np.array([]), 100)[0])


def test_a_figure_differs_only_where_its_whole_interval_does() -> None:
    assert (side(51, 60, 50), side(40, 49, 50), side(45, 55, 50), side(None, None, 50)) == (1, -1, 0, 0)


@pytest.mark.parametrize(
    ("step", "sign", "state"),
    [(1, 1, "better"), (1, -1, "worse"), (-1, -1, "better"), (0, 1, "same"), (1, 0, "high"), (-1, 0, "low")],
)
def test_above_is_better_only_where_higher_is(step: int, sign: int, state: str) -> None:
    assert state_of(step, sign, tested=True) == state
    assert state_of(step, sign, tested=False) == "untested"


def test_limits_of_a_funnel_are_those_of_the_methods() -> None:
    """METHODS 6.2: n = 100, p = 0.3, 95% gives 0.210183 and 0.389817."""
    events, totals = np.array([30.0, 30.0]), np.array([100.0, 100.0])
    found = funnel_of(
        events, totals, 100, dispersion.dispersion(dispersion.proportion(events, totals)), proportion=True
    )
    assert found.mean == pytest.approx(30)
    assert found.sizes[-1] == 100
    assert (found.narrow[0][-1], found.narrow[1][-1]) == (
        pytest.approx(21.0183, abs=1e-4),
        pytest.approx(38.9817, abs=1e-4),
    )
    assert (found.beyond, found.beyond_adjusted) == (0, 0)
    events, totals = np.array([50.0, 5.0]), np.array([1000.0, 1000.0])
    spread = dispersion.dispersion(dispersion.ratio_root(events, 27.5 / 1000 * totals))
    rate = funnel_of(events, totals, 1000, spread, proportion=False)
    assert rate.mean == pytest.approx(27.5)
    assert (rate.beyond, rate.beyond_adjusted) == (2, 0)


def test_limits_that_allow_for_all_differing_are_the_plain_ones_where_they_do_not() -> None:
    """METHODS 6.3 step 5: s is replaced by sqrt(s^2 + tau2), so tau2 = 0 changes nothing but the transformation."""
    events, totals = np.array([300.0, 310.0, 290.0]), np.array([1000.0, 1000.0, 1000.0])
    same = dispersion.dispersion(dispersion.proportion(events, totals))
    plain = funnel_of(events, totals, 100, same, proportion=True)
    assert same.tau2 == 0
    assert plain.wide_adjusted[0][-1] == pytest.approx(plain.wide[0][-1], abs=0.15)
    wider = funnel_of(events, totals, 100, replace(same, tau2=0.01), proportion=True)
    z = (np.arcsin(np.sqrt(wider.wide_adjusted[1][-1] / 100)) - np.arcsin(np.sqrt(0.3))) / np.sqrt(1 / 4000 + 0.01)
    assert z == pytest.approx(3.090232)
    assert np.all(wider.narrow_adjusted[0] < plain.narrow[0])


def test_periods_are_said_as_people_say_them() -> None:
    assert words.period_words("2018-19", "") == "2018/19"
    assert words.period_words("2018-19", "Q3") == "2018/19 quarter 3"
    assert words.period_words("2018-19", "Q3", short=True) == "2018/19 Q3"
    assert words.period_words("2019-20", "2016-2018") == "2016 to 2018"


def test_decimals_tell_ccgs_apart_and_no_more() -> None:
    assert words.decimals_of([1, 2]) == 0
    assert words.decimals_of([51.2, 60]) == 1
    assert words.decimals_of([0.51, 2.25]) == 2
    assert words.decimals_of([1200.5]) == 0


def test_phi_is_always_told_with_what_it_means() -> None:
    of = SimpleNamespace(tau2=0.0004, beyond=40, beyond_adjusted=3, tested=191)
    near, far = (words.dispersion_words(SimpleNamespace(phi=phi, **vars(of)), too_much=phi > 2) for phi in (1.2, 9.0))
    assert "tau² = 0.0004" in near
    assert "far too many (40 of 191)" in far
    assert "phi = 1.20" in near
    assert "may be taken as they stand" in near
    assert "3 CCGs stand out" in far
