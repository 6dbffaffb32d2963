"""Someone else's calendar program, and what it sees on the server."""

from __future__ import annotations

import base64
import urllib.request
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError

USER, PASSWORD = "cafe", "geheim-secret"


class Server(NamedTuple):
    """A running server: its address, the calendar's, and where it keeps its files."""

    address: str
    calendar: str
    store: Path

    def ask(
        self, method: str, path: str = "", data: bytes | None = None, **headers: str
    ) -> tuple[int, bytes, str]:
        """What the server answers someone else's calendar program: status, body, ETag."""
        login = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        request = urllib.request.Request(self.calendar + path, data, method=method)
        request.add_header("Authorization", f"Basic {login}")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with urllib.request.urlopen(request, timeout=20) as reply:
                return reply.status, reply.read(), reply.headers.get("ETag", "")
        except HTTPError as error:
            return error.code, error.read(), ""

    def text(self, name: str) -> str:
        """A resource with its long lines joined."""
        return self.ask("GET", name)[1].decode().replace("\r\n ", "").replace("\r\n", "\n")

    def names(self) -> list[str]:
        """The resources in the calendar."""
        return sorted(path.name for path in self.store.glob("*.ics"))
