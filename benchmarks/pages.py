"""`make lighthouse`: each kind of page on Lighthouse's throttled phone, one after the other, as a table.

make lighthouse                       every kind of page
make lighthouse ARGS="home explorer"  some of them
make lighthouse ARGS="--at=ADDRESS"   of an instance that runs already
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from ccgdash.local import browser as chromium
from ccgdash.local.assets import npm
from ccgdash.local.family import ROOT, LocalError
from ccgdash.local.temporary import temporary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LOCK = Path(__file__).resolve().parent / "lighthouse"
FOLDER = ROOT / ".lighthouse"  # 185 MB of npm, wanted by nothing else
PAGES = {
    "home": "/",
    "explorer": "/ccgs/?year=2018-19",
    "explorer, map": "/ccgs/?year=2018-19&view=map",
    "explorer, chart": "/ccgs/?year=2018-19&view=chart",
    "CCG": "/ccgs/07M/",
    "board report": "/ccgs/07M/report/",
    "recovery": "/ccgs/07M/recovery/",
    "compare": "/compare/?ccg=07M&ccg=07V&ccg=08C",
    "places": "/places/",
    "place": "/places/england/ENG/",
    "ratings matrix": "/ratings/matrix/",
    "ratings year": "/ratings/2018-19/",
    "special measures": "/special-measures/",
    "mismatch": "/mismatch/",
    "finance": "/finance/",
    "allocations": "/finance/allocations/",
    "real terms": "/finance/real-terms/",
    "pooled funds": "/finance/pooled-funds/",
    "spending": "/finance/spending/",
    "findings": "/findings/",
    "indicators": "/indicators/",
    "indicator": "/indicators/iapt-recovery-rate/",
    "data": "/data/",
    "methods": "/methods/",
    "about": "/about/",
    "what if": "/what-if/",
    "explain": "/ratings/2018-19/07V/explain/",
    "components": "/components/",
}
ASKED = "performance,accessibility,best-practices"
TRIES = 3
"""On a busy machine Lighthouse may miss the beginning of a visit (its error NO_NAVSTART), and asks to be run again."""
PATIENCE = 180  # seconds for one page


@dataclass(frozen=True)
class Look:
    """What Lighthouse says of one page: scores of 100, milliseconds, bytes as sent."""

    scores: tuple[int, ...]
    largest_paint_ms: float
    shift: float
    blocked_ms: float
    bytes_sent: int

    @property
    def cells(self) -> tuple[str, ...]:
        times = (f"{self.largest_paint_ms / 1000:.1f} s", f"{self.shift:.2f}", f"{self.blocked_ms:.0f} ms")
        return (*map(str, self.scores), *times, f"{self.bytes_sent / 1000:.0f} kB")


def look_of(report: dict[str, Any]) -> Look:
    """Read a report. Raises ValueError where Lighthouse says that the visit failed."""
    if fault := report.get("runtimeError"):
        raise ValueError(fault["code"])
    number = {name: audit.get("numericValue") or 0 for name, audit in report["audits"].items()}
    return Look(
        scores=tuple(round(100 * report["categories"][name]["score"]) for name in ASKED.split(",")),
        largest_paint_ms=number["largest-contentful-paint"],
        shift=number["cumulative-layout-shift"],
        blocked_ms=number["total-blocking-time"],
        bytes_sent=int(number["total-byte-weight"]),
    )


def install() -> None:
    """npm ci from the lock file beside this, unless it is there already."""
    target = FOLDER / "package-lock.json"
    source = LOCK / "package-lock.json"
    if (FOLDER / "node_modules").exists() and target.exists() and target.read_bytes() == source.read_bytes():
        return
    print("Lighthouse (npm, pinned by hash) …", flush=True)
    FOLDER.mkdir(exist_ok=True)
    shutil.copyfile(LOCK / "package.json", FOLDER / "package.json")
    shutil.copyfile(source, target)

    run("ci", "--ignore-scripts", "--no-audit", "--no-fund")


def run(*words: str, patience: float | None = None) -> None:
    """npm in Lighthouse's folder. Raises LocalError with what it said."""
    command, env = npm()
    env |= {"CHROME_PATH": chromium.found() or ""}
    done = subprocess.run(
        [*command, *words], cwd=FOLDER, env=env, capture_output=True, text=True, check=False, timeout=patience
    )
    if done.returncode != 0:
        raise LocalError(f"{' '.join(words[:4])}: {done.stdout[-2000:]}{done.stderr[-2000:]}")


def looked_at(url: str) -> Look:
    """One page, tried again where the visit failed. Raises LocalError when no visit succeeded."""
    file = FOLDER / "report.json"
    flags = " ".join(("--headless=new", *chromium.FLAGS[:5], "--no-first-run"))
    words = ("exec", "--offline", "--", "lighthouse", url, "--quiet", "--output=json", f"--output-path={file}")
    fault: Exception = LocalError("not tried")
    for _ in range(TRIES):
        try:
            run(*words, f"--only-categories={ASKED}", f"--chrome-flags={flags}", patience=PATIENCE)
            return look_of(json.loads(file.read_text(encoding="utf-8")))
        except (LocalError, ValueError, subprocess.TimeoutExpired) as error:
            fault = error
    raise LocalError(f"{url}: {fault}")


@contextmanager
def served(at: str) -> Iterator[str]:
    """The address of an instance: the one named, else one of our own on the bundled data."""
    if at:
        yield at.rstrip("/")
        return
    with temporary(os.environ) as instance:
        yield instance.url.rstrip("/")


def main(words: Sequence[str]) -> int:
    at = next((word.removeprefix("--at=") for word in words if word.startswith("--at=")), "")
    wanted = [word for word in words if not word.startswith("--")] or list(PAGES)
    if chromium.found() is None:
        raise LocalError(chromium.MISSING)
    install()
    table = Table("page", "performance", "accessibility", "best practices", "LCP", "CLS", "TBT", "sent")
    with served(at) as base:
        for name in wanted:
            look = looked_at(base + PAGES[name])
            table.add_row(name, *look.cells)
            print(name, *look.cells, flush=True)
    Console(width=110).print(table)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except LocalError as error:
        sys.exit(f"ccgdash: {error}")
