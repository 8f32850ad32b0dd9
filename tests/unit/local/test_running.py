"""A command typed beside a running instance finds that instance's services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccgdash.local import postgres, redis
from ccgdash.local.home import Home
from ccgdash.local.services import running

if TYPE_CHECKING:
    from pathlib import Path


def home_with_sockets(folder: Path, *names: str) -> Home:
    home = Home(folder)
    home.make()
    for name in names:
        (home.sockets / name).touch()
    return home


def test_sockets_of_a_running_instance_give_its_addresses(tmp_path: Path) -> None:
    home = home_with_sockets(tmp_path, ".s.PGSQL.5432", "redis.sock")
    assert running(home, {}) == {
        "DATABASE_URL": postgres.url(home),
        "CELERY_BROKER_URL": redis.broker_url(home),
        "CACHE_URL": redis.cache_url(home),
    }


def test_nothing_running_gives_no_addresses(tmp_path: Path) -> None:
    assert running(home_with_sockets(tmp_path), {}) == {}


def test_an_address_that_is_given_wins(tmp_path: Path) -> None:
    home = home_with_sockets(tmp_path, ".s.PGSQL.5432", "redis.sock")
    assert running(home, {"CELERY_BROKER_URL": "redis://broker/0"})["CELERY_BROKER_URL"] == "redis://broker/0"
