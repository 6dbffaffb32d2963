"""A server on this machine that misbehaves: a thread a connection, and answers that no honest one gives."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType

Act = Callable[[socket.socket], None]
"""What is done with a connection in the place of an answer."""
Answer = bytes | Act
FOR_EVER = 600.0
"""Seconds: longer than any test waits."""


class Gone(Exception):
    """The server hangs up."""


def drop(link: socket.socket) -> None:
    """Hang up."""
    raise Gone


def hang(link: socket.socket) -> None:
    """Never answer, until the other side has gone."""
    link.settimeout(FOR_EVER)
    while link.recv(65_536):
        pass
    raise Gone


def drip(words: bytes, pause: float = 1.0) -> Act:
    """Answer a byte at a time, again and again."""

    def act(link: socket.socket) -> None:
        end = time.monotonic() + FOR_EVER
        while time.monotonic() < end:
            for byte in words:
                link.sendall(bytes([byte]))
                time.sleep(pause)

    return act


def flood(words: bytes, most: int = 3_000_000_000) -> Act:
    """Answer the same words without end, as fast as the other side takes them."""

    def act(link: socket.socket) -> None:
        block = words * max(1, 65_536 // len(words))
        for _ in range(most // len(block)):
            link.sendall(block)
        raise Gone

    return act


def late(seconds: float, words: bytes) -> Act:
    """Answer after a while."""

    def act(link: socket.socket) -> None:
        time.sleep(seconds)
        link.sendall(words)

    return act


def reset(link: socket.socket) -> None:
    """Cut the connection without a goodbye (RST)."""
    link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    raise Gone


def say(link: socket.socket, answer: Answer) -> None:
    """Give an answer, or act in its place."""
    if isinstance(answer, bytes):
        link.sendall(answer)
    else:
        answer(link)


class HostileServer:
    """Listens on a port that the system chooses; ``serve`` has the whole conversation of one connection.

    ``first`` is the second of the monotonic clock at which somebody first connected.
    """

    def __init__(self, serve: Act) -> None:
        self._serve = serve
        self._links: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.connections = 0
        self.first: float | None = None

    def __enter__(self) -> HostileServer:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # a listener that is only closed stays in accept()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for link in self._links:
            with contextlib.suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)
            link.close()

    def _listen(self) -> None:
        while True:
            try:
                link, _address = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self.first = self.first or time.monotonic()
            self._links.append(link)
            threading.Thread(target=self._talk, args=(link,), daemon=True).start()

    def _talk(self, link: socket.socket) -> None:
        with contextlib.suppress(Gone, OSError, ValueError):
            self._serve(link)
        with contextlib.suppress(OSError):
            link.close()
