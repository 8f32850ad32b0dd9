"""The command line: `python -m ccgdash.local run`, `… services -- COMMAND`, `… check`, and what make needs besides."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from ccgdash.local import assets, browser, checks, run
from ccgdash.local.commands import shown
from ccgdash.local.family import LocalError
from ccgdash.local.home import Home
from ccgdash.local.services import services

USAGE = """python -m ccgdash.local run                  serve the dashboard (PORT, CCGDASH_HOME, DATABASE_URL, …)
python -m ccgdash.local services -- COMMAND  run COMMAND with services of its own, gone afterwards
python -m ccgdash.local check                every check but the tests, each reported, all run
python -m ccgdash.local assets [copy|lock]   install the front-end packages and copy what we serve;
                                              only copy; resolve the lock file anew
python -m ccgdash.local chromium             install Chromium where we may"""


def with_services(command: list[str]) -> int:
    """Run one command on services in a temporary home (or in CCGDASH_HOME, when set); returns its status."""
    with ExitStack() as stack:
        stack.enter_context(run.stop_on_signals())
        named = os.environ.get("CCGDASH_HOME")
        folder = named or stack.enter_context(tempfile.TemporaryDirectory(prefix="ccgdash-"))
        home = Home(Path(folder).resolve())
        running = stack.enter_context(services(home, os.environ, durable=bool(named)))
        return running.family.call(shown("command", tuple(command), running.env), each=run.parent_watch())


def command(words: list[str]) -> int:
    """Do what the words say; returns the exit status."""
    match words:
        case ["run"]:
            run.serve(os.environ)
        case ["services", "--", *rest] if rest:
            return with_services(rest)
        case ["check"]:
            return checks.run_all()
        case ["assets"]:
            assets.install()
        case ["assets", "copy"]:
            assets.copy()
        case ["assets", "lock"]:
            assets.lock()
        case ["chromium"]:
            browser.install()
        case _:
            print(USAGE, file=sys.stderr)
            return 2
    return 0


def main(words: list[str]) -> int:
    try:
        return command(words)
    except LocalError as error:
        print(f"ccgdash: {error}", file=sys.stderr)
        return 1
    except run.Stopped as why:
        print(f"Stopped ({why})", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
