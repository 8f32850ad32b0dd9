"""Whether a connection lives is seen without asking; one whose server went away is found out before it is used."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.db import connection

from ccgdash.http.postgresql.base import DatabaseWrapper


@pytest.fixture
def own(db: None) -> Any:
    """A connection like that of a request, beside the test's own."""
    wrapper = connection.copy()
    assert isinstance(wrapper, DatabaseWrapper)
    wrapper.connect()
    yield wrapper
    wrapper.close()


def test_a_sound_connection_is_known_to_be_so_without_a_query(own: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own.connection, "cursor", lambda *_args: pytest.fail("the server was asked"))
    assert own.is_usable()


def test_a_connection_the_server_closed_is_not_usable(own: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [own.connection.info.backend_pid])
    assert not own.is_usable()
    own.health_check_enabled, own.health_check_done = True, False
    own.close_if_health_check_failed()
    with own.cursor() as cursor:
        assert cursor.execute("SELECT 1").fetchone() == (1,), "the next question goes over a new connection"


def test_in_a_transaction_the_server_is_asked(own: Any) -> None:
    own.connection.execute("BEGIN")
    assert own.is_usable()
    with pytest.raises(psycopg.errors.DivisionByZero):
        own.connection.execute("SELECT 1/0")
    assert not own.is_usable(), "a failed transaction answers nothing more"
