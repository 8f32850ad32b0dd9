"""Templates build links from a Selection with one thing changed, escaped."""

from __future__ import annotations

import pytest
from django.template import Context, Template

from ccgdash.http.selection import Selection

SELECTION = Selection(None, {"rating": ("good",), "q": ('"<x>',)}, path="/ccgs/", page=2)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("url_with selection 'rating' 'inadequate'", "/ccgs/?q=%22%3Cx%3E&amp;rating=good&amp;rating=inadequate"),
        ("url_only selection 'rating' 'inadequate'", "/ccgs/?q=%22%3Cx%3E&amp;rating=inadequate"),
        ("url_without selection 'q'", "/ccgs/?rating=good"),
        ("url_without selection 'rating' 'good'", "/ccgs/?q=%22%3Cx%3E"),
        ("url_toggled selection 'rating' 'good'", "/ccgs/?q=%22%3Cx%3E"),
        ("url_toggled selection 'open' 'yes'", "/ccgs/?open=yes&amp;q=%22%3Cx%3E&amp;rating=good"),
        ("url_sorted_by selection 'name'", "/ccgs/?q=%22%3Cx%3E&amp;rating=good&amp;ordering=name"),
        ("sort_direction selection 'name'", "none"),
        ("url_of_page selection 3", "/ccgs/?q=%22%3Cx%3E&amp;rating=good&amp;page=3"),
        ("url_at selection '/ccgs.csv'", "/ccgs.csv?q=%22%3Cx%3E&amp;rating=good&amp;page=2"),
    ],
)
def test_links(tag: str, expected: str) -> None:
    template = Template("{% load selection %}{% " + tag + " %}")
    assert template.render(Context({"selection": SELECTION})) == expected


def test_chosen_values_are_listed_as_text() -> None:
    template = Template("{% load selection %}{{ selection|chosen:'rating'|join:',' }}")
    assert template.render(Context({"selection": SELECTION})) == "good"
