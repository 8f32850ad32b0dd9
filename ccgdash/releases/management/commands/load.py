"""`manage.py load PATH`: import a data package or one file, recompute, publish."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ccgdash.releases.console import RunFollowed, loaded_print, run_follow
from ccgdash.releases.models import Release
from ccgdash.releases.recompute import engine_version, recompute_start
from ccgdash.releases.services.loading import load, load_read
from ccgdash.releases.services.publishing import LoadProblem


class Command(BaseCommand):
    """Exit status 0: published or nothing new. 1: rows rejected, nothing published. 2: could not be done at all."""

    help = "Import a data package (folder) or one CSV file; recompute and publish when every row was taken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="folder with a datapackage.json, or one CSV file")
        parser.add_argument("--dry-run", action="store_true", help="read, check and report; write nothing")
        parser.add_argument("--dataset", default="", help="take only this dataset, or: what the CSV file is")
        parser.add_argument("--year", default="", help="refuse rows of any other financial year, for example 2015-16")
        parser.add_argument("--no-wait", action="store_true", help="do not wait for the recomputation")

    def handle(self, *_: Any, **options: Any) -> None:
        self._finish_waiting()
        try:
            what = load_read(path=options["path"], dataset=options["dataset"], year=options["year"])
            report = load(what=what, dry_run=options["dry_run"], say=self.stdout.write)
        except LoadProblem as problem:
            raise CommandError(str(problem), returncode=2) from None
        loaded_print(self.stdout, report, dry_run=options["dry_run"])
        if report.rejected:
            raise CommandError(f"{report.rejected} rows rejected; nothing published", returncode=1)
        run = report.run
        if report.already and report.already.recompute and report.already.recompute.engine != engine_version():
            self.stdout.write("the computing code is newer than the results: recomputing")
            run = recompute_start(release=report.already)
        if run and not options["no_wait"]:
            self._wait(run.pk)

    def _finish_waiting(self) -> None:
        """A load that was cut off before its release was published is finished first."""
        waiting = Release.objects.filter(state=Release.State.DRAFT).first()
        if waiting:
            self.stdout.write(f"release {waiting.version} is loaded but was not published: finishing it first")
            self._wait(recompute_start(release=waiting).pk)

    def _wait(self, run_id: int) -> None:
        if run_follow(self.stdout, run_id) is not RunFollowed.WHOLE:
            raise CommandError(
                "loaded, but the recomputation did not end; the published release is as it was. "
                "See that a worker runs, then `python manage.py recompute`",
                returncode=2,
            )
