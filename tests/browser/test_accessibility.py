"""On every page and in every state, wide and at 320 px: axe finds nothing against WCAG 2.2 AA, with scripts or without;
nothing scrolls sideways or jumps, a first visit is light, no console complains, the first Tab skips to the content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.checks import (
    MOST_SHIFT,
    TWO_FRAMES,
    WATCH,
    faults,
    is_as_sent,
    is_light,
    is_still,
    settle,
    stays_in_its_width,
)
from tests.browser.conftest import Open, Visitor, Windows
from tests.browser.states import seen

Visit = Callable[[str], Visitor]


@pytest.fixture(scope="module")
def windows(browser: Browser, live_app: str) -> Iterator[Windows]:
    opened = Windows(browser, live_app)
    yield opened
    opened.close()


@pytest.fixture
def first_visit(windows: Windows) -> Iterator[Visit]:
    """Somebody new in a window used before, watched for jumps. At the end no console may have complained."""
    people: list[Visitor] = []

    def opened(hand: str) -> Visitor:
        people.append(windows.visit(hand, WATCH))
        return people[-1]

    yield opened
    assert [line for visitor in people for line in visitor.said] == []


each_state = pytest.mark.parametrize("state", seen())


@each_state
@pytest.mark.parametrize("hand", ["mouse", "phone"])
def test_a_first_visit_is_light_and_still_and_axe_finds_nothing(
    state: str, hand: str, first_visit: Visit, visit: Open
) -> None:
    visitor = first_visit(hand)
    visitor.go(seen()[state])
    settle(visitor)
    is_light(visitor.page)
    is_still(visitor.page)
    assert faults(visitor.page, of_each_kind=hand == "phone") == []
    assert stays_in_its_width(visitor)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_count(1)
    # Charts stay the server's on a phone: where nothing else was changed either, axe has seen the page without scripts.
    if hand == "phone" and not is_as_sent(visitor.page):
        assert faults_without_scripts(seen()[state], visit) == []


def faults_without_scripts(path: str, visit: Open) -> Any:
    """What axe finds where no script comes."""
    visitor = visit("phone")
    visitor.page.route("**/*.js", lambda route: route.fulfill(status=200, content_type="text/javascript", body=""))
    visitor.go(path)
    return faults(visitor.page)


@pytest.mark.parametrize("state", ["page home", "page ccgs", "page ratings-year", "CCG with everything"])
def test_axe_finds_nothing_where_no_script_comes(state: str, visit: Open) -> None:
    """Header and footer, which scripts do change and all pages share, and maps; other content: see above."""
    assert faults_without_scripts(seen()[state], visit) == []


@pytest.mark.parametrize("hand", ["mouse", "phone"])
def test_axe_finds_nothing_with_every_fold_open(hand: str, visit: Open) -> None:
    visitor = visit(hand)
    for path in ("/ccgs/?year=2015-16", "/ratings/2015-16/", "/special-measures/", "/ccgs/07V/"):
        visitor.go(path)
        settle(visitor)
        visitor.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert faults(visitor.page) == [], path
        assert stays_in_its_width(visitor), path


@pytest.mark.parametrize("of_each_kind", [True, False])
def test_axe_would_find_something(of_each_kind: bool, visit: Open) -> None:
    """The check itself: a picture without words and pale text are found, the text also as the last of many alike."""
    visitor = visit()
    visitor.go("/about/")
    visitor.page.evaluate(
        """() => {
          const main = document.querySelector("main");
          for (const color of ["#000", "#000", "#000", "#000", "#ccc"]) {
            const text = document.createElement("p");
            text.textContent = color; text.style.color = color;
            main.append(text);
          }
          main.append(document.createElement("img"));
        }"""
    )
    found = " ".join(faults(visitor.page, of_each_kind=of_each_kind))
    assert "image-alt" in found
    assert "color-contrast" in found


def test_a_jump_would_be_noticed(visit: Open) -> None:
    """The check itself: a block pushed in above everything."""
    visitor = visit()
    visitor.page.add_init_script(WATCH)
    visitor.go("/")
    visitor.page.evaluate(
        "() => { const b = document.createElement('div'); b.style.height = '500px'; document.body.prepend(b) }"
    )
    visitor.page.evaluate(TWO_FRAMES)
    assert visitor.page.evaluate("window.shifted") > MOST_SHIFT


def test_a_phone_without_scripts_shows_every_page_in_its_width(visit: Open) -> None:
    """And its console says nothing: `visit` sees to that, here and above."""
    visitor = visit("phone", scripted=False)
    wide = []
    for state, path in seen().items():
        visitor.go(path)
        wide += [] if stays_in_its_width(visitor) else [state]
    assert wide == []


def test_the_first_tab_skips_to_the_content(visit: Open, scripted: bool) -> None:
    visitor = visit("keyboard", scripted=scripted)
    visitor.go("/ccgs/")
    visitor.page.keyboard.press("Tab")
    skip = visitor.page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**#maincontent")


def test_filters_are_reachable_on_a_phone(visit: Open, scripted: bool) -> None:
    visitor = visit("phone", scripted=scripted)
    for path in ("/ccgs/", "/ratings/2015-16/", "/special-measures/"):
        visitor.go(path)
        apply = visitor.page.get_by_role("button", name="Apply filters")
        expect(apply).to_be_hidden()
        visitor.page.locator(".app-explorer__toggle summary").tap()
        expect(apply).to_be_visible()


@pytest.mark.parametrize("path", ["/ccgs/?raiting=inadequate", "/ccgs/?on=yesterday"])
def test_what_is_wrong_is_announced_first(path: str, visit: Open) -> None:
    visitor = visit()
    visitor.go(path)
    summary = visitor.page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(visitor.page).to_have_title("Problem: CCGs - ccgdash")
