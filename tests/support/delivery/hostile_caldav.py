"""A calendar server whose answer to any method is chosen; honest, it keeps what it is given."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from typing import BinaryIO

from support.delivery.hostile_server import Answer, HostileServer, say
from support.delivery.smtp_server import Certificate

PATH = "/cafe/calendar/"


def http(body: bytes = b"", status: bytes = b"200 OK", head: bytes = b"") -> bytes:
    """An answer as a web server gives it."""
    return b"HTTP/1.1 %b\r\nContent-Length: %d\r\n%b\r\n" % (status, len(body), head) + body


def listing(*entries: tuple[str, str], before: str = "", after: str = "") -> bytes:
    """A multistatus answer with these addresses and ETags, written as they are."""
    rows = "".join(
        f"<response><href>{href}</href><propstat><prop><getetag>{etag}</getetag></prop></propstat></response>"
        for href, etag in entries
    )
    text = f'<?xml version="1.0"?><multistatus xmlns="DAV:">{before}{rows}{after}</multistatus>'
    return http(text.encode(), b"207 Multi-Status")


class HostileCalDav:
    """Speaks HTTP, honest but for the methods that are given; ``kept`` are the resources by name.

    ``steps`` maps PROPFIND, GET and PUT to an answer. With a certificate it speaks TLS.
    """

    def __init__(self, steps: Mapping[str, Answer], certificate: Certificate | None = None) -> None:
        self.steps = dict(steps)
        self.kept: dict[str, bytes] = {}
        self._context = certificate.server() if certificate else None
        self.server = HostileServer(self._serve)
        host = "https://localhost" if certificate else "http://127.0.0.1"
        self.address = f"{host}:{self.server.port}{PATH}"

    def __enter__(self) -> HostileCalDav:
        self.server.__enter__()
        return self

    def __exit__(self, *trouble: object) -> None:
        self.server.__exit__(None, None, None)

    def _serve(self, plain: socket.socket) -> None:
        link = self._context.wrap_socket(plain, server_side=True) if self._context else plain
        with link, link.makefile("rb") as lines:
            while line := lines.readline():
                method, target, _ = line.decode("latin-1").split(" ", 2)
                head = _head(lines)
                data = lines.read(int(head.get("content-length", "0")))
                honest = self._answer(method, target.removeprefix(PATH), head, data)
                say(link, self.steps.get(method, honest))

    def _answer(self, method: str, name: str, head: Mapping[str, str], data: bytes) -> bytes:
        if method == "PROPFIND":
            return listing(*((PATH + n, self._etag(n)) for n in self.kept))
        if method == "PUT":
            known = self._etag(name)
            if known if "if-none-match" in head else head.get("if-match") != known:
                return http(status=b"412 Precondition Failed")
            self.kept[name] = data
            return http(status=b"201 Created", head=b"ETag: %b\r\n" % self._etag(name).encode())
        if name not in self.kept:
            return http(status=b"404 Not Found")
        return http(self.kept[name], head=b"ETag: %b\r\n" % self._etag(name).encode())

    def _etag(self, name: str) -> str:
        return f'"{hash(self.kept[name])}"' if name in self.kept else ""


def _head(lines: BinaryIO) -> dict[str, str]:
    found = {}
    while (line := lines.readline().decode("latin-1")).strip():
        name, _, value = line.partition(":")
        found[name.lower()] = value.strip()
    return found
