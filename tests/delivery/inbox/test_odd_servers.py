"""Mailboxes on servers that are honest and old, or in trouble: read as far as they give, or one sentence."""

from __future__ import annotations

import socket

import pytest

from besrour_cli.delivery.inbox import imap
from besrour_cli.model.errors import NetworkError
from besrour_cli.model.replies import ImapSettings
from support.delivery.hostile_imap import MESSAGE, HostileImap, Steps, tagged
from support.delivery.hostile_server import HostileServer, drop
from support.delivery.smtp_server import Certificate

OLD: Steps = {"capability": tagged(b"* CAPABILITY IMAP4rev1")}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate for localhost that signs itself."""
    return Certificate.make(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(autouse=True)
def trusted(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is trusted the way an administrator adds an authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.chain))


def read(certificate: Certificate, steps: Steps, secret: str = "secret") -> list[bytes]:
    """All messages from a server that is honest but for these steps."""
    with HostileImap(certificate, steps) as server:
        box = ImapSettings("localhost", server.port, "imaps", "cafe", "INBOX")
        return [message.data for message in imap.messages(box, lambda: secret, None)]


def test_a_server_without_plain_is_told_the_password_by_login(certificate: Certificate) -> None:
    """LOGIN carries ASCII; a password with accents cannot be told so, and that is no traceback."""
    assert read(certificate, OLD) == [MESSAGE] * 3
    with pytest.raises(NetworkError, match="does not accept the password of cafe"):
        read(certificate, OLD, "sésame")


def test_messages_that_somebody_removed_meanwhile_are_passed_over(certificate: Certificate) -> None:
    """Counted a moment ago, gone now: the others are read all the same."""
    assert read(certificate, {"fetch": tagged()}) == []
    assert read(certificate, {"fetch": tagged(end=b"NO gone")}) == []


def test_a_server_that_hangs_up_at_the_goodbye_is_no_trouble(certificate: Certificate) -> None:
    """Every message has come by then."""
    assert read(certificate, {"logout": drop}) == [MESSAGE] * 3


def test_a_visit_ends_in_time(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that takes long over each message: the remedy is a folder of fewer."""
    monkeypatch.setattr(imap, "VISIT", 0.0)
    with pytest.raises(NetworkError, match="too slow to be read") as slow:
        read(certificate, {})
    assert "a folder of their own" in str(slow.value.remedy)


def test_a_server_that_does_not_encrypt_is_not_told_the_password() -> None:
    """No STARTTLS: the connection ends before the secret is even looked up."""
    heard: list[bytes] = []
    asked: list[str] = []

    def serve(link: socket.socket) -> None:
        link.sendall(b"* OK hello\r\n")
        with link.makefile("rb") as lines:
            for line in lines:
                heard.append(line)
                link.sendall(b"* CAPABILITY IMAP4rev1\r\n" + line.split()[0] + b" OK done\r\n")

    def secret() -> str:
        asked.append("asked")
        return "secret"

    with HostileServer(serve) as server:
        box = ImapSettings("localhost", server.port, "starttls", "cafe", "INBOX")
        with pytest.raises(NetworkError, match="does not encrypt"):
            list(imap.messages(box, secret, None))
    assert asked == [] and all(line.split()[1] == b"CAPABILITY" for line in heard)
