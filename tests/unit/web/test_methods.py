"""Methods as readers meet them: each example is what the code comes to, each source exists, each page says the rule."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.test import RequestFactory

from assessments.rulesets import rule_sets
from ccgdash.http.problems import Problem
from ccgdash.web import words_pages
from ccgdash.web.methods import CHAPTERS, Method, by_slug
from tests.contracts.html import Node, parse

ROOT = Path(__file__).parents[3]
ASK = RequestFactory()
each_method = pytest.mark.parametrize("method", by_slug().values(), ids=lambda method: method.slug)


def page(slug: str) -> Node:
    return parse(words_pages.method(ASK.get(f"/methods/{slug}/"), slug=slug).content.decode())


@each_method
def test_the_code_comes_to_the_result_on_the_page(method: Method) -> None:
    assert method.example.compute() == method.example.result


@each_method
def test_the_page_tells_rule_gap_and_example(method: Method) -> None:
    text = page(method.slug).text
    for words in (*method.paragraphs, *method.example.lines, method.example.result, " ".join(method.missing.split())):
        assert " ".join(words.split()) in text


def test_every_source_named_is_a_source_of_the_data() -> None:
    with (ROOT / "data" / "sources.csv").open(encoding="utf-8") as file:
        known = {row["source_id"] for row in csv.DictReader(file)}
    assert {source for method in by_slug().values() for source in method.sources} <= known


def test_no_method_stands_twice_and_none_has_the_name_of_a_rule_set() -> None:
    slugs = [method.slug for chapter in CHAPTERS for method in chapter.methods]
    assert len(slugs) == len(set(slugs)) >= 20
    assert not set(slugs) & set(rule_sets())


def test_the_index_leads_to_every_method_and_rule_set() -> None:
    index = parse(words_pages.methods(ASK.get("/methods/")).content.decode())
    links = {link.attrs["href"] for link in index.all("a")}
    assert {f"/methods/{slug}/" for slug in (*by_slug(), *rule_sets())} <= links


@pytest.mark.parametrize("slug", rule_sets())
def test_a_rule_set_says_what_it_stands_on_and_that_it_is_not_official(slug: str) -> None:
    rules, text = rule_sets()[slug], page(slug).text
    assert "not official" in text
    assert ("not verified" in text) is not rules.verified
    for words in (rules.summary, *rules.evidence, *rules.limits):
        assert " ".join(words.split()) in text


def test_an_unknown_method_is_refused_with_those_there_are() -> None:
    with pytest.raises(Problem) as refused:
        page("nope")
    assert refused.value.status == 404
    assert "recovery" in refused.value.errors[0].allowed
