"""`make bench`: one command, one run, one table. Peers are measured beside us, on the same data and machine.

make bench                         reads, recompute, load
make bench ARGS="--starts"         and two starts of `make run`, cold and warm, in a fresh copy (needs the network)
make bench ARGS="--only reads --seconds 5 --rounds 5"
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable

from rich.console import Console

from benchmarks.client import BenchmarkError
from benchmarks.reads import reads
from benchmarks.starts import starts
from benchmarks.table import Row, table_print
from benchmarks.writes import writes
from ccgdash.local.family import LocalError
from ccgdash.local.run import Stopped
from ccgdash.local.temporary import temporary

PARTS: dict[str, Callable[..., list[Row]]] = {"reads": reads, "writes": writes}
# One process answers, nobody is throttled: what is measured is the work, on one core.
NARROWEST = 125  # columns; a pipe or a small terminal breaks lines rather than losing figures
SETTINGS = {"CCGDASH_THROTTLE": ""}


def options_of(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--only", choices=[*PARTS, "starts"], help="only this part")
    parser.add_argument("--seconds", type=float, default=1.0, help="length of one measurement")
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each kind")
    parser.add_argument("--starts", action="store_true", help="measure starts of `make run` too (minutes)")
    return parser.parse_args(words)


def main(words: list[str]) -> int:
    options, began = options_of(words), time.monotonic()
    console = Console(width=max(NARROWEST, Console().width))

    def say(text: str) -> None:
        console.print(f"[{time.monotonic() - began:6.1f} s] {text}", markup=False, highlight=False)

    rows: list[Row] = []
    try:
        measure_parts(options, rows, say)
    except BenchmarkError as error:
        say(f"!!! NOT ALL WAS MEASURED: {error}")
        return 1
    finally:
        say(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
        table_print(rows, console)
    return 0


def measure_parts(options: argparse.Namespace, rows: list[Row], say: Callable[[str], None]) -> None:
    """Measure what was asked for, adding lines to `rows` as they come."""
    wanted = [name for name in PARTS if options.only in (None, name)]
    if wanted:
        say("an instance on the bundled data starts")
        with temporary(os.environ, processes=1, settings=SETTINGS) as served:
            for name in wanted:
                say(f"{name} …")
                rows += PARTS[name](served, seconds=options.seconds, rounds=options.rounds, say=say)
    if options.starts or options.only == "starts":
        rows += starts(say=say)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except LocalError as error:
        sys.exit(f"ccgdash: {error}")
    except Stopped as why:
        sys.exit(f"Stopped ({why})")
