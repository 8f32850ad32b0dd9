"""What DRF and Django raise becomes the same problems as everything else."""

from __future__ import annotations

import math

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions

from ccgdash.http.endpoints import JsonRenderer
from ccgdash.http.errors import problem_of


@pytest.mark.parametrize(
    ("raised", "status", "slug"),
    [
        (Http404(), 404, "not-found"),
        (PermissionDenied(), 403, "forbidden"),
        (exceptions.NotAuthenticated(), 403, "forbidden"),
        (exceptions.MethodNotAllowed("PUT"), 405, "method-not-allowed"),
        (exceptions.NotAcceptable(), 406, "not-acceptable"),
        (exceptions.ParseError("broken"), 400, "bad-request"),
    ],
)
def test_framework_errors_are_problems(raised: Exception, status: int, slug: str) -> None:
    problem = problem_of(raised)
    assert problem is not None
    assert (problem.status, problem.slug) == (status, slug)
    assert problem.body("https://example.org")["type"] == f"https://example.org/problems/{slug}/"


def test_unforeseen_errors_are_left_to_the_log() -> None:
    assert problem_of(ZeroDivisionError()) is None
    assert problem_of(exceptions.APIException()) is None


def test_renderer_writes_null_for_not_a_number() -> None:
    assert JsonRenderer().render({"a": math.nan, "b": math.inf}) == b'{"a":null,"b":null}'
    assert JsonRenderer().render(None) == b""
