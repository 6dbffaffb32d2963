"""A real calendar server, Radicale, on this machine alone; and someone else's calendar program."""

from __future__ import annotations

import base64
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def radicale(place: Path) -> Iterator[tuple[str, Path]]:
    """The server while it runs: its address, and the folder below ``place`` where it keeps its files."""
    (place / "users").write_text(f"{USER}:{PASSWORD}\n")
    port = _free_port()
    (place / "config").write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n"
        f"[auth]\ntype = htpasswd\nhtpasswd_filename = {place / 'users'}\nhtpasswd_encryption = plain\n"
        "delay = 0\n"
        f"[storage]\nfilesystem_folder = {place / 'store'}\n"
        "[logging]\nlevel = warning\n"
    )
    server = subprocess.Popen(
        [sys.executable, "-m", "radicale", "--config", str(place / "config")],
        stdout=subprocess.DEVNULL,
        stderr=(place / "log").open("wb"),
        env={k: v for k, v in os.environ.items() if not k.startswith("BESROUR_")},
    )
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), 0.2).close()
                break
            except OSError:
                assert server.poll() is None, (place / "log").read_text()
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}", place / "store"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def empty_calendar(address: str, store: Path, name: str) -> Server:
    """A new calendar of a running server."""
    found = Server(address, f"{address}/{USER}/{name}/", store / "collection-root" / USER / name)
    status, body, _ = found.ask(
        "MKCALENDAR",
        data=b'<?xml version="1.0"?><C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"/>',
    )
    assert status == 201, body
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
