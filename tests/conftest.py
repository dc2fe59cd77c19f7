"""No test reaches the network."""

import socket

import pytest


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("tests do not use the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
