"""`manage.py releases`: list them, the current one marked."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ccgdash.releases.models import Current, Release


class Command(BaseCommand):
    """List releases, newest first."""

    help = "List releases, newest first; * marks the current one."

    def handle(self, *_: Any, **__: Any) -> None:
        current = Current.objects.values_list("release_id", flat=True).first()
        for release in Release.objects.select_related("recompute"):
            at = timezone.localtime(release.published_at).strftime("%Y-%m-%d %H:%M") if release.published_at else "-"
            mark = "*" if release.number == current else " "
            self.stdout.write(f"{mark} {release.version:<10} {release.state:<10} {at:<17} {release.summary}")
