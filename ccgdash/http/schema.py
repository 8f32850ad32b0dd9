"""The OpenAPI description of endpoints, read off their Resource: filters give parameters, rows give answers."""

from __future__ import annotations

import re
from typing import Any

import django_filters
from django import forms
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from ccgdash.http.columns import columns_filter
from ccgdash.http.filters import are_dynamic, choices_of
from ccgdash.http.filtersets import StrictFilterSet
from ccgdash.http.paging import DEFAULT_PAGE_SIZE, FORMATS, LARGEST_PAGE_SIZE
from ccgdash.http.problems import MEDIA_TYPE
from ccgdash.http.row_schema import nullable, row_schema
from ccgdash.http.rows import columns

_KINDS: dict[type[forms.Field], dict[str, Any]] = {
    forms.DateField: {"type": "string", "format": "date"},
    forms.IntegerField: {"type": "integer"},
    forms.DecimalField: {"type": "number"},
}
_PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem details.",
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "A page that explains this kind of problem."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "parameter": {"type": "string"},
                    "detail": {"type": "string"},
                    "allowed": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["parameter", "detail", "allowed"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "errors"],
}
_COVERAGE = {
    "type": "object",
    "description": "How many of the figures that could be shown are known.",
    "properties": {"known": {"type": "integer"}, "possible": {"type": "integer"}},
    "required": ["known", "possible"],
}


class ReadSchema(AutoSchema):
    """What list and detail endpoints share. `view.resource` says everything."""

    kind = "detail"
    paging = False

    @property
    def resource(self) -> Any:
        """The Resource of the endpoint described."""
        return getattr(self.view, "resource")  # noqa: B009 - a plain attribute is unknown to APIView

    def get_operation_id(self) -> str:
        return f"{self.resource.name.replace('-', '_')}_{self.kind}"

    def get_summary(self) -> str:
        return str(self.resource.title)

    def get_description(self) -> str:  # type: ignore[override]
        return (self.resource.__doc__ or "").strip()

    def get_tags(self) -> list[str]:
        return [str(self.resource.name)]

    def get_auth(self) -> list[Any]:
        return []

    def get_override_parameters(self) -> list[Any]:
        filterset: type[StrictFilterSet] = self.resource.filterset
        filters = [_filter_parameter(name, filter_) for name, filter_ in filterset.base_filters.items()]
        paging = self._paging_parameters() if self.paging else ()
        return [*self._path_parameters(), *filters, *paging, *_COMMON]

    def get_request_serializer(self) -> None:
        return None

    def get_response_serializers(self) -> dict[Any, Any]:  # type: ignore[override]
        problem = self._component("Problem", _PROBLEM)
        problems = {
            (str(status), MEDIA_TYPE): OpenApiResponse(problem, description=words)
            for status, words in (
                (400, "A parameter is wrong."),
                (404, "No such thing, page or release."),
                (429, "Too many new answers in a minute."),
                (503, "The database does not answer."),
            )
        }
        row = self._row(self.resource.row)
        words = str(self.resource.title)
        return {
            ("200", "application/json"): OpenApiResponse(self._answer(row), description=words),
            ("200", "text/csv"): OpenApiResponse({"type": "string"}, description=words),
            **problems,
        }

    def _answer(self, row: dict[str, Any]) -> dict[str, Any]:
        release = {"type": "string", "description": "The release the row is drawn from."}
        if "release" in (entry.name for entry in columns(self.resource.row)):
            return row
        return {"allOf": [row, {"type": "object", "properties": {"release": release}, "required": ["release"]}]}

    def _path_parameters(self) -> list[OpenApiParameter]:
        words = {entry.name: entry.description for entry in columns(self.resource.row)}
        names = re.findall(r"{(\w+)}", self.path)
        return [_parameter(name, {"type": "string"}, words.get(name, ""), location="path") for name in names]

    def _paging_parameters(self) -> list[OpenApiParameter]:
        return []

    def _row(self, row: type[Any]) -> dict[str, Any]:
        choice = columns_filter(self.resource.filterset) if row is self.resource.row else None
        return self._component(row.__name__, row_schema(row, self._row, choice and choice[1].always))

    def _component(self, name: str, schema: dict[str, Any]) -> dict[str, Any]:
        kind = ResolvedComponent.SCHEMA
        component = ResolvedComponent(name, kind, schema, object=name)  # type: ignore[no-untyped-call]
        self.registry.register_on_missing(component)
        return dict(component.ref)


class DetailSchema(ReadSchema):
    """One thing."""


class ListSchema(ReadSchema):
    """A list: the envelope, and paging."""

    kind = "list"
    paging = True

    def _answer(self, row: dict[str, Any]) -> dict[str, Any]:
        address = nullable({"type": "string", "format": "uri"})
        properties = {
            "count": {"type": "integer", "description": "Rows in the whole list."},
            "next": address,
            "previous": address,
            "release": {"type": ["string", "null"], "description": "Version of the release read."},
            "coverage": nullable(self._component("Coverage", _COVERAGE)),
            "results": {"type": "array", "items": row},
            "reason": {"type": "string", "description": "Why the list is empty; only there when it is."},
        }
        required = [name for name in properties if name != "reason"]
        envelope = {"type": "object", "properties": properties, "required": required}
        return self._component(f"{self.resource.row.__name__}List", envelope)

    def _paging_parameters(self) -> list[OpenApiParameter]:
        resource = self.resource
        columns_ = [sign + name for name in resource.orderings for sign in ("", "-")]
        order = {"type": "array", "items": {"type": "string", "enum": columns_}}
        default = ",".join(resource.default_ordering)
        return [
            _parameter("page", {"type": "integer", "minimum": 1, "default": 1}, "Page of the list."),
            _parameter("page_size", _PAGE_SIZE, "Rows on a page."),
            OpenApiParameter(
                "ordering",
                order,
                description=f"Columns to sort by; - turns one round; missing values come last. Default: {default}.",
                explode=False,
                style="form",
            ),
        ]


_PAGE_SIZE = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE_SIZE, "default": DEFAULT_PAGE_SIZE}


def _parameter(name: str, schema: dict[str, Any], description: str, **options: Any) -> OpenApiParameter:
    return OpenApiParameter(name, schema, description=description, **options)


_COMMON = [
    _parameter("release", {"type": "string"}, "The answer as that release gave it, such as 1.0.0."),
    _parameter("as_at", {"type": "string", "format": "date"}, "The answer as it stood on that day."),
    _parameter("format", {"type": "string", "enum": list(FORMATS)}, "JSON or CSV; without it Accept decides."),
]


def _filter_parameter(name: str, filter_: django_filters.Filter) -> OpenApiParameter:
    schema = _filter_schema(filter_)
    repeatable = getattr(filter_, "repeatable", False)
    words = [
        str(part) for part in (filter_.extra.get("label") or filter_._label, filter_.extra.get("help_text")) if part
    ]
    if repeatable:
        words.append("Repeat for any of several.")
    if are_dynamic(filter_):
        words.append("The allowed values come with the data; a wrong one is answered with the list of them.")
    schema = {"type": "array", "items": schema} if repeatable else schema
    return _parameter(name, schema, " ".join(f"{part.rstrip('.')}." for part in words))


def _filter_schema(filter_: django_filters.Filter) -> dict[str, Any]:
    choices = None if are_dynamic(filter_) else choices_of(filter_, None)
    if choices is not None:
        return {"type": "string", "enum": [value for value, _label in choices]}
    return dict(_KINDS.get(filter_.field_class, {"type": "string"}))
