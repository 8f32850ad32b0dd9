"""`/api/v1/` scores, reproduction, explain and what-if."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import path
from drf_spectacular.utils import OpenApiParameter

from assessments.scores.filtersets import MOST_WEIGHT, ON_OFF, dynamic_sets
from assessments.scores.resources.explain import EXPLAIN
from assessments.scores.resources.scores import REPRODUCTIONS, SCORES
from assessments.scores.resources.what_if import WHAT_IF, MoverRow
from ccgdash.http.csv_rows import csv_chunks
from ccgdash.http.endpoints import DetailEndpoint, ListEndpoint
from ccgdash.http.faces import file_headers
from ccgdash.http.query import Params
from ccgdash.http.resources import Detail, detail
from ccgdash.http.responses import CSV, Read, read_response
from ccgdash.http.schema import DetailSchema


class ScoreList(ListEndpoint):
    """Computed results by rule set, year and CCG. Never official."""

    resource = SCORES


class ReproductionList(ListEndpoint):
    """How many published ratings each rule set reproduces."""

    resource = REPRODUCTIONS


class ExplainDetail(DetailEndpoint):
    """One result step by step."""

    resource = EXPLAIN


class WhatIfSchema(DetailSchema):
    """Names the parameters that each rule set brings with it."""

    def get_override_parameters(self) -> list[Any]:
        found = [_described(name, of) for name, of in sorted(dynamic_sets().items())]
        return [*super().get_override_parameters(), *found]


def _described(name: str, rule_set: str) -> OpenApiParameter:
    kinds: Mapping[str, dict[str, Any]] = {
        "weight": {"type": "number", "minimum": 0, "maximum": MOST_WEIGHT},
        "cut": {"type": "number"},
        "override": {"type": "string", "enum": list(ON_OFF)},
    }
    kind, _, part = name.partition(".")
    return OpenApiParameter(name, kinds[kind], description=f"{kind.capitalize()} of {part}, in rule set {rule_set}.")


class WhatIfDetail(DetailEndpoint):
    """A rule set changed, and who moves."""

    resource = WHAT_IF
    schema = WhatIfSchema()

    def answer(self, request: HttpRequest, params: Params, face: str, key: Mapping[str, str]) -> HttpResponseBase:
        if face != "csv":
            return super().answer(request, params, face, key)
        return movers_csv(detail(WHAT_IF, params, key, path=request.path))


def movers_csv(found: Detail[Any]) -> Read:
    """The movers of a what-if, one a line: pages give the same file."""
    headers = file_headers(WHAT_IF.name, found.selection)
    return read_response(csv_chunks(MoverRow, found.row.movers), found.release, content_type=CSV, headers=headers)


urlpatterns = [
    path("scores/", ScoreList.as_view(), name="api-scores"),
    path("scores/reproduction/", ReproductionList.as_view(), name="api-reproduction"),
    path("explain/<str:year>/<str:ods_code>/", ExplainDetail.as_view(), name="api-explain"),
    path("what-if/", WhatIfDetail.as_view(), name="api-what-if"),
]
