"""imaplib's client with bounds: on a line, a command, the whole visit; in bytes and in seconds.

imaplib takes a literal as long as the server says it is, keeps untagged lines as long as they come, and waits
for each byte as long as for a whole answer.
"""

from __future__ import annotations

import imaplib
import io
import socket
import time
from collections.abc import Callable
from contextlib import suppress

from besrour_cli.delivery.bounded_stream import BoundedStream, ServerPatience, TooLong

TIMEOUT, COMMAND, VISIT = 30.0, 120.0, 300.0
"""Seconds for one line of the server, for the answer to a command, and for the whole visit."""
_LINES = 1_000_000
"""Bytes of an answer but for its literals: a list of some 100,000 messages."""
_EVERYTHING = 1_000_000_000
"""Bytes of a whole visit: those of the largest mbox that is read."""


class ImapLink(imaplib.IMAP4):
    """A connection in the clear, until STARTTLS; ``timeout`` are the seconds for one line."""

    def __init__(self, host: str, port: int, timeout: float, **how: object) -> None:
        self._timeout = timeout
        self._patience = ServerPatience(VISIT)
        self._end = time.monotonic() + VISIT
        self._everything = _EVERYTHING
        self._source: socket.socket | None = None
        self._answers: io.BufferedReader | None = None
        self.allow()
        super().__init__(host, port, timeout=timeout, **how)

    def allow(self, literals: int = 0, seconds: float = COMMAND) -> None:
        """Begin a command, whose answer may take so many seconds and hold so many bytes in literals."""
        self._until = min(self._end, time.monotonic() + seconds)
        self._lines, self._literals = _LINES, min(literals, self._everything)

    def readline(self) -> bytes:
        """A line. Raises :class:`OSError` at a limit."""
        line = self._take(lambda answers: answers.readline(_LINES), self._timeout, self._lines)
        self._lines -= len(line)
        if self._lines <= 0:
            raise TooLong("lines without end")
        return line

    def read(self, size: int) -> bytes:
        """A literal. Raises :class:`OSError` at a limit, and at once where it is announced as longer."""
        if size > self._literals:
            raise TooLong("literals without end")
        data = self._take(lambda answers: answers.read(size), COMMAND, size)
        self._literals -= size
        self._everything -= size
        return data

    def _take(self, read: Callable[[io.BufferedReader], bytes], seconds: float, octets: int) -> bytes:
        if self._answers is None or self._source is not self.sock:  # TLS has begun: what came before is void
            self._source = self.sock
            self._stream = BoundedStream(self.sock, self._patience)
            self._answers = io.BufferedReader(self._stream)
        with self._stream.answer(max(0.001, min(seconds, self._until - time.monotonic())), octets):
            return read(self._answers)

    def shutdown(self) -> None:
        """Hang up; a connection that broke is no trouble."""
        if self._answers is not None:
            self._answers.close()
        with suppress(OSError):
            super().shutdown()


class TlsImapLink(ImapLink, imaplib.IMAP4_SSL):
    """A connection that is encrypted from its first byte (RFC 8314)."""
