"""What a browser makes of the pages: charts, weight, stability, silence of the console."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Open
from tests.contracts.routes import pages

CHARTS = {"front page": "/?year=2015-16", "year": "/ratings/2015-16/", "timeline": "/ccgs/07V/"}
MOST_BYTES = 150_000
MOST_SHIFT = 0.1
WATCH = """
  window.shifted = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({type: "layout-shift", buffered: true});
"""
WEIGHT = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .filter(entry => !entry.name.includes("plotly"))
  .map(entry => [entry.name, entry.transferSize, entry.decodedBodySize])"""
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
each_chart = pytest.mark.parametrize("path", CHARTS.values(), ids=list(CHARTS))
each_page = pytest.mark.parametrize(
    "path", [page.url(page.samples()[0]) for page in pages()], ids=[p.name for p in pages()]
)


def test_a_console_that_complains_is_heard(visit: Open) -> None:
    """The check itself: a script the CSP forbids."""
    visitor = visit()
    visitor.go("/")
    visitor.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.bad = 1";
          document.body.append(script);
        }"""
    )
    visitor.page.wait_for_timeout(50)
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
    asked: list[str] = []

    def block(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    visitor.page.route("**/plotly/**", block)
    visitor.go(path)
    visitor.page.locator("figure[data-plotly]").first.scroll_into_view_if_needed()
    visitor.page.wait_for_timeout(300)
    assert asked, "Plotly was never asked for"
    drawing_is_seen(visitor.page)
    expect(visitor.page.locator(".app-chart__plot")).to_have_count(0)
    visitor.said.clear()  # the blocked file is reported, as it should be


@each_chart
@pytest.mark.parametrize("hand", ["mouse", "phone"])
def test_the_server_s_drawing_is_there_without_scripts(path: str, hand: str, visit: Open) -> None:
    visitor = visit(hand, scripted=False)
    visitor.go(path)
    drawing_is_seen(visitor.page)


def drawing_is_seen(page: Page) -> None:
    drawing = page.locator("[data-drawing] svg:visible").first
    expect(drawing).to_be_visible()
    box = drawing.bounding_box()
    assert box is not None
    assert box["width"] > 200
    assert box["height"] > 50
    assert page.locator("[data-drawing] svg:visible text").count() > 3


# --- weight and stability ---------------------------------------------------------------------------------------------
@each_page
@pytest.mark.parametrize("hand", ["mouse", "phone"])
def test_a_first_visit_is_light_and_nothing_jumps(path: str, hand: str, visit: Open) -> None:
    """Under 150 kB compressed before Plotly; what is drawn stays where it is, also when Plotly takes over."""
    visitor = visit(hand)
    visitor.page.add_init_script(WATCH)
    visitor.go(path)
    visitor.page.wait_for_load_state("networkidle")
    weights = visitor.page.evaluate(WEIGHT)
    assert len(weights) > 3
    assert all(size > 0 for _name, size, _plain in weights), "from a cache"
    assert sum(size for _name, size, _plain in weights) < MOST_BYTES, weights
    assert sum(plain for _name, _size, plain in weights) > sum(size for _name, size, _plain in weights), (
        "not compressed"
    )
    visitor.page.evaluate(TWO_FRAMES)
    assert visitor.page.evaluate("window.shifted") <= MOST_SHIFT


def test_a_jump_would_be_noticed(visit: Open) -> None:
    """The check itself: a block pushed in above everything."""
    visitor = visit()
    visitor.page.add_init_script(WATCH)
    visitor.go("/")
    visitor.page.evaluate(
        "() => { const b = document.createElement('div'); b.style.height = '500px'; document.body.prepend(b) }"
    )
    visitor.page.wait_for_function(f"window.shifted > {MOST_SHIFT}")
