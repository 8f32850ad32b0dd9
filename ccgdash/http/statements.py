"""The SQL of a list, written once for the filters chosen: Django takes longer to write it than PostgreSQL to answer.

Most questions to a list differ in order and page only. What stands before those is kept, and the records are bare:
named tuples of the columns and annotations, not models.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import F, QuerySet
from django.db.models.expressions import Expression

By = str | Expression  # a field path, or an expression
Order = tuple[str, By, str]  # a name of its own, what is sorted by, and which way (`ASC NULLS LAST`)


class Statement:
    """A queryset without its order. An order may read its table and annotations, but bring no other table."""

    def __init__(self, records: QuerySet[Any]) -> None:
        self._using = records.db
        self._query = records.order_by().query
        self._compiler = self._query.get_compiler(self._using)
        self._places: dict[str, str] = {}
        try:
            self._sql: str | None = self._bound(*self._compiler.as_sql())
        except EmptyResultSet:  # filters no record can pass
            self._sql = None
            return
        names = [alias or column.target.attname for column, _sql, alias in self._compiler.select]
        self._record: Any = namedtuple("Record", names)  # type: ignore[misc]
        self._converters = self._compiler.get_converters([column for column, _sql, _alias in self._compiler.select])

    def read(self, order: Iterable[Order], start: int, stop: int) -> list[Any]:
        """The records from `start` up to `stop` in an order."""
        if self._sql is None:
            return []
        places = ", ".join(f"{self._place(name, by)} {way}" for name, by, way in order)
        with connections[self._using].cursor() as cursor:
            cursor.execute(f"{self._sql} ORDER BY {places} LIMIT {stop - start:d} OFFSET {start:d}")
            rows = cursor.fetchall()
        return [self._record._make(row) for row in (map(self._converted, rows) if self._converters else rows)]

    def _place(self, name: str, by: By) -> str:
        """What is sorted by, as SQL: for an annotation its place among the columns, else an expression."""
        if name not in self._places:
            self._places[name] = self._place_written(by)
        return self._places[name]

    def _place_written(self, by: By) -> str:
        if isinstance(by, str) and by in self._query.annotation_select:
            return str(self._record._fields.index(by) + 1)
        expression: Any = F(by) if isinstance(by, str) else by
        tables = self._tables()
        written = self._bound(*self._compiler.compile(expression.resolve_expression(self._query)))
        if self._tables() > tables:
            raise TypeError(f"an order by {by!r} brings another table")
        return written

    def _tables(self) -> int:
        return sum(1 for uses in self._query.alias_refcount.values() if uses)

    def _bound(self, sql: str, params: Sequence[object]) -> str:
        connection: Any = connections[self._using]
        connection.ensure_connection()
        bound: str = connection.ops.compose_sql(sql, params)
        return bound

    def _converted(self, row: Sequence[Any]) -> list[Any]:
        values, connection = list(row), connections[self._using]
        for place, (converters, column) in self._converters.items():
            for convert in converters:
                values[place] = convert(values[place], column, connection)
        return values
