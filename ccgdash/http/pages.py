"""Pages over a Resource: one view answers `/x/`, `/x.json` and `/x.csv` with the same query, and gives the charts of
`/x/` as files under `/x/charts/`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from ccgdash.http import throttle
from ccgdash.http.charts import FACES as CHART_FACES
from ccgdash.http.charts import FOLDER, chart_file, charts_of, page_path
from ccgdash.http.faces import (
    alternate_links,
    detail_csv,
    detail_json,
    face_path,
    list_csv,
    list_json,
    request_params,
    site_of,
)
from ccgdash.http.problems import Problem
from ccgdash.http.query import Params
from ccgdash.http.release import resolve
from ccgdash.http.resources import Detail, DetailResource, Listing, Resource, detail, listing
from ccgdash.http.responses import read_response
from ccgdash.http.selection import Selection

HTML = "text/html; charset=utf-8"
FACES = ("html", "json", "csv", "atom")


# Nothing here is written, so a POST is told 405 by the view and not 403 by the CSRF middleware.
@method_decorator(csrf_exempt, name="dispatch")
class ReadPage(View, ABC):
    """What list and detail pages share. `template_name` gets the context; `title` comes from the resource.
    `has_feed`: it also answers as `/x.atom`, which its `answer` makes."""

    template_name: ClassVar[str]
    has_feed: ClassVar[bool] = False
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *, face: str = "html", chart: str = "", **key: str) -> HttpResponseBase:
        verdict = throttle.charge(request)
        params = request_params(request)
        if chart:
            answer: HttpResponseBase = self.drawn(request, params, face, chart, key)
        else:
            face = next(iter(params.get("format", ())), face)
            answer = self.answer(request, params, face if face in FACES else "json", key)
        throttle.tell(answer, verdict)
        return answer

    def drawn(
        self, request: HttpRequest, params: Params, face: str, chart: str, key: Mapping[str, str]
    ) -> HttpResponseBase:
        """One of the page's charts as a file."""
        context, selection = self.asked(request, params, key)
        address = f"{site_of(request)}{selection.at(page_path(request.path))}"
        return chart_file(charts_of(context), chart, face, selection.release, address)

    @abstractmethod
    def asked(self, request: HttpRequest, params: Params, key: Mapping[str, str]) -> tuple[dict[str, Any], Selection]:
        """What the page shows and what it was asked. Raises Problem 400 and 404."""

    @abstractmethod
    def answer(self, request: HttpRequest, params: Params, face: str, key: Mapping[str, str]) -> HttpResponseBase:
        """One face of the page."""

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise Problem(
            "method-not-allowed",
            f"{request.method} is not possible here.",
            headers={"Allow": "GET, HEAD, OPTIONS"},
        )

    def page(
        self, request: HttpRequest, context: dict[str, Any], selection: Selection, *, status: int = 200
    ) -> HttpResponseBase:
        """The HTML face, with the addresses of the others in `faces` and in the Link header."""
        faces = {
            "json": selection.at(face_path(request.path, "json")),
            "csv": selection.everything.at(face_path(request.path, "csv")),
        }
        if self.has_feed:
            faces["atom"] = replace(selection.everything, ordering=()).at(face_path(request.path, "atom"))
        shared = {"request": request, "selection": selection, "faces": faces, "release": selection.release}
        body = render_to_string(self.template_name, {**shared, **context}).encode()
        headers = {"Link": alternate_links(faces, site_of(request))}
        return read_response(body, selection.release, content_type=HTML, status=status, headers=headers)


class ListPage(ReadPage):
    """The three faces of a Resource. Keywords in the path are values its FilterSet takes, fixed."""

    resource: ClassVar[Resource[Any, Any]]

    def answer(self, request: HttpRequest, params: Params, face: str, key: Mapping[str, str]) -> HttpResponseBase:
        try:
            found = listing(self.resource, params, path=request.path, fixed=key, whole=face == "csv")
        except Problem as problem:
            if face != "html" or problem.status != 400:
                raise
            return self.refused(request, params, key, problem)
        if face == "json":
            return list_json(found, site_of(request))
        if face == "csv":
            return list_csv(found, site_of(request))
        return self.page(request, self.context(found, request, params, key), found.selection)

    def asked(self, request: HttpRequest, params: Params, key: Mapping[str, str]) -> tuple[dict[str, Any], Selection]:
        found = listing(self.resource, params, path=page_path(request.path), fixed=key)
        return self.context(found, request, params, key), found.selection

    def context(
        self, found: Listing[Any, Any], request: HttpRequest, params: Params, key: Mapping[str, str]
    ) -> dict[str, Any]:
        """What the template gets: listing, controls, errors and what the subclass adds."""
        asked = self.resource.asked(params, found.release, path=request.path, fixed=key)
        base = {"listing": found, "resource": self.resource, "controls": asked.controls, "errors": ()}
        return {**base, **self.extra_context(found, request)}

    def extra_context(self, found: Listing[Any, Any], request: HttpRequest) -> dict[str, Any]:
        """What a page adds to its template's context."""
        return {}

    def refused(
        self, request: HttpRequest, params: Params, key: Mapping[str, str], problem: Problem
    ) -> HttpResponseBase:
        """The same page without rows: the form as typed, with what is wrong."""
        release = resolve({})
        asked = self.resource.asked(params, release, path=request.path, fixed=key)
        selection = Selection(release, path=request.path)
        empty: Listing[Any, Any] = Listing(self.resource, selection, count=0, reason=problem.detail)
        context = {"listing": empty, "resource": self.resource, "controls": asked.controls, "problem": problem}
        context |= {"errors": problem.errors, **self.extra_context(empty, request)}
        return self.page(request, context, selection, status=400)


class DetailPage(ReadPage):
    """The three faces of a DetailResource. Keywords in the path are its key."""

    resource: ClassVar[DetailResource[Any]]

    def answer(self, request: HttpRequest, params: Params, face: str, key: Mapping[str, str]) -> HttpResponseBase:
        found = detail(self.resource, params, key, path=request.path)
        if face == "json":
            return detail_json(found)
        if face == "csv":
            return detail_csv(found)
        return self.page(request, self.context(found, request, params), found.selection)

    def asked(self, request: HttpRequest, params: Params, key: Mapping[str, str]) -> tuple[dict[str, Any], Selection]:
        found = detail(self.resource, params, key, path=page_path(request.path))
        return self.context(found, request, params), found.selection

    def context(self, found: Detail[Any], request: HttpRequest, params: Params) -> dict[str, Any]:
        """What the template gets: the row, controls and what the subclass adds."""
        asked = self.resource.asked(params, found.release, path=request.path)
        base = {"detail": found, "row": found.row, "resource": self.resource, "controls": asked.controls}
        return {**base, **self.extra_context(found, request)}

    def extra_context(self, found: Detail[Any], request: HttpRequest) -> dict[str, Any]:
        """What a page adds to its template's context."""
        return {}


def page_paths(route: str, page: type[ReadPage], *, name: str) -> list[URLPattern]:
    """The routes of a page: `ccgs/` gives `ccgs/`, `ccgs.json`, `ccgs.csv`, and its charts as files under
    `ccgs/charts/`, and `ccgs.atom` where it has a feed; names end in `-json`, `-csv`, `-atom`, `-chart-svg` …"""
    view = page.as_view()
    stem = route.removesuffix("/") or "index"
    return [
        path(f"{stem}.json", view, {"face": "json"}, name=f"{name}-json"),
        path(f"{stem}.csv", view, {"face": "csv"}, name=f"{name}-csv"),
        path(route, view, {"face": "html"}, name=name),
        *([path(f"{stem}.atom", view, {"face": "atom"}, name=f"{name}-atom")] if page.has_feed else ()),
        *(
            path(f"{route}{FOLDER}<slug:chart>.{form}", view, {"face": face}, name=f"{name}-{face}")
            for form, face in CHART_FACES.items()
        ),
    ]
