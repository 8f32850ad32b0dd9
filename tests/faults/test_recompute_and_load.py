"""Kill what writes, in the middle of it: readers never notice, and the same command again finishes the job.

A table locked from another connection stops the worker or the load at a known point; then it is killed with SIGKILL.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import psutil
import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from ccgdash.local.family import Child
from ccgdash.local.instance import Instance
from ccgdash.releases.models import Current, Recompute, RecomputePart, Release
from ccgdash.releases.recompute import part_compute, parts_enqueue, recompute_finish, recompute_start, sweep
from ccgdash.web.models import CcgRow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]

ROOT = Path(__file__).resolve().parents[2]
LIST = "/api/v1/ratings/?year=2015-16&rating=inadequate"


def until(happened: Callable[[], bool], *, seconds: float = 60) -> None:
    """Wait for something real to happen."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def waiting() -> int:
    """Backends of this database that wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def kill(process: psutil.Process) -> None:
    """SIGKILL a process and all it started, children first so that none is mourned."""
    for each in (*process.children(recursive=True), process):
        os.kill(each.pid, signal.SIGKILL)
    psutil.wait_procs([process], timeout=10)


@pytest.fixture
def lock(loaded: str) -> Iterator[Callable[[str], psycopg.Connection]]:
    """Lock a table against writers until the connection returned is closed."""
    opened: list[psycopg.Connection] = []

    def hold(table: str) -> psycopg.Connection:
        holder = psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor})
        holder.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")  # readers may, writers wait
        opened.append(holder)
        return holder

    yield hold
    for holder in opened:
        holder.close()


def rows_of(run_id: int | None) -> list[tuple[object, ...]]:
    names = [f.attname for f in CcgRow._meta.concrete_fields if f.name not in ("id", "run")]
    return list(CcgRow.objects.filter(run_id=run_id).order_by("year", "ccg").values_list(*names))


def answer() -> bytes:
    return Client().get(LIST, headers={"host": "localhost"}).content


def test_a_worker_killed_in_the_middle_of_a_recompute_leaves_readers_alone_and_the_next_one_finishes(
    loaded: str, lock: Callable[[str], psycopg.Connection], celery_worker_process: Child, instance: Instance
) -> None:
    before, old_run = answer(), Release.objects.get().recompute_id
    holder = lock("web_ccgrow")
    run = recompute_start(release=Release.objects.get())
    until(lambda: waiting() > 0)
    kill(psutil.Process(celery_worker_process.popen.pid))
    holder.close()
    until(lambda: waiting() == 0)

    run.refresh_from_db()
    assert run.finished_at is None
    assert Release.objects.get().recompute_id == old_run
    assert not CcgRow.objects.filter(run=run).exists()  # no part is half there
    assert answer() == before

    worker = instance.worker(processes=2)
    call_command("recompute", stdout=StringIO())
    instance.family.stop(worker)
    run.refresh_from_db()
    assert run.finished_at is not None
    assert Release.objects.get().recompute_id == run.pk
    assert rows_of(run.pk) == rows_of(old_run)
    assert answer() == before


def test_a_part_computed_twice_or_at_once_writes_its_rows_once(loaded: str) -> None:
    run = recompute_start(release=Release.objects.get())
    part = RecomputePart.objects.filter(run=run, year="2015-16").get()
    assert part_compute(part_id=part.pk)
    assert not part_compute(part_id=part.pk)
    assert CcgRow.objects.filter(run=run).count() == 209


def test_what_a_lost_broker_left_is_swept_up(loaded: str, celery_worker_process: Child) -> None:
    release = Release.objects.get()
    run = Recompute.objects.create(release=release, engine="test")
    part = RecomputePart.objects.create(run=run, year="2021-22")
    assert sweep() == 0  # it may still be under way
    RecomputePart.objects.update(enqueued_at="2020-01-01T00:00:00Z")
    assert sweep() == 1
    until(lambda: Recompute.objects.filter(pk=run.pk, finished_at__isnull=False).exists())
    part.refresh_from_db()
    assert part.done_at is not None
    assert CcgRow.objects.filter(run=run).count() == 106


def test_a_run_whose_last_step_was_lost_is_finished_by_the_sweep(loaded: str) -> None:
    run = Recompute.objects.create(release=Release.objects.get(), engine="test")
    assert sweep() == 1
    run.refresh_from_db()
    assert run.finished_at is not None
    assert not recompute_finish(run_id=run.pk)


def test_a_part_that_fails_says_why_and_publishes_nothing(loaded: str, celery_worker_process: Child) -> None:
    release = Release.objects.get()
    run = Recompute.objects.create(release=release, engine="test")
    RecomputePart.objects.create(run=run, year="1066-67")  # breaks the year check of the stored rows, or has no CCGs
    old_run = release.recompute_id
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE releases_recomputepart ADD CHECK (year <> '1066-67' OR done_at IS NULL)")
    parts_enqueue(run_id=run.pk)
    until(lambda: RecomputePart.objects.exclude(error="").exists())
    assert "IntegrityError" in RecomputePart.objects.exclude(error="").get().error
    release.refresh_from_db()
    assert release.recompute_id == old_run


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """The bundled ratings with one rating corrected."""
    text = (ROOT / "data" / "ratings.csv").read_text(encoding="utf-8")
    path = tmp_path / "ratings.csv"
    line = next(row for row in text.splitlines() if row.startswith("01A,2015-16,headline"))
    path.write_text(text.replace(line, line.replace("outstanding", "good", 1)), encoding="utf-8")
    return path


def load_process(instance: Instance, path: Path) -> subprocess.Popen[bytes]:
    argv = [sys.executable, str(ROOT / "manage.py"), "load", str(path)]
    return subprocess.Popen(argv, env={**os.environ, **instance.env}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def test_a_load_killed_in_the_middle_leaves_nothing_and_the_same_command_again_publishes(
    loaded: str,
    lock: Callable[[str], psycopg.Connection],
    corrected: Path,
    celery_worker_process: Child,
    instance: Instance,
) -> None:
    before = answer()
    holder = lock("assessments_rating")
    process = load_process(instance, corrected)
    until(lambda: waiting() > 0)
    process.kill()
    process.communicate()
    holder.close()
    until(lambda: waiting() == 0)
    assert Release.objects.count() == 1
    assert answer() == before

    again = load_process(instance, corrected)
    said = again.communicate(timeout=120)[0].decode()
    assert again.returncode == 0, said
    assert "ratings: 0 added, 1 revised, 0 withdrawn" in said
    assert Current.objects.get().release.version == "1.0.1"


def test_two_loads_at_once_take_turns_and_lose_nothing(
    loaded: str, lock: Callable[[str], psycopg.Connection], corrected: Path, instance: Instance
) -> None:
    holder = lock("assessments_rating")
    first = load_process(instance, corrected)
    until(lambda: waiting() > 0)
    second = load_process(instance, corrected)
    said = second.communicate(timeout=60)[0].decode()
    assert second.returncode == 2
    assert "another load is running" in said
    kill(psutil.Process(first.pid))
    first.communicate()
    holder.close()


def test_a_load_whose_recompute_was_cut_off_is_finished_by_the_next_load(
    loaded: str, corrected: Path, instance: Instance
) -> None:
    call_command("load", str(corrected), "--no-wait", stdout=StringIO())  # no worker runs: it stays a draft
    assert Current.objects.get().release.version == "1.0.0"
    worker = instance.worker(processes=2)
    out = StringIO()
    call_command("load", str(corrected), stdout=out)
    instance.family.stop(worker)
    assert "release 1.0.1 is loaded but was not published: finishing it first" in out.getvalue()
    assert "nothing changed: no release made" in out.getvalue()
    assert Current.objects.get().release.version == "1.0.1"
