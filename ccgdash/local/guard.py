"""The guard: a process that outlives a killed supervisor just long enough to stop what that one had started.

Run as a script it waits for its standard input to close, which the kernel does however its parent dies. It knows the
processes from the ledger, one line each: `pid create_time signal name`. The next start reads the same ledger, so even
a machine on which everything was killed is tidied. Standard library and psutil only: it starts in a few milliseconds.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import psutil

GRACE = 10.0


class Entry(NamedTuple):
    """One process as the ledger holds it; the time it was created tells it from a later one with its number."""

    pid: int
    created: float
    stop_signal: int
    name: str

    def process(self) -> psutil.Process | None:
        """The process if it still lives and is the one we started."""
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(self.pid)
            if abs(process.create_time() - self.created) < 0.1 and lives(process):
                return process
        return None


def ledger_write(ledger: Path, entries: list[Entry]) -> None:
    """Replace the ledger in one step: a reader sees the old lines or the new ones."""
    draft = ledger.with_name(f"{ledger.name}.new")
    draft.write_text("".join(f"{e.pid} {e.created} {e.stop_signal} {e.name}\n" for e in entries), encoding="utf-8")
    draft.replace(ledger)


def ledger_read(ledger: Path) -> list[Entry]:
    if not ledger.exists():
        return []
    rows = [line.split(" ", 3) for line in ledger.read_text(encoding="utf-8").splitlines()]
    return [Entry(int(row[0]), float(row[1]), int(row[2]), row[3]) for row in rows if len(row) == 4]


def group_kill(pid: int) -> None:
    """Kill whatever is left of the process group a child led (its pool or its server's workers)."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def lives(process: psutil.Process) -> bool:
    """Whether a process still does anything; a zombie only waits for its parent, who may never ask."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def wait_gone(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Wait for processes to end; returns those that have not."""
    end = time.monotonic() + seconds
    while (alive := [process for process in processes if lives(process)]) and time.monotonic() < end:
        time.sleep(0.02)
    return alive


def entry_stop(entry: Entry, *, grace: float = GRACE) -> bool:
    """Ask one process to stop, insist after `grace` seconds; True if there was something to stop."""
    process = entry.process()
    if process is None:
        return False
    with suppress(psutil.NoSuchProcess):
        family = [process, *process.children(recursive=True)]
        process.send_signal(entry.stop_signal)
        # Each of our servers ends after its own workers: what is left when it has ended was forgotten.
        wait_gone([process], grace)
        left = [member for member in family if lives(member)]
        for member in left:
            with suppress(psutil.NoSuchProcess):
                member.kill()
        wait_gone(left, grace)
    group_kill(entry.pid)
    return True


def sweep(ledger: Path) -> list[str]:
    """Stop all that the ledger names, last started first; returns the names of those that were still running."""
    stopped = [entry.name for entry in reversed(ledger_read(ledger)) if entry_stop(entry)]
    ledger.unlink(missing_ok=True)
    return stopped


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    ledger = Path(sys.argv[1])
    sys.stdin.buffer.read()
    if ledger.exists():
        # A supervisor that is ending in good order empties the ledger itself.
        time.sleep(0.1)
        sweep(ledger)


if __name__ == "__main__":
    main()
