"""API endpoints over a Resource: JSON envelope or CSV, by `?format=` or `Accept`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from ccgdash.http import throttle
from ccgdash.http.faces import detail_csv, detail_json, list_csv, list_json, request_params, site_of
from ccgdash.http.negotiation import api_face
from ccgdash.http.query import Params
from ccgdash.http.resources import DetailResource, Resource, detail, listing
from ccgdash.http.rows import json_bytes
from ccgdash.http.schema import DetailSchema, ListSchema


class JsonRenderer(BaseRenderer):
    """JSON by orjson: exact numbers, NaN as null."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        return b"" if data is None else json_bytes(data)


class CsvRenderer(JsonRenderer):
    """Tells the API description that CSV is on offer; `faces` writes it."""

    media_type = "text/csv"
    format = "csv"


class FaceNegotiation(BaseContentNegotiation):
    """`?format=`, then `Accept`; a client that accepts neither is given JSON."""

    def select_renderer(
        self,
        request: Request,
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        face = api_face(request._request)
        offered = list(renderers)
        chosen = next((renderer for renderer in offered if renderer.format == face), offered[0])
        return chosen, str(chosen.media_type)

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser | None:
        return None


class ReadEndpoint(APIView, ABC):
    """What list and detail endpoints share: public, read-only, throttled."""

    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (JsonRenderer, CsvRenderer)
    content_negotiation_class = FaceNegotiation
    http_method_names = ["get", "head", "options"]

    def get(self, request: Request, **key: str) -> HttpResponseBase:
        """Answer in the face asked for."""
        plain = request._request
        verdict = throttle.charge(plain)
        answer = self.answer(plain, request_params(plain), api_face(plain), key)
        throttle.tell(answer, verdict)
        return answer

    @abstractmethod
    def answer(self, request: HttpRequest, params: Params, face: str, key: Mapping[str, str]) -> HttpResponseBase:
        """One face of the endpoint."""

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        return HttpResponse(status=204, headers={"Allow": ", ".join(self.allowed_methods)})


class ListEndpoint(ReadEndpoint):
    """The API's face of a Resource."""

    resource: ClassVar[Resource[Any, Any]]
    schema = ListSchema()

    def answer(self, request: HttpRequest, params: Params, face: str, key: Mapping[str, str]) -> HttpResponseBase:
        found = listing(self.resource, params, path=request.path, fixed=key, whole=face == "csv")
        return list_csv(found, site_of(request)) if face == "csv" else list_json(found, site_of(request))


class DetailEndpoint(ReadEndpoint):
    """The API's face of a DetailResource."""

    resource: ClassVar[DetailResource[Any]]
    schema = DetailSchema()

    def answer(self, request: HttpRequest, params: Params, face: str, key: Mapping[str, str]) -> HttpResponseBase:
        found = detail(self.resource, params, key, path=request.path)
        return detail_csv(found) if face == "csv" else detail_json(found)
