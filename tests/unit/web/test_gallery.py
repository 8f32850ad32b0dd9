"""The gallery of components: every component and every kind of chart is in it, each state as it was agreed."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.test import RequestFactory

from ccgdash.lib import charts as kinds
from ccgdash.lib.charts import Size
from ccgdash.lib.charts.svg import text_width
from ccgdash.web.gallery import gallery, sections
from ccgdash.web.gallery_charts import Figure, figures
from tests.contracts.html import Node, parse

ROOT = Path(__file__).parents[3]
SNAPSHOTS = Path(__file__).parent / "snapshots"
SVG = "{http://www.w3.org/2000/svg}"
MAKERS = {"bar", "stacked_bar", "caterpillar", "dots", "funnel", "hexmap", "line_chart", "ranked", "spine", "timeline"}
PARTS_OF_OTHERS = {
    "_allowed": "_error_summary", "_facet_choices": "_facet", "_facet_errors": "_facet", "_facet_select": "_facet",
    "_chart_files": "_chart", "_facet_text": "_facet", "_head": "_heads", "_icon_search": "_search_box",
    "_simple_table": "_chart",
}  # fmt: skip
ON_EVERY_PAGE = {"_header", "_footer", "_standing"}
OF_LISTS = {
    "_filter_form": "the form around facets and search box",
    "_results_count": "the line above every list",
}
each_figure = pytest.mark.parametrize("figure", figures(), ids=lambda each: each.chart.id)
each_size = pytest.mark.parametrize("size", list(Size), ids=lambda size: size.suffix)


@pytest.fixture(scope="module")
def page() -> Node:
    answer = gallery(RequestFactory().get("/components/"))
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"
    return parse(answer.content.decode())


def test_every_component_stands_in_it() -> None:
    there = {path.stem for path in (ROOT / "templates" / "components").glob("*.html")}
    shown = {section.name for section in sections()} | {"_chart", "_hex_map"}
    assert there - shown == set(PARTS_OF_OTHERS) | ON_EVERY_PAGE | set(OF_LISTS)
    assert set(PARTS_OF_OTHERS.values()) <= shown


def test_every_kind_of_chart_stands_in_it_in_more_states_than_the_good_one() -> None:
    drawn = {type(figure.chart.drawing).__name__ for figure in figures()}
    assert drawn == {"Bars", "Caterpillar", "Dots", "Funnel", "Hexmap", "Lines", "Ranked", "Spine", "Timeline"}
    assert {name for name in MAKERS if not callable(getattr(kinds, name))} == set()
    states = " ".join(figure.state for figure in figures())
    assert all(word in states for word in ("not known", "long name", "empty", "indicative"))


def test_every_state_is_named_and_no_id_stands_twice(page: Node) -> None:
    assert len(list(page.all("section", data_component=None))) == len(sections())
    assert len(list(page.all("section", data_chart=None))) == len(figures())
    ids = Counter(node.attrs["id"] for node in page.all(id=None))
    assert [each for each, count in ids.items() if count > 1] == []
    assert "fictional" in page.text


def test_it_offers_no_file_of_a_chart_that_is_not_of_a_release(page: Node) -> None:
    assert not [link for link in page.all("a") if "charts/" in link.attrs["href"]]


@each_size
@each_figure
def test_the_picture_is_the_one_agreed(figure: Figure, size: Size) -> None:
    path = SNAPSHOTS / f"{figure.chart.id}-{size.suffix}.svg"
    svg = figure.chart.svg(size)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(svg + "\n")
    assert svg + "\n" == path.read_text(), "drawing changed: look at it, then run with UPDATE_SNAPSHOTS=1"


@each_size
@each_figure
def test_nothing_written_leaves_the_picture(figure: Figure, size: Size) -> None:
    root = ET.fromstring(figure.chart.svg(size))  # noqa: S314  our own markup
    height = float(root.get("height", 0))
    for text in root.iter(f"{SVG}text"):
        width = text_width(text.text or "", float(text.get("font-size", 16)))
        x, anchor = float(text.get("x", 0)), text.get("text-anchor", "start")
        left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
        # Estimated widths; a few units of a margin are no letter lost.
        assert left >= -8, text.text
        assert left + width <= size.value + 24, text.text
        assert 0 < float(text.get("y", 0)) <= height, text.text


@pytest.mark.parametrize(
    "figure", [each for each in figures() if each.kind != "hexagon map"], ids=lambda each: each.chart.id
)
def test_plotly_gets_strict_json(figure: Figure) -> None:
    """Maps aside, which are the page's own links and leave Plotly nothing to draw."""
    text = figure.chart.plotly_json()
    assert json.loads(text)["layout"]
    assert "NaN" not in text
