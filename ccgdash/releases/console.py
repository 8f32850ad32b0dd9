"""What loads and recomputations say on the terminal."""

from __future__ import annotations

import time
from enum import Enum
from typing import TextIO, cast

from django.core.management.base import OutputWrapper
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ccgdash.releases.models import Recompute
from ccgdash.releases.recompute import parts_enqueue, recompute_finish
from ccgdash.releases.services.loading import LoadReport

POLL_SECONDS = 0.1
NUDGE_SECONDS = 15.0  # a part lost with a killed worker is handed out again after this long without progress
GIVE_UP_SECONDS = 90.0
SHOWN_REJECTIONS = 50


class RunFollowed(Enum):
    """How following a run ended."""

    WHOLE = "whole"
    FAILED = "a part failed"
    STALLED = "no worker made progress"


def loaded_print(out: OutputWrapper | TextIO, report: LoadReport, *, dry_run: bool) -> None:
    """The report of a load: a line a table, then every rejected row (the first 50 a table) with row, column, reason."""
    if report.already:
        out.write(f"nothing to load: these files are release {report.already.version} already")
        return
    if report.unknown:
        out.write(f"left out, because no importer knows them: {', '.join(report.unknown)}")
    for name, difference in report.differences.items():
        rejected = len(report.rejections.get(name, []))
        out.write(
            f"{name}: {difference.added:,} added, {difference.revised:,} revised, {difference.withdrawn:,} withdrawn, "
            f"{difference.unchanged:,} unchanged, {rejected:,} rejected"
        )
    _rejections_print(out, report)
    if dry_run:
        out.write("dry run: nothing was written")
    elif report.release is None:
        out.write("nothing changed: no release made")
    else:
        out.write(f"release {report.release.version}: {report.release.summary}")


def _rejections_print(out: OutputWrapper | TextIO, report: LoadReport) -> None:
    for name, rejections in report.rejections.items():
        file = report.files[name]
        for r in rejections[:SHOWN_REJECTIONS]:
            out.write(f"REJECTED {file} row {r.row_number} column {r.column or '-'} {r.value!r}: {r.reason}")
        if len(rejections) > SHOWN_REJECTIONS:
            out.write(f"REJECTED {file}: {len(rejections) - SHOWN_REJECTIONS} more rows")


def run_follow(out: OutputWrapper | TextIO, run_id: int) -> RunFollowed:
    """Show the progress of a run until it is whole. Lost parts are handed out again; running twice is harmless."""
    columns = (
        TextColumn("recompute"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(file=_plain(out))) as progress:
        bar = progress.add_task("years", total=None)
        moved, last, done_before = time.monotonic(), time.monotonic(), -1
        while True:
            run = Recompute.objects.get(pk=run_id)
            parts = list(run.parts.all())
            done = [part for part in parts if part.done_at]
            progress.update(
                bar,
                total=len(parts),
                completed=len(done),
                description=f"years, {sum(p.rows for p in done):,} rows",
            )
            if run.finished_at:
                return RunFollowed.WHOLE
            failed = [part for part in parts if part.error]
            if failed and len(failed) + len(done) == len(parts):
                for part in failed:
                    out.write(f"{part.year}: {part.error}")
                return RunFollowed.FAILED
            now = time.monotonic()
            if len(done) != done_before:
                moved, done_before = now, len(done)
            elif now - moved > GIVE_UP_SECONDS:
                return RunFollowed.STALLED
            elif now - max(moved, last) > NUDGE_SECONDS:
                last = now
                parts_enqueue(run_id=run_id)
                recompute_finish(run_id=run_id)
            time.sleep(POLL_SECONDS)


def _plain(out: OutputWrapper | TextIO) -> TextIO:
    return cast("TextIO", out._out) if isinstance(out, OutputWrapper) else out
