"""`make check`: every check but the tests. All of them run; the report says which failed and shows why."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from ccgdash.local.family import ROOT, python_env

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_FILES = ("requirements/*.txt", "package-lock.json", "benchmarks/*/package-lock.json")
ADDRESS = re.compile(r"https?://|^\s*(?:--(?:extra-)?index-url|--find-links|-i|-f)\b", re.MULTILINE)
MODULE = (sys.executable, "-m")
MANAGE = (sys.executable, "manage.py")
# Migrations are compared with those applied to a database: it runs on services of its own.
SERVICES = (*MODULE, "ccgdash.local", "services", "--")

COMMANDS: dict[str, tuple[str, ...]] = {
    "format": (*MODULE, "ruff", "format", "--check", "."),
    "lint": (*MODULE, "ruff", "check", "."),
    "types": (*MODULE, "mypy", "."),
    "imports": ("lint-imports",),
    "templates: format": (*MODULE, "djlint", "templates", "--check", "--quiet"),
    "templates: lint": (*MODULE, "djlint", "templates", "--lint", "--quiet"),
    "migrations": (*SERVICES, *MANAGE, "makemigrations", "--check", "--dry-run"),
    "OpenAPI": (*MANAGE, "spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null"),
}


def addresses_in(root: Path) -> Iterator[str]:
    """Each line of a lock file that names a registry: a lock file pins by hash and works with any mirror."""
    for pattern in LOCK_FILES:
        for file in sorted(root.glob(pattern)):
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
                if ADDRESS.search(line):
                    yield f"{file.relative_to(root)}:{number}: {line.strip()}"


def command_check(argv: tuple[str, ...]) -> str:
    """What a failed command said; empty when it succeeded."""
    program = (str(ROOT / ".venv" / "bin" / argv[0]), *argv[1:]) if argv[0] == "lint-imports" else argv
    done = subprocess.run(program, cwd=ROOT, env=python_env({}), capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"{done.stdout}{done.stderr}" or f"status {done.returncode}"


def _report(name: str, begun: float, problem: str) -> bool:
    mark = "FAILED" if problem else "ok"
    print(f"{name:<20} {mark:<7} {time.monotonic() - begun:5.1f} s", flush=True)
    if problem:
        print(problem.rstrip(), flush=True)
    return not problem


def run_all() -> int:
    """Run every check; 0 if all passed."""
    passed = []
    for name, argv in COMMANDS.items():
        begun = time.monotonic()
        passed.append(_report(name, begun, command_check(argv)))
    begun = time.monotonic()
    passed.append(_report("lock files", begun, "\n".join(addresses_in(ROOT))))
    print(f"{sum(passed)} of {len(passed)} checks passed", flush=True)
    return 0 if all(passed) else 1
