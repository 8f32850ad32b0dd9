"""`/problems/`: every kind of problem explained; the `type` of each problem points here."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from ccgdash.http.problem_types import PROBLEM_TYPES


@require_safe
def problem_types(request: HttpRequest) -> HttpResponse:
    """Every kind of problem."""
    return render(request, "http/problem_types.html", {"types": PROBLEM_TYPES.values()})


@require_safe
def problem_type(request: HttpRequest, slug: str) -> HttpResponse:
    """One kind of problem."""
    if slug not in PROBLEM_TYPES:
        raise Http404
    return render(request, "http/problem_type.html", {"type": PROBLEM_TYPES[slug]})


urlpatterns = [
    path("", problem_types, name="problem-types"),
    path("<slug:slug>/", problem_type, name="problem-type"),
]
