"""Counts, groups and steps against plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.calc import counts, flows
from assessments.calc.counts import UNKNOWN
from assessments.calc.flows import ABSENT, Group

LABELS = ("outstanding", "good", "requires-improvement", "inadequate")
CODES = st.sampled_from([ABSENT, UNKNOWN, 0, 1, 2, 3])
PAIRS = st.lists(st.tuples(CODES, CODES), max_size=40)


def halves(pairs: list[tuple[int, int]]) -> tuple[counts.Codes, counts.Codes]:
    before, after = ([pair[side] for pair in pairs] for side in (0, 1))
    return np.array(before, dtype=np.intp), np.array(after, dtype=np.intp)


@given(st.lists(st.none() | st.sampled_from(LABELS), max_size=40))
def test_counts_leave_out_what_is_not_known(labels: list[str | None]) -> None:
    counted = counts.label_counts(counts.codes_of(labels, LABELS), len(LABELS))
    tally = Counter(labels)
    assert counted.tolist() == [tally[label] for label in LABELS]


def test_a_label_off_the_scale_is_never_counted_as_another() -> None:
    with pytest.raises(KeyError, match="assured"):
        counts.codes_of(["assured"], LABELS)


@given(PAIRS)
def test_groups_hold_each_organisation_once_under_its_own_pair(pairs: list[tuple[int, int]]) -> None:
    slow = defaultdict(list)
    for number, pair in enumerate(pairs):
        slow[pair].append(number)
    expected = [Group(before, after, tuple(slow[before, after])) for before, after in sorted(slow)]
    assert flows.groups(*halves(pairs)) == expected


@given(PAIRS)
def test_steps_are_told_only_where_both_ratings_are_known(pairs: list[tuple[int, int]]) -> None:
    def slow(before: int, after: int) -> int | None:
        if before < 0 or after < 0:
            return None
        return 1 if after < before else -1 if after > before else 0

    told = flows.both_known(*halves(pairs))
    steps = flows.steps(*halves(pairs))
    assert [int(step) if known else None for known, step in zip(told, steps, strict=True)] == [slow(*p) for p in pairs]
