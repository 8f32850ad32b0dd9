"""`manage.py recompute`: the whole recomputation, through Celery, with a progress bar."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ccgdash.releases.console import RunFollowed, run_follow
from ccgdash.releases.models import Release
from ccgdash.releases.queries import release_to_compute
from ccgdash.releases.recompute import recompute_start


class Command(BaseCommand):
    """Recompute a release: the named one, else one that waits to be published, else the current one."""

    help = "Recompute every year of a release on Celery workers; readers move to the new results when all are there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--release", default="", help="version, for example 1.0.0")

    def handle(self, *_: Any, **options: Any) -> None:
        release = release_to_compute(options["release"])
        if release is None:
            raise CommandError("no such release: `python manage.py releases` lists them", returncode=2)
        if release.state == Release.State.HELD:
            raise CommandError("its load had rejected rows: correct the file and load it again", returncode=2)
        run = recompute_start(release=release)
        self.stdout.write(f"recomputing release {release.version} (run {run.pk}, code {run.engine})")
        if run_follow(self.stdout, run.pk) is not RunFollowed.WHOLE:
            raise CommandError("not finished; what readers see is as it was. Run the same command again", returncode=1)
