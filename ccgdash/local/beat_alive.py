"""The health check of the beat container: has the scheduler lately noted that it sent something?

Beat answers no questions; but it writes the time of each task it sends to its table, at the latest every three minutes.
"""

from __future__ import annotations

import os
import sys

import psycopg

SILENCE = "10 minutes"
QUESTION = """
SELECT coalesce(max(last_run_at) > now() - %s::interval, false)
FROM django_celery_beat_periodictask WHERE enabled
"""


def beat_is_alive(database_url: str) -> bool:
    """True if any enabled periodic task was sent within the last ten minutes."""
    with psycopg.connect(database_url, connect_timeout=5) as connection:
        row = connection.execute(QUESTION, [SILENCE]).fetchone()
    return row is not None and bool(row[0])


if __name__ == "__main__":
    sys.exit(0 if beat_is_alive(os.environ["DATABASE_URL"]) else 1)
