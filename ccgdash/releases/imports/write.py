"""Differences to facts: new rows added, changed ones closed and added again, missing ones closed; none overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from ccgdash.releases.imports.datasets import Dataset, fact_models
from ccgdash.releases.imports.parse import Parsed
from ccgdash.releases.models import Fact, Import, Release


@dataclass(frozen=True)
class Difference:
    """How many rows of one dataset a load adds, revises, withdraws or leaves."""

    added: int = 0
    revised: int = 0
    withdrawn: int = 0
    unchanged: int = 0

    @property
    def is_change(self) -> bool:
        return bool(self.added or self.revised or self.withdrawn)


def rows_copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write many rows with PostgreSQL COPY; the caller holds the transaction."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def named_rows_copy(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> int:
    """The same for rows that all have the same columns by name; how many."""
    written = list(rows)
    if written:
        rows_copy(model, list(written[0]), (tuple(row.values()) for row in written))
    return len(written)


def difference_write(dataset: Dataset, parsed: Parsed, *, imported: Import, complete: bool) -> Difference:
    """Write what `parsed` says under the import's release. `complete`: rows the file does not hold are withdrawn."""
    release = imported.release
    if release is None:
        raise ValueError("an import writes under a release")
    columns = [name for name in dataset.fields if name not in dataset.derived or name != "source_ids"]
    open_rows = _open_rows(dataset, columns)
    to_write: list[tuple[int, dict[str, Any]]] = []
    closed: list[int] = []
    for key, (number, row) in parsed.rows.items():
        row_id, values = open_rows.pop(key, (None, None))
        if values == tuple(row[name] for name in columns):
            continue
        to_write.append((number, row))
        if row_id is not None:
            closed.append(row_id)
    withdrawn = [row_id for row_id, _ in open_rows.values()] if complete else []
    _close(dataset.model, [*closed, *withdrawn], release)
    _identities_make(dataset, [row for _, row in to_write])
    head = (release.number, imported.pk)
    rows_copy(
        dataset.model,
        [
            "since",
            "imported_id",
            "row_number",
            "source_ids",
            *(name for name in columns if name != "source_ids"),
        ],
        (
            (
                *head,
                number,
                row.get("source_ids", []),
                *(row[name] for name in columns if name != "source_ids"),
            )
            for number, row in to_write
        ),
    )
    return Difference(
        added=len(to_write) - len(closed),
        revised=len(closed),
        withdrawn=len(withdrawn),
        unchanged=len(parsed.rows) - len(to_write),
    )


def _open_rows(dataset: Dataset, columns: Sequence[str]) -> dict[tuple[Any, ...], tuple[int, tuple[Any, ...]]]:
    """Key to (id, values) of every row the newest state holds."""
    names = [dataset.fields[column].attname for column in columns]
    at = [columns.index(name) for name in dataset.key]
    rows = dataset.model._default_manager.filter(until__isnull=True).values_list("pk", *names)
    return {tuple(values[i] for i in at): (pk, tuple(values)) for pk, *values in rows.iterator(chunk_size=20_000)}


def _close(model: type[Fact], ids: Sequence[int], release: Release) -> None:
    """Rows of earlier releases get an end; a row that this very release opened is taken out again."""
    rows = model._default_manager.filter(pk__in=ids)
    rows.filter(since=release).delete()
    rows.update(until=release)


def _identities_make(dataset: Dataset, rows: Sequence[dict[str, Any]]) -> None:
    for model, column in dataset.identities:
        values = sorted({row[column] for row in rows if row[column]})
        model._default_manager.bulk_create([model(pk=value) for value in values], ignore_conflicts=True)


def state_restore(*, at: Release, to: Release | None) -> None:
    """Make the facts of the new release `at` those of `to` (None: empty), whatever releases lie between them."""
    number = to.number if to else 0
    for model in fact_models():
        rows = model._default_manager
        rows.filter(since__gt=number, until__isnull=True).exclude(since=at).update(until=at)
        names = [str(f.column) for f in model._meta.concrete_fields if f.column not in {"id", "since", "until"}]
        listed = ", ".join(connection.ops.quote_name(name) for name in names)
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (since, {listed}) SELECT %s, {listed} FROM {table}"  # noqa: S608 - names are ours
                " WHERE since <= %s AND until > %s AND until < %s",
                [at.number, number, number, at.number],
            )


def release_erase(release: Release) -> None:
    """Take a release that was never published out again, as if it had not been; files and rejected rows stay."""
    for model in fact_models():
        model._default_manager.filter(since=release).delete()
        model._default_manager.filter(until=release).update(until=None)
    release.recomputes.all().delete()
    release.delete()
