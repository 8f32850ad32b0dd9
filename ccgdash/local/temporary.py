"""A whole ccgdash for the length of a program: what pictures are taken of and what is measured."""

from __future__ import annotations

import socket
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ccgdash.local import commands
from ccgdash.local.family import ROOT, Child
from ccgdash.local.home import Home
from ccgdash.local.instance import Instance
from ccgdash.local.run import parent_watch, stop_on_signals
from ccgdash.local.services import services

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True)
class Served:
    """A running instance: `url` ends in a slash; `env` is what a process needs to use the same services."""

    instance: Instance
    web: Child
    url: str

    @property
    def env(self) -> dict[str, str]:
        return self.instance.env


def port_any() -> int:
    """A port of the loopback address that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((commands.HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def temporary(
    environ: Mapping[str, str], *, processes: int = 2, settings: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """Services, the bundled data, a worker and the web server in a folder of their own, gone afterwards.

    `environ` may name services (DATABASE_URL, …); `settings` are further variables of our own processes.
    """
    with ExitStack() as stack:
        stack.enter_context(stop_on_signals())
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ccgdash-"))
        home = Home(Path(folder).resolve())
        running = stack.enter_context(services(home, environ))
        env = {**running.env, **(settings or {})}
        instance = Instance(running.family, home, env, parent_watch(), quiet=True)
        static = instance.static_begin()
        instance.migrate()
        instance.worker()
        instance.load(ROOT / "data")
        instance.static_finish(static)
        port = port_any()
        web = instance.web(port, processes=processes)
        instance.web_wait(web, port)
        yield Served(instance, web, instance.url(port))
