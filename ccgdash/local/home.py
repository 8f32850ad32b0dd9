"""Where one instance keeps its files: data of the services, logs, sockets, secret, lock."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ccgdash.local.family import ROOT, LocalError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# sun_path is 104 bytes on macOS, 108 on Linux; the longest name we put there is ".s.PGSQL.5432" with its ".lock".
SOCKET_FOLDER_MAX = 80
PLAIN_PATH = re.compile(r"[A-Za-z0-9_./+-]+")


@dataclass(frozen=True)
class Home:
    """One instance's folder (`CCGDASH_HOME`)."""

    path: Path

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> Home:
        return cls(Path(environ.get("CCGDASH_HOME") or ROOT / ".local").expanduser().resolve())

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def redis(self) -> Path:
        return self.path / "redis"

    @property
    def ledger(self) -> Path:
        return self.path / "processes"

    def log(self, name: str) -> Path:
        return self.path / "log" / f"{name}.log"

    @property
    def sockets(self) -> Path:
        """A private folder for sockets: in the home, or a short one beside it when the home's path would not do.

        Sockets take about a hundred bytes of path, and a path without spaces needs no quoting in any URL.
        """
        here = self.path / "run"
        if len(os.fsencode(here)) <= SOCKET_FOLDER_MAX and PLAIN_PATH.fullmatch(str(here)):
            return here
        name = f"ccgdash-{os.getuid()}-{hashlib.sha256(os.fsencode(self.path)).hexdigest()[:12]}"
        folders = [Path(tempfile.gettempdir()), Path("/tmp")]  # noqa: S108 -- the folder made in it is private
        short = [folder / name for folder in folders if PLAIN_PATH.fullmatch(str(folder))]
        return min(short, key=lambda folder: len(str(folder)))

    def make(self) -> None:
        """Make the folders; the one with the sockets is for its owner alone."""
        for folder in (self.path, self.redis, self.path / "log"):
            folder.mkdir(parents=True, exist_ok=True)
        private_folder(self.sockets)

    def sockets_clear(self) -> None:
        """Remove the socket folder when it is not in the home: nobody would look for it in the temporary folder."""
        if not self.sockets.is_relative_to(self.path):
            shutil.rmtree(self.sockets, ignore_errors=True)

    def secret(self) -> str:
        """This instance's own Django secret, made on first use."""
        file = self.path / "secret"
        file.touch(mode=0o600)
        if not file.read_text(encoding="ascii"):
            file.write_text(secrets.token_urlsafe(48), encoding="ascii")
        return file.read_text(encoding="ascii")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold this home: two supervisors on one data folder would damage it. The kernel lets go if we die."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("a+", encoding="ascii") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                holder = lock.read().strip() or "unknown"
                raise LocalError(
                    f"Another ccgdash (process {holder}) already runs on {self.path}. "
                    "Stop it, or give this one its own: CCGDASH_HOME=other/folder PORT=8001"
                ) from None
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield


def private_folder(folder: Path) -> None:
    """Make a folder only its owner can enter; refuse one that somebody else prepared for us."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or (os.getuid() != 0 and folder.stat().st_uid != os.getuid()):
        raise LocalError(f"{folder} is not ours; remove it or set TMPDIR to a folder of your own")
    folder.chmod(0o700)
