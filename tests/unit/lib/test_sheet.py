"""A chart as a file: whole in itself, the same bytes each time, and as a picture the size it says."""

from __future__ import annotations

import struct
from xml.etree import ElementTree as ET

import pytest

from ccgdash.lib.charts import Chart, dots, sheet_svg
from ccgdash.lib.charts.raster import png_of
from ccgdash.lib.charts.sheet import WIDTH
from ccgdash.lib.charts.svg import text_width

SVG = "{http://www.w3.org/2000/svg}"
NOTES = ["ccgdash, data release 1.0.0 of 1 April 2099. https://example.org/" + "a-long-address/" * 12, "A licence."]


def chart(title: str = "From −3.1% in Lowland to 5.9% in Upland, which is a title long enough for two lines") -> Chart:
    return dots(
        chart_id="dft",
        title=title,
        unit="%",
        period="2099/00",
        source="fictional figures",
        values=[("Upland", 5.86), ("Lowland", -3.1), ("Seaside", None)],
        decimals=2,
    )


def words(svg: str) -> str:
    root = ET.fromstring(svg)  # noqa: S314  our own markup
    return " ".join(node.text or "" for node in root.iter(f"{SVG}text"))


def test_title_unit_source_release_and_licence_are_drawn_inside() -> None:
    said = words(sheet_svg(chart(), NOTES))
    for needed in (chart().title, "%, 2099/00", "Source: fictional figures.", "data release 1.0.0", "A licence."):
        assert needed in said
    assert "5.86%" in said
    assert "not known" in said


def test_nothing_written_leaves_the_sheet() -> None:
    root = ET.fromstring(sheet_svg(chart(), NOTES))  # noqa: S314  our own markup
    own = [node for node in root if node.tag == f"{SVG}text"]
    assert len(own) > 5
    for text in own:
        right = float(text.get("x", 0)) + text_width(text.text or "", float(text.get("font-size", 16)))
        assert right <= WIDTH, text.text
        assert 0 < float(text.get("y", 0)) < float(root.get("height", 0))


def test_it_is_read_aloud_once() -> None:
    root = ET.fromstring(sheet_svg(chart(), NOTES))  # noqa: S314  our own markup
    assert [node.text for node in root.iter(f"{SVG}title")] == [chart().title]
    assert [node.get("role") for node in root.iter(f"{SVG}svg")] == ["img", None]


def test_the_chart_on_the_page_is_not_changed_by_making_a_file_of_it() -> None:
    one = chart()
    before = one.svg()
    sheet_svg(one, NOTES)
    assert one.svg() == before


def test_the_same_sheet_gives_the_same_picture_at_double_size() -> None:
    svg = sheet_svg(chart(), NOTES)
    png = png_of(svg)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    told = ET.fromstring(svg)  # noqa: S314  our own markup
    assert width == 2 * WIDTH
    assert abs(height - 2 * float(told.get("height", 0))) <= 2
    assert png_of(svg) == png


def test_letters_are_drawn_without_a_font_of_the_machine() -> None:
    """The same sheet without words weighs clearly less: the words are there."""
    svg = sheet_svg(chart(), NOTES)
    root = ET.fromstring(svg)  # noqa: S314  our own markup
    for text in root.iter(f"{SVG}text"):
        text.text = ""
    assert len(png_of(svg)) > 1.5 * len(png_of(ET.tostring(root, encoding="unicode")))


def test_a_very_long_sheet_is_drawn_at_single_size() -> None:
    long = dots(
        chart_id="long", title="Many", unit="%", period="", source="",
        values=[(f"CCG {each}", float(each)) for each in range(120)],
    )  # fmt: skip
    assert struct.unpack(">I", png_of(sheet_svg(long, []))[16:20])[0] == WIDTH


def test_dots_say_every_value_and_refuse_what_is_no_number() -> None:
    assert chart().table.rows == (("Upland", "5.86"), ("Lowland", "−3.10"), ("Seaside", "not known"))
    assert "2 values known" in chart().summary
    with pytest.raises(ValueError, match="None, not NaN"):
        dots(chart_id="x", title="x", unit="%", period="", source="", values=[("A", float("nan"))])


def test_below_zero_is_told_by_shape_and_side_not_by_colour_alone() -> None:
    svg = chart().svg()
    root = ET.fromstring(svg)  # noqa: S314  our own markup
    assert len(list(root.iter(f"{SVG}circle"))) == 1
    assert len(list(root.iter(f"{SVG}polygon"))) == 1
