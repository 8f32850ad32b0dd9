"""The columns of the explorer: all of a row can be had, and its table says each in the words of the site."""

from __future__ import annotations

from ccgdash.web.columns import ALWAYS, COLUMNS, OFFERED, USUAL, shown
from ccgdash.web.resources import CCGS
from ccgdash.web.rows import CcgListRow


def test_every_column_of_a_row_is_always_there_or_comes_with_one_choice() -> None:
    brought = [name for each in OFFERED.values() for name in each.brings]
    assert sorted([*ALWAYS, "missing", *brought]) == sorted(CcgListRow.__dataclass_fields__)


def test_a_head_that_sorts_sorts_by_a_column_of_the_list() -> None:
    assert {column.name for column in COLUMNS if column.sortable} <= set(CCGS.orderings)
    assert not {column.name for column in COLUMNS if not column.sortable} & set(CCGS.orderings)


def test_the_table_keeps_its_order_and_is_the_usual_one_without_a_choice() -> None:
    assert tuple(column.name for column in shown(())) == USUAL
    assert [column.name for column in shown(("closed", "rating"))] == ["rating", "closed"]
