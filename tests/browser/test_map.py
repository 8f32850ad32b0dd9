"""The map of hexagons and the three views as people use them: by mouse, by keys, on a phone; with scripts and without;
and filters that answer while one types."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open, Visitor
from tests.browser.test_journeys import answer, keys, open_filters, told

MAP = "/ccgs/?year=2015-16&view=map"


def hexagon(visitor: Visitor, code: str) -> Locator:
    return visitor.page.locator(f"[data-hexmap] a[data-at][href='/ccgs/{code}/']:visible")


def way(visitor: Visitor, words: str) -> Locator:
    return visitor.page.locator(".app-switch").get_by_role("link", name=words)


# --- the map ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("hand", ["mouse", "keyboard"])
def test_a_hexagon_of_the_front_page_leads_to_its_ccg(visit: Open, hand: str, scripted: bool) -> None:
    she = visit(hand, scripted=scripted)
    she.go("/?year=2015-16")
    first = she.page.locator("[data-hexmap] a[data-at]").first
    name = first.get_attribute("aria-label") or ""
    assert name.startswith("NHS ")
    she.press(first)
    she.page.wait_for_url(re.compile(r"/ccgs/\w+/$"))
    expect(she.page.get_by_role("heading", level=1)).to_contain_text(name.partition(":")[0])


def test_arrow_keys_walk_over_the_map_and_one_tab_leaves_it(visit: Open) -> None:
    she = visit("keyboard")
    she.go(MAP)
    north = she.page.locator("[data-hexmap] a[data-at]").first
    she.reach(north)
    line = she.page.locator("[data-told]")
    expect(line).to_have_text(north.locator("title").text_content() or "?")
    for key, turned in (("ArrowRight", 1), ("ArrowLeft", 0), ("ArrowDown", None), ("ArrowUp", None)):
        she.page.keyboard.press(key)
        focused = she.page.locator("[data-hexmap] a:focus")
        expect(line).to_have_text(focused.locator("title").text_content() or "?")
        if turned is not None:
            expect(she.page.locator("[data-hexmap] a[data-at]").nth(turned)).to_be_focused()
    she.page.keyboard.press("Tab")
    expect(she.page.locator("[data-hexmap] svg a:focus")).to_have_count(0)
    expect(line).to_contain_text("Each hexagon is one CCG")


def test_arrow_keys_reach_every_hexagon(visit: Open) -> None:
    she = visit("keyboard")
    she.go("/ccgs/?year=2021-22&view=map")
    reached = she.page.evaluate(
        """() => {
          const all = [...document.querySelectorAll('[data-hexmap] a[data-at]')], seen = new Set(), front = [all[0]];
          while (front.length) {
            const link = front.pop();
            if (seen.has(link)) continue;
            seen.add(link);
            for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
              link.focus();
              link.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
              front.push(document.activeElement);
            }
          }
          return [seen.size, all.length];
        }"""
    )
    assert reached[0] == reached[1] == answer(she, "/ccgs.json?year=2021-22")["count"]


def test_the_hexagon_with_the_focus_is_seen_to_have_it(visit: Open, scripted: bool) -> None:
    she = visit("keyboard", scripted=scripted)
    she.go(MAP)
    first = she.page.locator("[data-hexmap] a[data-at]").first
    she.reach(first)
    look = first.locator("path").evaluate("path => [getComputedStyle(path).fill, getComputedStyle(path).strokeWidth]")
    assert look == ["rgb(255, 235, 59)", "4px"]


def test_a_map_can_be_skipped_without_scripts(visit: Open) -> None:
    she = visit("keyboard", scripted=False)
    she.go(MAP)
    skip = she.page.get_by_role("link", name="Skip the map")
    she.reach(skip)
    expect(skip).to_be_in_viewport()
    she.page.keyboard.press("Enter")
    she.page.keyboard.press("Tab")
    expect(she.page.locator("[data-hexmap] svg a:focus")).to_have_count(0)


def test_the_mouse_is_told_what_it_rests_on(visit: Open) -> None:
    he = visit()
    he.go(MAP)
    hexagon(he, "07V").hover()
    expect(he.page.locator("[data-told]")).to_have_text("NHS Croydon CCG: Requires improvement")


def test_a_phone_sees_the_whole_map_and_follows_its_list(visit: Open, scripted: bool) -> None:
    she = visit("phone", scripted=scripted)
    she.go("/?year=2015-16")
    box = she.page.locator(".app-hexmap svg:visible").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert she.page.evaluate("document.documentElement.scrollWidth") <= 320
    she.press(she.page.locator(".app-hexmap summary"))
    she.press(she.page.locator(".app-hexmap").get_by_role("link", name="NHS Croydon CCG"))
    she.page.wait_for_url("**/ccgs/07V/")


def test_a_finger_on_the_map_of_a_phone_is_told_of_the_nearest_hexagon_and_led_to_it(visit: Open) -> None:
    she = visit("phone")
    she.go("/?year=2015-16")
    at = hexagon_at(she, "07V")
    box = she.page.locator(f".app-chart__narrow g[data-at='{at}']").bounding_box()
    assert box
    assert box["width"] < 24, "too small to be a target by itself"
    she.page.locator(".app-chart__narrow g[data-at]").first.scroll_into_view_if_needed()
    box = she.page.locator(f".app-chart__narrow g[data-at='{at}']").bounding_box()
    assert box
    she.page.touchscreen.tap(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    line = she.page.locator("[data-told]")
    expect(line).to_contain_text("NHS Croydon CCG: Requires improvement")
    link = line.get_by_role("link")
    size = link.bounding_box()
    assert size
    assert size["height"] >= 24
    link.tap()
    she.page.wait_for_url("**/ccgs/07V/")


def hexagon_at(visitor: Visitor, code: str) -> str | None:
    return visitor.page.locator(f"[data-hexmap] a[data-at][href='/ccgs/{code}/']").get_attribute("data-at")


# --- three views ------------------------------------------------------------------------------------------------------
def test_table_map_and_chart_show_one_list(visit: Open, hand: str, scripted: bool) -> None:
    he = visit(hand, scripted=scripted)
    he.go("/ccgs/?year=2015-16&rating=inadequate")
    rows = keys(he)
    assert len(rows) == 26
    he.press(way(he, "Map"))
    he.page.wait_for_url("**view=map*")
    assert keys(he) == told(he) == rows
    if hand != "phone":
        expect(he.page.locator("[data-hexmap] a[data-at]")).to_have_count(26)
    he.press(way(he, "Chart"))
    he.page.wait_for_url("**view=chart*")
    expect(way(he, "Chart")).to_have_attribute("aria-current", "page")
    expect(he.page.locator("figure.app-chart")).to_have_count(2)
    assert keys(he) == rows
    he.page.reload()
    expect(he.page.locator("figure.app-chart")).to_have_count(2)
    he.page.go_back()
    he.page.wait_for_url("**view=map*")
    he.press(way(he, "Table"))
    he.page.wait_for_url(lambda url: "view" not in url)
    assert keys(he) == rows


def test_a_map_is_coloured_anew(visit: Open, scripted: bool) -> None:
    he = visit(scripted=scripted)
    he.go(MAP)
    box = he.page.get_by_label("Colour the map by")
    box.focus()
    box.select_option("finance_status")
    if not scripted:
        he.press(he.page.get_by_role("button", name="Colour"))
    he.page.wait_for_url("**colour=finance_status*")
    expect(he.page.locator(".app-hexmap .app-chart__title")).to_contain_text("Finance status, 2015/16")
    assert "view=map" in he.page.url
    if scripted:
        expect(he.page.get_by_label("Colour the map by")).to_be_focused()
        expect(he.page.locator("[data-hexmap] a[tabindex='0']")).to_have_count(1)
        he.page.go_back()
        expect(he.page.locator(".app-hexmap .app-chart__title")).to_contain_text("Rating, 2015/16")


def with_clock_stopped(visitor: Visitor, address: str) -> tuple[Locator, Locator]:
    """The page at `address`, where time passes only when told to: (the button that plays, the title of the map)."""
    visitor.page.clock.install(time=0)
    visitor.go(address)
    visitor.page.clock.pause_at(3_600_000)
    visitor.page.evaluate(
        """() => {
          const animate = Element.prototype.animate;
          window.moved = 0;
          Element.prototype.animate = function (...how) { window.moved += 1; return animate.apply(this, how); };
        }"""
    )
    return visitor.page.locator("#play-years"), visitor.page.locator(".app-hexmap .app-chart__title")


def test_the_years_play_to_the_last_and_one_step_back_undoes_it(visit: Open, hand: str) -> None:
    she = visit(hand)
    play, title = with_clock_stopped(she, "/ccgs/?year=2019-20&view=map&colour=finance_status")
    she.press(play)
    expect(title).to_contain_text("2020/21")
    expect(play).to_have_text("Stop")
    expect(play).to_be_focused()
    assert she.page.evaluate("window.moved") == 135
    she.page.clock.run_for(2000)
    expect(title).to_contain_text("2021/22")
    expect(play).to_have_text("Play the years")
    expect(play).to_be_focused()
    assert she.page.url.endswith("/ccgs/?colour=finance_status&view=map&year=2021-22")
    assert keys(she) == told(she)
    she.page.go_back()
    expect(title).to_contain_text("2019/20")


def test_years_that_play_are_stopped_where_they_are_and_go_on_from_there(visit: Open) -> None:
    she = visit()
    play, title = with_clock_stopped(she, "/ccgs/?year=2021-22&view=map")
    play.click()
    expect(title).to_contain_text("2013/14")
    play.click()
    expect(play).to_have_text("Play the years")
    she.page.clock.run_for(20_000)
    expect(title).to_contain_text("2013/14")
    play.click()
    expect(title).to_contain_text("2014/15")


def test_nothing_plays_for_who_wants_less_motion_or_has_no_scripts(visit: Open, scripted: bool) -> None:
    she = visit(scripted=scripted)
    if scripted:
        she.page.emulate_media(reduced_motion="reduce")
    she.go(MAP)
    expect(she.page.locator(".app-year-links a").first).to_be_visible()
    expect(she.page.locator("#play-years")).to_be_hidden()


def test_filters_keep_the_map(visit: Open, scripted: bool) -> None:
    he = visit(scripted=scripted)
    he.go(f"{MAP}&colour=growth")
    open_filters(he)
    london = he.page.locator("input[name=region][value=Y56]")
    he.press(he.page.locator("details", has=london).last.locator("summary"))
    he.press(london)
    if not scripted:
        he.press(he.page.get_by_role("button", name="Apply filters"))
    he.page.wait_for_url("**region=Y56*")
    expect(he.page.locator("[data-hexmap] a[data-at]")).to_have_count(32)
    assert "view=map" in he.page.url
    assert "colour=growth" in he.page.url


# --- typing -----------------------------------------------------------------------------------------------------------
def test_a_list_answers_while_one_types_and_keeps_its_place(visit: Open) -> None:
    she = visit("keyboard")
    she.go("/ccgs/?year=2015-16")
    she.page.evaluate("window.stayed = true")
    box = she.page.locator("#f-q-box")
    she.reach(box)
    she.page.keyboard.type("croyd", delay=40)
    she.page.wait_for_url("**q=croyd*")
    expect(she.page.locator("[data-rows=results] [data-key='07V|2015-16']")).to_be_visible()
    expect(box).to_be_focused()
    expect(box).to_have_value("croyd")
    expect(she.page.get_by_role("status")).to_have_text(re.compile(r"^\d+ CCGs? found$"))
    assert keys(she) == told(she)
    she.page.keyboard.type("on", delay=40)
    she.page.wait_for_url("**q=croydon*")
    assert she.page.evaluate("window.stayed") is True
    # All that was typed in one go is one step back.
    she.page.go_back()
    she.page.wait_for_url(lambda url: "q=" not in url)
    expect(box).to_have_value("")
    expect(she.page.locator(".app-results__count")).to_contain_text("209 CCGs")
    she.page.go_forward()
    she.page.wait_for_url("**q=croydon*")
    expect(box).to_have_value("croydon")
    she.page.reload()
    expect(box).to_have_value("croydon")
    assert keys(she) == told(she)


def test_what_is_wrong_is_told_by_the_page_itself(visit: Open) -> None:
    he = visit("keyboard")
    he.go("/ccgs/?year=2015-16")
    day = he.page.locator("input[name=on]")
    he.press(he.page.locator("details", has=day).last.locator("summary"))
    he.write(day, "yesterday")
    he.page.keyboard.press("Tab")
    he.page.wait_for_url("**on=yesterday*")
    expect(he.page.get_by_role("alert")).to_be_focused()
    expect(he.page.locator("input[name=on]")).to_have_value("yesterday")
