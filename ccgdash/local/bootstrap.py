"""The first step of every make command, run by the system's Python: make .venv and put the pinned packages in it.

    python3 ccgdash/local/bootstrap.py base|dev

Standard library only, and nothing of ours: nothing is installed yet. A stamp holding the hash of the requirements
makes a second start skip all of it. `dev` contains `base`, so whoever has run the tests need not reinstall to run.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
STAMP = VENV / "ccgdash-requirements"
ENOUGH = {"base": ("base", "dev"), "dev": ("dev",)}


def digest(kind: str) -> str:
    """One line that changes whenever the packages, or the Python they were installed for, change."""
    files = [REQUIREMENTS / "bootstrap.txt", REQUIREMENTS / f"{kind}.txt"]
    content = hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
    return f"{kind} {content}"


def installed(kind: str) -> bool:
    """Whether the environment already holds what is asked for (or more)."""
    if not STAMP.exists() or not PYTHON.exists():
        return False
    found = STAMP.read_text(encoding="ascii").strip()
    return found in [digest(enough) for enough in ENOUGH[kind]]


def call(*words: str | Path) -> None:
    """Run one installer; say what it said only when it failed."""
    done = subprocess.run([str(word) for word in words], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))}\n{done.stdout}{done.stderr}\nccgdash: the installation failed (above)")


def make_venv() -> None:
    if (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    ):
        return
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        sys.exit("This Python has no venv module. On Debian and Ubuntu: apt-get install python3-venv")
    call(sys.executable, "-m", "venv", "--clear", VENV)


def install(kind: str) -> None:
    """Install from hashes only: uv with pip, everything else with uv. The stamp comes last."""
    STAMP.unlink(missing_ok=True)
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes")
    call(PYTHON, *pip, "-r", REQUIREMENTS / "bootstrap.txt")
    uv = VENV / "bin" / "uv"
    flags = ("--quiet", "--require-hashes", "--python", PYTHON)
    call(uv, "pip", "sync", *flags, REQUIREMENTS / f"{kind}.txt")
    STAMP.write_text(digest(kind) + "\n", encoding="ascii")


def main(kind: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 -- this file runs on whatever python3 is
        sys.exit(f"ccgdash needs Python 3.11 or later, this is {sys.version.split()[0]}: make run PYTHON=python3.11")
    if installed(kind):
        return
    begun = time.monotonic()
    print(f"Python packages ({kind}, pinned by hash) go into {os.path.relpath(VENV)} …", flush=True)
    make_venv()
    install(kind)
    print(f"Python packages: done in {time.monotonic() - begun:.1f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "base")
