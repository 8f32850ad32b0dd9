"""The peers' table: our own rows of ratings and of CCGs by year, flat, in PostgreSQL and in SQLite.

python -m benchmarks.flat FILE.db        (with DATABASE_URL; run by `reads`)
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

import django

RATING_COLUMNS = (
    *("ods_code", "name", "year", "framework", "assessment", "period", "rating", "as_at", "derivation", "sources"),
)
CCG_COLUMNS = (
    *("ods_code", "gss_code", "name", "year", "opened", "closed", "region", "region_name", "office", "office_name"),
    *("footprint", "footprint_name", "successor", "rating", "moved", "special_measures", "directions"),
    "registered_population",
)
INDEXED = ("year", "rating")


def rows_of(resource: Any, columns: Sequence[str], params: dict[str, list[str]]) -> list[tuple[Any, ...]]:
    """Every row our own list gives, as tuples."""
    from ccgdash.http.resources import listing

    found = listing(resource, params, whole=True)
    return [tuple(getattr(row, name) for name in columns) for row in found.all_rows()]


def sqlite_write(file: str, table: str, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    """One table with an index on what is filtered by; lists become text."""
    plain = [tuple(_plain(value) for value in row) for row in rows]
    with sqlite3.connect(file) as database:
        database.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
        database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", plain)  # noqa: S608
        for name in INDEXED:
            database.execute(f"CREATE INDEX {table}_{name} ON {table} ({name})")


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return ";".join(value)
    return value.isoformat() if isinstance(value, date) else value


def postgres_write(rows: list[tuple[Any, ...]]) -> None:
    from django.db import connection

    names = ", ".join(RATING_COLUMNS)
    with connection.cursor() as cursor:
        texts = ", ".join(f"{name} text{'[]' if name == 'sources' else ''}" for name in RATING_COLUMNS)
        cursor.execute(f"DROP TABLE IF EXISTS bench_ratings; CREATE TABLE bench_ratings (id serial, {texts})")
        with cursor.copy(f"COPY bench_ratings ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([list(value) if isinstance(value, tuple) else value for value in row])
        cursor.execute("CREATE INDEX ON bench_ratings (year, rating); ANALYZE bench_ratings")


def main(file: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ccgdash.settings")
    django.setup()
    from assessments.ratings.resources import RATINGS
    from ccgdash.http.release import resolve
    from ccgdash.organisations.queries import years_in_force
    from ccgdash.web.resources import CCGS

    release = resolve({})
    if release is None:
        raise SystemExit("no release is published")
    ratings = rows_of(RATINGS, RATING_COLUMNS, {"assessment": ["all"]})
    ccgs = rows_of(CCGS, CCG_COLUMNS, {"year": list(years_in_force(release.number))})
    postgres_write(ratings)
    sqlite_write(file, "ratings", RATING_COLUMNS, ratings)
    sqlite_write(file, "ccgs", CCG_COLUMNS, ccgs)


if __name__ == "__main__":
    main(sys.argv[1])
