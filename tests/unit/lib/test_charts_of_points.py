"""Charts of one point per CCG: caterpillar, funnel and spine. Figures are made up; the sums are not."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from ccgdash.lib.charts import Bone, Chart, Dot, Interval, Level, Limits, Size, caterpillar, funnel, spine

SNAPSHOTS = Path(__file__).parent / "snapshots"
SVG = "{http://www.w3.org/2000/svg}"
BONE = Bone("Recovery rate", "%", 52.1, 51, 34, 48, 54, 61, 1, 50.2, 53, "better", 1, "2018/19")


def figures() -> Chart:
    return caterpillar(
        chart_id="figures", title="One CCG is better than England", unit="%", period="2018/19", source="NHS",
        rows=[
            Interval("North", 48, 45, 51, "same"),
            Interval("South", 55, 52, 58, "better"),
            Interval("East", 41, 38, 44, "worse"),
            Interval("West", 50.5),
        ],
        levels=[Level(50, "Standard 50"), Level(51, "England 51.0")], chosen="East",
    )  # fmt: skip


def sizes() -> Chart:
    wide = (100.0, 400.0, 900.0)
    return funnel(
        chart_id="sizes", title="One of four CCGs is beyond the limits", unit="%", period="2018/19", source="NHS",
        dots=[
            Dot("North", 900, 51),
            Dot("South", 400, 62, "better", beyond=True),
            Dot("East", 120, 44),
            Dot("West", 400, 44, "worse"),
        ],
        limits=[Limits("95%", wide, (40.2, 45.1, 46.7), (59.8, 54.9, 53.3)),
                Limits("99.8%", wide, (34.5, 42.3, 44.8), (65.5, 57.7, 55.2))],
        mean=50, size_unit="People who finished treatment", chosen="West",
    )  # fmt: skip


def bones() -> Chart:
    return spine(
        chart_id="bones", title="Better than England on one of two indicators", unit="each on its own scale",
        period="2018/19", source="NHS", compared=("London region", "Average of ten similar CCGs"),
        bones=[
            BONE,
            replace(BONE, label="Smoking prevalence", value=18, england=16, low=8, quarter=14, three_quarters=18,
                    high=25, better=-1, region=None, peers=None, state="worse"),
        ],
    )  # fmt: skip


Make = Callable[[], Chart]
CHARTS: dict[str, Make] = {"caterpillar": figures, "funnel": sizes, "spine": bones}


def words_of(chart: Chart, size: Size = Size.WIDE) -> list[str]:
    return [node.text or "" for node in ET.fromstring(chart.svg(size)).iter(f"{SVG}text")]  # noqa: S314  our own


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
def test_nothing_is_drawn_outside_the_picture(make: Make, size: Size) -> None:
    root = ET.fromstring(make().svg(size))  # noqa: S314  our own
    for box in root.iter(f"{SVG}rect"):
        left, width = float(box.get("x", 0)), float(box.get("width", 0))
        assert left >= 0
        assert left + width <= size.value
    for point in root.iter(f"{SVG}circle"):
        assert 0 <= float(point.get("cx", 0)) <= size.value
        assert 0 <= float(point.get("cy", 0)) <= float(root.get("height", 0))


@pytest.mark.parametrize("make", CHARTS.values())
def test_plotly_gets_lists_with_null_and_strict_json(make: Make) -> None:
    text = make().plotly_json()
    assert all(isinstance(trace["x"], list) for trace in json.loads(text)["data"])
    assert "NaN" not in text
    assert "bdata" not in text


def test_figures_stand_in_order_with_their_intervals_and_what_they_mean() -> None:
    rows = figures().table.rows
    assert [row[0] for row in rows] == ["East", "North", "West", "South"]
    assert rows[0] == ("East", "41.0", "38.0", "44.0", "Worse")
    assert rows[2] == ("West", "50.5", "not known", "not known", "Difference not tested")


def test_the_sentence_counts_who_differs_and_names_both_ends() -> None:
    said = figures().summary
    assert "1 better, 1 not different, 1 worse" in said
    assert "The lowest is East at 41.0, the highest South at 55.0." in said
    assert "Standard 50." in said


def test_states_are_told_by_shape_and_word_never_by_colour_alone() -> None:
    said = words_of(figures())
    assert {"Better", "Not different", "Worse"} <= set(said)
    traces = json.loads(figures().plotly_json())["data"]
    symbols = {trace["name"]: trace["marker"]["symbol"] for trace in traces}
    assert set(symbols) == {"Better", "Not different", "Worse", "Difference not tested", "East"}
    assert len(set(symbols.values())) == 5


def test_the_ccg_asked_about_is_named() -> None:
    assert "East 41.0" in words_of(figures())
    assert "West" in words_of(sizes(), Size.NARROW)


def test_a_funnel_names_only_what_is_beyond_the_wide_limits_and_the_chosen() -> None:
    said = words_of(sizes())
    assert {"South", "West"} <= set(said)
    assert not {"North", "East"} & set(said)
    assert "2 outside the 95% limits for chance alone, 1 of them beyond the 99.8% limits." in sizes().summary
    assert [row[3] for row in sizes().table.rows if row[0] in ("South", "West")] == [
        "Beyond 99.8%",
        "Between 95% and 99.8%",
    ]


def test_a_spine_says_whose_the_points_are_and_ends_each_line_with_its_value() -> None:
    said = words_of(bones())
    assert {"This CCG: better", "This CCG: worse", "52.1", "England"} <= set(said)
    figure = json.loads(bones().plotly_json())
    assert [each["text"] for each in figure["layout"]["annotations"]] == ["52.1", "18.0"]


def test_on_a_spine_better_is_to_the_right_whichever_way_the_numbers_run() -> None:
    falling = replace(BONE, better=-1)
    assert BONE.place(60) > 0 > BONE.place(40)
    assert falling.place(60) < 0 < falling.place(40)
    assert BONE.place(BONE.england) == 0
    assert min(BONE.place(each) for each in (BONE.low, BONE.high)) == -1


def test_a_spine_says_every_number_and_what_is_not_known() -> None:
    first, second = bones().table.rows
    assert first == ("Recovery rate (%, 2018/19)", "52.1", "51.0", "50.2", "53.0", "34.0", "61.0", "Better")
    assert second[3:5] == ("not known", "not known")


def test_a_spine_of_an_indicator_that_does_not_vary_is_drawn_in_the_middle() -> None:
    flat = replace(BONE, value=5, england=5, low=5, quarter=5, three_quarters=5, high=5)
    assert flat.place(5) == 0


def test_half_an_interval_not_a_number_and_an_empty_funnel_are_refused() -> None:
    with pytest.raises(ValueError, match="two ends or none"):
        caterpillar(chart_id="x", title="x", unit="x", period="x", source="x", rows=[Interval("a", 1, lower=0)])
    with pytest.raises(ValueError, match="None, not NaN"):
        spine(chart_id="x", title="x", unit="x", period="x", source="x", bones=[replace(BONE, value=float("nan"))],
              compared=("a", "b"))  # fmt: skip
    with pytest.raises(ValueError, match="without points"):
        funnel(chart_id="x", title="x", unit="x", period="x", source="x", dots=[], limits=[], mean=0, size_unit="x")


def test_no_figures_are_said_as_nothing_known() -> None:
    chart = caterpillar(chart_id="x", title="None", unit="%", period="", source="", rows=[])
    assert "Nothing is known." in chart.summary


def test_hostile_names_are_inert() -> None:
    chart = caterpillar(chart_id="x", title="x", unit="%", period="", source="", rows=[Interval("<b onload=1>", 1)],
                        chosen="<b onload=1>")  # fmt: skip
    assert "<b " not in chart.svg()
    assert "<b " not in chart.plotly_json()
