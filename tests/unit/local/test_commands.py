"""The commands of the Makefile: what they say and how they end when something is wrong."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from ccgdash.local import __main__ as command_line
from ccgdash.local import assets, bootstrap, browser, checks, instance, postgres, redis, run
from ccgdash.local.commands import worker
from ccgdash.local.family import ROOT, Family, LocalError
from ccgdash.local.home import Home
from ccgdash.local.instance import Instance, page_answers, port_free


# --- run --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(LocalError, match=f"PORT={port}"):
        run.port_of({"PORT": port})


def test_a_port_in_use_is_told_and_a_free_one_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert not port_free(port)
        with pytest.raises(LocalError, match=f"Port {port} is in use"):
            run.port_of({"PORT": str(port)})
    assert run.port_of({"PORT": str(port)}) == port


def test_a_signal_is_turned_into_stopped_and_handlers_come_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(run.Stopped, match="SIGTERM"), run.stop_on_signals():
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_parent_s_end_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "getsignal", lambda _number: signal.SIG_DFL)  # we may be under nohup ourselves
    check = run.parent_watch()
    check()
    adopted_by = os.getppid() + 1
    monkeypatch.setattr(os, "getppid", lambda: adopted_by)
    with pytest.raises(run.Stopped, match="the process that started us"):
        check()


def test_the_report_says_what_is_done_and_how_long_it_took(capsys: pytest.CaptureFixture[str]) -> None:
    with run.Report().step("Tables"):
        pass
    assert "Tables …" in (out := capsys.readouterr().out)
    assert "Tables: done in 0.0 s" in out


# --- an instance ------------------------------------------------------------------------------------------------------
def test_a_failing_management_command_shows_its_log(tmp_path: Path) -> None:
    with Family(tmp_path / "ledger") as family:
        broken = Instance(family, Home(tmp_path), {"DATABASE_URL": "postgresql://127.0.0.1:1/none"}, quiet=True)
        with pytest.raises(LocalError, match=r"manage.py migrate.* ended with status 1(?s:.*)OperationalError"):
            broken.migrate()


def test_nobody_answers_where_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert not page_answers(Instance.url(port))


def test_the_state_of_static_files_changes_with_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instance, "ROOT", tmp_path)
    for folder in ("static/css", "finance/static", "requirements"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "requirements" / "base.txt").write_text("a==1", encoding="ascii")
    states = [instance.static_state()]
    for name in ("static/css/app.css", "finance/static/more.css", "finance/models.py"):
        (tmp_path / name).write_text("x", encoding="ascii")
        states.append(instance.static_state())
    (tmp_path / "requirements" / "base.txt").write_text("a==1.1", encoding="ascii")
    states.append(instance.static_state())
    assert [before != after for before, after in pairwise(states)] == [True, True, False, True]


def test_a_worker_has_a_process_for_each_core_but_not_too_many() -> None:
    words = worker()
    assert 1 <= int(words[words.index("--concurrency") + 1]) <= 4
    assert worker(processes=7)[words.index("--concurrency") + 1] == "7"


# --- services ---------------------------------------------------------------------------------------------------------
def test_missing_wheels_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (postgres, redis):
        monkeypatch.setattr(module, "find_spec", lambda _name: None)
    with pytest.raises(LocalError, match="DATABASE_URL"):
        postgres.programs()
    with pytest.raises(LocalError, match="CELERY_BROKER_URL"):
        redis.program()


def test_root_runs_postgres_as_nobody_and_others_as_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 1000)
    assert postgres.unprivileged(("postgres",)) == ("postgres",)
    monkeypatch.setattr(os, "getuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda _name: "/bin/setpriv")
    words = postgres.unprivileged(("postgres", "-D"))
    assert words[0] == "/bin/setpriv"
    assert "--clear-groups" in words
    assert words[-2:] == ("postgres", "-D")
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(LocalError, match="setpriv"):
        postgres.unprivileged(("postgres",))


def test_a_data_folder_of_another_version_is_left_alone(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.postgres.mkdir()
    (home.postgres / "PG_VERSION").write_text("16\n", encoding="ascii")
    with Family(home.ledger) as family, pytest.raises(LocalError, match="made by PostgreSQL 16"):
        postgres.cluster_make(family, home, durable=False)


def test_a_data_folder_that_cannot_be_made_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "USER", "pg_reserved")
    with Family(tmp_path / "ledger") as family, pytest.raises(LocalError, match=r"(?s)data folder.*pg_"):
        postgres.cluster_make(family, Home(tmp_path), durable=False)
    assert not (tmp_path / "postgres").exists()


def test_the_process_number_in_an_old_lock_file_is_disowned_and_the_rest_kept(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.postgres.mkdir()
    home.make()
    (home.postgres / "postmaster.pid").write_text(f"{os.getpid()}\n/data\n17\n", encoding="ascii")
    postgres.locks_disown(home)
    number, rest = (home.postgres / "postmaster.pid").read_text(encoding="ascii").split("\n", 1)
    assert not psutil.pid_exists(int(number))
    assert rest == "/data\n17\n"


def test_an_empty_lock_file_is_removed(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.postgres.mkdir()
    home.make()
    (home.postgres / "postmaster.pid").touch()
    (home.sockets / ".s.PGSQL.5432.lock").touch()
    postgres.locks_disown(home)
    assert not (home.postgres / "postmaster.pid").exists()
    assert not list(home.sockets.iterdir())


# --- the command line -------------------------------------------------------------------------------------------------
def test_unknown_words_get_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["fly"]) == 2
    assert "python -m ccgdash.local run" in capsys.readouterr().err


def test_words_reach_what_they_name(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    for name in ("install", "copy", "lock"):
        monkeypatch.setattr(assets, name, lambda name=name: done.append(name))
    monkeypatch.setattr(browser, "install", lambda: done.append("chromium"))
    monkeypatch.setattr(checks, "run_all", lambda: 3)
    for words in (["assets"], ["assets", "copy"], ["assets", "lock"], ["chromium"]):
        assert command_line.main(words) == 0
    assert done == ["install", "copy", "lock", "chromium"]
    assert command_line.main(["check"]) == 3


def test_an_error_is_one_line_and_status_1(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(_environ: object) -> None:
        raise LocalError("Port 8000 is in use")

    monkeypatch.setattr(run, "serve", fail)
    assert command_line.main(["run"]) == 1
    assert capsys.readouterr().err == "ccgdash: Port 8000 is in use\n"


def test_a_command_gets_services_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DATABASE_URL", "CELERY_BROKER_URL", "CCGDASH_HOME"):
        monkeypatch.delenv(name, raising=False)
    note = tmp_path / "note"
    script = 'echo "$CACHE_URL $CCGDASH_HOME" > "$0"; test -n "$DATABASE_URL" -a -S "$CCGDASH_HOME/run/redis.sock"'
    assert command_line.main(["services", "--", "sh", "-c", script, str(note)]) == 0
    home = note.read_text(encoding="utf-8").split()[-1]
    assert not Path(home).exists()


# --- checks -----------------------------------------------------------------------------------------------------------
def test_a_registry_s_address_in_a_lock_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "base.txt").write_text(
        "a==1\n--index-url https://example.org/simple\n", encoding="utf-8"
    )
    (tmp_path / "package-lock.json").write_text('{"resolved": "https://example.org/a.tgz"}\n', encoding="utf-8")
    found = list(checks.addresses_in(tmp_path))
    assert [line.split(" ")[0] for line in found] == ["requirements/base.txt:2:", "package-lock.json:1:"]


def test_our_lock_files_name_no_address() -> None:
    assert list(checks.addresses_in(ROOT)) == []


def test_all_checks_run_and_one_failure_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = {"one": ("false",), "two": ("sh", "-c", "echo bad news; exit 1"), "three": ("true",)}
    monkeypatch.setattr(checks, "COMMANDS", commands)
    assert checks.run_all() == 1
    out = capsys.readouterr().out
    assert "status 1" in out
    assert "bad news" in out
    assert "2 of 4 checks passed" in out
    monkeypatch.setattr(checks, "COMMANDS", {"three": ("true",)})
    assert checks.run_all() == 0


# --- bootstrap --------------------------------------------------------------------------------------------------------
def test_a_changed_requirement_is_installed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("bootstrap", "base", "dev"):
        (tmp_path / f"{name}.txt").write_text(f"{name}==1\n", encoding="ascii")
    monkeypatch.setattr(bootstrap, "REQUIREMENTS", tmp_path)
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    called: list[tuple[object, ...]] = []
    monkeypatch.setattr(bootstrap, "call", lambda *words: called.append(words))
    bootstrap.main("base")
    assert len(called) == 2
    assert all("--require-hashes" in words for words in called)
    bootstrap.main("base")
    assert len(called) == 2
    assert not bootstrap.installed("dev")
    bootstrap.main("dev")
    assert bootstrap.installed("base"), "dev holds base"
    (tmp_path / "dev.txt").write_text("dev==2\n", encoding="ascii")
    assert not bootstrap.installed("base")


def test_an_old_python_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11"):
        bootstrap.main("base")


def test_a_missing_environment_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[object, ...]] = []
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / "bin" / "python")
    monkeypatch.setattr(bootstrap, "call", lambda *words: called.append(words))
    bootstrap.make_venv()
    assert called[0][1:3] == ("-m", "venv")
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit, match="python3-venv"):
        bootstrap.make_venv()


def test_an_installer_s_words_are_shown_when_it_fails() -> None:
    with pytest.raises(SystemExit, match="hash mismatch"):
        bootstrap.call("sh", "-c", "echo hash mismatch; exit 1")


# --- the browser ------------------------------------------------------------------------------------------------------
def test_chromium_is_installed_where_we_may(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    present: dict[str, str] = {"apt-get": "/usr/bin/apt-get"}
    called: list[str] = []

    def apt(words: tuple[str, ...], **_: object) -> subprocess.CompletedProcess[str]:
        called.append(" ".join(words))
        if "install" in words:
            present["chromium"] = "/usr/bin/chromium"
        return subprocess.CompletedProcess(words, 0)

    monkeypatch.setattr("shutil.which", present.get)
    monkeypatch.setattr(os, "getuid", lambda: 1000)
    assert not browser.install()
    assert "BROWSER TESTS WILL BE SKIPPED" in capsys.readouterr().err
    assert called == []
    monkeypatch.setattr(os, "getuid", lambda: 0)
    monkeypatch.setattr("subprocess.run", apt)
    assert browser.install()
    assert [word for word in called if "update" in word]
