"""What a browser makes of the charts, with Plotly, without it, without scripts; and that a complaint is heard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import TWO_FRAMES
from tests.browser.conftest import Open

CHARTS = {"front page": "/?year=2015-16", "year": "/ratings/2015-16/", "timeline": "/ccgs/07V/"}
each_chart = pytest.mark.parametrize("path", CHARTS.values(), ids=list(CHARTS))


def test_a_console_that_complains_is_heard(visit: Open) -> None:
    """The check itself: a script the CSP forbids."""
    visitor = visit()
    visitor.go("/")
    with visitor.page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        visitor.page.evaluate(
            """() => {
              const script = document.createElement("script");
              script.textContent = "window.bad = 1";
              document.body.append(script);
            }"""
        )
    assert any("Content Security Policy" in line for line in visitor.said)
    assert visitor.page.evaluate("window.bad") is None
    visitor.said.clear()


# --- charts -----------------------------------------------------------------------------------------------------------
@each_chart
def test_plotly_takes_over_where_it_loads(path: str, visit: Open) -> None:
    visitor = visit()
    visitor.go(path)
    visitor.page.locator("figure[data-plotly]").first.scroll_into_view_if_needed()
    drawn = visitor.page.locator(".app-chart__plot .main-svg").first
    expect(drawn).to_be_visible(timeout=20_000)
    assert visitor.page.locator(".app-chart__plot .trace, .app-chart__plot .point").count() > 1
    seen_svg = visitor.page.locator("[data-drawing]").first.bounding_box()
    assert seen_svg is None or seen_svg["height"] <= 2, "two drawings of one chart are seen"


@each_chart
def test_the_server_s_drawing_stays_where_plotly_is_blocked(path: str, visit: Open) -> None:
    visitor = visit()
    visitor.page.route("**/plotly/**", lambda route: route.abort())
    with visitor.page.expect_event("requestfailed", lambda request: "/plotly/" in request.url):
        visitor.go(path)
        visitor.page.locator("figure[data-plotly]").first.scroll_into_view_if_needed()
    visitor.page.evaluate(TWO_FRAMES)
    assert drawing_is_seen(visitor.page)
    expect(visitor.page.locator(".app-chart__plot")).to_have_count(0)
    visitor.said.clear()  # the blocked file is reported, as it should be


@each_chart
@pytest.mark.parametrize("hand", ["mouse", "phone"])
def test_the_server_s_drawing_is_there_without_scripts(path: str, hand: str, visit: Open) -> None:
    visitor = visit(hand, scripted=False)
    visitor.go(path)
    assert drawing_is_seen(visitor.page)


def drawing_is_seen(page: Page) -> bool:
    """Whether the first drawing of a page is there at a size to be read, with words in it."""
    drawing = page.locator("[data-drawing] svg:visible").first
    expect(drawing).to_be_visible()
    box = drawing.bounding_box()
    words = page.locator("[data-drawing] svg:visible text").count()
    return box is not None and box["width"] > 200 and box["height"] > 50 and words > 3


@pytest.mark.parametrize(
    "address", ["/special-measures/", "/ratings/2015-16/", "/indicators/", "/findings/", "/ccgs/07V/"]
)
def test_rows_of_words_are_read_on_a_phone_without_moving_them_sideways(visit: Open, address: str) -> None:
    she = visit("phone", scripted=False)
    she.go(address)
    tables = she.page.locator(".app-table--stack").all()
    assert tables
    for table in tables:
        room = table.evaluate("table => [table.scrollWidth, table.parentElement.clientWidth]")
        assert room[0] <= room[1]
        cells = table.locator("tbody tr").first.locator("td:visible")
        named = cells.evaluate_all("all => all.map(cell => getComputedStyle(cell, '::before').content)")
        assert named
        assert all(name.strip('"').strip(": ") for name in named)
