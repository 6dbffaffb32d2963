"""smtplib's client with replies that are read strictly: bounded, and never taken for what they are not.

smtplib reads ``25 ok`` as the code 25 and the first words of a web server as no code at all, and waits for
each byte of a reply as long as for the whole.
"""

from __future__ import annotations

import io
import re
import smtplib
import socket

from besrour_cli.delivery.bounded_stream import BoundedStream, ServerPatience
from besrour_cli.delivery.mail.smtp_replies import NO_REPLY

_REPLY = 65_536
"""Bytes of a reply, whose lines are 512 at most (RFC 5321 section 4.5.3.1.5); EHLO has some 20 of them."""
_LINE = re.compile(rb"([2-5]\d\d)(?:([ -])([^\r\n]*))?\r?\n")
"""One line of a reply (RFC 5321 section 4.2)."""


class SmtpLink(smtplib.SMTP):
    """A connection in the clear, until STARTTLS; ``seconds`` are for one reply."""

    def __init__(
        self, host: str, port: int, name: str, patience: ServerPatience, seconds: float, **how: object
    ) -> None:
        self.patience, self.seconds = patience, seconds
        self._stream: BoundedStream | None = None
        super().__init__(host, port, name, timeout=patience.allow(seconds), **how)  # type: ignore[arg-type]
        assert self.sock is not None  # where a host is given, smtplib connects at once
        self.sock.settimeout(seconds)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        """Connect, and shake hands where TLS begins at once: neither takes an honest server long."""
        with self.patience.step():
            return super()._get_socket(host, port, timeout)  # type: ignore[misc,no-any-return]

    def getreply(self) -> tuple[int, bytes]:
        """One whole reply; the code NO_REPLY and the line where it is none, or its lines disagree.

        Raises :class:`OSError` when the connection ends, or the reply is too slow or too long.
        """
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("the connection is closed")
        if self.file is None:  # a new connection, or TLS has begun: what came before counts no more
            self._stream = BoundedStream(self.sock, self.patience)
            self.file = io.BufferedReader(self._stream)
        assert self._stream is not None
        try:
            with self._stream.answer(self.seconds, _REPLY):
                return self._read_reply()
        except OSError:
            self.close()
            raise

    def _read_reply(self) -> tuple[int, bytes]:
        assert self.file is not None
        codes: set[int] = set()
        words: list[bytes] = []
        while True:
            line = self.file.readline(_REPLY)
            if not line.endswith(b"\n"):
                raise smtplib.SMTPServerDisconnected("the connection ended")
            match = _LINE.fullmatch(line)
            if match is None:
                return NO_REPLY, line.strip()
            codes.add(int(match[1]))
            words.append((match[3] or b"").strip())
            if match[2] != b"-":
                # RFC 5321 section 4.2.1: every line of a reply has the same code
                return codes.pop() if len(codes) == 1 else NO_REPLY, b"\n".join(words)

    def is_out_of_step(self) -> bool:
        """Whether the server has answered what it was not yet asked: no reply could be trusted any more."""
        try:
            return bool(self.file is not None and self.file.peek(1))
        except OSError:  # it has cut the connection meanwhile
            return True


class TlsSmtpLink(SmtpLink, smtplib.SMTP_SSL):
    """A connection that is encrypted from its first byte (RFC 8314)."""
