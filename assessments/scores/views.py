"""Pages of what rule sets make of the inputs: scores, explanations, what-if."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from assessments.rulesets import rule_sets, rule_sets_of
from assessments.scores import presenters as said
from assessments.scores.api import movers_csv
from assessments.scores.filtersets import default_rules
from assessments.scores.resources.explain import EXPLAIN
from assessments.scores.resources.scores import REPRODUCTIONS, SCORES
from assessments.scores.resources.what_if import WHAT_IF, WhatIfRow
from ccgdash.http.pages import DetailPage, ListPage
from ccgdash.http.problems import Problem
from ccgdash.http.query import Params
from ccgdash.http.release import resolve
from ccgdash.http.resources import Detail, Listing, detail
from ccgdash.http.selection import Selection
from ccgdash.releases.resources import SOURCES


class Scores(ListPage):
    """Every computed result, with the range of its rank."""

    resource = SCORES
    template_name = "assessments/scores/scores.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        return {"lines": said.score_lines(found.rows)}


class ReproductionPage(ListPage):
    """How often rule sets agree with what was published."""

    resource = REPRODUCTIONS
    template_name = "assessments/scores/reproduction.html"

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        return {"lines": said.reproduction_lines(found.rows)}


class ExplainPage(DetailPage):
    """How a rule set comes to its result for one CCG, step by step."""

    resource = EXPLAIN
    template_name = "assessments/scores/explain.html"

    def extra_context(self, found: Detail[Any], request: HttpRequest) -> dict[str, Any]:
        row = found.row
        ids = {*row.published_sources, *(each for figure in row.figures for each in figure.sources)}
        return {
            "rule_sets": rule_sets_of(row.year),
            "finding": said.explain_finding(row),
            "why_not_title": said.why_not_title(row),
            "weights_range": said.rank_range(row.rank, row.rank_low, row.rank_high),
            "inputs_range": said.rank_range(row.rank, row.inputs_rank_low, row.inputs_rank_high),
            "by_points": bool(row.rule_set) and rule_sets()[row.rule_set].aggregate != "none",
            "sources": SOURCES.by_ids(found.release, ids),
        }


class WhatIfPage(DetailPage):
    """A rule set with other weights, cuts or overrides. A wrong one is told in the form, which keeps what was typed."""

    resource = WHAT_IF
    template_name = "assessments/scores/what_if.html"

    def answer(self, request: HttpRequest, params: Params, face: str, key: Mapping[str, str]) -> HttpResponseBase:
        if face == "csv":
            return movers_csv(detail(self.resource, params, key, path=request.path))
        try:
            return super().answer(request, params, face, key)
        except Problem as problem:
            if face != "html" or problem.status != 400:
                raise
            return self.refused(request, params, problem)

    def extra_context(self, found: Detail[Any], request: HttpRequest) -> dict[str, Any]:
        row: WhatIfRow = found.row
        rules = rule_sets()[row.rule_set]
        return {
            "rules": rules,
            "rule_sets": rule_sets().values(),
            "year": row.year,
            "knobs": said.knobs(rules, said.typed_of(row)),
            "counts": said.band_counts(rules, row.before, row.after),
            "movers": said.mover_lines(rules, row.movers),
            "finding": said.what_if_finding(row),
        }

    def refused(self, request: HttpRequest, params: Params, problem: Problem) -> HttpResponseBase:
        """The form as typed, with what is wrong; nothing is counted."""
        rules = rule_sets().get(next(iter(params.get("rule_set", ())), ""), default_rules())
        typed = {name: values[0] for name, values in params.items() if values}
        errors = {error.parameter: error.detail for error in problem.errors}
        context = {"problem": problem, "errors": problem.errors, "row": None, "rules": rules, "controls": {}}
        context |= {"rule_sets": rule_sets().values(), "year": typed.get("year", rules.years[-1])}
        context |= {"knobs": said.knobs(rules, typed, errors), "resource": self.resource}
        return self.page(request, context, Selection(resolve({}), path=request.path), status=400)
