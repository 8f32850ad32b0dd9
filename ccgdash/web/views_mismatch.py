"""The page on which rating and money disagree."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from ccgdash.http.pages import ListPage
from ccgdash.http.resources import Listing
from ccgdash.releases.resources import SOURCES
from ccgdash.web.mismatch import MISMATCHES, RULES, rule_counts


class Mismatch(ListPage):
    """Every disagreement, with the rule it falls under."""

    resource = MISMATCHES
    template_name = "web/mismatch.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        counts = rule_counts(found.selection)
        ids = {each for row in found.rows for each in (*row.rating_sources, *row.finance_sources)}
        rules = [(rule, counts.get(rule.slug, 0)) for rule in RULES]
        return {"rules": rules, "sources": SOURCES.by_ids(found.release, ids)}
