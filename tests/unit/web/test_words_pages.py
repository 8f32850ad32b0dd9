"""About and accessibility: what they claim is so."""

from __future__ import annotations

from pathlib import Path

from django.test import RequestFactory

from ccgdash.web import navigation, words_pages
from tests.contracts.html import parse

ROOT = Path(__file__).parents[3]
ASK = RequestFactory()


def test_the_accessibility_statement_claims_no_more_than_is_tested() -> None:
    text = parse(words_pages.accessibility(ASK.get("/accessibility/")).content.decode()).text
    files = [ROOT / "tests" / "browser" / name for name in ("checks.py", "test_accessibility.py")]
    tests = "".join(file.read_text(encoding="utf-8") for file in files)
    assert "WCAG" in text
    assert '"wcag22aa"' in tests
    assert "stays_in_its_width" in tests
    assert "first_tab_skips" in tests
    assert "do not claim that it meets the standard in full" in text
    assert "tested in Chromium only" in text


def test_reduced_motion_is_heeded_as_the_statement_says() -> None:
    assert "prefers-reduced-motion" in (ROOT / "static" / "js" / "charts.js").read_text(encoding="utf-8")


def test_about_says_what_it_is_not_and_leads_on() -> None:
    page = parse(words_pages.about(ASK.get("/about/")).content.decode())
    assert "It is not official" in page.text
    links = {link.attrs["href"] for link in page.all("a")}
    assert {"/methods/", "/accessibility/", "/components/", "/places/", "/compare/"} <= links


def test_the_footer_leads_to_them() -> None:
    navigation._is_served.cache_clear()  # tests of a toy site may have asked before
    there = {place.href for place in navigation.served(navigation.FOOTER)}
    assert {"/methods/", "/about/", "/accessibility/", "/places/", "/compare/"} <= there
