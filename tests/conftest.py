"""Services for every test: real PostgreSQL and Redis of their own, a loaded database, a worker, a live app, a browser.

The addresses are fixed before Django reads its settings; the servers start only when a test first needs them, so a
pure test costs nothing. With DATABASE_URL set (and CELERY_BROKER_URL) the servers named there are used instead.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import pytest

from ccgdash.local import browser as chromium
from ccgdash.local import postgres, redis
from ccgdash.local.home import Home
from ccgdash.local.instance import Instance
from ccgdash.local.services import Services, given
from ccgdash.local.services import services as services_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from ccgdash.local.family import Child

ROOT = Path(__file__).resolve().parent.parent
HOME = Home(Path(tempfile.mkdtemp(prefix="ccgdash-test-")).resolve())
ENVIRON = given(os.environ)
EMPTY, LOADED = "test_ccgdash_empty", "test_ccgdash_loaded"

os.environ["CCGDASH_HOME"] = str(HOME.path)
os.environ.setdefault("DATABASE_URL", postgres.url(HOME))
os.environ.setdefault("CELERY_BROKER_URL", redis.broker_url(HOME))
# In-process tests keep their cache to themselves; live processes get the real one from `services`.
os.environ.pop("CACHE_URL", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccgdash.settings")
# A test that publishes must see it at once.
os.environ.setdefault("CCGDASH_RELEASE_MEMO_SECONDS", "0")
# Playwright keeps an event loop running in this thread; Django would take the whole test for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# WhiteNoise warns about a missing folder, and warnings are errors here.
(HOME.path / "staticfiles").mkdir()


def pytest_configure() -> None:
    """Read the settings now: pytest-django then sets Django up, as it does for settings configured by a project."""
    from django.conf import settings

    if settings.ENV.home != HOME.path:
        pytest.exit("The settings were read before the tests could name their services: unset DJANGO_SETTINGS_MODULE")


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME.path, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test on the loaded database must be connected to it before pytest-django opens its transaction."""
    for item in items:
        names = getattr(item, "fixturenames", [])
        if "loaded" in names:
            names.insert(0, "loaded_connection")
        if "loaded_database" in names and item.get_closest_marker("django_db") is None:
            # pytest-django makes the databases some test says it needs; a run of browser tests alone names none.
            item.add_marker(pytest.mark.django_db)


def database_url(name: str) -> str:
    """The address of another database on the same server."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def database_name() -> str:
    """The database this test is connected to (which may be the loaded one, or a copy)."""
    from django.db import connection

    return str(connection.settings_dict["NAME"])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def services() -> Iterator[Services]:
    """Running PostgreSQL and Redis, and the environment a process of ours needs to use them."""
    with services_start(HOME, ENVIRON, durable=False) as running:
        yield running


@pytest.fixture(scope="session")
def django_db_setup(services: Services, django_db_setup: None) -> Iterator[None]:
    """pytest-django's own, with a server to make the database on; a copy is kept as it is before any test."""
    name = database_name()
    _connect_to(name)
    _database_copy(services, EMPTY, name)
    yield
    # A pool closes connections in a thread of its own: one may still be open when pytest-django drops the database.
    _connect_to(name)
    _database_copy(services, name, EMPTY)


@pytest.fixture(scope="session", autouse=True)
def plain_static_files() -> Iterator[None]:
    """In-process tests name static files as they are; hashing them is tested on the live app."""
    from django.conf import settings
    from django.test import override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    from django.core.cache import cache

    from ccgdash.http.caches import forget

    yield
    cache.clear()
    forget()


# --- the loaded database ----------------------------------------------------------------------------------------------
def _admin(services: Services, statement: str, *names: str) -> None:
    import psycopg
    from psycopg import sql

    with psycopg.connect(services.env["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _database_copy(services: Services, name: str, template: str) -> None:
    """Copy a database nobody is connected to (PostgreSQL copies its files: a tenth of a second)."""
    _admin(services, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    _admin(services, "CREATE DATABASE {} TEMPLATE {}", name, template)


def _connect_to(name: str) -> None:
    from django.db import connections
    from django.db.backends.postgresql.base import DatabaseWrapper

    connection = connections["default"]
    assert isinstance(connection, DatabaseWrapper)
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = name


@pytest.fixture(scope="session")
def loaded_database(services: Services, django_db_setup: None) -> str:
    """The name of a database holding the bundled package, loaded, recomputed by a real worker and published."""
    _database_copy(services, LOADED, EMPTY)
    env = {**services.env, "DATABASE_URL": database_url(LOADED)}
    instance = Instance(services.family, HOME, env, quiet=True)
    worker = instance.worker(processes=2)
    instance.load(ROOT / "data")
    services.family.stop(worker)
    return LOADED


@pytest.fixture
def loaded_connection(request: pytest.FixtureRequest, services: Services, loaded_database: str) -> Iterator[str]:
    """Connect this test to the loaded database; one that really commits gets a copy of its own."""
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or bool(marker and marker.kwargs.get("transaction"))
    before, name = database_name(), loaded_database
    _connect_to(before)
    if commits:
        name = f"{LOADED}_copy"
        _database_copy(services, name, loaded_database)
    _connect_to(name)
    yield name
    _connect_to(before)
    if commits:
        _admin(services, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@pytest.fixture
def loaded(loaded_connection: str, db: None) -> str:
    """The bundled data, as published; what the test changes is undone after it. The value is the database's name."""
    return loaded_connection


# --- live processes ---------------------------------------------------------------------------------------------------
@pytest.fixture
def instance(services: Services) -> Instance:
    """Processes of ours on the database this test is connected to; what they must see has to be committed."""
    return Instance(services.family, HOME, {**services.env, "DATABASE_URL": database_url(database_name())}, quiet=True)


@pytest.fixture
def celery_worker_process(transactional_db: None, instance: Instance) -> Iterator[Child]:
    """A real Celery worker in its own process (`.popen.pid` to kill it), with an empty queue to start with."""
    from ccgdash.celery import app

    app.control.purge()
    worker = instance.worker(processes=2)
    instance.family.wait(worker, lambda: bool(app.control.ping(timeout=0.3)))
    yield worker
    with suppress(ValueError):
        instance.family.stop(worker)


@pytest.fixture(scope="session")
def live_app(services: Services, loaded_database: str) -> Iterator[str]:
    """The address of the real server on the loaded data, with hashed and compressed static files."""
    env = {**services.env, "DATABASE_URL": database_url(loaded_database)}
    instance = Instance(services.family, HOME, env, quiet=True)
    instance.static_finish(instance.static_begin())
    port = free_port()
    web = instance.web(port, processes=1)
    instance.web_wait(web, port)
    yield instance.url(port).rstrip("/")
    services.family.stop(web)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium. It can reach this machine only."""
    from playwright.sync_api import sync_playwright

    path = chromium.found()
    if path is None:
        pytest.skip(f"BROWSER TEST NOT RUN: {chromium.MISSING}")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield running
        running.close()


@pytest.fixture(params=[True, False], ids=["js", "no-js"])
def page(request: pytest.FixtureRequest, browser: Browser, live_app: str) -> Iterator[Page]:
    """A page of the live app (relative addresses work), with JavaScript and without."""
    context = browser.new_context(base_url=live_app, java_script_enabled=request.param)
    yield context.new_page()
    context.close()
