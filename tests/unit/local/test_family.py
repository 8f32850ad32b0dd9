"""Processes are started, watched, restarted and stopped; what they leave behind is stopped by the next start."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from ccgdash.local import guard
from ccgdash.local.family import Child, Family, LocalError, Spec, python_env

if TYPE_CHECKING:
    from pathlib import Path

STUBBORN = "trap '' TERM; echo deaf; while :; do sleep 0.1; done"


def spec(script: str, log: Path | None = None, *, grace: float = 5.0) -> Spec:
    return Spec("child", ("sh", "-c", script), dict(os.environ), log, grace=grace)


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_leaving_the_family_stops_its_children_and_theirs(tmp_path: Path) -> None:
    with Family(tmp_path / "ledger") as family:
        child = family.start(spec("sleep 600 & wait"))
        family.wait(child, lambda: bool(psutil.Process(child.popen.pid).children()))
        below = psutil.Process(child.popen.pid).children()[0]
        assert [entry.pid for entry in guard.ledger_read(family.ledger)] == [child.popen.pid]
    assert gone(child.popen.pid)
    assert gone(below.pid)
    assert not (tmp_path / "ledger").exists()


def test_one_that_will_not_stop_is_killed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Family(tmp_path / "ledger") as family:
        child = family.start(spec(STUBBORN, log, grace=0.2))
        family.wait(child, lambda: log.exists() and "deaf" in log.read_text(encoding="utf-8"))
        begun = time.monotonic()
    assert gone(child.popen.pid)
    assert time.monotonic() - begun < 5


def test_a_child_that_ended_is_started_again_until_it_is_hopeless(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Family(tmp_path / "ledger") as family:
        child = family.start(spec("echo broken; exit 3", log))
        child.popen.wait()
        first = child.popen.pid
        assert family.mend() == ["child"]
        assert child.popen.pid != first
        for _ in range(4):
            child.popen.wait()
            family.mend()
        child.popen.wait()
        with pytest.raises(LocalError, match=r"child keeps ending(?s:.*)broken"):
            family.mend()


def test_restarts_long_ago_are_forgiven() -> None:
    popen = subprocess.Popen(["true"])
    popen.wait()
    child = Child(spec("true"), popen)
    assert all(child.restart_is_due(minute * 61.0) for minute in range(20))


def test_one_that_ends_before_it_is_ready_shows_its_log(tmp_path: Path) -> None:
    with Family(tmp_path / "ledger") as family:
        child = family.start(spec("echo no such file; exit 1", tmp_path / "log"))
        child.popen.wait()
        with pytest.raises(LocalError, match=r"ended before it was ready(?s:.*)no such file"):
            family.wait(child, lambda: False)


def test_one_that_is_never_ready_is_an_error(tmp_path: Path) -> None:
    with Family(tmp_path / "ledger") as family:
        child = family.start(spec("sleep 600"))
        with pytest.raises(LocalError, match="not ready in 0 s"):
            family.wait(child, lambda: False, seconds=0.1)
        family.stop(child)
        assert gone(child.popen.pid)
        assert family.children == []


def test_a_command_s_status_is_returned_and_the_watch_called_meanwhile(tmp_path: Path) -> None:
    calls: list[float] = []
    with Family(tmp_path / "ledger") as family:
        status = family.call(spec("sleep 0.2; exit 7"), each=lambda: calls.append(time.monotonic()))
    assert status == 7
    assert calls


def test_the_next_start_stops_what_the_ledger_names_and_nothing_else(tmp_path: Path) -> None:
    ours = subprocess.Popen(["sh", "-c", STUBBORN], stdout=subprocess.DEVNULL, start_new_session=True)
    stranger = subprocess.Popen(["sleep", "600"], start_new_session=True)
    ledger = tmp_path / "ledger"
    guard.ledger_write(
        ledger,
        [
            guard.Entry(ours.pid, psutil.Process(ours.pid).create_time(), signal.SIGKILL, "ours"),
            # The number is a stranger's by now: it was created at another time.
            guard.Entry(stranger.pid, 1.0, signal.SIGTERM, "was ours once"),
            guard.Entry(2**22 + 1, 1.0, signal.SIGTERM, "gone"),
        ],
    )
    with Family(ledger) as family:
        assert family.leftovers == ["ours"]
        assert ours.wait(5) == -signal.SIGKILL
        assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_torn_line_of_the_ledger_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "ledger").write_text("12 1.0 15 whole\n13 1.0\n", encoding="utf-8")
    assert [entry.name for entry in guard.ledger_read(tmp_path / "ledger")] == ["whole"]


def test_the_guard_stops_all_when_its_input_closes(tmp_path: Path) -> None:
    child = subprocess.Popen(["sh", "-c", "sleep 600 & wait"], start_new_session=True)
    entry = guard.Entry(child.pid, psutil.Process(child.pid).create_time(), signal.SIGTERM, "child")
    guard.ledger_write(tmp_path / "ledger", [entry])
    watch = subprocess.Popen([sys.executable, guard.__file__, str(tmp_path / "ledger")], stdin=subprocess.PIPE)
    assert child.poll() is None
    watch.communicate(timeout=20)
    assert child.wait(5) == -signal.SIGTERM


def test_the_guard_heeds_no_signal_and_sweeps_at_the_end_of_its_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ignored: list[int] = []
    monkeypatch.setattr(signal, "signal", lambda number, _handler: ignored.append(number))
    monkeypatch.setattr(sys, "argv", ["guard", str(tmp_path / "ledger")])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    guard.main()
    child = subprocess.Popen(["sleep", "600"], start_new_session=True)
    entry = guard.Entry(child.pid, psutil.Process(child.pid).create_time(), signal.SIGTERM, "child")
    guard.ledger_write(tmp_path / "ledger", [entry])
    guard.main()
    assert child.wait(5) == -signal.SIGTERM
    assert set(ignored) == {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


def test_one_deaf_to_the_guard_is_killed() -> None:
    child = subprocess.Popen(["sh", "-c", STUBBORN], stdout=subprocess.PIPE, start_new_session=True)
    assert child.stdout is not None
    with child.stdout:
        child.stdout.readline()
        entry = guard.Entry(child.pid, psutil.Process(child.pid).create_time(), signal.SIGTERM, "deaf")
        assert guard.entry_stop(entry, grace=0.2)
    assert child.wait(5) == -signal.SIGKILL


def test_our_python_processes_may_keep_compiled_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    env = python_env({"X": "1"})
    assert "PYTHONDONTWRITEBYTECODE" not in env
    assert env["X"] == "1"
