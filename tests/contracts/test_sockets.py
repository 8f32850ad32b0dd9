"""Tests cannot reach the network: only this machine's own addresses and Unix sockets."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError


def test_another_machine_cannot_be_reached() -> None:
    # 192.0.2.1 is set aside for documentation: no machine has it.
    told = pytest.warns(UserWarning, match="192.0.2.1")
    with socket.socket() as client, told, pytest.raises(SocketConnectBlockedError):
        client.connect(("192.0.2.1", 80))


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        client.sendall(b"hello")
        accepted, _ = server.accept()
        with accepted:
            assert accepted.recv(5) == b"hello"


def test_unix_sockets_can_be_reached(tmp_path: Path) -> None:
    name = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(name)
        server.listen()
        client.connect(name)
        assert client.getpeername() == name
