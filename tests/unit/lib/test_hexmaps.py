"""Maps of hexagons as readers meet them: links, letters, gaps drawn as gaps, the list, the sentence; and classes."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccgdash.lib.charts import Chart, Hexagon, Size, Tone, grades, hexmap
from ccgdash.lib.charts.palette import style_of
from ccgdash.lib.charts.svg import text_width

SNAPSHOTS = Path(__file__).parent / "snapshots"
SVG = "{http://www.w3.org/2000/svg}"
TONES = (
    Tone("good", "Good", "G", style_of("good")),
    Tone("requires-improvement", "Requires improvement", "R", style_of("requires-improvement")),
)


def barnet(at: tuple[int, int] | None = (3, 1), *, asked: bool = True) -> Hexagon:
    return Hexagon("NHS Barnet CCG", at, "requires-improvement", "Requires improvement", "/ccgs/07M/", "Y56", asked)


def england(*more: Hexagon) -> Chart:
    return hexmap(
        chart_id="map",
        title="Two of four are known",
        unit="CCGs by rating",
        period="2015/16",
        source="NHS England",
        tones=TONES,
        hexagons=[
            Hexagon("NHS Vale of York CCG", (2, 0), "good", "Good", "/ccgs/03Q/", "Y54"),
            Hexagon("NHS Bexley CCG", (1, 1), "unknown", "not known", "/ccgs/07N/", "Y56"),
            *(more or (barnet(),)),
        ],
    )


def root_of(chart: Chart, size: Size = Size.WIDE) -> ET.Element:
    return ET.fromstring(chart.svg(size))  # noqa: S314  our own markup


def words_of(chart: Chart, size: Size = Size.WIDE) -> list[str]:
    return [node.text or "" for node in root_of(chart, size).iter(f"{SVG}text")]


def links_of(chart: Chart, size: Size = Size.WIDE) -> list[ET.Element]:
    return list(root_of(chart, size).iter(f"{SVG}a"))


@pytest.mark.parametrize("size", list(Size))
def test_the_picture_is_the_one_agreed(size: Size) -> None:
    lost = Hexagon("NHS Nowhere CCG", None, "good", "Good", "/ccgs/99Z/", "Y57")
    unasked = Hexagon("NHS Leeds CCG", (4, 0), "good", "Good", "/ccgs/15F/", "Y54", asked=False)
    svg = england(barnet(), lost, unasked).svg(size)
    path = SNAPSHOTS / f"hexmap-{size.suffix}.svg"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(svg + "\n")
    assert svg + "\n" == path.read_text(), "drawing changed: look at it, then run with UPDATE_SNAPSHOTS=1"
    root = ET.fromstring(svg)  # noqa: S314
    assert not [node for node in root.iter() if node.get("style")]


def test_each_hexagon_is_a_link_that_says_whose_it_is_and_what() -> None:
    links = links_of(england())
    assert [(link.get("href"), link.get("aria-label")) for link in links] == [
        ("/ccgs/03Q/", "NHS Vale of York CCG: Good, G"),
        ("/ccgs/07N/", "NHS Bexley CCG: not known"),
        ("/ccgs/07M/", "NHS Barnet CCG: Requires improvement, R"),
    ]
    assert links[0].findtext(f"{SVG}title") == "NHS Vale of York CCG: Good"
    # A picture may hold no links: a group may.
    assert root_of(england()).get("role") == "group"
    assert root_of(england(), Size.NARROW).get("role") == "img"


def test_a_value_is_told_by_letter_and_colour_and_a_gap_by_neither() -> None:
    good, unknown, improving = links_of(england())
    assert (good.findtext(f"{SVG}text"), improving.findtext(f"{SVG}text")) == ("G", "R")
    assert unknown.find(f"{SVG}text") is None
    fills = [link.find(f"{SVG}path").get("fill") for link in (good, unknown, improving)]  # type: ignore[union-attr]
    assert len(set(fills)) == 3
    assert str(fills[1]).startswith("url(#map-wide-hatch-")
    assert {"Good: 1", "Not known: 1", "improvement: 1"} <= set(words_of(england()))


def test_a_phone_sees_the_same_letters_and_follows_the_list() -> None:
    chart = england()
    assert links_of(chart, Size.NARROW) == []
    assert [word for word in words_of(chart, Size.NARROW) if word in ("G", "R")] == ["G", "R", "G", "R"]
    assert chart.table.links == ("/ccgs/07M/", "/ccgs/07N/", "/ccgs/03Q/")
    assert chart.table.rows[1] == ("NHS Bexley CCG", "not known")


def test_who_has_no_place_is_named_and_listed() -> None:
    chart = england(barnet(None))
    for size in Size:
        assert "No place known: NHS Barnet CCG." in " ".join(words_of(chart, size))
    assert ("NHS Barnet CCG", "Requires improvement") in chart.table.rows
    assert len(links_of(chart)) == 2


def test_who_was_not_asked_about_keeps_the_shape_and_says_nothing() -> None:
    chart = england(barnet(asked=False))
    assert [link.get("href") for link in links_of(chart)] == ["/ccgs/03Q/", "/ccgs/07N/"]
    assert "Not in this list: 1" in words_of(chart)
    assert "NHS Barnet CCG" not in [name for name, _ in chart.table.rows]
    assert "2 CCGs: Good 1, Requires improvement 0, not known 1." in chart.summary


def test_lines_part_areas_and_only_areas() -> None:
    def borders(chart: Chart) -> int:
        paths = [path.get("d", "") for path in root_of(chart).iter(f"{SVG}path") if path.get("fill") == "none"]
        return paths[-1].count("M")

    # York above touches both; Barnet and Bexley, of one region, lie side by side.
    assert borders(england()) == 2
    assert borders(england(barnet((9, 1)))) == 1


def test_two_on_one_hexagon_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="two stand on one hexagon"):
        england(barnet((2, 0)))


def test_plotly_is_given_nothing_because_the_drawing_is_the_chart() -> None:
    assert england().plotly_json() == ""


@pytest.mark.parametrize("size", list(Size))
def test_nothing_leaves_the_picture(size: Size) -> None:
    root = root_of(england(barnet((28, 30))), size)
    for node in root.iter(f"{SVG}text"):
        x = float(node.get("x", 0))
        assert x >= 0
        if node.get("text-anchor") is None and len(node.text or "") > 2:
            assert x + text_width(node.text or "", 16) <= size.value + 1, node.text
    bottom = float(root.get("height", 0))
    assert all(float(node.get("y", 0)) <= bottom for node in root.iter(f"{SVG}text"))


# --- classes ----------------------------------------------------------------------------------------------------------
VALUES = st.lists(st.one_of(st.none(), st.integers(-50, 50).map(float)), max_size=60)


@given(VALUES)
def test_classes_are_in_order_and_never_part_equal_values(values: list[float | None]) -> None:
    tones, keys = grades(values, decimals=0)
    assert len(keys) == len(values)
    place = {tone.key: number for number, tone in enumerate(tones)}
    told = sorted((value, place[key]) for value, key in zip(values, keys, strict=True) if value is not None)
    assert [number for _, number in told] == sorted(number for _, number in told)
    assert len(set(told)) == len({value for value, _ in told})
    assert {key for value, key in zip(values, keys, strict=True) if value is None} <= {"unknown"}
    assert [tone.letter for tone in tones] == [str(number + 1) for number in range(len(tones))]
    assert {number for _, number in told} == set(range(len(tones)))


def test_a_hundred_different_values_make_five_classes_of_twenty() -> None:
    tones, keys = grades([float(value) for value in range(100)], decimals=0, unit="%")
    assert [keys.count(tone.key) for tone in tones] == [20] * 5
    assert [tone.label for tone in tones][:2] == ["0 to 19%", "20 to 39%"]


def test_classes_are_told_with_as_many_decimals_as_part_them() -> None:
    tones, _ = grades([2.01, 2.02, 2.11, 2.12, 2.13, 2.14, 2.15, 2.16, 2.17, 2.18], decimals=0)
    ends = [tone.label.split(" to ") for tone in tones]
    assert all(one[-1] != other[0] for one, other in pairwise(ends))


def test_one_value_for_all_is_one_class_and_none_is_none() -> None:
    tones, keys = grades([3.0, 3.0, None], decimals=1)
    assert ([tone.label for tone in tones], keys) == (["3.0"], ("class-1", "class-1", "unknown"))
    assert grades([None, None], decimals=1) == ((), ("unknown", "unknown"))
    with pytest.raises(ValueError, match="NaN"):
        grades([float("nan")], decimals=1)
