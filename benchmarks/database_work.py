"""What is measured inside the program: a recompute, its arithmetic alone, a load, and COPY of the same rows.

    python -m benchmarks.database_work recompute ROUNDS | load | copy FROM_URL

Prints one line of JSON; run by `writes`, each in a process of its own.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from statistics import median
from types import FunctionType
from typing import TYPE_CHECKING, Any

import django
import psycopg

from ccgdash.env import ROOT

if TYPE_CHECKING:
    from django.db.models import Model

    from ccgdash.releases.models import Recompute

CALC = (".calc.",)
WAIT_SECONDS = 120.0


# --- recompute --------------------------------------------------------------------------------------------------------
class Stopwatch:
    """Time spent inside functions, the outermost call counted."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._depth = 0

    def wrap(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._depth += 1
            began = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                self._depth -= 1
                if not self._depth:
                    self.seconds += time.perf_counter() - began

        return timed


@contextmanager
def calc_timed() -> Iterator[Stopwatch]:
    """Time every function of every `calc` module, under whatever name another module has it."""
    watch = Stopwatch()
    places = [
        (module, name, value)
        for module in list(sys.modules.values())
        for name, value in list(vars(module).items())
        if isinstance(value, FunctionType) and any(part in f"{value.__module__}." for part in CALC)
    ]
    wrapped = {id(function): watch.wrap(function) for _, _, function in places}
    for module, name, function in places:
        setattr(module, name, wrapped[id(function)])
    try:
        yield watch
    finally:
        for module, name, function in places:
            setattr(module, name, function)


def through_celery() -> float:
    """Seconds from asking for a recompute of the current release until readers may have it."""
    from ccgdash.releases.models import Recompute
    from ccgdash.releases.queries import release_to_compute
    from ccgdash.releases.recompute import recompute_start

    release = release_to_compute()
    if release is None:
        raise SystemExit("no release is published")
    began = time.perf_counter()
    run = recompute_start(release=release)
    while not Recompute.objects.filter(pk=run.pk, finished_at__isnull=False).exists():
        if time.perf_counter() - began > WAIT_SECONDS:
            raise SystemExit("the recompute did not end: is a worker running?")
        time.sleep(0.01)
    return time.perf_counter() - began


def derived_models() -> list[type[Model]]:
    """Every table of results: they point at a run."""
    from django.apps import apps

    from ccgdash.releases.models import Recompute, RecomputePart

    def is_derived(model: type[Model]) -> bool:
        return any(field.name == "run" and field.related_model is Recompute for field in model._meta.fields)

    return [model for model in apps.get_models() if is_derived(model) and model is not RecomputePart]


def in_one_process() -> dict[str, float]:
    """Every step of every year, timed as a whole and inside `calc`; then COPY of the rows written. Undone."""
    from django.conf import settings
    from django.db import transaction
    from django.utils import timezone
    from django.utils.module_loading import import_string

    from ccgdash.releases.models import Recompute
    from ccgdash.releases.queries import release_to_compute

    release = release_to_compute()
    if release is None:
        raise SystemExit("no release is published")
    steps = [import_string(dotted) for dotted in settings.RECOMPUTE_STEPS]
    years = import_string(settings.RECOMPUTE_YEARS)(release)
    with transaction.atomic():
        run = Recompute.objects.create(release=release, engine="bench", finished_at=timezone.now())
        began = time.perf_counter()
        with calc_timed() as watch:
            rows = sum(step(run, year) for year in years for step in steps)
        serial = time.perf_counter() - began
        copy = sum(copy_again(model, run) for model in derived_models())
        transaction.set_rollback(True)
    return {"serial": serial, "kernel": watch.seconds, "copy": copy, "rows": rows}


def copy_again(model: type[Model], run: Recompute) -> float:
    """Seconds to COPY a run's rows of one table into a table like it, with its indexes and checks."""
    from django.db import connection

    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMPORARY TABLE bench_copy (LIKE "{table}" INCLUDING ALL) ON COMMIT DROP')
        query = f'SELECT * FROM "{table}" WHERE run_id = {run.pk:d}'  # noqa: S608 -- names are ours
        with cursor.copy(f"COPY ({query}) TO STDOUT") as out:
            pieces = list(out)
        began = time.perf_counter()
        with cursor.copy("COPY bench_copy FROM STDIN") as into:
            for piece in pieces:
                into.write(piece)
        seconds = time.perf_counter() - began
        cursor.execute("DROP TABLE bench_copy")
    return seconds


def recompute(rounds: str) -> dict[str, float]:
    """Medians over some rounds."""
    celery = median(through_celery() for _ in range(int(rounds)))
    inside = [in_one_process() for _ in range(int(rounds))]
    return {"seconds": celery, **{name: median(each[name] for each in inside) for name in inside[0]}}


# --- load -------------------------------------------------------------------------------------------------------------
def load() -> dict[str, float]:
    """Seconds to read, check and write the bundled package into this database, and its rows."""
    from ccgdash.releases.services.loading import load as package_load
    from ccgdash.releases.services.loading import load_read

    began = time.perf_counter()
    report = package_load(what=load_read(path=ROOT / "data"))
    seconds = time.perf_counter() - began
    if report.rejected:
        raise SystemExit(f"{report.rejected} rows rejected")
    return {"seconds": seconds, "rows": sum(each.added for each in report.differences.values())}


def table_names() -> tuple[list[str], list[str]]:
    """(identities and what a release needs, facts): those referred to before those that refer to them."""
    from ccgdash.releases.imports.datasets import datasets
    from ccgdash.releases.models import Import, Release, SourceFile

    found = list(datasets().values())
    identities = {model._meta.db_table for dataset in found for model, _ in dataset.identities}
    before = [model._meta.db_table for model in (Release, SourceFile, Import)]
    return [*before, *sorted(identities)], [dataset.model._meta.db_table for dataset in found]


def copy(from_url: str) -> dict[str, float]:
    """Seconds PostgreSQL takes to COPY the facts of another database into this one: same tables, keys, checks."""
    from django.db import connection

    (before, facts), seconds, rows = table_names(), 0.0, 0
    with psycopg.connect(from_url) as source, connection.cursor() as cursor:
        for table in (*before, *facts):
            with source.cursor().copy(f'COPY "{table}" TO STDOUT') as out:
                pieces = list(out)
            began = time.perf_counter()
            with cursor.copy(f'COPY "{table}" FROM STDIN') as into:
                for piece in pieces:
                    into.write(piece)
            if table in facts:
                seconds += time.perf_counter() - began
                rows += max(0, cursor.rowcount)
    return {"seconds": seconds, "rows": rows, "tables": len(facts)}


TASKS: dict[str, Callable[..., dict[str, float]]] = {"recompute": recompute, "load": load, "copy": copy}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccgdash.settings")
    django.setup()
    print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
