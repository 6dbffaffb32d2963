"""A real IMAP server for the tests that read a mailbox."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.delivery.dovecot_server import Dovecot


@pytest.fixture(scope="session")
def _dovecot() -> Iterator[Dovecot]:
    server = Dovecot()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def dovecot(_dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> Dovecot:
    """The server, its authority trusted the way an administrator adds one, its mailbox empty."""
    monkeypatch.setenv("SSL_CERT_FILE", str(_dovecot.authority))
    for part in ("new", "cur"):
        for path in (_dovecot.folder / "mail" / part).glob("*"):
            path.unlink()
    return _dovecot
