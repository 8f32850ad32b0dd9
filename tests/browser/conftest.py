"""Visitors of the live app: a mouse, a keyboard, a phone, with JavaScript or without, and what their consoles say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, ConsoleMessage, Locator, Page, Request

MOST_TABS = 400


@dataclass
class Visitor:
    """One person's browser. `hand` is how they reach things: mouse, keyboard or phone."""

    page: Page
    hand: str
    scripted: bool
    said: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Keep every error of the console, every script that broke, every file that did not come."""
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.said.append(f"script: {error}"))
        self.page.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        # The browser itself reports the status of a page that is an error on purpose.
        own = "Failed to load resource" in message.text and message.location.get("url") == self.page.url
        if message.type in ("error", "warning") and not own:
            self.said.append(f"{message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        # A newer question of the same visitor takes back the one before it; a download is no page.
        if request.failure != "net::ERR_ABORTED":
            self.said.append(f"{request.failure}: {request.url}")

    def go(self, path: str) -> None:
        self.page.goto(path, wait_until="load")

    def press(self, target: Locator) -> None:
        """Follow a link, push a button, tick a box."""
        if self.hand == "keyboard":
            self.reach(target)
            self.page.keyboard.press("Space" if target.get_attribute("type") == "checkbox" else "Enter")
        elif target.get_attribute("type") == "checkbox":
            self._touch(self.page.locator(f'label[for="{target.get_attribute("id")}"]'))
        else:
            self._touch(target)

    def _touch(self, target: Locator) -> None:
        target.tap() if self.hand == "phone" else target.click()

    def reach(self, target: Locator) -> None:
        """Press Tab until it has the focus, and the focus can be seen."""
        for _ in range(MOST_TABS):
            if target.evaluate("node => node === document.activeElement"):
                assert target.evaluate(SEEN), "the focus cannot be seen"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target}")

    def write(self, target: Locator, text: str) -> None:
        if self.hand == "keyboard":
            self.reach(target)
            self.page.keyboard.type(text)
        else:
            target.fill(text)


SEEN = """node => {
  const box = (node.type === "checkbox" ? node.parentElement : node).getBoundingClientRect();
  return box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
}"""

SIZES: dict[str, dict[str, Any]] = {
    "mouse": {"viewport": {"width": 1280, "height": 900}},
    "keyboard": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True},
}

Open = Callable[..., Visitor]


def visitor_of(browser: Browser, site: str, hand: str, *, scripted: bool = True, **options: Any) -> Visitor:
    """A new person with an empty cache, to be shown out by closing the page's context."""
    settings = {**SIZES[hand], **options}
    context = browser.new_context(base_url=site, java_script_enabled=scripted, locale="en-GB", **settings)
    context.set_default_timeout(10_000)
    visitor = Visitor(context.new_page(), hand, scripted)
    visitor.listen()
    return visitor


@pytest.fixture
def visit(browser: Browser, live_app: str) -> Iterator[Open]:
    """`visit("phone", scripted=False)`: a new person with an empty cache. At the end no console may have complained."""
    people: list[Visitor] = []

    def opened(hand: str = "mouse", *, scripted: bool = True, **options: Any) -> Visitor:
        people.append(visitor_of(browser, live_app, hand, scripted=scripted, **options))
        return people[-1]

    yield opened
    said = [line for visitor in people for line in visitor.said]
    for visitor in people:
        visitor.page.context.close()
    assert said == []


class Windows:
    """A window for each hand, used again by one visitor after another: the browser's process stays, with all it has
    compiled, which is a third of the work of looking at a page. What it has kept of the site goes before each visit."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser, self.site = browser, site
        self.open: dict[str, tuple[Visitor, CDPSession]] = {}

    def visit(self, hand: str, script: str) -> Visitor:
        """Somebody who has never been here, on whose every page `script` runs first."""
        visitor, tools = self.open.get(hand) or self._opened(hand, script)
        visitor.said.clear()
        # Turning the cache off empties the memory of the process; what is on disk is another matter.
        for off in (True, False):
            tools.send("Network.setCacheDisabled", {"cacheDisabled": off})
        tools.send("Network.clearBrowserCache")
        tools.send("Storage.clearDataForOrigin", {"origin": self.site, "storageTypes": "all"})
        return visitor

    def _opened(self, hand: str, script: str) -> tuple[Visitor, CDPSession]:
        visitor = visitor_of(self.browser, self.site, hand)
        visitor.page.add_init_script(script)
        tools = visitor.page.context.new_cdp_session(visitor.page)
        tools.send("Network.enable")
        self.open[hand] = visitor, tools
        # The next one gets a window of its own.
        visitor.page.on("crash", lambda _page: self._forget(hand))
        return visitor, tools

    def _forget(self, hand: str) -> None:
        self.open.pop(hand, None)

    def close(self) -> None:
        for visitor, _tools in self.open.values():
            visitor.page.context.close()
        self.open.clear()


@pytest.fixture(params=["mouse", "keyboard", "phone"])
def hand(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[True, False], ids=["js", "no-js"])
def scripted(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)
