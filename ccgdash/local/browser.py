"""Finding Chromium for browser tests and screenshots, and installing it where we may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

# The shell is Chromium without windows: the same pages, in two thirds of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium speaks to its maker at the start; a test must not. Names other than our own do not resolve at all.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
MISSING = "no Chromium was found (apt-get install chromium)"


def found() -> str | None:
    """The path of the system's Chromium, if any."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> bool:
    """Install Chromium through apt where we are root and have it; says loudly when that cannot be. True if present."""
    if found() is None and os.getuid() == 0 and shutil.which("apt-get"):
        print("Chromium for the browser tests: apt-get update, apt-get install …", flush=True)
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        wait = ("-o", "DPkg::Lock::Timeout=300")
        words = ("install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation")
        for command in (("apt-get", *wait, "update", "-qq"), ("apt-get", *wait, *words)):
            subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=False)
    if found() is None:
        print(f"!!! BROWSER TESTS WILL BE SKIPPED: {MISSING} !!!", file=sys.stderr, flush=True)
        return False
    return True
