"""A real calendar server, Radicale, on this machine alone, with a password and an empty calendar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.delivery.caldav_server import Server, empty_calendar, radicale


@pytest.fixture(scope="session")
def _radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    with radicale(tmp_path_factory.mktemp("radicale")) as running:
        yield running


@pytest.fixture
def server(_radicale: tuple[str, Path], request: pytest.FixtureRequest) -> Server:
    """The server with an empty calendar of this test's own."""
    name = "".join(c if c.isalnum() else "-" for c in request.node.name)
    return empty_calendar(*_radicale, name)
