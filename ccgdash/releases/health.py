"""Health: `/healthz` says the process lives, `/readyz` that it can answer readers; broker and worker are reported."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from ccgdash.celery import app
from ccgdash.releases.models import Current

PATIENCE = 0.3  # seconds a worker has to answer; readers do not depend on it


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> JsonResponse:
    """The process lives."""
    return JsonResponse({"status": "alive"})


@require_safe
@never_cache
def readyz(_request: HttpRequest) -> JsonResponse:
    """200 when the database answers and a release is published, else 503."""
    database, release = _database()
    report = {"database": database, "release": release, **_workers()}
    ready = database == "up" and release is not None
    return JsonResponse({"status": "ready" if ready else "not ready", **report}, status=200 if ready else 503)


def _database() -> tuple[str, str | None]:
    try:
        current = Current.objects.select_related("release").first()
    except DatabaseError:
        connection.close()
        return "down", None
    return "up", current.release.version if current else None


def _workers() -> dict[str, str | None]:
    try:
        answers = app.control.ping(timeout=PATIENCE)
    except OperationalError:
        return {"broker": "down", "worker": "unknown"}
    return {"broker": "up", "worker": "up" if answers else "down"}
