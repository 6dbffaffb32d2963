"""A calendar from the web or from a file: whole, or one sentence that does not repeat its address."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from besrour_cli.delivery import download
from besrour_cli.model.errors import FileError, NetworkError, NotFoundError, UsageError
from support.delivery.hostile_caldav import http
from support.delivery.hostile_server import Answer, HostileServer, drop, hang, say
from support.delivery.smtp_server import Certificate

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate for localhost that signs itself."""
    return Certificate.make(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(autouse=True)
def trusted(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is trusted the way an administrator adds an authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.chain))


@contextmanager
def serving(certificate: Certificate, answer: Answer) -> Iterator[str]:
    """The address of a server that gives this answer to each question."""
    context = certificate.server()

    def serve(plain: socket.socket) -> None:
        with context.wrap_socket(plain, server_side=True) as link:
            link.recv(65_536)
            say(link, answer)

    with HostileServer(serve) as server:
        yield f"webcal://localhost:{server.port}/secret-key.ics"


def test_a_calendar_comes_whole(certificate: Certificate) -> None:
    """``webcal`` is https by another name."""
    with serving(certificate, http(CALENDAR)) as address:
        assert download.calendar(address) == CALENDAR


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (drop, "it cannot be reached"),
        (b"220 mail.example.org ESMTP\r\n", "it cannot be reached"),
        (hang, "it takes longer than a minute"),
        (http(status=b"404 Not Found"), "it answers 404"),
    ],
)
def test_what_brings_no_calendar_is_said_without_the_address(
    answer: Answer, words: str, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut off, no web server, silent, nothing there: the server is named, and the key in the path is not."""
    monkeypatch.setattr(download, "PATIENCE", 0.3 if answer is hang else 10.0)
    with serving(certificate, answer) as address:
        with pytest.raises(NetworkError, match=words) as refused:
            download.calendar(address)
        assert "localhost" in str(refused.value) and "secret-key" not in str(refused.value)


@pytest.mark.parametrize(
    "address", ["https://[cafe/x.ics", "https://example.org:cafe/x.ics", "https:///x.ics"]
)
def test_what_is_no_address_is_asked_for_again(address: str) -> None:
    """A bracket that is open, a port that is a word, no host: nothing is looked up."""
    with pytest.raises(UsageError, match="not the address of a calendar"):
        download.calendar(address)


def test_a_calendar_on_this_computer_is_read(tmp_path: Path) -> None:
    """A file; what is not there and what is a folder are said apart."""
    (tmp_path / "a.ics").write_bytes(CALENDAR)
    assert download.local(str(tmp_path / "a.ics")) == CALENDAR
    with pytest.raises(NotFoundError, match=r"b\.ics is not there"):
        download.local(str(tmp_path / "b.ics"))
    with pytest.raises(FileError, match="cannot be opened"):
        download.local(str(tmp_path))
