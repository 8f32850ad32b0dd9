"""Services for every test: real PostgreSQL and Redis of their own, a loaded database, a worker, a live app, a browser.

The addresses are fixed before Django reads its settings; the servers start only when a test first needs them, so a
pure test costs nothing. With DATABASE_URL set (and CELERY_BROKER_URL) the servers named there are used instead.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
import socket
import tempfile
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ccgdash.local import browser as chromium
from ccgdash.local import postgres, redis
from ccgdash.local.home import Home
from ccgdash.local.instance import Instance
from ccgdash.local.services import Services, given
from ccgdash.local.services import services as services_start
from tests import databases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from ccgdash.local.family import Child

ROOT = Path(__file__).resolve().parent.parent
HOME = Home(Path(tempfile.mkdtemp(prefix="ccgdash-test-")).resolve())
ENVIRON = given(os.environ)

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
databases.begin(HOME)


def pytest_configure() -> None:
    """Read the settings now: pytest-django then sets Django up, as it does for settings configured by a project.

    Who starts us in the background may have Ctrl-C or the end of its terminal ignored; whatever we start would too.
    """
    for number, action in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
        if signal.getsignal(number) == signal.SIG_IGN:
            signal.signal(number, action)
    from django.conf import settings

    if settings.ENV.home != HOME.path:
        pytest.exit("The settings were read before the tests could name their services: unset DJANGO_SETTINGS_MODULE")


def pytest_collection_finish() -> None:
    """Import every room, as a server does before it answers, and keep what is imported out of the garbage rounds.

    A room first imported while a test stands something in for a function would keep the stand-in for good. Looking
    through what stays for garbage, again and again, is a tenth of a run.
    """
    import_module("ccgdash.urls")
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


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
def django_db_keepdb() -> bool:
    """The database tests change is a copy of the empty one, made and dropped here."""
    return True


@pytest.fixture(scope="session")
def empty_database(services: Services) -> Iterator[None]:
    """A migrated database without a row, as pytest-django looks for it."""
    name = f"test_{database_name()}"
    databases.empty_make(services, HOME)
    databases.copy(services, name, databases.EMPTY)
    yield
    for each in (name, databases.EMPTY, databases.LOADED):
        databases.drop(services, each)


@pytest.fixture(scope="session")
def django_db_setup(empty_database: None, django_db_setup: None) -> None:
    """pytest-django's own, with a server and a database on it."""


@pytest.fixture(scope="session", autouse=True)
def plain_static_files() -> Iterator[None]:
    """In-process tests name static files as they are; hashing them is tested on the live app."""
    from django.conf import settings
    from django.test import override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """What makes a password hard to guess takes half a second for each member of staff a test makes."""
    from django.test import override_settings

    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    from django.core.cache import cache

    from ccgdash.http.caches import forget

    yield
    cache.clear()
    forget()


# --- the loaded database ----------------------------------------------------------------------------------------------
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
    databases.loaded_make(services, HOME)
    return databases.LOADED


@pytest.fixture
def loaded_connection(request: pytest.FixtureRequest, services: Services, loaded_database: str) -> Iterator[str]:
    """Connect this test to the loaded database; one that really commits gets a copy of its own."""
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or bool(marker and marker.kwargs.get("transaction"))
    before, name = database_name(), loaded_database
    _connect_to(before)
    if commits:
        name = f"{loaded_database}_copy"
        databases.copy(services, name, loaded_database)
    _connect_to(name)
    yield name
    _connect_to(before)
    if commits:
        databases.drop(services, name)


@pytest.fixture
def loaded(loaded_connection: str, db: None) -> str:
    """The bundled data, as published; what the test changes is undone after it. The value is the database's name."""
    return loaded_connection


# --- live processes ---------------------------------------------------------------------------------------------------
@pytest.fixture
def instance(services: Services) -> Instance:
    """Processes of ours on the database this test is connected to; what they must see has to be committed."""
    return databases.instance_of(services, HOME, database_name())


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
    instance = databases.instance_of(services, HOME, loaded_database)
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
        # As many threads for its garbage as there are cores would only get into the way of the other parts.
        flags = (*chromium.FLAGS, "--js-flags=--single-threaded-gc")
        running = playwright.chromium.launch(executable_path=path, args=list(flags))
        yield running
        running.close()


@pytest.fixture(params=[True, False], ids=["js", "no-js"])
def page(request: pytest.FixtureRequest, browser: Browser, live_app: str) -> Iterator[Page]:
    """A page of the live app (relative addresses work), with JavaScript and without."""
    context = browser.new_context(base_url=live_app, java_script_enabled=request.param)
    yield context.new_page()
    context.close()
