"""Rows that are typed but cannot be true are refused with a reason."""

from __future__ import annotations

from typing import Any

import pytest

from ccgdash.releases.imports.datasets import Rule
from finance.imports import rules

AT = {"as_at": "2015-03-31", "as_at_precision": "day"}
REFUSED: list[tuple[Rule, dict[str, Any], dict[str, Any], str]] = [
    (rules.names_its_sources, {"source_ids": ["a"]}, {"source_ids": []}, "source_ids"),
    (rules.precision_agrees, AT, AT | {"as_at": "2015-03"}, "as_at_precision"),
    (
        rules.has_a_figure,
        {"value_gbp": 0, "pct_of_allocation": None},
        {"value_gbp": None, "pct_of_allocation": None},
        "value_gbp",
    ),
    (
        rules.verified_by_a_source,
        {"status": "unverified", "source_ids": []},
        {"status": "verified", "source_ids": []},
        "source_ids",
    ),
    (
        rules.one_value,
        {"value_gbp": 0, "value_pct": None, "met": None},
        {"value_gbp": 0, "value_pct": None, "met": False},
        "value_gbp",
    ),
    (rules.counts_not_negative, {"unit": "gbp", "value": -1}, {"unit": "count", "value": -1}, "value"),
    (
        rules.column_fits_unit,
        {"unit": "flag", "value_column": "met"},
        {"unit": "flag", "value_column": "value_gbp"},
        "value_column",
    ),
    (
        rules.answers_within_asked,
        {"responded": 199, "asked": 209, "numerator": None, "denominator": 209},
        {"responded": None, "asked": 209, "numerator": 210, "denominator": 209},
        "numerator",
    ),
    (rules.index_above_zero, {"index_value": None}, {"index_value": 0.0}, "index_value"),
]


@pytest.mark.parametrize(("rule", "good", "bad", "column"), REFUSED, ids=[rule.__name__ for rule, *_ in REFUSED])
def test_a_rule_takes_the_true_row_and_names_the_column_of_the_untrue(
    rule: Rule, good: dict[str, Any], bad: dict[str, Any], column: str
) -> None:
    assert rule(good) is None
    refused = rule(bad)
    assert refused is not None
    assert refused[0] == column
