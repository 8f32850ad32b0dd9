"""The two databases every test begins with: an empty one, and the bundled package loaded, recomputed and published.

Both are made when a test first needs them. `python -m tests.databases FOLDER` makes them ahead in a home of their own;
with CCGDASH_TESTS_PREPARED naming it, a run begins with a copy of its files instead (tests/run.sh does so).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from ccgdash.local.home import Home
from ccgdash.local.instance import Instance
from ccgdash.local.services import Services, given, services

ROOT = Path(__file__).resolve().parent.parent
EMPTY, LOADED = "test_ccgdash_empty", "test_ccgdash_loaded"
PREPARED = "CCGDASH_TESTS_PREPARED"


def url_of(url: str, name: str) -> str:
    """The address of another database on the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def ask(running: Services, statement: str, *names: str) -> list[tuple[object, ...]]:
    """Ask the server itself, outside any transaction; `names` go into the statement as identifiers."""
    with psycopg.connect(running.env["DATABASE_URL"], autocommit=True) as connection:
        cursor = connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
        return cursor.fetchall() if cursor.description else []


def exists(running: Services, name: str) -> bool:
    return (name,) in ask(running, "SELECT datname FROM pg_database")


def drop(running: Services, name: str) -> None:
    """With whoever is still connected to it."""
    ask(running, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def copy(running: Services, name: str, template: str) -> None:
    """Copy a database nobody is connected to (PostgreSQL copies its files: a tenth of a second)."""
    drop(running, name)
    ask(running, "CREATE DATABASE {} TEMPLATE {}", name, template)


def instance_of(running: Services, home: Home, name: str) -> Instance:
    """Processes of ours on one database of the server."""
    env = {**running.env, "DATABASE_URL": url_of(running.env["DATABASE_URL"], name)}
    return Instance(running.family, home, env, quiet=True)


def empty_make(running: Services, home: Home) -> None:
    """Migrated, without a row; nothing to do if it is there."""
    if not exists(running, EMPTY):
        ask(running, "CREATE DATABASE {}", EMPTY)
        instance_of(running, home, EMPTY).migrate()


def loaded_make(running: Services, home: Home) -> None:
    """The bundled package through the real import path and a real worker; nothing to do if it is there."""
    if not exists(running, LOADED):
        making = f"{LOADED}_making"
        copy(running, making, EMPTY)
        instance = instance_of(running, home, making)
        worker = instance.worker(processes=2)
        instance.load(ROOT / "data")
        running.family.stop(worker)
        copy(running, LOADED, making)
        drop(running, making)


def begin(home: Home) -> None:
    """Copy what was prepared into a home whose servers have not started."""
    if prepared := os.environ.get(PREPARED):
        # With its owner: as root, PostgreSQL runs as somebody else.
        subprocess.run(["cp", "-a", Home(Path(prepared)).postgres, home.postgres], check=True)


def main(folder: str) -> None:
    home = Home(Path(folder).resolve())
    with services(home, given(os.environ), durable=False) as running:
        empty_make(running, home)
        loaded_make(running, home)


if __name__ == "__main__":
    main(sys.argv[1])
