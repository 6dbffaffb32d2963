"""A real calendar server, Radicale, on this machine alone, with a password and an empty calendar."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.delivery.caldav_server import PASSWORD, USER, Server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def _radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    place = tmp_path_factory.mktemp("radicale")
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


@pytest.fixture
def server(_radicale: tuple[str, Path], request: pytest.FixtureRequest) -> Server:
    """The server with an empty calendar of this test's own."""
    address, store = _radicale
    name = "".join(c if c.isalnum() else "-" for c in request.node.name)
    found = Server(address, f"{address}/{USER}/{name}/", store / "collection-root" / USER / name)
    status, body, _ = found.ask(
        "MKCALENDAR",
        data=b'<?xml version="1.0"?><C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"/>',
    )
    assert status == 201, body
    return found
