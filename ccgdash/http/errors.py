"""Where everything that goes wrong becomes an answer: Django's handlers, DRF's handler and a middleware.

Addresses under /api/ and those that end in .json or .csv get problem+json; the rest get `error.html`.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from django.core.exceptions import DisallowedHost, PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.html import escape
from rest_framework import exceptions

from ccgdash.http.problems import MEDIA_TYPE, Problem
from ccgdash.http.query import is_text

RETRY_AFTER = "5"  # seconds; PostgreSQL restarts in less
logger = logging.getLogger(__name__)


class ProblemMiddleware:
    """Turns a Problem, or a database that does not answer, into its response, wherever a view raises it. An address
    with control characters reaches no view: PostgreSQL would fail on a NUL, and nothing here is named so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_text(request.path):
            return problem_response(request, Problem("not-found", "An address here has no control characters."))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """None leaves it to Django's handlers."""
        problem = problem_of(exception)
        return None if problem is None else problem_response(request, problem)


def problem_of(exception: BaseException | None) -> Problem | None:
    """What a reader is told of an exception; None for one that nobody foresaw."""
    if isinstance(exception, Problem):
        return exception
    if isinstance(exception, (OperationalError, InterfaceError)):
        logger.error("The database does not answer: %s", exception)
        return Problem(
            "unavailable",
            "The database does not answer. Published data are safe.",
            headers={"Retry-After": RETRY_AFTER},
        )
    if isinstance(exception, (Http404, exceptions.NotFound)):
        return Problem("not-found", "There is nothing at this address.")
    if isinstance(exception, (PermissionDenied, exceptions.PermissionDenied, exceptions.NotAuthenticated)):
        return Problem("forbidden", "This address is for signed-in staff.")
    return _framework_problem(exception)


def _framework_problem(exception: BaseException | None) -> Problem | None:
    if isinstance(exception, exceptions.MethodNotAllowed):
        return Problem("method-not-allowed", str(exception.detail), headers={"Allow": "GET, HEAD, OPTIONS"})
    if isinstance(exception, exceptions.NotAcceptable):
        return Problem("not-acceptable", str(exception.detail))
    if isinstance(exception, exceptions.APIException) and 400 <= exception.status_code < 500:
        return Problem("bad-request", str(exception.detail))
    return None


def api_exception(exception: Exception, context: dict[str, object]) -> HttpResponse | None:
    """REST_FRAMEWORK["EXCEPTION_HANDLER"]: the same problems as everywhere."""
    problem = problem_of(exception)
    request = getattr(context.get("request"), "_request", None)
    return None if problem is None or request is None else problem_response(request, problem)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """handler400: what Django itself refuses, such as an unknown host."""
    return problem_response(request, Problem("bad-request", "The request cannot be read."))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """handler403."""
    return problem_response(request, Problem("forbidden", "This address is for signed-in staff."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """handler404."""
    return problem_response(request, Problem("not-found", f"There is nothing at {request.path[:200]}."))


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: 503 when it is the database, met outside a view."""
    problem = problem_of(sys.exc_info()[1])
    unforeseen = Problem("server-error", "The fault is on this side and has been written to the log.")
    return problem_response(request, problem or unforeseen)


def problem_response(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A problem in the face the address asks for; never kept by any cache."""
    if wants_json(request):
        response = HttpResponse(problem.json(_site(request)), content_type=MEDIA_TYPE, status=problem.status)
    else:
        response = HttpResponse(_page(request, problem), status=problem.status)
    response["Cache-Control"] = "no-store"
    for name, value in problem.headers.items():
        response[name] = value
    return response


def wants_json(request: HttpRequest) -> bool:
    """Whether a machine asks."""
    return request.path.startswith("/api/") or request.path.endswith((".json", ".csv", ".atom"))


def _site(request: HttpRequest) -> str:
    try:
        return f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:  # the host itself may be what is refused
        return ""


def _page(request: HttpRequest, problem: Problem) -> str:
    # No context processors: they may ask the database that is down.
    try:
        return render_to_string("error.html", {"problem": problem, "request": request})
    except TemplateDoesNotExist:
        return f"<!doctype html><title>{escape(problem.title)}</title><p>{escape(problem.detail)}</p>"
