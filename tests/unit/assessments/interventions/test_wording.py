"""What people read of interventions: who, what and when, never more exact than the sources."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.interventions.charts import interventions_chart
from assessments.interventions.presenters import record_title, timeline_title


@dataclass
class Record:
    """An intervention's row."""

    kind: str = "special-measures"
    name: str | None = "NHS Croydon CCG"
    area: str | None = None
    start: str | None = "2016-07-21"
    end: str | None = None
    reason: str | None = "finance"
    sources: tuple[str, ...] = ("hsj-7009419",)


def test_the_timeline_names_who_and_never_says_still_running() -> None:
    chart = interventions_chart(
        [Record(), Record(kind="legal-directions", name=None, area="Devon", end="2017-04")], "T"
    )
    assert chart is not None
    assert chart.table.rows == (
        ("Croydon", "21 July 2016", "not known", "Special measures: finance"),
        ("Devon", "21 July 2016", "April 2017", "Legal directions: finance"),
    )
    assert chart.period == "2016 to 2017"
    assert chart.source == "hsj-7009419"


def test_records_of_one_kind_do_not_repeat_it() -> None:
    chart = interventions_chart([Record(start=None, reason=None)], "T")
    assert chart is not None
    assert chart.table.rows == (("Croydon", "not known", "not known", ""),)
    assert chart.period == "dates not known"


def test_records_of_one_place_are_told_apart_by_kind() -> None:
    chart = interventions_chart([Record(), Record(kind="legal-directions", end="2017-04")], "T")
    assert chart is not None
    assert chart.table.rows == (
        ("Special measures", "21 July 2016", "not known", "finance"),
        ("Legal directions", "21 July 2016", "April 2017", "finance"),
    )


def test_many_sources_are_counted_and_no_records_are_no_chart() -> None:
    chart = interventions_chart([Record(sources=("a", "b", "c", "d"))], "T")
    assert chart is not None
    assert chart.source == "4 sources, each named on this page"
    assert interventions_chart([], "T") is None


def test_the_title_of_one_ccg_s_records_says_how_many_have_no_known_end() -> None:
    assert record_title(1, 1) == "1 intervention on record, the end of 1 is not known"
    assert record_title(3, 0) == "3 interventions on record, each with its end"


def test_a_title_says_when_only_a_page_is_drawn() -> None:
    assert timeline_title(100, 211).startswith("100 of 211 interventions")
    assert timeline_title(1, 1).startswith("1 intervention,")
