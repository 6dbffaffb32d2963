"""A mail server at hand: aiosmtpd on loopback with a certificate of its own, whose failures are chosen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.delivery.smtp_server import Certificate, Postbox


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate for localhost that signs itself; tests choose whether to trust it."""
    return Certificate.make(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def trusted(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> Certificate:
    """The certificate, trusted the way an administrator adds an authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.chain))
    return certificate


@pytest.fixture
def postbox(trusted: Certificate) -> Iterator[Postbox]:
    """A server with STARTTLS that takes every letter, until a test says otherwise."""
    box = Postbox(trusted)
    box.start()
    yield box
    box.stop()
