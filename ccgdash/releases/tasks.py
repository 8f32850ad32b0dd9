"""Celery tasks: ids in, one service called."""

from __future__ import annotations

from typing import Any

from celery import Task, shared_task

from ccgdash.releases import recompute
from ccgdash.releases.models import RecomputePart


class PartTask(Task[[int], bool]):
    """A part that failed says why where people look: on its row, in the admin and in the command's progress."""

    def on_failure(
        self, exc: BaseException, task_id: str, args: tuple[Any, ...], kwargs: dict[str, Any], einfo: object
    ) -> None:
        RecomputePart.objects.filter(pk=args[0]).update(error=f"{type(exc).__name__}: {exc}"[:2000])


@shared_task(base=PartTask, name="ccgdash.releases.tasks.recompute_part")
def recompute_part(part_id: int) -> bool:
    """Compute one year of a run."""
    return recompute.part_compute(part_id=part_id)


@shared_task(name="ccgdash.releases.tasks.recompute_sweep")
def recompute_sweep() -> int:
    """Take up again what a killed worker or a lost broker left."""
    return recompute.sweep()
