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
from ccgdash.local.family import ROOT, Child, Family, LocalError, Spec, log_tail, nothing

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccgdash.local.home import Home

STATIC_STAMP = "staticfiles.state"
STATIC_SOURCES = ("static", "ccgdash", "assessments", "finance", "requirements/base.txt")


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


def _succeeded(spec: Spec, status: int) -> None:
    if status != 0:
        command = " ".join(spec.argv[1:])
        raise LocalError(f"`{command}` ended with status {status}.{log_tail(spec.log)}")


@dataclass
class Instance:
    """`env` holds the addresses of the services; `each` is called while a command runs (the supervisor's watch)."""

    family: Family
    home: Home
    env: dict[str, str]
    each: Callable[[], None] = nothing
    quiet: bool = False

    def _spec(self, *words: str) -> Spec:
        """One management command; its output goes to the terminal, or to a log when quiet."""
        shown = commands.shown(words[0], commands.manage(*words), self.env)
        return replace(shown, log=self.home.log(words[0])) if self.quiet else shown

    def _manage(self, *words: str) -> None:
        """A command that works on the database. Django looks the code over for mistakes in `make check`, not at each
        start."""
        spec = self._spec(*words, "--skip-checks")
        _succeeded(spec, self.family.call(spec, each=self.each))

    def migrate(self) -> None:
        self._manage("migrate", "--verbosity", "0")

    def load(self, package: Path) -> None:
        """Import a data package, recompute and publish: quick when it is already what is published."""
        self._manage("load", os.path.relpath(package, ROOT))

    def static_begin(self) -> Child | None:
        """Begin to gather, hash and compress static files; None if nothing changed since the last time."""
        stamp = self.home.path / STATIC_STAMP
        if stamp.exists() and stamp.read_text(encoding="ascii") == static_state():
            return None
        stamp.unlink(missing_ok=True)
        return self.family.start(self._spec("collectstatic", "--noinput", "--clear", "--verbosity", "0"))

    def static_finish(self, child: Child | None) -> None:
        """Wait for what `static_begin` began, and remember what it was made from."""
        if child is not None:
            _succeeded(child.spec, self.family.finish(child, each=self.each))
            (self.home.path / STATIC_STAMP).write_text(static_state(), encoding="ascii")

    def worker(self, *, processes: int | None = None) -> Child:
        argv = commands.worker(processes=processes)
        return self.family.start(commands.logged(self.home, "worker", argv, self.env))

    def beat(self) -> Child:
        return self.family.start(commands.logged(self.home, "beat", commands.beat(), self.env))

    def web(self, port: int, *, processes: int = 2) -> Child:
        """Start the web server. Static files must be there: it lists them once, at the start."""
        argv = commands.web(port, processes=processes)
        return self.family.start(commands.logged(self.home, "web", argv, self.env))

    def web_wait(self, web: Child, port: int) -> None:
        """Wait until a first page has been read from the server."""
        self.family.wait(web, lambda: page_answers(self.url(port)), seconds=60, each=self.each)

    @staticmethod
    def url(port: int) -> str:
        return f"http://{commands.HOST}:{port}/"
