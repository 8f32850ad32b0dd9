"""Charts as readers meet them: the picture, the table, the sentence and what Plotly is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from ccgdash.lib.charts import Chart, Series, Size, Span, bar, stacked_bar, timeline
from ccgdash.lib.charts.model import Column, Table
from ccgdash.lib.charts.svg import text_width

SNAPSHOTS = Path(__file__).parent / "snapshots"
SVG = "{http://www.w3.org/2000/svg}"


def ratings_split() -> Chart:
    return stacked_bar(
        chart_id="ratings-2015-16",
        title="26 of 209 CCGs were inadequate, all of them known by name",
        unit="CCGs",
        period="2015/16",
        source="NHS England",
        category_label="Rating",
        categories=["Outstanding", "Good", "Requires improvement", "Inadequate"],
        series=[
            Series("known", "Known by name", (3, 6, 4, 26)),
            Series("unknown", "Published, name not known", (7, 76, 87, 0)),
        ],
        notes=["10, of them 3 known", "82, of them 6 known", "91, of them 4 known", "26, all known"],
    )


def ratings_by_year() -> Chart:
    return stacked_bar(
        chart_id="by-year",
        title="More CCGs were good in 2017/18 than in 2015/16",
        unit="CCGs",
        period="2015/16 to 2017/18",
        source="NHS England",
        categories=["2015/16", "2016/17", "2017/18"],
        series=[
            Series("outstanding", "Outstanding", (10, None, 20)),
            Series("good", "Good", (82, None, 100)),
            Series("requires-improvement", "Requires improvement", (91, None, 69)),
            Series("inadequate", "Inadequate", (26, None, 18)),
        ],
    )


def plain_bar() -> Chart:
    return bar(
        chart_id="plain",
        title="Two figures",
        unit="£ million",
        period="2015/16",
        source="NHS England",
        categories=["First", "Second", "Third"],
        values=[8.6, 6, None],
    )


def interventions() -> Chart:
    return timeline(
        chart_id="special-measures",
        title="Special measures, as far as dates are known",
        period="2013 to 2019",
        source="Sources named in the table",
        label="CCG",
        marks=[(date(2016, 7, 21), "21 July 2016")],
        spans=[
            Span("Vale of York", "2016-07-21"),
            Span("Coventry and Rugby", "2016-07-21", "2017-04"),
            Span("Northumberland", "2016", "2019-07-11"),
            Span("Enfield", "", "2017-06"),
            Span("Harrow", note="in place by April 2019"),
            Span("Shropshire", "2015-11"),
            Span("Within one year", "2016", "2016-09"),
        ],
    )


Make = Callable[[], Chart]
CHARTS = {
    "ratings-split": ratings_split,
    "ratings-by-year": ratings_by_year,
    "plain-bar": plain_bar,
    "interventions": interventions,
}


def words_of(svg: str) -> list[str]:
    return [node.text or "" for node in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314  our own markup


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
def test_the_picture_is_read_aloud_and_needs_no_inline_style(make: Make, size: Size) -> None:
    chart = make()
    root = ET.fromstring(chart.svg(size))  # noqa: S314  our own markup
    named = {node.get("id"): node.text for node in root if node.get("id")}
    title, description = (root.get("aria-labelledby") or "").split()
    assert root.get("role") == "img"
    assert (named[title], named[description]) == (chart.title, chart.summary)
    assert not [node for node in root.iter() if node.get("style") or node.tag == f"{SVG}style"]


@pytest.mark.parametrize("make", CHARTS.values())
def test_nothing_is_drawn_outside_the_picture(make: Make) -> None:
    for size in Size:
        for box in ET.fromstring(make().svg(size)).iter(f"{SVG}rect"):  # noqa: S314  our own markup
            left, width = float(box.get("x", 0)), float(box.get("width", 0))
            assert left >= 0
            assert left + width <= size.value


@pytest.mark.parametrize("make", CHARTS.values())
def test_plotly_gets_lists_with_null_and_strict_json(make: Make) -> None:
    text = make().plotly_json()
    traces = json.loads(text)["data"]
    assert traces
    assert all(isinstance(trace["x"], list) for trace in traces)
    assert "NaN" not in text
    assert "bdata" not in text


def test_a_missing_figure_is_said_and_never_drawn_as_zero() -> None:
    chart = ratings_by_year()
    assert "2016/17: not known." in chart.summary
    assert chart.table.rows[1] == ("2016/17", "not known", "not known", "not known", "not known")
    assert "not known" in words_of(chart.svg())
    assert [trace["x"][1] for trace in json.loads(chart.plotly_json())["data"]] == [None] * 4


def test_every_count_stands_in_the_table_and_the_sentence() -> None:
    chart = ratings_split()
    assert chart.table.rows[3] == ("Inadequate", "26", "0")
    assert "Inadequate: Known by name 26, Published, name not known 0." in chart.summary


def test_a_plain_bar_ends_with_its_value() -> None:
    chart = plain_bar()
    assert {"9", "6", "not known"} & set(words_of(chart.svg()))
    assert chart.table.rows == (("First", "8.6"), ("Second", "6"), ("Third", "not known"))


def test_an_unknown_end_is_words_and_a_fade_not_a_bar_to_today() -> None:
    chart = interventions()
    row = chart.table.rows[0]
    assert row == ("Vale of York", "21 July 2016", "not known", "")
    assert "21 Jul 2016, end not known" in words_of(chart.svg())
    vague = json.loads(chart.plotly_json())["data"][1]
    assert vague["x"][:2] == ["2016-07-21", "2017-07-21"]


def test_a_year_only_start_is_drawn_as_a_vague_year() -> None:
    solid = json.loads(interventions().plotly_json())["data"][0]
    assert solid["x"][3:5] == ["2016-12-31", "2019-07-11"]


def test_an_interval_without_any_date_has_words_and_no_bar() -> None:
    chart = interventions()
    assert chart.table.rows[4] == ("Harrow", "not known", "not known", "in place by April 2019")
    assert "dates not known" in words_of(chart.svg())
    drawn = {y for trace in json.loads(chart.plotly_json())["data"] for y in trace["y"] if y is not None}
    assert 4 not in drawn


def test_a_timeline_of_nothing_still_has_years() -> None:
    chart = timeline(chart_id="none", title="None known", period="", source="", spans=[])
    assert "2013" in words_of(chart.svg())


def long_labels() -> Chart:
    return stacked_bar(
        chart_id="long",
        title="Long labels",
        unit="CCGs",
        period="2018/19",
        source="NHS England",
        categories=["England, worked out from published figures", "Known by name"],
        series=[
            Series(key, label, (10, 10))
            for key, label in (
                ("outstanding", "Outstanding"),
                ("good", "Good"),
                ("requires-improvement", "Requires improvement"),
                ("inadequate", "Inadequate"),
                ("unknown", "Rating not found"),
            )
        ],
    )


@pytest.mark.parametrize("size", list(Size))
def test_long_labels_are_broken_between_words_and_stay_inside(size: Size) -> None:
    labels = list(ET.fromstring(long_labels().svg(size)).iter(f"{SVG}text"))  # noqa: S314  our own
    assert "published figures" in " ".join(node.text or "" for node in labels)
    for node in labels:
        x, width = float(node.get("x", 0)), text_width(node.text or "", 16)
        left = {"end": x - width, "middle": x - width / 2}.get(node.get("text-anchor", ""), x)
        assert left >= 0, node.text
        assert left + width <= size.value, node.text


def test_not_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="None, not NaN"):
        bar(
            chart_id="x",
            title="x",
            unit="x",
            period="x",
            source="x",
            categories=["a"],
            values=[float("nan")],
        )


def test_values_that_do_not_match_the_categories_are_refused() -> None:
    with pytest.raises(ValueError, match="1 values for 2 categories"):
        bar(chart_id="x", title="x", unit="x", period="x", source="x", categories=["a", "b"], values=[1])


def test_a_table_with_a_missing_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="one cell per column"):
        Table((Column("A"), Column("B")), (("only one",),))


def test_hostile_names_are_inert_in_the_markup() -> None:
    chart = timeline(chart_id="x", title="<script>", period="", source="", spans=[Span("<b onload=1>", "2016-07-21")])
    assert "<script" not in chart.svg()
    assert "<b " not in chart.svg()


def test_a_page_without_a_chart_never_pays_for_plotly() -> None:
    code = "import sys, ccgdash.lib.charts; sys.exit('plotly' in sys.modules)"
    root = Path(__file__).parents[3]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
