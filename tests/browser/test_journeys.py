"""What people come for, done as they do it: by mouse, by keyboard alone, on a phone; with JavaScript and without."""

from __future__ import annotations

import csv
import io
import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import expect

from ccgdash.lib.words import slug_words, year_words
from tests.browser.checks import sheets
from tests.browser.conftest import Open, Visitor


def answer(visitor: Visitor, path: str) -> Any:
    """What the JSON at a path tells."""
    return visitor.page.request.get(path).json()


def keys(visitor: Visitor) -> list[str | None]:
    """The rows on the page, in their order."""
    return [row.get_attribute("data-key") for row in visitor.page.locator("[data-rows=results] [data-key]").all()]


def told(visitor: Visitor) -> list[str]:
    """The rows the JSON of the same address has."""
    query = urlsplit(visitor.page.url).query
    return [f"{row['ods_code']}|{row['year']}" for row in answer(visitor, f"/ccgs.json?{query}")["results"]]


# --- the commissioner -------------------------------------------------------------------------------------------------
def test_a_commissioner_finds_her_ccg_by_a_slip_reads_its_ratings_and_prints_its_report(
    visit: Open, hand: str, scripted: bool
) -> None:
    her = visit(hand, scripted=scripted)
    her.go("/")
    her.write(her.page.get_by_label("Find a CCG"), "bexly")
    her.press(her.page.locator("main").get_by_role("button", name="Search"))
    her.page.wait_for_url("**/ccgs/?q=bexly")
    her.press(her.page.get_by_role("link", name="NHS Bexley CCG"))
    her.page.wait_for_url("**/ccgs/07N/")
    expect(her.page.get_by_role("heading", level=1)).to_contain_text("NHS Bexley CCG")
    rows = her.page.locator("[data-rows=years] [data-key]")
    years = answer(her, "/ccgs/07N.json")["years"]
    expect(rows).to_have_count(len(years))
    for year in years:
        row = her.page.locator(f"[data-rows=years] [data-key='{year['year']}']")
        expect(row).to_contain_text(year_words(year["year"]))
        expect(row).to_contain_text(slug_words(year["rating"] or year["missing"]["rating"]))
    report(her)


def report(her: Visitor) -> None:
    """The board report: one sheet from the browser's own print, one page as PDF."""
    her.press(her.page.get_by_role("link", name="Board report on one page"))
    her.page.wait_for_url("**/ccgs/07N/report/")
    expect(her.page.get_by_role("heading", level=1)).to_contain_text("NHS Bexley CCG")
    assert sheets(her.page.pdf(prefer_css_page_size=True)) == 1
    link = her.page.get_by_role("link", name="PDF, one A4 page").get_attribute("href")
    assert link
    made = her.page.request.get(link)
    assert made.headers["content-type"] == "application/pdf"
    assert sheets(made.body()) == 1


def test_another_reads_what_its_rating_was(visit: Open) -> None:
    she = visit()
    she.go("/")
    she.write(she.page.get_by_label("Find a CCG"), "croyden")
    she.page.keyboard.press("Enter")
    she.page.wait_for_url("**/ccgs/?**")  # the map of the page before has links to CCGs too
    she.press(she.page.get_by_role("link", name="NHS Croydon CCG", exact=True))
    she.page.wait_for_url("**/ccgs/07V/")
    expect(she.page.locator("[data-rows=years] [data-key='2015-16']")).to_contain_text("Requires improvement")
    expect(she.page.locator("[data-rows=interventions]")).to_contain_text("21 July 2016")


def test_she_follows_a_closed_ccg_to_its_successor(visit: Open, hand: str, scripted: bool) -> None:
    her = visit(hand, scripted=scripted)
    her.go("/ccgs/07N/")
    her.write(her.page.get_by_label("Search by CCG name or code"), "05N")
    her.press(her.page.get_by_role("banner").get_by_role("button", name="Search"))
    her.page.wait_for_url("**/ccgs/?q=05N")
    her.press(her.page.locator("[data-key^='05N|'] a").first)
    her.page.wait_for_url("**/ccgs/05N/")
    closing = her.page.locator(".nhsuk-inset-text", has_text="became part of")
    expect(closing).to_contain_text("31 March 2021")
    her.press(closing.get_by_role("link"))
    her.page.wait_for_url(re.compile(r"/ccgs/M2L0M/$"))
    expect(her.page.get_by_role("heading", level=1)).to_contain_text("Shropshire, Telford and Wrekin")


# --- the regulator ----------------------------------------------------------------------------------------------------
FILTERS = (("year", "2015-16"), ("rating", "inadequate"), ("special_measures", "yes"), ("region", "Y54"))


def open_filters(visitor: Visitor) -> None:
    """On a phone the filters are folded up under one button."""
    fold = visitor.page.locator(".app-explorer__toggle summary")
    if fold.is_visible() and visitor.page.locator(".app-explorer__toggle[open]").count() == 0:
        visitor.press(fold)
    expect(visitor.page.get_by_role("button", name="Apply filters")).to_be_visible()


def choose(visitor: Visitor, parameter: str, value: str) -> None:
    box = visitor.page.locator(f"input[name={parameter}][value='{value}']:not([type=hidden])")
    if not box.is_visible():
        visitor.press(visitor.page.locator("details", has=box).last.locator("summary"))
    visitor.press(box)
    expect(box).to_be_checked()
    if visitor.scripted:
        visitor.page.wait_for_url(f"**{parameter}={value}*")


def filter_all(visitor: Visitor) -> None:
    visitor.go("/ccgs/")
    open_filters(visitor)
    for parameter, value in FILTERS:
        choose(visitor, parameter, value)
    if not visitor.scripted:
        visitor.press(visitor.page.get_by_role("button", name="Apply filters"))
        visitor.page.wait_for_url("**region=Y54*")
    expect(visitor.page.locator("[aria-busy=true]")).to_have_count(0)


def test_a_regulator_filters_sorts_downloads_reloads_goes_back_and_shares(
    visit: Open, hand: str, scripted: bool
) -> None:
    he = visit(hand, scripted=scripted)
    filter_all(he)
    assert {("year", "2015-16"), ("rating", "inadequate")} <= set(FILTERS)
    found = keys(he)
    assert found == told(he) != []
    sort(he)
    assert keys(he) == told(he)
    assert sorted(map(str, keys(he))) == sorted(map(str, found))
    download(he)
    shared = he.page.url
    he.page.reload()
    assert keys(he) == told(he)
    chosen(he)
    he.page.go_back()
    he.page.wait_for_url(lambda url: url != shared)
    expect(he.page.locator(f"[data-rows=results] [data-key='{told(he)[0]}']")).to_be_visible()
    assert keys(he) == told(he) == found
    same_for_another(visit("mouse", scripted=scripted), shared)


def sort(he: Visitor) -> None:
    he.press(he.page.locator("th[data-column=registered_population] a"))
    he.page.wait_for_url("**ordering=registered_population*")
    expect(he.page.locator("th[data-column=registered_population]")).to_have_attribute("aria-sort", "ascending")


def download(he: Visitor) -> None:
    """The file has as many rows as its button says, in the order of the page."""
    button = he.page.locator("a[download]")
    said = re.search(r"\(([\d,]+) rows?\)", button.inner_text())
    assert said
    with he.page.expect_download() as waiting:
        he.press(button)
    text = waiting.value.path().read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == int(said[1].replace(",", ""))
    assert [f"{row['ods_code']}|{row['year']}" for row in rows] == keys(he)


def chosen(visitor: Visitor) -> None:
    """The form and the chips say what the address says."""
    for parameter, value in FILTERS:
        assert visitor.page.locator(f"input[name={parameter}][value='{value}']:not([type=hidden])").is_checked()
    expect(visitor.page.locator(".app-chips__chip")).to_have_count(len(FILTERS))


def same_for_another(other: Visitor, shared: str) -> None:
    other.go(shared)
    assert keys(other) == told(other) != []
    chosen(other)


def test_going_back_step_by_step_restores_each_list(visit: Open, scripted: bool) -> None:
    he = visit("mouse", scripted=scripted)
    he.go("/ccgs/")
    he.go("/ccgs/?year=2015-16")
    he.page.locator("th[data-column=name] a").click()
    he.page.wait_for_url("**ordering=name*")
    he.page.go_back()
    he.page.wait_for_url("**/ccgs/?year=2015-16")
    assert keys(he) == told(he)
    he.page.go_forward()
    he.page.wait_for_url("**ordering=name*")
    assert keys(he) == told(he)


def test_taking_a_chip_away_gives_the_wider_list(visit: Open, hand: str, scripted: bool) -> None:
    he = visit(hand, scripted=scripted)
    he.go("/ccgs/?year=2015-16&rating=inadequate&region=Y54")
    narrow = keys(he)
    he.press(he.page.locator(".app-chips__chip", has_text="Region"))
    he.page.wait_for_url(lambda url: "region" not in url)
    assert keys(he) == told(he)
    assert set(narrow) < set(keys(he))
