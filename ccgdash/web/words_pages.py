"""Pages of words: methods, about, accessibility. They read no release, so they are the same whatever is published."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assessments.rulesets import rule_sets
from ccgdash.http.problems import ParameterError, Problem
from ccgdash.web.methods import CHAPTERS, by_slug

kept = cache_control(public=True, max_age=3600)


@require_safe
@kept
def methods(request: HttpRequest) -> HttpResponse:
    """Every method, and every rule set."""
    return render(request, "web/methods.html", {"chapters": CHAPTERS, "rule_sets": rule_sets().values()})


@require_safe
@kept
def method(request: HttpRequest, slug: str) -> HttpResponse:
    """One method, or one rule set. Raises Problem 404 with what there is."""
    if slug in by_slug():
        return render(request, "web/method.html", {"method": by_slug()[slug]})
    if slug in rule_sets():
        return render(request, "web/rule_set.html", {"rules": rule_sets()[slug]})
    error = ParameterError("slug", f"{slug[:60]} is no method", (*by_slug(), *rule_sets()))
    raise Problem("not-found", f"There is no method called {slug[:60]}.", errors=(error,))


@require_safe
@kept
def about(request: HttpRequest) -> HttpResponse:
    """What this site is, for whom, from what."""
    return render(request, "web/about.html")


@require_safe
@kept
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "web/accessibility.html")


def words_paths() -> list[URLPattern]:
    """The addresses of these pages."""
    return [
        path("methods/", methods, name="methods"),
        path("methods/<slug:slug>/", method, name="method"),
        path("about/", about, name="about"),
        path("accessibility/", accessibility, name="accessibility"),
    ]
