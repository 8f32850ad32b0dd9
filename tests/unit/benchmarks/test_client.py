"""The load generator counts whole answers only, stops in time, and refuses what it did not mean to measure."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import repeat

import pytest

from benchmarks.client import BenchmarkError, Measured, body_end, fetch, measure, request

WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n"


@contextmanager
def answering(*pieces: bytes) -> Iterator[int]:
    """A server that answers every question with some pieces, one by one; the value is its port."""

    def talk(client: socket.socket) -> None:
        # A load generator that stops in time leaves in the middle of an answer.
        with client, suppress(ConnectionError):
            while client.recv(4096):
                for piece in pieces:
                    client.sendall(piece)

    def accept() -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=(client,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("answer", [WHOLE, CHUNKED, NOT_MODIFIED])
def test_an_answer_is_whole_when_its_last_byte_is_there_and_not_before(answer: bytes) -> None:
    assert body_end(answer) == len(answer)
    assert all(body_end(answer[:length]) is None for length in range(len(answer)))


def test_an_answer_of_unknown_length_is_refused() -> None:
    with pytest.raises(BenchmarkError, match="how long"):
        body_end(b"HTTP/1.1 200 OK\r\n\r\nhello")


def test_an_answer_in_pieces_is_put_together() -> None:
    with answering(WHOLE[:10], WHOLE[10:-2], WHOLE[-2:]) as port:
        assert fetch(port, request("/")) == WHOLE


def test_every_question_is_asked_once_and_counted() -> None:
    with answering(WHOLE) as port:
        measured = measure(port, repeat(request("/"), 37), seconds=30, connections=4)
    assert len(measured.latencies) == 37
    assert measured.rate == pytest.approx(37 / measured.seconds)


def test_it_stops_in_time() -> None:
    with answering(WHOLE) as port:
        assert measure(port, repeat(request("/")), seconds=0.1).seconds < 5


def test_another_status_is_an_error_and_no_fast_answer() -> None:
    with answering(NOT_MODIFIED) as port, pytest.raises(BenchmarkError, match="304, not 200"):
        measure(port, repeat(request("/"), 3), seconds=1)


def test_percentiles_are_of_the_answers() -> None:
    measured = Measured(1.0, [number / 1000 for number in range(1, 101)])
    assert measured.percentile_ms(0.5) == pytest.approx(51)
    assert measured.percentile_ms(0.95) == pytest.approx(96)
    assert len((measured + measured).latencies) == 200
