"""Components as a reader meets them: what stands on the page for a rating, a gap, a filter, a chart, a mistake."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from ccgdash.http.controls import Control, Option
from ccgdash.http.problems import ParameterError, bad_parameters
from ccgdash.http.release import ReleaseRef
from ccgdash.http.resources import Coverage, Listing
from ccgdash.http.selection import Selection
from ccgdash.lib.charts import Hexagon, Series, Span, Tone, hexmap, stacked_bar, timeline
from ccgdash.lib.charts.palette import style_of
from ccgdash.releases.resources import SourceRow
from ccgdash.web import markup, navigation

ROOT = Path(__file__).parents[3]
TEMPLATES = sorted(path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.html"))
RELEASE = ReleaseRef(1, "1.0.0", 1, datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
ASKED = Selection(RELEASE, {"rating": ("good", "inadequate"), "year": ("2015-16",)}, path="/ccgs/")


class Reader(HTMLParser):
    """The page as a list of start tags, and its text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(markup)
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def drawn(source: str, **context: object) -> Reader:
    return Reader(Template("{% load ccgdash %}" + source).render(Context(context)))


def control(**changes: Any) -> Control:
    ratings = [("outstanding", "Outstanding"), ("good", "Good"), ("inadequate", "Inadequate")]
    plain = Control(
        parameter="rating",
        label="Rating",
        help_text="",
        options=tuple(Option(value, label, value == "good") for value, label in ratings),
        typed=("good",),
        repeatable=True,
        kind="choices",
        fixed=False,
        errors=(),
    )
    return replace(plain, **changes)


def listing(count: int, *, page: int | None = None, coverage: Coverage | None = None) -> Listing[Any, Any]:
    resource = cast("Any", SimpleNamespace(name="ccgs", title="CCGs"))
    return Listing(resource, replace(ASKED, page=page), count, coverage)


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_are_short_and_compile(name: str) -> None:
    get_template(name)
    assert len((ROOT / "templates" / name).read_text().splitlines()) < 80


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_inline_that_the_content_security_policy_refuses(name: str) -> None:
    markup = (ROOT / "templates" / name).read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", markup)
    for attributes in re.findall(r"<script([^>]*)>", markup):
        assert "src=" in attributes or 'type="application/json"' in attributes


@pytest.mark.parametrize(
    ("rating", "words"),
    [("requires-improvement", "Requires improvement"), ("not-assured", "Not assured, intervention required")],
)
def test_a_rating_is_its_official_word_with_a_shape_of_its_own(rating: str, words: str) -> None:
    page = drawn("{% rating_tag rating %}", rating=rating)
    assert page.text == words
    assert page.all("path")


def test_ratings_of_one_scale_differ_in_shape_not_only_in_colour() -> None:
    scale = ["outstanding", "good", "requires-improvement", "inadequate"]
    shapes = [str(drawn("{% rating_tag rating %}", rating=rating).tags[2]) for rating in scale]
    assert len(set(shapes)) == 4


def test_a_word_of_no_scale_gets_no_shape() -> None:
    page = drawn("{% rating_tag rating %}", rating="green-star")
    assert (page.text, page.all("svg")) == ("Green star", [])


def test_a_gap_says_which_kind_it_is() -> None:
    assert drawn("{% missing kind %}", kind="not-published").text == "Not published"
    assert drawn("{% missing row.missing.rating %}", row={"missing": {}}).text == "Not known"


@pytest.mark.parametrize(("value", "words"), [("yes", "Yes"), ("possibly", "Possibly"), ("no-record", "No record")])
def test_a_flag_is_never_said_as_plain_no(value: str, words: str) -> None:
    assert drawn("{% flag value %}", value=value).text == words


def test_computed_figures_are_called_computed() -> None:
    assert "Computed here, not official" in drawn('{% provenance "computed" "Rule set 1." %}').text


def test_coverage_is_a_count_and_says_nothing_is_filled_in() -> None:
    text = drawn('{% coverage known "ratings" %}', known=Coverage(47, 209)).text
    assert text.startswith("47 of 209 ratings known")
    assert "not filled in" in text
    assert "not filled in" not in drawn("{% coverage known %}", known=Coverage(209, 209)).text
    assert drawn("{% coverage known %}", known=None).text == ""


def test_a_date_is_told_in_this_country_s_time() -> None:
    summer = datetime(2026, 7, 21, 23, 30, tzinfo=UTC)
    assert drawn("{{ day|date_words }}", day=summer).text == "22 July 2026"
    assert drawn("{{ day|date_words:precision }}", day="2016-07-21", precision="month").text == "July 2016"


def test_numbers_have_separators_and_a_true_minus() -> None:
    assert drawn("{{ n|number_words }} {{ n|number_words:1 }}", n=-1234.5).text == "−1,234 −1,234.5"


def test_an_interval_says_that_its_end_is_not_known() -> None:
    row = SimpleNamespace(start="2016-07-21", start_precision=None, end=None, end_precision=None, end_known=False)
    assert drawn("{% span_words row %}", row=row).text == "21 July 2016, end not known"


def test_a_facet_shows_every_count_zero_included() -> None:
    page = drawn("{% facet control counts %}", control=control(), counts={"good": 6, "inadequate": 26})
    assert "Outstanding (0)" in page.text
    assert "Good (6)" in page.text
    assert [box["value"] for box in page.all("input") if "checked" in box] == ["good"]
    assert "open" in page.all("details")[0]


@pytest.mark.parametrize("repeatable", [True, False])
def test_hostile_values_of_a_facet_are_inert(repeatable: bool) -> None:
    hostile = "\"><script>alert('1')</script>&"
    asked = control(options=(Option(hostile, hostile, selected=True),), repeatable=repeatable, parameter=hostile)
    page = drawn("{% facet control counts %}", control=asked, counts={hostile: 3})
    assert page.all("script") == []
    (chosen,) = page.all("input") if repeatable else page.all("option")[1:]
    assert chosen["value"] == hostile
    assert "checked" in chosen or "selected" in chosen
    assert f"{hostile} (3)" in page.text


def test_a_row_drawn_before_is_not_drawn_again_but_another_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass(frozen=True)
    class Row:
        name: str
        sources: tuple[str, ...] = ("a",)

    times: list[Context] = []
    plain = Template("{% load ccgdash %}<p>{{ row.name }} {{ mark }}{% source_marks row.sources %}</p>")

    def render(context: Context) -> str:
        times.append(context)
        return plain.render(context)

    engine = SimpleNamespace(render=render)
    monkeypatch.setattr(markup, "get_template", lambda _name: SimpleNamespace(template=engine))
    asked = "{% drawn_rows rows 'a row' mark=mark %}"
    rows = [Row("<b>"), Row("Barnet"), Row("<b>")]
    first = drawn(asked, rows=rows, mark="x")
    assert first.text.replace(" ", "") == "<b>xaBarnetxa<b>xa"
    assert first.all("b") == []
    assert len(times) == 2
    assert drawn(asked, rows=rows, mark="x").tags == first.tags
    assert len(times) == 2, "what was drawn is kept"
    assert "y" in drawn(asked, rows=rows, mark="y").text, "what stands beside the row is heeded"
    here = drawn(asked, rows=rows, mark="x", sources=[source("a")])
    assert {each["href"] for each in here.all("a")} == {"#source-a"}, "and which sources the page lists"
    assert {each["href"] for each in first.all("a")} == {"/api/v1/sources/?source_id=a"}


def test_a_facet_nobody_counted_shows_no_count() -> None:
    page = drawn("{% facet control %}", control=control(typed=()))
    assert "(" not in page.text
    assert "open" not in page.all("details")[0]


def test_a_filter_of_one_value_is_a_list_to_choose_from() -> None:
    page = drawn("{% facet control %}", control=control(repeatable=False))
    assert [option["value"] for option in page.all("option") if "selected" in option] == ["good"]


def test_a_wrong_value_is_kept_and_explained_beside_its_field() -> None:
    wrong = control(parameter="on", kind="date", options=(), typed=("21/7/16",), repeatable=False, errors=("No date.",))
    page = drawn("{% facet control %}", control=wrong)
    box = page.all("input")[0]
    assert box["value"] == "21/7/16"
    assert "No date." in page.text
    assert box["aria-describedby"] == "f-on-error"


def test_each_filter_chosen_can_be_taken_away() -> None:
    year = control(parameter="year", label="Year", options=(Option("2015-16", "2015/16", selected=True),))
    page = drawn("{% active_filters asked controls %}", asked=ASKED, controls={"rating": control(), "year": year})
    assert [link["href"] for link in page.all("a")] == [
        "/ccgs/?rating=inadequate&year=2015-16",
        "/ccgs/?rating=good&year=2015-16",
        "/ccgs/?rating=good&rating=inadequate",
        "/ccgs/",
    ]
    assert "Remove filter Rating: Good" in page.text


def test_what_the_path_fixes_cannot_be_taken_away() -> None:
    fixed = replace(ASKED, values={"year": ("2015-16",)}, fixed=frozenset({"year"}))
    assert drawn("{% active_filters asked controls %}", asked=fixed, controls={}).all("a") == []


def test_a_column_head_sorts_and_says_how_it_is_sorted() -> None:
    by_name = replace(ASKED, values={}, ordering=("name",))
    page = drawn('{% sort_header asked "name" "CCG" %}', asked=by_name)
    assert page.all("th")[0]["aria-sort"] == "ascending"
    assert page.all("a")[0]["href"] == "/ccgs/?ordering=-name"
    assert "aria-sort" not in drawn('{% sort_header asked "year" "Year" %}', asked=by_name).all("th")[0]


def test_pages_are_linked_only_where_there_are_any() -> None:
    page = drawn("{% pagination listing %}", listing=listing(209, page=2))
    assert [link["rel"] for link in page.all("a")] == ["prev", "next"]
    assert "Page 3 of 3" in page.text
    assert drawn("{% pagination listing %}", listing=listing(9)).tags == []


def test_downloads_say_how_many_rows_and_give_an_address_that_stays() -> None:
    faces = {"csv": "/ccgs.csv?year=2015-16", "json": "/ccgs.json?year=2015-16"}
    page = drawn("{% downloads listing %}", listing=listing(1674), faces=faces)
    assert "CSV (1,674 rows)" in page.text
    assert page.all("a")[-1]["href"] == "/ccgs/?rating=good&rating=inadequate&year=2015-16&release=1.0.0"


def test_a_view_that_names_its_release_is_cited_as_it_is() -> None:
    named = replace(listing(1), selection=replace(ASKED, values={}, kept=(("as_at", "2026-11-22"),)))
    page = drawn("{% downloads listing %}", listing=named, faces={"csv": "/a", "json": "/b"})
    assert page.all("a")[-1]["href"] == "/ccgs/?as_at=2026-11-22"


def source(source_id: str, publisher: str = "HSJ", title: str = "Nine in measures") -> SourceRow:
    return SourceRow(source_id, publisher, title, reference="", licence="", note="")


def test_a_source_leads_to_the_page_s_own_list_where_it_stands_in_it() -> None:
    page = drawn("{% source_marks ids %}", ids=("a", "b"), sources=[source("a")])
    assert [link["href"] for link in page.all("a")] == ["#source-a", "/api/v1/sources/?source_id=b"]
    assert page.text.startswith("2 sources")


def test_a_source_is_called_by_who_says_so_and_several_also_by_what() -> None:
    sources = [source("a"), source("b", "BBC News", "No surplus"), source("c", "HSJ", "Ten in measures")]
    assert drawn("{% source_marks ids %}", ids=("b",), sources=sources).text == "BBC News"
    several = drawn("{% source_marks ids %}", ids=("a", "c"), sources=sources).text
    assert several == "2 sources HSJ, Nine in measuresHSJ, Ten in measures"
    assert drawn("{% source_marks ids %}", ids=("d",), sources=sources).text == "d"


def chart(name: str = "Known by name") -> object:
    return stacked_bar(
        chart_id="split",
        title="All 26 are known",
        unit="CCGs",
        period="2015/16",
        source="NHS England",
        categories=["Inadequate", "Good"],
        series=[Series("known", name, (26, None))],
    )


def test_a_chart_has_its_drawing_its_table_its_source_and_its_data() -> None:
    page = drawn("{% chart_figure chart %}", chart=chart())
    ids = [attributes["id"] for _tag, attributes in page.tags if attributes.get("id")]
    assert len(page.all("svg")) == 2
    assert len(ids) == len(set(ids))
    assert "Source: NHS England." in page.text
    assert "Good not known" in page.text
    assert page.all("script")[0]["type"] == "application/json"


def test_a_chart_s_data_cannot_close_the_script_element() -> None:
    hostile = "</script><b>"
    markup = Template("{% load ccgdash %}{% chart_figure chart table_beside=True %}").render(
        Context({"chart": chart(hostile)})
    )
    assert hostile not in markup
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', markup, re.DOTALL)
    assert found
    assert json.loads(found.group(1))["data"][0]["name"] == hostile


def test_a_drawing_too_long_for_a_phone_gives_way_to_the_table() -> None:
    many = [Span(f"CCG {number}", "2016-07-21") for number in range(100)]
    long = timeline(chart_id="t", title="Many", period="2016", source="x", spans=many)
    page = drawn("{% chart_figure chart table_beside=True %}", chart=long)
    assert len(page.all("svg")) == 1
    assert "Every line of it is in the table" in page.text


def test_no_menu_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = navigation.Place("x", "Nowhere", "/no-such-page-at-all/")
    monkeypatch.setattr(navigation, "HEADER", (*navigation.HEADER, nowhere))
    assert "Nowhere" not in drawn("{% navigation as places %}{% for each in places %}{{ each.label }}{% endfor %}").text


def test_every_page_says_that_it_is_not_official_and_names_its_licence() -> None:
    request = RequestFactory().get("/ccgs/")
    context = {"request": request, "release": RELEASE, "faces": {"json": "/a.json", "csv": "/a.csv"}}
    page = Reader(render_to_string("base.html", context))
    assert "Not an official NHS service." in page.text
    assert "Open Government Licence v3.0" in page.text
    assert "Data release 1.0.0, published 22 November 2026." in page.text
    assert [link["href"] for link in page.all("link") if link["rel"] == "alternate"] == ["/a.json", "/a.csv"]
    assert page.all("a")[0]["href"] == "#maincontent"


def test_before_the_first_release_the_page_says_so() -> None:
    context = {"request": RequestFactory().get("/"), "selection": Selection(None), "release": None}
    assert "No data release has been published yet." in Reader(render_to_string("base.html", context)).text


def test_a_page_that_reads_no_release_says_nothing_of_releases() -> None:
    text = Reader(render_to_string("base.html", {"request": RequestFactory().get("/")})).text
    assert "release" not in text


def test_a_problem_names_the_parameter_the_allowed_values_and_what_to_do() -> None:
    problem = bad_parameters(ParameterError("rating", "inadeqate is not allowed", ("good", "inadequate")))
    page = Reader(render_to_string("error.html", {"problem": problem, "request": RequestFactory().get("/x/")}))
    for words in ("rating", "inadeqate is not allowed", "What is allowed (2)", "inadequate", "What you can do"):
        assert words in page.text


def test_a_map_stands_with_its_list_of_links_and_can_be_skipped() -> None:
    tone = Tone("good", "Good", "G", style_of("good"))
    hexagons = [
        Hexagon("NHS Bexley CCG", (0, 0), "good", "Good", "/ccgs/07N/"),
        Hexagon("NHS Barnet CCG", None, "unknown", "not known", "/ccgs/07M/"),
    ]
    chart = hexmap(
        chart_id="m", title="One of two", unit="CCGs", period="2015/16", source="NHS", tones=[tone], hexagons=hexagons
    )
    text = Template("{% load ccgdash %}{% hex_map chart %}").render(Context({"chart": chart}))
    assert re.findall(r'<a\s[^>]*?href="([^"]+)"', text) == ["#m-after", "/ccgs/07N/", "/ccgs/07M/", "/ccgs/07N/"]
    assert text.count('id="m-after"') == 1
    assert '<span class="app-missing">not known</span>' in text
