"""Whatever ends the supervisor, nothing is left running; whatever it left behind, the next start works."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import psutil
import psycopg
import pytest

from ccgdash.local import guard, postgres
from ccgdash.local.family import ROOT, python_env
from ccgdash.local.home import Home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ADDRESSES = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL")
COMMAND = (sys.executable, "-m", "ccgdash.local", "services", "--", "sleep", "600")
SECONDS = 30.0


def environment(home: Path, **more: str) -> dict[str, str]:
    """The test run's own environment without its services."""
    env = python_env({"CCGDASH_HOME": str(home), **more})
    return {name: value for name, value in env.items() if name in more or name not in ADDRESSES}


def eventually(wanted: str, condition: object) -> None:
    assert callable(condition)
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end, f"not so after {SECONDS:.0f} s: {wanted}"
        time.sleep(0.05)


def words(process: psutil.Process) -> list[str]:
    """The command line of a process; none if it has just ended."""
    try:
        return list(process.cmdline())
    except psutil.NoSuchProcess:
        return []


@dataclass
class Supervisor:
    """`ccgdash.local services -- sleep` on one home, and every process that belongs to it."""

    home: Home
    argv: tuple[str, ...] = COMMAND
    popen: subprocess.Popen[bytes] | None = None
    seen: set[psutil.Process] = field(default_factory=set)

    def start(self, **more: str) -> None:
        self.said.parent.mkdir(parents=True, exist_ok=True)
        env = environment(self.home.path, **more)
        before = {entry.pid for entry in guard.ledger_read(self.home.ledger)}
        if self.popen is not None:
            self.popen.wait()
        with self.said.open("wb") as said:
            self.popen = subprocess.Popen(self.argv, cwd=ROOT, env=env, stderr=said)
        eventually("services and command run", lambda: self.is_up(before))
        top = psutil.Process(self.popen.pid)
        self.seen |= {top, *top.children(recursive=True)}

    def is_up(self, before: set[int]) -> bool:
        assert self.popen is not None
        assert self.popen.poll() is None, self.said.read_text(encoding="utf-8")
        entries = guard.ledger_read(self.home.ledger)
        return any(entry.name == "command" and entry.pid not in before for entry in entries)

    @property
    def said(self) -> Path:
        return self.home.path.with_name(f"{self.home.path.name}.said")

    def process(self, name: str) -> psutil.Process:
        entry = next(entry for entry in guard.ledger_read(self.home.ledger) if entry.name == name)
        return psutil.Process(entry.pid)

    def supervising(self) -> psutil.Process:
        """The Python process that supervises (under a shell it is not the first one)."""
        return next(p for p in self.alive() if words(p)[1:3] == ["-m", "ccgdash.local"])

    def guard(self) -> psutil.Process:
        return next(p for p in self.alive() if guard.__file__ in words(p))

    def kill(self, *processes: psutil.Process) -> None:
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.kill()

    def alive(self) -> list[psutil.Process]:
        return [process for process in self.seen if guard.lives(process)]

    def ended(self) -> bool:
        assert self.popen is not None
        self.popen.poll()
        return not self.alive()

    def clear(self) -> None:
        """Leave nothing, whatever the test found: ask first, so that what was not seen is stopped as well."""
        for ask in (psutil.Process.terminate, psutil.Process.kill):
            for process in self.alive():
                with suppress(psutil.NoSuchProcess):
                    ask(process)
            psutil.wait_procs(self.alive(), timeout=10)
        if self.popen is not None:
            self.popen.wait()


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    found = Supervisor(Home(tmp_path / "home"))
    yield found
    found.clear()


def remember(home: Home) -> None:
    with psycopg.connect(postgres.url(home), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")


def remembered(home: Home) -> bool:
    with psycopg.connect(postgres.url(home)) as connection:
        return connection.execute("SELECT answer FROM kept").fetchone() == (42,)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything(supervisor: Supervisor, number: signal.Signals) -> None:
    supervisor.start()
    assert len(supervisor.seen) > 4
    supervisor.supervising().send_signal(number)
    eventually("all processes ended", supervisor.ended)
    assert not supervisor.home.ledger.exists()


def test_killing_the_supervisor_stops_everything(supervisor: Supervisor) -> None:
    supervisor.start()
    supervisor.kill(supervisor.supervising())
    eventually("the guard stopped all the others, and itself", supervisor.ended)
    assert supervisor.ended()


def test_the_end_of_its_parent_stops_everything(supervisor: Supervisor) -> None:
    supervisor.argv = ("sh", "-c", '"$@" & wait', "sh", *COMMAND)
    supervisor.start()
    assert supervisor.popen is not None
    supervisor.popen.kill()
    eventually("all processes ended", supervisor.ended)


def test_under_nohup_it_outlives_the_terminal(supervisor: Supervisor) -> None:
    supervisor.argv = ("sh", "-c", 'trap "" HUP; "$@" & wait', "sh", *COMMAND)
    supervisor.start()
    assert supervisor.popen is not None
    supervisor.popen.kill()
    supervisor.supervising().send_signal(signal.SIGHUP)
    time.sleep(1.5)
    assert supervisor.process("postgres").is_running()
    supervisor.supervising().terminate()
    eventually("SIGTERM still stops it", supervisor.ended)


def test_what_survived_the_kill_of_supervisor_and_guard_is_stopped_by_the_next_start(supervisor: Supervisor) -> None:
    supervisor.start()
    remember(supervisor.home)
    orphan = supervisor.process("postgres")
    supervisor.kill(supervisor.guard(), supervisor.supervising())
    assert supervisor.popen is not None
    supervisor.popen.wait()
    assert orphan.is_running()
    supervisor.start()
    assert not guard.lives(orphan)
    assert remembered(supervisor.home)


def test_after_everything_was_killed_the_data_is_still_there(supervisor: Supervisor) -> None:
    supervisor.start()
    remember(supervisor.home)
    supervisor.kill(supervisor.guard(), *supervisor.alive())
    eventually("all processes ended", supervisor.ended)
    assert (supervisor.home.postgres / "postmaster.pid").exists()
    # The worst case: by now the number in the stale file belongs to a living stranger.
    lines = (supervisor.home.postgres / "postmaster.pid").read_text(encoding="ascii").split("\n", 1)
    (supervisor.home.postgres / "postmaster.pid").write_text(f"{os.getpid()}\n{lines[1]}", encoding="ascii")
    supervisor.start()
    assert remembered(supervisor.home)


def test_a_half_made_data_folder_is_made_again(supervisor: Supervisor) -> None:
    half = supervisor.home.path / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n", encoding="ascii")
    supervisor.start()
    assert postgres.answers(supervisor.home)


def test_one_home_has_one_supervisor_and_two_homes_run_side_by_side(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start()
    second = subprocess.run(
        COMMAND, cwd=ROOT, env=environment(supervisor.home.path), capture_output=True, text=True, check=False
    )
    assert second.returncode == 1
    assert "already runs on" in second.stderr
    other = Supervisor(Home(tmp_path / "other home, with spaces " / ("long" * 30)))
    try:
        other.start()
        assert postgres.answers(supervisor.home)
        assert postgres.answers(other.home)
        other.supervising().terminate()
        eventually("the other ended", other.ended)
        assert not other.home.sockets.exists()
    finally:
        other.clear()


def test_services_named_by_the_environment_are_not_started(supervisor: Supervisor) -> None:
    supervisor.start(DATABASE_URL="postgresql:///elsewhere")
    assert [entry.name for entry in guard.ledger_read(supervisor.home.ledger)] == ["redis", "command"]


def test_a_port_in_use_is_said_before_anything_starts(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "ccgdash.local", "run"],
            cwd=ROOT,
            env=environment(home, PORT=port),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert f"Port {port} is in use" in done.stderr
    assert not home.exists()
