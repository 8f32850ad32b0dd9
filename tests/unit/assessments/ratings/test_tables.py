"""The two tables over years: what is no rating, and where no step is told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assessments.ratings import tables


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


def test_years_are_parted_wherever_framework_or_scale_changed() -> None:
    years = ["2013-14", "2014-15", "2015-16", "2016-17", "2017-18", "2018-19", "2019-20"]
    spans = tables.framework_spans(years)
    assert [span.years for span in spans] == [
        ("2013-14", "2014-15"), ("2015-16",), ("2016-17", "2017-18", "2018-19"), ("2019-20",)
    ]  # fmt: skip
    assert tables.without_headline([*years, "2020-21"]) == "No headline rating was found to exist for 2020/21."
    assert tables.without_headline(years) == ""


def test_not_found_and_not_in_force_are_two_things() -> None:
    row = MatrixRow(ratings={"2015-16": "requires-improvement", "2016-17": None})
    cells = tables.matrix_lines([row], ["2015-16", "2016-17", "2017-18"])[0].cells
    assert [(cell.words, cell.kind) for cell in cells] == [
        ("Requires improvement", ""), ("Not known", "not-known"), ("Not in force", "not-applicable")
    ]  # fmt: skip
    assert [cell.break_before for cell in cells] == [True, True, False]


def test_steps_are_told_only_inside_one_framework() -> None:
    rows = [FlowRow(), FlowRow(from_rating="inadequate", to_rating="good", count=1), FlowRow(to_rating=None, count=4)]
    pair = tables.flow_pairs(rows, name)[0]
    assert [line.step for line in pair.lines] == ["down", "up", ""]
    assert pair.finding == (
        "Both ratings are known for 3 of 7 CCGs in force in either year. Of these 1 went up, 0 stayed and 2 went down."
    )
    assert pair.lines[0].ccgs == (("05G", "05G in 2018-19"), ("05W", "05W in 2018-19"))
    across = tables.flow_pairs([replace(row, comparable=False) for row in rows], name)[0]
    assert {line.step for line in across.lines} == {""}
    assert "do not read a change" in across.warning
    assert "went up" not in across.finding
