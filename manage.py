#!/usr/bin/env python
"""Django's command line: `python manage.py load data/`, `recompute`, `publish`, `releases`, …"""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccgdash.settings")
    if not os.environ.get("DATABASE_URL"):
        from ccgdash.local.home import Home
        from ccgdash.local.services import running

        # Typed beside `make run`, a command means that instance (or the one CCGDASH_HOME names).
        os.environ.update(running(Home.of(os.environ), os.environ))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
