"""What is measured of a page a browser shows: axe, width, weight, jumps, sheets of paper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.conftest import SIZES, Visitor

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What a phone lays out late is looked at as it is first, then laid out for the colours of its text: axe passes by what
# it cannot see.
RUN = """async tags => {
  const found = async options => (await axe.run(document, { resultTypes: ["violations"], ...options })).violations;
  const contrast = "color-contrast";
  const all = await found({ runOnly: { type: "tag", values: tags }, rules: { [contrast]: { enabled: false } } });
  const laidOut = new CSSStyleSheet();
  laidOut.replaceSync("* { content-visibility: visible !important; }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, laidOut];
  all.push(...await found({ runOnly: { type: "rule", values: [contrast] } }));
  return all.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target} ${node.failureSummary}`));
}"""
# Colour contrast is most of axe's time: it looks up what lies behind every text. What it finds is told by the colours,
# backgrounds, opacity, size and weight of a text and of all it stands in (axe-core, rule color-contrast), and these are
# compared here for every text of the page: of each kind, axe looks at the first three. Nothing else is left out.
OF_EACH_KIND = """() => {
  const numbers = new Map(), kinds = new WeakMap(), seen = new Map();
  const number = words => numbers.get(words) ?? (numbers.set(words, numbers.size), numbers.size - 1);
  const kind = node => {
    if (!node) return "";
    if (!kinds.has(node)) {
      const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(node);
      const own = [node.localName, node.getAttribute("class"), backgroundColor, backgroundImage, opacity, position];
      kinds.set(node, number([kind(node.parentElement), ...own].join()));
    }
    return kinds.get(node);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const node = text.parentElement;
    if (!text.data.trim() || !node.checkVisibility()) continue;
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(node);
    const words = [kind(node), color, fontSize, fontWeight, textShadow].join();
    seen.set(words, (seen.get(words) ?? 0) + 1);
    if (seen.get(words) <= 3) node.setAttribute("data-looked-at", "");
  }
  document.querySelectorAll("input, select, textarea, button").forEach(each => each.setAttribute("data-looked-at", ""));
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-looked-at]" }] });
}"""
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
DRAWN = """() => innerWidth < 640 || [...document.querySelectorAll("figure[data-plotly]")].every(figure => {
  const { top, bottom, height } = figure.getBoundingClientRect();
  return !height || top >= innerHeight + 200 || bottom <= -200 || figure.querySelector(".main-svg");
})"""
AS_SENT = """async () => {
  const sent = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const plain = page => {
    const main = page.querySelector("main").cloneNode(true);
    for (const hexagon of main.querySelectorAll("a[data-at]")) hexagon.removeAttribute("tabindex");
    for (const summary of main.querySelectorAll("[data-nhsuk-error-summary-init]"))
      summary.removeAttribute("data-nhsuk-error-summary-init");
    return main.outerHTML;
  };
  return plain(document) === plain(sent);
}"""
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def faults(page: Page, *, of_each_kind: bool = False) -> Any:
    """What axe has against a page, by WCAG 2.2 AA. `of_each_kind`: of texts alike in all that makes their contrast, it
    looks at that of three; every other rule looks at everything."""
    assert AXE.exists(), "run `make assets`"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    if of_each_kind:
        page.evaluate(OF_EACH_KIND)
    return page.evaluate(RUN, TAGS)


def is_as_sent(page: Page) -> bool:
    """Whether scripts left the content as the server sent it, so that what axe says of it holds without them too.

    Two things aside that axe has no rule for: which hexagon Tab stops at, and the mark of a focused error summary."""
    return bool(page.evaluate(AS_SENT))


def settle(visitor: Visitor) -> None:
    """Wait until charts in view, and those charts.js draws just before they are, are Plotly's."""
    visitor.page.wait_for_function(DRAWN)


def stays_in_its_width(visitor: Visitor) -> bool:
    """Whether nothing scrolls sideways; a phone widens its view instead, so the view is measured too."""
    wide = SIZES[visitor.hand]["viewport"]["width"]
    seen_width, content = visitor.page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
    return bool(content <= seen_width == wide)


def is_light(page: Page) -> None:
    """Under 150 kB compressed before Plotly, on a visit with an empty cache."""
    weights = page.evaluate(WEIGHT)
    assert len(weights) > 3
    assert all(size > 0 for _name, size, _plain in weights), "from a cache"
    assert sum(size for _name, size, _plain in weights) < MOST_BYTES, weights
    assert sum(plain for _name, _size, plain in weights) > sum(size for _name, size, _plain in weights), (
        "not compressed"
    )


def is_still(page: Page) -> None:
    """What was drawn stayed where it was, also when Plotly took over; the page was opened with WATCH."""
    page.evaluate(TWO_FRAMES)
    assert page.evaluate("window.shifted") <= MOST_SHIFT


def sheets(pdf: bytes) -> int:
    """Pages of a PDF, printed by the browser or made by the site."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))
