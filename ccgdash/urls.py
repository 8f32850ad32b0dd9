"""Every address of the site, by room."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView

from ccgdash.releases.health import healthz, readyz
from ccgdash.web.apidocs import api_docs

api = [
    path("", include("ccgdash.web.api")),
    path("", include("assessments.api")),
    path("", include("finance.api")),
    path("", include("ccgdash.organisations.api")),
    path("", include("ccgdash.releases.api")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    # First, because clients of the API are the ones who ask often.
    path("api/v1/", include(api)),
    # Before the pages of web, where any word after /ratings/ is a year.
    path("", include("assessments.urls")),
    path("", include("finance.urls")),
    path("", include("ccgdash.web.urls")),
    path("", include("ccgdash.releases.urls")),
    path("problems/", include("ccgdash.http.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("api/docs/", api_docs, name="api-docs"),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]

handler400 = "ccgdash.http.errors.bad_request"
handler403 = "ccgdash.http.errors.permission_denied"
handler404 = "ccgdash.http.errors.not_found"
handler500 = "ccgdash.http.errors.server_error"
