"""One running ccgdash on given services: what `run` starts on a machine, and what tests start for themselves."""

from __future__ import annotations

import hashlib
import os
import socket
import urllib.error
import urllib.request
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ccgdash.local import commands
from ccgdash.local.family import ROOT, Child, Family, LocalError, Spec, log_tail

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccgdash.local.home import Home

STATIC_SOURCES = ("static", "ccgdash", "assessments", "finance", "requirements/base.txt")


def nothing() -> None:
    return


def port_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((commands.HOST, port))
        except OSError:
            return False
    return True


def page_answers(url: str) -> bool:
    """Whether a first page really comes: anything the server itself decides to say, short of a server error."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 -- our own loopback address
            return bool(answer.read(1))
    except (urllib.error.URLError, OSError):
        return False


def static_state() -> str:
    """A fingerprint of everything collectstatic would look at: path, size and time of each file."""
    digest = hashlib.sha256()
    for name in STATIC_SOURCES:
        source = ROOT / name
        files = [source] if source.is_file() else sorted(source.rglob("static/**/*" if name != "static" else "**/*"))
        for file in files:
            found = file.stat()
            digest.update(f"{file}|{found.st_size}|{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


@dataclass
class Instance:
    """`env` holds the addresses of the services; `each` is called while a command runs (the supervisor's watch)."""

    family: Family
    home: Home
    env: dict[str, str]
    each: Callable[[], None] = nothing
    quiet: bool = False

    def _manage(self, *words: str) -> None:
        """One management command; its output goes to the terminal, or to a log when quiet."""
        name = words[0]
        make = commands.shown(name, commands.manage(*words), self.env)
        spec: Spec = replace(make, log=self.home.log(name)) if self.quiet else make
        status = self.family.call(spec, each=self.each)
        if status != 0:
            raise LocalError(f"`manage.py {' '.join(words)}` ended with status {status}.{log_tail(spec.log)}")

    def migrate(self) -> None:
        self._manage("migrate", "--verbosity", "0")

    def load(self, package: Path) -> None:
        """Import a data package, recompute and publish: quick when it is already what is published."""
        self._manage("load", os.path.relpath(package, ROOT))

    def collect_static(self) -> bool:
        """Gather, hash and compress static files unless nothing changed since the last time; says whether it did."""
        stamp = self.home.path / "staticfiles.state"
        state = static_state()
        if stamp.exists() and stamp.read_text(encoding="ascii") == state:
            return False
        self._manage("collectstatic", "--noinput", "--clear", "--verbosity", "0")
        stamp.write_text(state, encoding="ascii")
        return True

    def worker(self, *, processes: int | None = None) -> Child:
        argv = commands.worker(processes=processes)
        return self.family.start(commands.logged(self.home, "worker", argv, self.env))

    def beat(self) -> Child:
        return self.family.start(commands.logged(self.home, "beat", commands.beat(), self.env))

    def web(self, port: int, *, processes: int = 2) -> Child:
        """The web server; returns when its first page has been read."""
        argv = commands.web(port, processes=processes)
        child = self.family.start(commands.logged(self.home, "web", argv, self.env))
        self.family.wait(child, lambda: page_answers(self.url(port)), seconds=60)
        return child

    @staticmethod
    def url(port: int) -> str:
        return f"http://{commands.HOST}:{port}/"
