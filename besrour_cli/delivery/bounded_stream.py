"""What a server may cost: bytes and seconds, counted below the libraries that speak its protocol.

The timeout of a socket counts from one byte to the next, and libraries read until an answer is whole: a
server that sends a byte a minute, or lines without end, would be read for ever.
"""

from __future__ import annotations

import io
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class TooLong(OSError):
    """An answer holds more bytes than any honest one."""


class ServerPatience:
    """The seconds that a server may still cost in vain.

    These are the seconds waited for an answer that did not come, and those in which one dripped in. A server
    that thinks for a while and then answers costs nothing.
    """

    def __init__(self, seconds: float) -> None:
        self.remaining = seconds

    @property
    def is_spent(self) -> bool:
        """Whether the server has cost all it may."""
        return self.remaining <= 0

    def allow(self, seconds: float) -> float:
        """So many seconds for one step, or those that remain; never none, which a socket takes otherwise."""
        return max(0.001, min(seconds, self.remaining))

    @contextmanager
    def step(self) -> Iterator[None]:
        """Charge a step, such as a handshake, with the whole time that it takes."""
        begun = time.monotonic()
        try:
            yield
        finally:
            self.remaining -= time.monotonic() - begun


class BoundedStream(io.RawIOBase):
    """The bytes that come from a socket: those of an :meth:`answer` are waited for, any others are not."""

    def __init__(self, link: socket.socket, patience: ServerPatience) -> None:
        self._link, self._patience = link, patience
        self._raw = link.makefile("rb", buffering=0)
        self._until: float | None = None
        self._octets = 0
        self._first = 0.0

    @contextmanager
    def answer(self, seconds: float, octets: int) -> Iterator[None]:
        """Read one answer: at most so many bytes, and whole within so many seconds."""
        begun = time.monotonic()
        self._until, self._octets, self._first = begun + self._patience.allow(seconds), octets, 0.0
        try:
            yield
        except BaseException:
            self._patience.remaining -= time.monotonic() - begun
            raise
        finally:
            self._until = None
            if self._link.fileno() != -1:  # the library may have closed it meanwhile
                self._link.settimeout(seconds)
        if self._first:
            self._patience.remaining -= time.monotonic() - self._first

    def readable(self) -> bool:
        """A stream to read."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Read what there is. Raises :class:`TimeoutError` or :class:`TooLong` at a limit."""
        view = memoryview(buffer).cast("B")
        if self._until is None:
            return self._read_at_once(view)
        allowed = self._until - time.monotonic()
        if allowed <= 0:
            raise TimeoutError("timed out")
        if self._octets <= 0:
            raise TooLong("an answer without end")
        self._link.settimeout(allowed)
        count = self._raw.readinto(view[: self._octets])
        if count:
            self._octets -= count
            self._first = self._first or time.monotonic()
        return count

    def _read_at_once(self, view: memoryview) -> int | None:
        before = self._link.gettimeout()
        self._link.settimeout(0)
        try:
            count = self._raw.readinto(view)
        except ssl.SSLWantReadError:
            return None
        finally:
            self._link.settimeout(before)
        if count == 0:
            raise ConnectionError("the connection ended")
        return count

    def close(self) -> None:
        """Let the socket go."""
        self._raw.close()
        super().close()
