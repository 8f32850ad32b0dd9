"""The processes one supervisor has started: each in its own session, logged to a file, stopped together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

import psutil

from ccgdash.local import guard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).resolve().parent.parent.parent
TAIL_LINES = 25
RESTARTS = 5
RESTART_WINDOW = 60.0


class LocalError(RuntimeError):
    """Something the user can put right; its text is all they need to see."""


def nothing() -> None:
    """What is done meanwhile when there is nothing to do."""


@dataclass(frozen=True)
class Spec:
    """How to start one process. `log` is None for a command whose output belongs on the terminal."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    log: Path | None = None
    cwd: Path = ROOT
    stop_signal: int = signal.SIGTERM
    grace: float = guard.GRACE


@dataclass
class Child:
    """A running process and when it was started again."""

    spec: Spec
    popen: subprocess.Popen[bytes]
    restarts: list[float] = field(default_factory=list)

    def entry(self) -> guard.Entry:
        created = 0.0
        with suppress(psutil.NoSuchProcess):
            created = psutil.Process(self.popen.pid).create_time()
        return guard.Entry(self.popen.pid, created, self.spec.stop_signal, self.spec.name)

    def stop(self) -> None:
        """Ask, wait, insist; then clear what the process left in its group."""
        if self.popen.poll() is None:
            self.popen.send_signal(self.spec.stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self.popen.wait(self.spec.grace)
        guard.group_kill(self.popen.pid)
        self.popen.wait()

    def restart_is_due(self, now: float) -> bool:
        """Whether one more start is allowed: at most five within a minute."""
        self.restarts = [then for then in self.restarts if now - then < RESTART_WINDOW] + [now]
        return len(self.restarts) <= RESTARTS


def log_tail(log: Path | None) -> str:
    """The end of a log, for a message about the process that wrote it."""
    if log is None or not log.exists():
        return ""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-TAIL_LINES:]
    return f"\n--- the end of {log} ---\n" + "\n".join(lines)


def _popen(spec: Spec) -> subprocess.Popen[bytes]:
    if spec.log is None:
        return subprocess.Popen(spec.argv, env=spec.env, cwd=spec.cwd, stdin=subprocess.DEVNULL, start_new_session=True)
    spec.log.parent.mkdir(parents=True, exist_ok=True)
    with spec.log.open("ab") as log:
        return subprocess.Popen(
            spec.argv,
            env=spec.env,
            cwd=spec.cwd,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


class Family:
    """Use as a context manager: leaving it stops every process; a guard does so if this process is killed."""

    def __init__(self, ledger: Path) -> None:
        self.ledger = ledger
        self.children: list[Child] = []
        self.leftovers: list[str] = []
        self._guard: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.ledger.parent.mkdir(parents=True, exist_ok=True)
        self.leftovers = guard.sweep(self.ledger)
        self._guard = subprocess.Popen(
            [sys.executable, guard.__file__, str(self.ledger)], stdin=subprocess.PIPE, start_new_session=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        for child in reversed(self.children):
            child.stop()
        self.children.clear()
        self.ledger.unlink(missing_ok=True)
        if self._guard is not None:
            self._guard.communicate()

    def _record(self) -> None:
        guard.ledger_write(self.ledger, [child.entry() for child in self.children])

    def start(self, spec: Spec) -> Child:
        child = Child(spec, _popen(spec))
        self.children.append(child)
        self._record()
        return child

    def stop(self, child: Child) -> None:
        child.stop()
        self.children.remove(child)
        self._record()

    def wait(
        self,
        child: Child,
        ready: Callable[[], bool],
        *,
        seconds: float = 30.0,
        each: Callable[[], None] = nothing,
    ) -> None:
        """Wait until `ready()`; a process that ends or takes too long is an error that shows its log."""
        end = time.monotonic() + seconds
        while not ready():
            each()
            if child.popen.poll() is not None:
                raise LocalError(f"{child.spec.name} ended before it was ready.{log_tail(child.spec.log)}")
            if time.monotonic() > end:
                raise LocalError(f"{child.spec.name} was not ready in {seconds:.0f} s.{log_tail(child.spec.log)}")
            time.sleep(0.05)

    def finish(self, child: Child, *, each: Callable[[], None] = nothing) -> int:
        """Wait for a process that ends by itself; returns its status. `each` is called meanwhile."""
        while (status := child.popen.poll()) is None:
            each()
            time.sleep(0.02)
        self.children.remove(child)
        self._record()
        return status

    def call(self, spec: Spec, *, each: Callable[[], None] = nothing) -> int:
        """Run one command to its end; returns its status."""
        return self.finish(self.start(spec), each=each)

    def mend(self) -> list[str]:
        """Start again what has ended; returns their names. A process that ends again and again is an error."""
        ended = [child for child in self.children if child.popen.poll() is not None]
        for child in ended:
            guard.group_kill(child.popen.pid)
            if not child.restart_is_due(time.monotonic()):
                raise LocalError(f"{child.spec.name} keeps ending.{log_tail(child.spec.log)}")
            child.popen = _popen(child.spec)
            self._record()
        return [child.spec.name for child in ended]


def python_env(extra: Mapping[str, str]) -> dict[str, str]:
    """The environment of our own Python processes: this one's, with line-by-line output.

    They may keep compiled modules even where this one was told not to: half a dozen of them start from the same
    packages, and compiling those anew costs each several seconds.
    """
    env = {**os.environ, "PYTHONUNBUFFERED": "1", **extra}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env
