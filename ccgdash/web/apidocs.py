"""`/api/docs/`: the API described for people, read off the same OpenAPI description that machines get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

COMMON = ("release", "as_at", "format", "page", "page_size", "ordering")
"""Parameters every list takes: explained once, not at each endpoint."""

EXAMPLES = {
    "/api/v1/ratings/": "?year=2015-16&rating=inadequate",
    "/api/v1/ccgs/": "?year=2015-16&special_measures=yes",
    "/api/v1/ccgs/{ods_code}/": "",
    "/api/v1/interventions/": "?active_on=2016-07-31&kind=special-measures",
    "/api/v1/ratings/flow/": "?from=2017-18&to=2018-19",
}


@dataclass(frozen=True)
class Parameter:
    """One parameter of an endpoint; `allowed` is empty where the values come from the data."""

    name: str
    description: str
    allowed: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One column of an endpoint's rows."""

    name: str
    description: str


@dataclass(frozen=True)
class Endpoint:
    """One address of the API."""

    path: str
    anchor: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    fields: tuple[Field, ...]
    example: str


@cache
def endpoints() -> tuple[Endpoint, ...]:
    """Every endpoint, by path, as the OpenAPI description has it."""
    schema = SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]
    paths: Mapping[str, Any] = schema["paths"]
    return tuple(_endpoint(path, item["get"], schema) for path, item in sorted(paths.items()) if "get" in item)


def _endpoint(path: str, operation: Mapping[str, Any], schema: Mapping[str, Any]) -> Endpoint:
    example = path.replace("{ods_code}", "07V").replace("{year}", "2015-16") + EXAMPLES.get(path, "")
    return Endpoint(
        path=path,
        anchor=operation["operationId"],
        title=operation.get("summary", path),
        description=operation.get("description", ""),
        parameters=tuple(_parameters(operation)),
        fields=tuple(_fields(operation, schema)),
        example=example,
    )


def _parameters(operation: Mapping[str, Any]) -> Iterator[Parameter]:
    for each in operation.get("parameters", ()):
        if each["name"] not in COMMON:
            values = each["schema"].get("items", each["schema"]).get("enum", ())
            yield Parameter(each["name"], each.get("description", ""), tuple(map(str, values)))


def _fields(operation: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Field]:
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    for name, each in _row(answer, schema).items():
        yield Field(name, each.get("description", ""))


def _row(answer: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The properties of the row inside an answer: of its `results`, of what it adds to, or its own."""
    if "$ref" in answer:
        return _row(schema["components"]["schemas"][answer["$ref"].rpartition("/")[2]], schema)
    if "allOf" in answer:
        return {name: each for part in answer["allOf"] for name, each in _row(part, schema).items()}
    properties: Mapping[str, Any] = answer.get("properties", {})
    return _row(properties["results"]["items"], schema) if "results" in properties else properties


@require_safe
@cache_control(public=True, max_age=3600)
def api_docs(request: HttpRequest) -> HttpResponse:
    """The API for people."""
    site = f"{request.scheme}://{request.get_host()}"
    return render(request, "web/api_docs.html", {"endpoints": endpoints(), "site": site, "section": "api"})
