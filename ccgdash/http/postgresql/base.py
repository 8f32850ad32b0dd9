"""Django's PostgreSQL backend, but for one thing: whether a connection lives is seen without asking the server."""

from __future__ import annotations

import select

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """Django asks `SELECT 1` before the first query of each request, which takes as long as many a query itself."""

    def is_usable(self) -> bool:
        """An idle connection is sound as long as nothing waits in its socket: a server that ends says so or hangs up.
        In any other state the server is asked."""
        if self.connection is not None and self._is_idle_and_silent():
            return True
        return super().is_usable()

    def _is_idle_and_silent(self) -> bool:
        pgconn = self.connection.pgconn
        if pgconn.transaction_status != TransactionStatus.IDLE:
            return False
        socket = select.poll()
        socket.register(pgconn.socket, select.POLLIN)
        return not socket.poll(0)
