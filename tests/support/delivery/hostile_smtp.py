"""A mail server whose answer to any step is chosen; it counts every letter whose last line it has seen."""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Mapping
from typing import BinaryIO

from support.delivery.hostile_server import Answer, Gone, HostileServer, say
from support.delivery.smtp_server import Certificate

HONEST: Mapping[str, Answer] = {
    "greeting": b"220 hello\r\n",
    "clear": b"250-me\r\n250 STARTTLS\r\n",
    "starttls": b"220 go\r\n",
    "ehlo": b"250-me\r\n250-SIZE 50000000\r\n250-AUTH PLAIN LOGIN CRAM-MD5\r\n250 8BITMIME\r\n",
    "helo": b"250 me\r\n",
    "auth": b"235 welcome\r\n",
    "mail": b"250 fine\r\n",
    "rcpt": b"250 fine\r\n",
    "data": b"354 go on\r\n",
    "dot": b"250 taken\r\n",
    "rset": b"250 fine\r\n",
    "quit": b"221 bye\r\n",
}
"""What an honest server says at each step; ``dot`` is the end of a letter, ``clear`` EHLO before TLS."""
_NOT_TAKEN = re.compile(rb"[45]\d\d(?: [^\r\n]{0,500})?\r\n")


class HostileSmtp:
    """Speaks STARTTLS (or TLS at once), honest but for the steps that are given.

    ``taken`` counts letters by address: every one whose final dot arrived, unless it was answered with a
    clear 4xx or 5xx. That is the worst such a server can do.
    """

    def __init__(
        self, certificate: Certificate, tls: str = "starttls", *, steps: Mapping[str, Answer]
    ) -> None:
        self.steps = {**HONEST, **steps}
        self.taken = Counter[str]()
        self._tls, self._context = tls, certificate.server()
        self._lock = threading.Lock()
        self.server = HostileServer(self._serve)
        self.port = self.server.port

    def __enter__(self) -> HostileSmtp:
        self.server.__enter__()
        return self

    def __exit__(self, *trouble: object) -> None:
        self.server.__exit__(None, None, None)

    def _serve(self, plain: socket.socket) -> None:
        if self._tls == "smtps":
            with self._context.wrap_socket(plain, server_side=True) as link:
                self._say(link, "greeting")
                self._talk(link)
            return
        self._say(plain, "greeting")
        while True:
            word = _line(plain)
            if word == "EHLO":
                self._say(plain, "clear")
            elif word == "STARTTLS":
                self._say(plain, "starttls")
                break
            else:
                self._say(plain, "quit" if word == "QUIT" else "helo")
        with self._context.wrap_socket(plain, server_side=True) as link:
            self._talk(link)

    def _talk(self, link: ssl.SSLSocket) -> None:
        with link.makefile("rb") as lines:
            to = ""
            while line := lines.readline():
                word = line.split()[0].decode("latin-1").lower() if line.split() else ""
                if word == "rcpt":
                    to = line.decode("latin-1").partition("<")[2].partition(">")[0]
                self._say(link, word if word in self.steps else "rset")
                if word == "quit":
                    raise Gone
                if word == "data" and self.steps["data"] == HONEST["data"]:
                    self._take(link, lines, to)

    def _take(self, link: ssl.SSLSocket, lines: BinaryIO, to: str) -> None:
        while (line := lines.readline()) != b".\r\n":
            if not line:
                raise Gone
        answer = self.steps["dot"]
        if not (isinstance(answer, bytes) and _NOT_TAKEN.fullmatch(answer)):
            with self._lock:
                self.taken[to] += 1
        self._say(link, "dot")

    def _say(self, link: socket.socket, step: str) -> None:
        say(link, self.steps[step])


def _line(link: socket.socket) -> str:
    """The first word of a line, read byte by byte: what follows it may be TLS."""
    line = b""
    while not line.endswith(b"\n"):
        byte = link.recv(1)
        if not byte:
            raise Gone
        line += byte
    with contextlib.suppress(IndexError):
        return line.split()[0].decode("latin-1").upper()
    return ""
