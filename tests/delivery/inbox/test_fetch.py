"""A calendar from the web: https alone, verified, bounded, and its secret address told to nobody."""

from __future__ import annotations

import http.server
import ssl
import threading
from collections.abc import Iterator

import pytest

from besrour_cli.delivery import download
from besrour_cli.model.errors import NetworkError, NotFoundError, UsageError
from support.delivery.dovecot_server import Dovecot

pytestmark = pytest.mark.readers  # the certificate is Dovecot's


class Answers(http.server.BaseHTTPRequestHandler):
    """A server whose paths misbehave in ways of their own."""

    def do_GET(self) -> None:
        """Answer by path."""
        if self.path == "/calendar.ics?key=secret":
            self._give(200, b"BEGIN:VCALENDAR")
        elif self.path == "/moved":
            self._give(302, b"", "/calendar.ics?key=secret")
        elif self.path == "/plain":
            self._give(302, b"", "http://localhost/calendar.ics")
        elif self.path == "/circle":
            self._give(302, b"", "/circle")
        elif self.path == "/flood":
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(200):
                    self.wfile.write(b"x" * 65_536)
            except OSError:
                return
        else:
            self._give(404, b"")

    def _give(self, code: int, body: bytes, location: str = "") -> None:
        self.send_response(code)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(dovecot: Dovecot) -> Iterator[str]:
    """An https server with the test authority's certificate."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(dovecot.folder / "cert.pem", dovecot.folder / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://localhost:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_calendar_is_fetched(address: str) -> None:
    """By its own address, by one that leads to it, and by webcal."""
    for where in ("/calendar.ics?key=secret", "/moved"):
        assert download.calendar(address + where) == b"BEGIN:VCALENDAR"
    assert download.calendar(address.replace("https", "webcal") + "/moved") == b"BEGIN:VCALENDAR"


def test_nothing_is_fetched_unencrypted(address: str) -> None:
    """Neither by http, nor where https leads to http, nor from a file."""
    for where in ("http://localhost/x.ics", f"{address}/plain", "ftp://localhost/x", "https://"):
        with pytest.raises(UsageError):
            download.calendar(where)
    assert not download.is_address("calendar.ics") and not download.is_address("C:/calendar.ics")


@pytest.mark.parametrize("path", ["/flood", "/circle", "/none"])
def test_what_never_ends_is_given_up(address: str, path: str) -> None:
    """Too much, in a circle, or not there; the address, a secret, is not repeated."""
    with pytest.raises(NetworkError) as caught:
        download.calendar(f"{address}{path}?key=secret" if path == "/none" else address + path)
    assert "secret" not in str(caught.value)


def test_an_untrusted_server_gets_no_question(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the authority, the connection ends before the address is told."""
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(NetworkError, match="cannot be trusted"):
        download.calendar(address + "/calendar.ics?key=secret")


def test_a_file_that_is_not_there() -> None:
    """Said as a trouble with the file."""
    with pytest.raises(NotFoundError):
        download.local("nowhere.ics")
