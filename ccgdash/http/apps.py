"""Tells Django of this room's templates and template tags; it has no models."""

from __future__ import annotations

from django.apps import AppConfig


class HttpConfig(AppConfig):
    """Label `ccgdash_http`: plain `http` would read like the standard library's."""

    name = "ccgdash.http"
    label = "ccgdash_http"
