"""`make run`: services, migrations, data, web, worker, beat; then watch over them until told to stop."""

from __future__ import annotations

import os
import signal
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Never

from ccgdash.local.family import ROOT, LocalError
from ccgdash.local.home import Home
from ccgdash.local.instance import Instance, port_free
from ccgdash.local.services import given, services

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import FrameType

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
DEFAULT_PORT = 8000


class Stopped(BaseException):
    """Somebody asked us to stop (a signal), or our parent ended: no error, and nothing may swallow it."""


def _stop(number: int, _frame: FrameType | None) -> Never:
    for other in STOP_SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    raise Stopped(signal.Signals(number).name)


@contextmanager
def stop_on_signals() -> Iterator[None]:
    """Turn the signals that end a program into `Stopped`. One that we were started to ignore (nohup) stays ignored."""
    heeded = [number for number in STOP_SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _stop) for number in heeded}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def parent_watch() -> Callable[[], None]:
    """A check that the process which started us (make, a terminal's shell) still lives.

    Under nohup, which says "outlive the terminal" by ignoring SIGHUP, it never objects.
    """
    parent = os.getppid()
    detached = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN

    def check() -> None:
        if not detached and os.getppid() != parent:
            raise Stopped("the process that started us has ended")

    return check


@dataclass
class Report:
    """Lines on the terminal: what is being done and how long it took."""

    started: float = field(default_factory=time.monotonic)

    def line(self, text: str) -> None:
        print(f"[{time.monotonic() - self.started:6.1f} s] {text}", flush=True)

    @contextmanager
    def step(self, text: str) -> Iterator[None]:
        self.line(f"{text} …")
        begun = time.monotonic()
        yield
        self.line(f"{text}: done in {time.monotonic() - begun:.1f} s")


def port_of(environ: Mapping[str, str]) -> int:
    text = environ.get("PORT") or str(DEFAULT_PORT)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise LocalError(f"PORT={text} is not a port number")
    if not port_free(int(text)):
        raise LocalError(f"Port {text} is in use by another program. Choose another one: make run PORT=8001")
    return int(text)


def _bring_up(instance: Instance, port: int, report: Report) -> None:
    """Everything from an empty (or yesterday's) home to a page that answers; what can be done side by side is."""
    static = instance.static_begin()
    with report.step("Database tables"):
        instance.migrate()
    report.line("Worker starts")
    instance.worker()
    web = None if static else instance.web(port)
    with report.step("Data package, recompute, release (data/)"):
        instance.load(ROOT / "data")
    with report.step("Static files and web server"):
        instance.static_finish(static)
        instance.web_wait(web or instance.web(port), port)
    instance.beat()


def _watch(instance: Instance, report: Report) -> Never:
    while True:
        time.sleep(0.5)
        instance.each()
        for name in instance.family.mend():
            report.line(f"{name} had ended and was started again; see {instance.home.log(name)}")


def serve(environ: Mapping[str, str]) -> None:
    """Run until told to stop. Raises LocalError when something the user can mend is wrong."""
    report, home, port = Report(), Home.of(environ), port_of(environ)
    named = ", ".join(given(environ)) or "none, all embedded"
    report.line(f"ccgdash: home {home.path}, services named by the environment: {named}")
    try:
        with stop_on_signals(), services(home, environ) as running:
            for name in running.family.leftovers:
                report.line(f"{name} was left over from an earlier run and has been stopped")
            report.line("PostgreSQL and Redis answer")
            instance = Instance(running.family, home, running.env, parent_watch())
            _bring_up(instance, port, report)
            report.line(f"ccgdash is ready: {instance.url(port)}  (Ctrl-C stops it; logs in {home.path / 'log'})")
            _watch(instance, report)
    except Stopped as why:
        report.line(f"Stopped ({why}); nothing is left running")
