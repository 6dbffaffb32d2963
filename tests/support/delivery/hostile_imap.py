"""A mailbox on a server whose answer to any step is chosen; honest, it holds three messages."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping
from typing import NamedTuple

from support.delivery.hostile_server import Answer, Gone, HostileServer, say
from support.delivery.smtp_server import Certificate

MESSAGE = b"From: a@example.org\r\nSubject: yes\r\n\r\nI come.\r\n"


class Tagged(NamedTuple):
    """Bytes, then the end of a command under its tag."""

    data: bytes
    end: bytes = b"OK done"


Steps = Mapping[str, Answer | Tagged]


def tagged(*lines: bytes, end: bytes = b"OK done") -> Tagged:
    """Lines, then the end of a command under its tag."""
    return Tagged(b"".join(line + b"\r\n" for line in lines), end)


def body(data: bytes = MESSAGE, size: int | None = None) -> Tagged:
    """A message as FETCH gives it; ``size`` is what the literal says instead of the truth."""
    head = b"* 1 FETCH (UID 1 BODY[]<0> {%d}" % (len(data) if size is None else size)
    return tagged(head + b"\r\n" + data + b")")


HONEST: Steps = {
    "greeting": b"* OK hello\r\n",
    "capability": tagged(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN"),
    "authenticate": b"+ \r\n",
    "login": tagged(),
    "examine": tagged(b"* 3 EXISTS", b"* OK [UIDVALIDITY 1] fine"),
    "search": tagged(b"* SEARCH 1 2 3"),
    "size": tagged(*(b"* %d FETCH (UID %d RFC822.SIZE %d)" % (n, n, len(MESSAGE)) for n in (1, 2, 3))),
    "fetch": body(),
    "logout": tagged(b"* BYE"),
}
"""What an honest server says; ``login`` ends AUTHENTICATE too, ``size`` is FETCH of sizes alone."""


class HostileImap:
    """Speaks IMAP over TLS, honest but for the steps that are given."""

    def __init__(self, certificate: Certificate, steps: Steps) -> None:
        self.steps = {**HONEST, **steps}
        self._context = certificate.server()
        self.server = HostileServer(self._serve)
        self.port = self.server.port

    def __enter__(self) -> HostileImap:
        self.server.__enter__()
        return self

    def __exit__(self, *trouble: object) -> None:
        self.server.__exit__(None, None, None)

    def _serve(self, plain: socket.socket) -> None:
        with self._context.wrap_socket(plain, server_side=True) as link, link.makefile("rb") as lines:
            self._say(link, "greeting")
            while line := lines.readline():
                tag, word, rest = _command(line)
                self._say(link, word if "RFC822.SIZE" not in rest else "size", tag)
                if word == "authenticate":
                    lines.readline()
                    self._say(link, "login", tag)
                if word == "logout":
                    raise Gone

    def _say(self, link: ssl.SSLSocket, step: str, tag: bytes = b"*") -> None:
        answer = self.steps.get(step, HONEST["login"])
        if isinstance(answer, Tagged):
            answer = answer.data + tag + b" " + answer.end + b"\r\n"
        say(link, answer)


def _command(line: bytes) -> tuple[bytes, str, str]:
    tag, _, rest = line.strip().partition(b" ")
    words = rest.decode("latin-1").upper().removeprefix("UID ")
    return tag, words.partition(" ")[0].lower(), words
