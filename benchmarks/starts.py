"""Starts: `make run` in a fresh copy of the checkout, from nothing to the first page; then once more."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from benchmarks.client import BenchmarkError
from benchmarks.table import Aim, Row
from ccgdash.local.family import ROOT
from ccgdash.local.instance import page_answers
from ccgdash.local.temporary import port_any

PATIENCE = 600.0
# Empty caches, as on a machine that has never seen the packages.
CACHES = {"UV_CACHE_DIR": "uv", "PIP_CACHE_DIR": "pip", "npm_config_cache": "npm"}


def copy_make(folder: Path) -> None:
    """What is under version control, and nothing that was made from it."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)


def first_page_seconds(folder: Path, caches: Path) -> float:
    """Seconds from `make run` to a first page read; then Ctrl-C. Raises BenchmarkError when it does not come."""
    port = port_any()
    dropped = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "CCGDASH_HOME", "PYTHONDONTWRITEBYTECODE")
    env = {name: value for name, value in os.environ.items() if name not in dropped}
    env |= {"PORT": str(port), **{name: str(caches / folder_name) for name, folder_name in CACHES.items()}}
    began = time.monotonic()
    with (folder / "start.log").open("wb") as log:
        make = subprocess.Popen(
            ["make", "run"], cwd=folder, env=env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            while not page_answers(f"http://127.0.0.1:{port}/"):
                if make.poll() is not None or time.monotonic() - began > PATIENCE:
                    raise BenchmarkError((folder / "start.log").read_text(encoding="utf-8", errors="replace"))
                time.sleep(0.05)
            return time.monotonic() - began
        finally:
            with suppress(ProcessLookupError):
                os.killpg(make.pid, signal.SIGINT)
            make.wait(60)


def starts(*, say: Callable[[str], None]) -> list[Row]:
    """Cold and warm, in a temporary folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="ccgdash-start-") as folder:
        checkout, caches = Path(folder) / "checkout", Path(folder) / "caches"
        copy_make(checkout)
        say("cold start of `make run`: packages are fetched anew …")
        cold = first_page_seconds(checkout, caches)
        say(f"cold start: {cold:.1f} s; warm start …")
        warm = first_page_seconds(checkout, caches)
    return [
        Row("cold `make run` to the first page", "ccgdash", f"{cold:.1f} s", ratio=cold, unit="s", aim=Aim(at_most=90)),
        Row("warm `make run` to the first page", "ccgdash", f"{warm:.1f} s", ratio=warm, unit="s", aim=Aim(at_most=8)),
    ]
