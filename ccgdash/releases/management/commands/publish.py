"""`manage.py publish [R]`: move the pointer readers follow; to an older release it is an undo."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ccgdash.releases.queries import release_to_publish
from ccgdash.releases.services.publishing import LoadProblem, release_publish


class Command(BaseCommand):
    """Publish a release."""

    help = "Publish a computed release: the named version, or the newest that is computed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("release", nargs="?", default="", help="version, for example 1.0.0")

    def handle(self, *_: Any, **options: Any) -> None:
        release = release_to_publish(options["release"])
        if release is None:
            raise CommandError("no such computed release: `python manage.py releases` lists them", returncode=2)
        try:
            release_publish(release=release)
        except LoadProblem as problem:
            raise CommandError(str(problem), returncode=2) from None
        self.stdout.write(f"release {release.version} is the current one")
