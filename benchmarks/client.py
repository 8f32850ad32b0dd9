"""The load generator: keep-alive connections to one port of this machine, bounded in time and count.

Plain sockets and one event loop: on two cores it must cost less than the servers it measures.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

HOST = "127.0.0.1"
HEAD_END = b"\r\n\r\n"
MOST_REQUESTS = 200_000
PATIENCE = 30.0


class BenchmarkError(RuntimeError):
    """What was measured is not what was meant."""


@dataclass
class Measured:
    """Answers to one kind of question: seconds each took, and how long all of them took together."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def percentile_ms(self, share: float) -> float:
        """The time within which `share` of the answers came, in milliseconds (nearest rank)."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def __add__(self, other: Measured) -> Measured:
        return Measured(self.seconds + other.seconds, self.latencies + other.latencies)


def request(path: str, headers: dict[str, str] | None = None) -> bytes:
    """The bytes of one GET; as it is (no compression) unless `headers` ask for another encoding."""
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: 127.0.0.1",
        *(f"{name}: {value}" for name, value in (headers or {}).items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def body_end(answer: bytes | bytearray) -> int | None:
    """Where a whole answer ends; None as long as some of it is missing."""
    head_end = answer.find(HEAD_END)
    if head_end < 0:
        return None
    head, start = answer[:head_end].lower(), head_end + len(HEAD_END)
    if status_of(answer) == 304:
        return start
    if b"transfer-encoding: chunked" in head:
        return len(answer) if answer.endswith(b"0\r\n\r\n") else None
    at = head.find(b"content-length:")
    if at < 0:
        raise BenchmarkError("the answer does not say how long it is")
    end = start + int(head[at + 15 :].split(b"\r\n", 1)[0])
    return end if len(answer) >= end else None


def status_of(answer: bytes | bytearray) -> int:
    return int(answer[9:12])


class Connection:
    """One keep-alive connection with at most one question on its way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection((HOST, port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = bytearray()
        self.asked_at = 0.0

    def ask(self, question: bytes) -> None:
        self.received.clear()
        self.asked_at = time.perf_counter()
        self.socket.sendall(question)

    def read(self) -> bytes | None:
        """What has come; the whole answer once it is there."""
        piece = self.socket.recv(1 << 20)
        if not piece:
            raise BenchmarkError("the server closed the connection")
        self.received += piece
        return bytes(self.received) if body_end(self.received) is not None else None


def fetch(port: int, question: bytes) -> bytes:
    """One whole answer, head and body."""
    connection = Connection(port)
    try:
        connection.ask(question)
        while (answer := connection.read()) is None:
            pass
        return answer
    finally:
        connection.socket.close()


def measure(
    port: int, questions: Iterable[bytes], *, seconds: float, connections: int = 8, status: int = 200
) -> Measured:
    """Ask for `seconds`, or until the questions run out. Raises BenchmarkError for an answer of another status."""
    remaining = islice(questions, MOST_REQUESTS)
    measured = Measured()
    with selectors.DefaultSelector() as selector:
        for connection in [Connection(port) for _ in range(connections)]:
            selector.register(connection.socket, selectors.EVENT_READ, connection)
        try:
            _ask_all(selector, remaining, measured, time.perf_counter() + seconds, status)
        finally:
            for key in list(selector.get_map().values()):
                key.data.socket.close()
    return measured


def _ask_all(
    selector: selectors.BaseSelector, questions: Iterator[bytes], measured: Measured, end: float, status: int
) -> None:
    began = time.perf_counter()
    busy = 0
    for key in list(selector.get_map().values()):
        busy += _ask_next(key.data, questions)
    while busy:
        ready = selector.select(PATIENCE)
        if not ready:
            raise BenchmarkError(f"no answer within {PATIENCE:.0f} s")
        for key, _ in ready:
            answer = key.data.read()
            if answer is None:
                continue
            now = time.perf_counter()
            if status_of(answer) != status:
                raise BenchmarkError(f"status {status_of(answer)}, not {status}: {answer[:300]!r}")
            measured.latencies.append(now - key.data.asked_at)
            busy -= 1
            if now < end:
                busy += _ask_next(key.data, questions)
    measured.seconds = time.perf_counter() - began


def _ask_next(connection: Connection, questions: Iterator[bytes]) -> bool:
    """Ask the next question, if there is one."""
    question = next(questions, None)
    if question is None:
        return False
    connection.ask(question)
    return True
