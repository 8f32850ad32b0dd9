"""The whole recomputation of one release: a run, split by year into parts that may be killed and run again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError

from ccgdash.lib.digest import tree_digest
from ccgdash.releases.models import Recompute, RecomputePart, Release
from ccgdash.releases.services.publishing import release_publish

logger = logging.getLogger(__name__)

Step = Callable[[Recompute, str], int]
"""What an app computes for one year of a run: writes its rows, returns how many."""


@cache
def engine_version() -> str:
    """Fingerprint of the rooms that compute, code and rules: whatever changes there, results are computed anew.

    They are found, not imported, which would take a second of each start."""
    found = [find_spec(dotted.rpartition(".")[0]) for dotted in settings.RECOMPUTE_STEPS]
    rooms = {Path(spec.origin).parent for spec in found if spec and spec.origin}
    return tree_digest(sorted(rooms), frozenset({".py", ".yaml", ".json"}))[:12]


def recompute_start(*, release: Release, publish: bool = True, by: str = "") -> Recompute:
    """Begin, or go on with, the release's unfinished run. Its parts are enqueued once the transaction has committed."""
    with transaction.atomic():
        Release.objects.select_for_update().get(pk=release.pk)
        run = release.recomputes.filter(finished_at__isnull=True).first()
        if run and run.engine != engine_version():
            run.delete()
            run = None
        if run is None:
            run = Recompute.objects.create(release=release, engine=engine_version(), publish=publish, by=by)
            years: list[str] = import_string(settings.RECOMPUTE_YEARS)(release)
            RecomputePart.objects.bulk_create(RecomputePart(run=run, year=year) for year in years)
        run_id = run.pk
        transaction.on_commit(lambda: parts_enqueue(run_id=run_id))
    return run


def parts_enqueue(*, run_id: int) -> int:
    """Hand every part still to do to Celery; how many. With the broker down they wait for the sweep, and we say so."""
    from ccgdash.releases.tasks import recompute_part  # tasks call this module

    parts = RecomputePart.objects.filter(run_id=run_id, done_at__isnull=True)
    with transaction.atomic():
        ids = list(parts.select_for_update(skip_locked=True).values_list("pk", flat=True))  # not those being computed
        parts.filter(pk__in=ids).update(enqueued_at=timezone.now())
    try:
        for part_id in ids:
            recompute_part.delay(part_id)
    except OperationalError as error:
        logger.warning("broker not reachable (%s): parts of run %s wait until it is back", error, run_id)
    if not parts.exists():
        recompute_finish(run_id=run_id)
    return len(ids)


def part_compute(*, part_id: int) -> bool:
    """Compute one part, whole or not at all. False where it is done, gone or in other hands: twice is harmless."""
    with transaction.atomic():
        part = (
            RecomputePart.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("run__release")
            .filter(pk=part_id, done_at__isnull=True)
            .first()
        )
        if part is None:
            return False
        began = time.perf_counter()
        steps: list[Step] = [import_string(dotted) for dotted in settings.RECOMPUTE_STEPS]
        part.rows = sum(step(part.run, part.year) for step in steps)
        part.seconds, part.done_at, part.error = time.perf_counter() - began, timezone.now(), ""
        part.save()
    recompute_finish(run_id=part.run_id)
    return True


def recompute_finish(*, run_id: int) -> bool:
    """When every part is done: point the release at the run and publish it, in one transaction. Call it any time."""
    with transaction.atomic():
        run = Recompute.objects.select_for_update().filter(pk=run_id, finished_at__isnull=True).first()
        if run is None or run.parts.filter(done_at__isnull=True).exists():
            return False
        run.finished_at = timezone.now()
        run.save(update_fields=["finished_at"])
        release = Release.objects.select_for_update().get(pk=run.release_id)
        was_published = release.published_at is not None
        release.recompute = run
        release.save(update_fields=["recompute"])
        if run.publish and not was_published:
            release_publish(release=release, by=run.by)
    logger.info("run %s of release %s is whole", run_id, release.version)
    return True


def sweep() -> int:
    """Take up again what was cut off: parts nobody has finished for a minute, runs whose last step was lost."""
    patience = timezone.now() - timedelta(seconds=60)
    to_do = RecomputePart.objects.filter(run=OuterRef("pk"), done_at__isnull=True)
    taken_up = Exists(to_do.filter(enqueued_at__lt=patience)) | ~Exists(to_do)
    run_ids = list(Recompute.objects.filter(taken_up, finished_at__isnull=True).values_list("pk", flat=True))
    for run_id in run_ids:
        parts_enqueue(run_id=run_id)
    _superseded_delete()
    return len(run_ids)


def _superseded_delete() -> None:
    """Results no release points at any more, an hour after they were replaced (readers may still be on them)."""
    old = Recompute.objects.filter(finished_at__lt=timezone.now() - timedelta(hours=1))
    old.exclude(pk__in=Release.objects.filter(recompute__isnull=False).values("recompute")).delete()
