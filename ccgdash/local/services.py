"""The services ccgdash stands on: those the environment names, or embedded ones of our own."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccgdash.local import postgres, redis
from ccgdash.local.family import Family

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ccgdash.local.home import Home


@dataclass(frozen=True)
class Services:
    """What runs: the supervisor's family, and the addresses as environment variables."""

    family: Family
    env: dict[str, str]


def given(environ: Mapping[str, str]) -> dict[str, str]:
    names = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL")
    return {name: environ[name] for name in names if environ.get(name)}


def running(home: Home, environ: Mapping[str, str]) -> dict[str, str]:
    """Addresses of embedded services that run in this home now, for a command typed beside them; given ones win."""
    addresses = dict(given(environ))
    if any(home.sockets.glob(".s.PGSQL.*")):
        addresses.setdefault("DATABASE_URL", postgres.url(home))
    if redis.socket_path(home).exists():
        addresses.setdefault("CELERY_BROKER_URL", redis.broker_url(home))
        addresses.setdefault("CACHE_URL", redis.cache_url(home))
    return addresses


@contextmanager
def services(home: Home, environ: Mapping[str, str], *, durable: bool = True) -> Iterator[Services]:
    """Start what `environ` does not name; stop it at the end. Everything lives under `home`."""
    env = {"CCGDASH_HOME": str(home.path), **given(environ)}
    with ExitStack() as stack:
        stack.enter_context(home.locked())
        stack.callback(home.sockets_clear)
        family = stack.enter_context(Family(home.ledger))
        home.make()
        env["SECRET_KEY"] = environ.get("SECRET_KEY") or home.secret()
        if "DATABASE_URL" not in env:
            env["DATABASE_URL"] = postgres.start(family, home, durable=durable)
        if "CELERY_BROKER_URL" not in env:
            env["CELERY_BROKER_URL"], cache = redis.start(family, home)
            env.setdefault("CACHE_URL", cache)
        yield Services(family, env)
