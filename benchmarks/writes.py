"""Writes: a full recompute beside its own arithmetic and a bulk write; a load beside COPY of the same rows."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from benchmarks.client import BenchmarkError
from benchmarks.table import Aim, Row
from ccgdash.local.commands import logged, manage
from ccgdash.local.redis import broker_url
from ccgdash.local.temporary import Served

NOBODY_LISTENS = 7  # a Redis database without a worker: what is loaded there is not computed
EMPTY, LOADED, COPIED = "bench_empty", "bench_loaded", "bench_copied"


def database_url(served: Served, name: str) -> str:
    return urlunsplit(urlsplit(served.env["DATABASE_URL"])._replace(path=f"/{name}"))


def database_make(served: Served, name: str, template: str = "template1") -> None:
    with psycopg.connect(served.env["DATABASE_URL"], autocommit=True) as connection:
        for statement in ("DROP DATABASE IF EXISTS {} WITH (FORCE)", "CREATE DATABASE {} TEMPLATE {}"):
            names = [sql.Identifier(each) for each in (name, template)][: statement.count("{}")]
            connection.execute(sql.SQL(statement).format(*names))


def work(served: Served, *words: str, database: str = "") -> dict[str, Any]:
    """Run one task of `database_work` in a process of its own; returns what it measured."""
    env = dict(served.env)
    if database:
        env |= {"DATABASE_URL": database_url(served, database)}
        env |= {"CELERY_BROKER_URL": broker_url(served.instance.home, NOBODY_LISTENS)}
    spec = logged(served.instance.home, "work", (sys.executable, "-m", "benchmarks.database_work", *words), env)
    measured: dict[str, Any] = json.loads(succeed(served, spec).splitlines()[-1])
    return measured


def succeed(served: Served, spec: Any) -> str:
    """What a command wrote. Raises BenchmarkError with it when the command fails."""
    spec.log.unlink(missing_ok=True)
    status = served.instance.family.call(spec)
    said = spec.log.read_text(encoding="utf-8")
    if status != 0:
        raise BenchmarkError(said)
    return str(said)


def recompute_rows(served: Served, rounds: int) -> list[Row]:
    found = work(served, "recompute", str(rounds))
    floor = found["kernel"] + found["copy"]
    ours = Row("full recompute, scale 1", "ccgdash", f"{found['seconds']:.2f} s")
    parts = f"{found['kernel'] * 1000:.0f} + {found['copy'] * 1000:.0f} ms"
    peer = Row(f"  {found['rows']:,} rows", "kernel + COPY", parts, ratio=found["seconds"] / floor, aim=Aim(at_most=3))
    in_one = Row("  all years in one process, no broker", "ccgdash", f"{found['serial']:.2f} s")
    return [ours, peer, in_one]


def load_rows(served: Served) -> list[Row]:
    database_make(served, EMPTY)
    env = {**served.env, "DATABASE_URL": database_url(served, EMPTY)}
    succeed(served, logged(served.instance.home, "migrate", manage("migrate", "--verbosity", "0"), env))
    database_make(served, LOADED, EMPTY)
    loaded = work(served, "load", database=LOADED)
    database_make(served, COPIED, EMPTY)
    copied = work(served, "copy", database_url(served, LOADED), database=COPIED)
    if loaded["rows"] != copied["rows"]:
        raise BenchmarkError(f"{loaded['rows']:,} rows were loaded, {copied['rows']:,} copied")
    return [
        Row("load of data/ into an empty database", "ccgdash", f"{loaded['seconds']:.2f} s"),
        Row(
            f"  {copied['rows']:,} rows, {copied['tables']} tables",
            "COPY",
            f"{copied['seconds']:.2f} s",
            ratio=loaded["seconds"] / copied["seconds"],
            aim=Aim(at_most=5),
        ),
    ]


def writes(served: Served, *, seconds: float, rounds: int, say: Callable[[str], None]) -> list[Row]:  # noqa: ARG001
    """Both, put into lines."""
    rows = recompute_rows(served, rounds)
    say("writes: recompute done; a load into an empty database follows")
    return [*rows, *load_rows(served)]
