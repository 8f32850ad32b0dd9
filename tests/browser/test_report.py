"""The board report on paper: one sheet, whoever prints it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open


@pytest.mark.parametrize("code", ["05N", "07V", "W2U3Z", "04G", "00L"])
def test_the_report_prints_on_one_sheet(code: str, visit: Open) -> None:
    visitor = visit()
    visitor.go(f"/ccgs/{code}/report/")
    pdf = visitor.page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def test_a_commissioner_finds_her_ccg_by_a_typo_and_reaches_its_report(visit: Open, scripted: bool) -> None:
    visitor = visit("keyboard", scripted=scripted)
    visitor.go("/ccgs/?q=bexly")
    visitor.press(visitor.page.get_by_role("link", name="NHS Bexley CCG"))
    visitor.page.wait_for_url("**/ccgs/07N/")
    visitor.press(visitor.page.get_by_role("link", name="Board report on one page"))
    visitor.page.wait_for_url("**/ccgs/07N/report/")
    assert visitor.page.get_by_role("heading", level=1).inner_text() == "NHS Bexley CCG"


def test_ccgs_are_added_and_removed_with_the_keyboard(visit: Open, scripted: bool) -> None:
    visitor = visit("keyboard", scripted=scripted)
    visitor.go("/compare/?ccg=07M")
    visitor.page.get_by_label("Add a CCG").last.select_option("07V")
    visitor.press(visitor.page.get_by_role("button", name="Show", exact=True))
    visitor.page.wait_for_url("**/compare/?*ccg=07V*")
    visitor.press(visitor.page.get_by_role("link", name="Remove NHS Barnet CCG"))
    expect(visitor.page.get_by_role("link", name="Remove NHS Barnet CCG")).to_have_count(0)
    expect(visitor.page.get_by_role("link", name="Remove NHS Croydon CCG")).to_have_count(1)
