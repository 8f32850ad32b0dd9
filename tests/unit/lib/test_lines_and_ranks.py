"""Lines over years and ranked columns as readers meet them: the picture, the table, the sentence, Plotly."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccgdash.lib.charts import Break, Chart, Level, Line, Series, Size, line_chart, ranked, stacked_bar
from ccgdash.lib.charts.axis import axis_of
from ccgdash.lib.charts.svg import text_width

SNAPSHOTS = Path(__file__).parent / "snapshots"
SVG = "{http://www.w3.org/2000/svg}"
YEARS = ("2015/16", "2016/17", "2017/18", "2018/19", "2019/20", "2020/21")


def shrinking_pound() -> Chart:
    return line_chart(
        chart_id="real",
        title="Cash rose faster than what it bought",
        unit="£ billion",
        period="2015/16 to 2020/21",
        source="NHS England, HM Treasury",
        years=YEARS,
        lines=[
            Line("Cash", (66.8, 70.5, 72.1, None, 78.5, 81.8), frozenset({5})),
            Line("Real terms", (76.6, 79.3, 79.7, None, 83.2, 81.4), frozenset({5})),
        ],
        breaks=[Break(1, "new definition"), Break(4, "new baseline")],
        decimals=1,
    )


def distance() -> Chart:
    return ranked(
        chart_id="distance",
        title="No CCG is more than 5% under target",
        unit="closing distance from target, per cent",
        period="2018/19",
        source="NHS England",
        values=[("West London", 23.82), ("West Hampshire", -4.83), ("Barnet", -0.4), ("Bexley", -0.4), ("Nene", 0.0)],
        levels=[Level(-5.0, "Floor from 2016/17: −5%")],
        chosen=["Nene"],
        decimals=2,
        name_label="CCG",
    )


def unsettled() -> Chart:
    return stacked_bar(
        chart_id="unsettled",
        title="The last year is indicative",
        unit="£ billion",
        period="2021/22 to 2022/23",
        source="NHS England",
        categories=["2021/22", "2022/23, indicative"],
        series=[Series("core", "Core", (85.1, 88.3)), Series("specialised", "Specialised", (20.0, 21.5))],
        tentative=[1],
    )


Make = Callable[[], Chart]
CHARTS = {"shrinking-pound": shrinking_pound, "distance": distance, "unsettled": unsettled}


def root_of(chart: Chart, size: Size = Size.WIDE) -> ET.Element:
    return ET.fromstring(chart.svg(size))  # noqa: S314  our own markup


def words_of(chart: Chart, size: Size = Size.WIDE) -> list[str]:
    return [node.text or "" for node in root_of(chart, size).iter(f"{SVG}text")]


@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("name", CHARTS)
def test_the_picture_is_the_one_agreed(name: str, size: Size) -> None:
    svg = CHARTS[name]().svg(size)
    path = SNAPSHOTS / f"{name}-{size.suffix}.svg"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(svg + "\n")
    assert svg + "\n" == path.read_text(), "drawing changed: look at it, then run with UPDATE_SNAPSHOTS=1"


@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize("make", CHARTS.values())
def test_nothing_written_or_drawn_leaves_the_picture(make: Make, size: Size) -> None:
    root = root_of(make(), size)
    for node in root.iter(f"{SVG}text"):
        x, width = float(node.get("x", 0)), text_width(node.text or "", float(node.get("font-size", 16)))
        left = {"end": x - width, "middle": x - width / 2}.get(node.get("text-anchor", ""), x)
        assert left >= -1, node.text
        assert left + width <= size.value + 1, node.text
    for node in root.iter(f"{SVG}polyline"):
        assert all(0 <= float(pair.split(",")[0]) <= size.value for pair in (node.get("points") or "").split())
    assert not [node for node in root.iter() if node.get("style")]


@pytest.mark.parametrize("make", CHARTS.values())
def test_plotly_gets_lists_with_null_and_strict_json(make: Make) -> None:
    text = make().plotly_json()
    traces = json.loads(text)["data"]
    assert traces
    assert all(isinstance(trace["x"], list) and isinstance(trace["y"], list) for trace in traces)
    assert "NaN" not in text


def test_no_line_crosses_a_break_or_bridges_a_gap() -> None:
    strokes = root_of(shrinking_pound()).findall(f"{SVG}polyline")
    assert len(strokes) == 2 * 2  # of each line only 2016/17 to 2017/18 and 2019/20 to 2020/21
    drawn = [trace for trace in json.loads(shrinking_pound().plotly_json())["data"] if trace["mode"] == "lines"]
    joined = {tuple(trace["x"][i : i + 2]) for trace in drawn for i in range(0, len(trace["x"]), 3)}
    assert joined == {(1, 2), (4, 5)}


def test_a_break_says_what_changed_in_picture_sentence_and_plotly() -> None:
    chart = shrinking_pound()
    assert {"new definition", "new baseline"} <= set(words_of(chart))
    assert "Before 2016/17: new definition." in chart.summary
    notes = json.loads(chart.plotly_json())["layout"]["annotations"]
    assert [note["text"] for note in notes] == ["new definition", "new baseline"]


def test_indicative_years_are_dashed_hollow_and_said() -> None:
    chart = shrinking_pound()
    assert chart.table.rows[5] == ("2020/21", "81.8 (indicative)", "81.4 (indicative)")
    dashed = [node for node in root_of(chart).findall(f"{SVG}polyline") if node.get("stroke-dasharray")]
    assert len(dashed) == 2
    assert [trace["line"]["dash"] for trace in json.loads(chart.plotly_json())["data"] if trace["mode"] == "lines"] == [
        "solid",
        "dot",
        "solid",
        "dot",
    ]


def test_an_unsettled_bar_is_hollow() -> None:
    fills = [node.get("fill", "") for node in root_of(unsettled()).findall(f"{SVG}rect")]
    assert "#12436D" in fills
    assert len({fill for fill in fills if "FFFFFF" in fill}) == 2  # strokes in the colour of each series
    colours = json.loads(unsettled().plotly_json())["data"][0]["marker"]["color"]
    assert colours == ["#12436D", "#FFFFFF"]


def test_a_year_not_known_is_said_and_not_drawn() -> None:
    chart = shrinking_pound()
    assert chart.table.rows[3] == ("2018/19", "not known", "not known")
    assert json.loads(chart.plotly_json())["data"][0]["y"][3] is None
    circles = root_of(chart).findall(f"{SVG}circle")
    assert len(circles) == 5  # points of the first line


def test_columns_stand_in_order_with_ties_by_name() -> None:
    chart = distance()
    assert [row[0] for row in chart.table.rows] == ["West Hampshire", "Barnet", "Bexley", "Nene", "West London"]
    assert chart.table.columns[1].label == "Closing distance from target, per cent"
    assert json.loads(chart.plotly_json())["data"][0]["y"] == [-4.83, -0.4, -0.4, 0.0, 23.82]


def test_the_sentence_tells_ends_and_levels() -> None:
    summary = distance().summary
    assert "The lowest is West Hampshire at −4.83, the highest West London at 23.82." in summary
    assert "3 below zero" in summary
    assert "Floor from 2016/17: −5%: 0 below it." in summary
    assert "Floor from 2016/17: −5%" in words_of(distance())


def test_nothing_known_is_said() -> None:
    chart = ranked(chart_id="x", title="Nothing", unit="per cent", period="", source="", values=[])
    assert chart.summary.endswith("Nothing is known.")
    assert chart.svg()
    empty = line_chart(
        chart_id="x", title="x", unit="x", period="", source="", years=["2015/16"], lines=[Line("Cash", (None,))]
    )
    assert "Cash: not known." in empty.summary
    assert empty.svg(Size.NARROW)


def test_lines_that_cannot_be_told_apart_are_refused() -> None:
    five = [Line(str(index), (1.0,)) for index in range(5)]
    with pytest.raises(ValueError, match="one to 4 lines"):
        line_chart(chart_id="x", title="x", unit="x", period="", source="", years=["2015/16"], lines=five)
    with pytest.raises(ValueError, match="2 values for 1 years"):
        line_chart(
            chart_id="x", title="x", unit="x", period="", source="", years=["2015/16"], lines=[Line("a", (1.0, 2.0))]
        )
    with pytest.raises(ValueError, match="None, not NaN"):
        ranked(chart_id="x", title="x", unit="x", period="", source="", values=[("a", float("nan"))])


def test_hostile_names_are_inert() -> None:
    chart = ranked(
        chart_id="x", title="x", unit="x", period="", source="", values=[("<script>alert(1)</script>", 1.0), ("b", 2.0)]
    )
    assert "<script" not in chart.svg()
    assert "<script" not in chart.plotly_json()


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=20))
def test_a_scale_covers_its_values_in_few_round_steps(values: list[float]) -> None:
    axis = axis_of(values)
    room = 1e-9 * max(1.0, *map(abs, values))
    assert axis.low <= min(values) + room
    assert axis.high >= max(values) - room
    assert 2 <= len(axis.ticks) <= 9
    assert list(axis.ticks) == sorted(set(axis.ticks))
