"""Every chart of every page is a file of its own: the same numbers, with title, source, release and licence inside."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from tests.contracts.agreed import as_agreed, told
from tests.contracts.html import Node, parse
from tests.contracts.routes import Pairs, Route, pages

ASKED: dict[str, Pairs] = {
    "ccgs": (("year", "2018-19"), ("view", "map")),
    "compare": (("ccg", "07M"), ("ccg", "07V"), ("ccg", "08C")),
    "indicator": (("year", "2018-19"),),
    "finance-allocations": (("year", "2018-19"),),
    "recovery": (("allocation_gbp", "660000000"), ("forecast_gbp", "-8600000"), ("month", "8")),
}
"""What some pages must be asked to show all their charts."""
WITH_CHARTS = {
    "home", "ccg", "ccgs", "ratings-year", "special-measures", "indicator", "finance", "finance-allocations",
    "finance-practices", "finance-real-terms", "finance-pooled-funds", "finance-spending", "recovery", "places",
    "place", "compare",
}  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"
each_page = pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)


def figures(tree: Node) -> Iterator[tuple[Node, dict[str, str]]]:
    """Each chart of a page with the addresses of its files."""
    for figure in tree.all("figure"):
        if {"data-plotly", "data-hexmap"} & set(figure.attrs):
            links = [link.attrs["href"] for link in figure.all("a", href=None) if "/charts/" in link.attrs["href"]]
            yield figure, {href.partition("?")[0].rpartition(".")[2]: href for href in links}


def words(svg: bytes) -> str:
    root = ET.fromstring(svg)  # noqa: S314  our own markup
    return " ".join(node.text or "" for node in root.iter(f"{SVG}text"))


@each_page
def test_every_chart_of_a_page_is_there_as_svg_png_and_csv(page: Route, visitor: Client) -> None:
    found = []
    for key in page.samples():
        tree = parse(visitor.get(page.url(key, ASKED.get(page.name, ()))).getvalue().decode())
        for figure, files in figures(tree):
            assert set(files) == {"svg", "png", "csv"}, figure.attrs
            found.append(told(figure, files["svg"], same_as_on_the_page(visitor, figure, files)))
    assert bool(found) == (page.name in WITH_CHARTS), f"{page.name}: {len(found)} charts"
    as_agreed(page.name, found)


def test_the_bars_of_the_explorer_are_files_too(visitor: Client) -> None:
    """They stand in a part of what the page is given, not in the page's own context."""
    tree = parse(visitor.get("/ccgs/?year=2018-19&view=chart").getvalue().decode())
    found = [told(figure, files["svg"], same_as_on_the_page(visitor, figure, files)) for figure, files in figures(tree)]
    assert len(found) == 2
    as_agreed("ccgs-bars", found)


def same_as_on_the_page(visitor: Client, figure: Node, files: dict[str, str]) -> list[list[str]]:
    """The rows of its file, heads first."""
    svg = visitor.get(files["svg"])
    assert (svg.status_code, svg["Content-Type"]) == (200, "image/svg+xml"), files["svg"]
    said = words(svg.getvalue())
    title = next(node for node in figure.walk() if node.has_class("app-chart__title")).text
    for needed in (title, "Source: ", "data release 1.0.0 of", "Open Government Licence v3.0"):
        assert needed in " ".join(said.split()), files["svg"]
    table = visitor.get(files["csv"])
    rows = list(csv.reader(io.StringIO(table.getvalue().decode(), newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1, files["csv"]
    shown = list(figure.all("tr"))
    assert not shown or len(shown) == len(rows), files["csv"]
    png = visitor.head(files["png"])
    assert (png.status_code, png["Content-Type"]) == (200, "image/png"), files["png"]
    return rows


def test_a_file_names_the_page_it_belongs_to_and_has_an_etag(visitor: Client) -> None:
    answer = visitor.get("/ccgs/07M/charts/spine.svg?year=2018-19")
    assert "/ccgs/07M/?year=2018-19" in words(answer.getvalue())
    again = visitor.get("/ccgs/07M/charts/spine.svg?year=2018-19", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert 'filename="spine-1.0.0.svg"' in answer["Content-Disposition"]


def test_a_file_of_a_named_release_never_changes(visitor: Client) -> None:
    assert "immutable" in visitor.get("/charts/ratings-split-2018-19.svg?release=1.0.0")["Cache-Control"]


def test_numbers_of_a_table_are_numbers_a_spreadsheet_reads(visitor: Client) -> None:
    text = visitor.get("/compare/charts/dft-pct.csv?ccg=07M&ccg=07V&year=2018-19").getvalue().decode()
    rows = list(csv.reader(io.StringIO(text)))[1:]
    assert all(float(value) < 0 for _name, value in rows)


def test_what_is_no_chart_or_no_parameter_is_refused_by_name(visitor: Client) -> None:
    answer = visitor.get("/ccgs/07M/charts/nope.svg")
    assert answer.status_code == 404
    assert "spine" in answer.getvalue().decode()
    assert visitor.get("/ccgs/07M/charts/spine.svg?raiting=x").status_code == 400
    assert visitor.get("/ccgs/99Z/charts/spine.png").status_code == 404
    assert visitor.get("/ccgs/07M/charts/spine.gif").status_code == 404
