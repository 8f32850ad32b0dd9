"""The whole of `make run` on the real data: it serves, mends what is killed, starts again quickly, leaves nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from typing import TYPE_CHECKING

import psutil
import pytest

from ccgdash.local import __main__ as command_line
from ccgdash.local import guard
from ccgdash.local.family import ROOT, python_env
from ccgdash.local.home import Home
from ccgdash.local.instance import port_free

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 150.0
SERVICES = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "SECRET_KEY")


class Running:
    """`python -m ccgdash.local run` on a home and a port, with what it has said so far."""

    def __init__(self, home: Home, port: int) -> None:
        self.home, self.port, self.url = home, port, f"http://127.0.0.1:{port}/"
        env = python_env({"CCGDASH_HOME": str(home.path), "PORT": str(port)})
        env = {name: value for name, value in env.items() if name not in SERVICES}
        self.said = home.path.with_name("said")
        with self.said.open("wb") as said:
            argv = [sys.executable, "-m", "ccgdash.local", "run"]
            self.popen = subprocess.Popen(argv, cwd=ROOT, env=env, stdout=said, stderr=subprocess.STDOUT)

    def text(self) -> str:
        return self.said.read_text(encoding="utf-8")

    def wait_for(self, words: str) -> None:
        end = time.monotonic() + SECONDS
        while words not in self.text():
            assert self.popen.poll() is None, self.text()
            assert time.monotonic() < end, self.text()
            time.sleep(0.1)

    def get(self, path: str) -> bytes:
        with urllib.request.urlopen(f"{self.url}{path}", timeout=30) as answer:  # noqa: S310 -- our own
            return bytes(answer.read())

    def processes(self) -> list[psutil.Process]:
        return [psutil.Process(self.popen.pid), *psutil.Process(self.popen.pid).children(recursive=True)]

    def worker(self) -> psutil.Process:
        found = entry(self.home, "worker")
        assert found
        return psutil.Process(found.pid)

    def stop(self) -> None:
        self.popen.send_signal(signal.SIGTERM)
        self.popen.wait(60)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("run") / "home")


@pytest.fixture
def running(home: Home) -> Iterator[Running]:
    port = next(port for port in range(18000, 18100) if port_free(port))
    found = Running(home, port)
    yield found
    if found.popen.poll() is None:
        found.stop()


@pytest.mark.timeout(400)
def test_it_serves_the_real_data_mends_a_killed_worker_and_leaves_nothing(running: Running) -> None:
    running.wait_for("ccgdash is ready")
    inadequate = json.loads(running.get("api/v1/ratings/?year=2015-16&rating=inadequate"))
    assert inadequate["count"] == 26
    worker = running.worker()
    below = worker.children(recursive=True)
    worker.kill()
    running.wait_for("worker had ended and was started again")
    assert guard.wait_gone([worker, *below], 10) == []
    assert running.worker().pid != worker.pid
    assert running.get("readyz")
    everything = running.processes()
    assert {"postgres", "redis", "worker", "web", "beat"} == {
        one.name for one in guard.ledger_read(running.home.ledger)
    }
    running.stop()
    assert guard.wait_gone(everything, 10) == []
    assert "nothing is left running" in running.text()
    assert running.popen.returncode == 0


def entry(home: Home, name: str) -> guard.Entry | None:
    return next((entry for entry in guard.ledger_read(home.ledger) if entry.name == name), None)


def disturb_and_stop(home: Home) -> None:
    """Wait for beat, the last to be started; kill it; when it is back, ask the whole to stop."""
    end = time.monotonic() + SECONDS
    killed = 0
    while time.monotonic() < end:
        beat = entry(home, "beat")
        if beat and not killed:
            killed = beat.pid
            os.kill(killed, signal.SIGKILL)
        if beat and beat.pid != killed:
            break
        time.sleep(0.1)
    time.sleep(1)  # it stands in the ledger before the supervisor says so
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.mark.timeout(400)
def test_a_second_start_reuses_everything(
    running: Running, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    running.wait_for("ccgdash is ready")
    running.stop()
    for name in SERVICES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CCGDASH_HOME", str(running.home.path))
    monkeypatch.setenv("PORT", str(running.port))

    thread = threading.Thread(target=disturb_and_stop, args=[running.home])
    thread.start()
    assert command_line.main(["run"]) == 0
    thread.join()
    said = capfd.readouterr().out
    assert "nothing to load" in said
    assert " added" not in said
    assert f"ccgdash is ready: {running.url}" in said
    assert "beat had ended and was started again" in said
    assert "nothing is left running" in said
    assert port_free(running.port)
