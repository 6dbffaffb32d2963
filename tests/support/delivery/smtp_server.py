"""A mail server for tests: real SMTP and TLS by aiosmtpd, with failures told in advance."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


class Certificate(NamedTuple):
    """Where its key and chain are."""

    key: Path
    chain: Path

    @classmethod
    def make(cls, folder: Path) -> Certificate:
        """A certificate for localhost that signs itself."""
        program = shutil.which("openssl")
        assert program, "these tests need openssl: sudo apt-get install openssl"
        key, chain = folder / "key.pem", folder / "cert.pem"
        subprocess.run(
            [
                program,
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                str(key),
                "-out",
                str(chain),
            ],
            check=True,
            capture_output=True,
        )
        return cls(key, chain)

    def server(self) -> ssl.SSLContext:
        """The server's side of TLS."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.chain, self.key)
        return context


class Taken(NamedTuple):
    """A letter that the server answered with 250, or took without answering."""

    sender: str
    to: str
    data: bytes
    utf8: bool


class _Server(SMTP):
    """aiosmtpd that can go without STARTTLS, SMTPUTF8 or 8BITMIME, and hang up anywhere."""

    box: Postbox
    seven_bits = False

    async def push(self, status: str | bytes) -> None:
        """Leave 8BITMIME out of what the server offers."""
        words = status if isinstance(status, str) else status.decode()
        if not (self.seven_bits and words.startswith("250-8BITMIME")):
            await super().push(words)

    def hang_up(self) -> None:
        assert isinstance(self.transport, asyncio.WriteTransport)
        self.transport.abort()


class Postbox:
    """The server: ``rcpt`` and ``data`` map an address to answers, used up one by one, then 250.

    An answer is an SMTP reply, or ``drop`` (hang up), or for data ``drop after`` (take it, then hang up
    without a word) and ``slow`` (answer after ``slowness`` seconds).
    """

    def __init__(
        self,
        certificate: Certificate,
        *,
        tls: str = "starttls",
        utf8: bool = True,
        seven_bits: bool = False,
        login: tuple[str, str] | None = None,
    ) -> None:
        self.taken: list[Taken] = []
        self.rcpt: dict[str, list[str]] = {}
        self.data: dict[str, list[str]] = {}
        self.mail: list[str] = []
        self.on_data: Callable[[str], None] = lambda to: None
        self.slowness = 0.0
        self.connections = 0
        context = certificate.server()
        box = self

        class OneController(Controller):
            def factory(self) -> SMTP:
                box.connections += 1
                server = _Server(self.handler, **self.SMTP_kwargs)
                server.box = box
                server.seven_bits = seven_bits
                return server

        def check(server: SMTP, session: Session, envelope: Envelope, how: str, given: object) -> AuthResult:
            right = (
                isinstance(given, LoginPassword)
                and login is not None
                and (given.login.decode(), given.password.decode()) == login
            )
            return AuthResult(success=right, handled=False)

        self.controller = OneController(
            self,
            hostname="localhost",
            port=0,
            server_hostname="localhost",
            enable_SMTPUTF8=utf8,
            ssl_context=context if tls == "smtps" else None,
            tls_context=context if tls == "starttls" else None,
            require_starttls=tls == "starttls",
            authenticator=check if login else None,
            auth_required=bool(login),
            auth_require_tls=tls == "starttls",
        )

    @property
    def port(self) -> int:
        """Where it listens."""
        assert isinstance(self.controller.server, asyncio.Server)
        return int(self.controller.server.sockets[0].getsockname()[1])

    def start(self) -> None:
        """Listen on a port the system chooses."""
        loop_ready = threading.Event()
        controller = self.controller

        def live() -> None:
            asyncio.set_event_loop(controller.loop)
            controller.server_coro = controller._create_server()
            controller.server = controller.loop.run_until_complete(controller.server_coro)
            loop_ready.set()
            controller.loop.run_forever()
            controller.server.close()
            controller.loop.run_until_complete(controller.server.wait_closed())
            controller.loop.close()

        self.thread = threading.Thread(target=live, daemon=True)
        self.thread.start()
        assert loop_ready.wait(10)

    def stop(self) -> None:
        """End it."""
        self.controller.loop.call_soon_threadsafe(self.controller.loop.stop)
        self.thread.join(10)

    def counts(self) -> Counter[str]:
        """Letters taken, by address."""
        return Counter(taken.to for taken in self.taken)

    async def handle_MAIL(
        self, server: _Server, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """The sender: taken, unless a test says otherwise."""
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.mail.pop(0) if self.mail else "250 OK"

    async def handle_RCPT(
        self, server: _Server, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """A recipient: the next answer for the address."""
        answers = self.rcpt.get(address, [])
        answer = answers.pop(0) if answers else "250 OK"
        if answer == "drop":
            server.hang_up()
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: _Server, session: Session, envelope: Envelope) -> str:
        """A letter: the next answer for the address."""
        to = envelope.rcpt_tos[0]
        answers = self.data.get(to, [])
        answer = answers.pop(0) if answers else "250 OK"
        if answer == "slow":
            await asyncio.sleep(self.slowness)
            answer = "250 OK"
        if answer.startswith("2") or answer == "drop after":
            content = envelope.content
            assert isinstance(content, bytes)
            self.taken.append(Taken(envelope.mail_from or "", to, content, bool(envelope.smtp_utf8)))
            self.on_data(to)
        if answer.startswith("drop"):
            server.hang_up()
            return "421 gone"
        return answer
