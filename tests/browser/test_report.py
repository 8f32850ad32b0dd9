"""The board report on paper: one sheet, whoever prints it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.checks import sheets
from tests.browser.conftest import Open


@pytest.mark.parametrize("code", ["05N", "07V", "W2U3Z", "04G", "00L"])
def test_the_report_prints_on_one_sheet(code: str, visit: Open) -> None:
    visitor = visit()
    visitor.go(f"/ccgs/{code}/report/")
    assert sheets(visitor.page.pdf(prefer_css_page_size=True, print_background=True)) == 1


def test_ccgs_are_added_and_removed_with_the_keyboard(visit: Open, scripted: bool) -> None:
    visitor = visit("keyboard", scripted=scripted)
    visitor.go("/compare/?ccg=07M")
    visitor.page.get_by_label("Add a CCG").last.select_option("07V")
    visitor.press(visitor.page.get_by_role("button", name="Show", exact=True))
    visitor.page.wait_for_url("**/compare/?*ccg=07V*")
    visitor.press(visitor.page.get_by_role("link", name="Remove NHS Barnet CCG"))
    expect(visitor.page.get_by_role("link", name="Remove NHS Barnet CCG")).to_have_count(0)
    expect(visitor.page.get_by_role("link", name="Remove NHS Croydon CCG")).to_have_count(1)
