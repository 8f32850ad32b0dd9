"""The command lines of our own processes, the same for a developer's machine, the tests and the containers."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from ccgdash.local.family import Spec, python_env

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ccgdash.local.home import Home

HOST = "127.0.0.1"


def manage(*words: str) -> tuple[str, ...]:
    return (sys.executable, "manage.py", *words)


def web(port: int, *, processes: int = 2) -> tuple[str, ...]:
    """Granian on the loopback address: its own processes share one socket and are started again when they fail."""
    size = ("--workers", str(processes), "--workers-kill-timeout", "5")
    return (
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--respawn-failed-workers"),
        *(*size, "--host", HOST, "--port", str(port), "ccgdash.wsgi:application"),
    )


def worker(name: str = "ccgdash", *, processes: int | None = None) -> tuple[str, ...]:
    """A Celery worker without the chatter between workers, which costs it a second at the start."""
    count = processes or min(4, os.cpu_count() or 1)
    quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
    size = ("--concurrency", str(count), "--loglevel", "INFO", "-n", f"{name}@%h")
    return (sys.executable, "-m", "celery", "-A", "ccgdash", "worker", *quiet, *size)


def beat() -> tuple[str, ...]:
    return (sys.executable, "-m", "celery", "-A", "ccgdash", "beat", "--pidfile=", "--loglevel", "INFO")


def logged(home: Home, name: str, argv: tuple[str, ...], env: Mapping[str, str]) -> Spec:
    return Spec(name, argv, python_env(env), home.log(name))


def shown(name: str, argv: tuple[str, ...], env: Mapping[str, str]) -> Spec:
    return Spec(name, argv, python_env(env))
