"""One connection to a mail server (RFC 5321): always over verified TLS, one letter at a time.

smtplib speaks; what this module adds is knowing, for every way a letter can fail, whether the server
may have taken it.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable
from typing import NamedTuple

from besrour_cli.delivery.mail import raw_message
from besrour_cli.model.errors import NetworkError
from besrour_cli.model.message import msg
from besrour_cli.model.programme import SmtpSettings

DONE, DEFERRED, REFUSED, BROKEN, LOST = "done", "deferred", "refused", "broken", "lost"
PATIENCE = 600.0
"""Seconds for the reply to a whole letter (RFC 5321 section 4.5.3.2.6)."""


class SmtpOutcome(NamedTuple):
    """What became of one letter.

    done: the server took it; deferred: it said “not now” (4xx); refused: it said no (5xx); broken: the
    connection ended before the letter did, so nobody has it; lost: it ended after, so nobody knows.
    """

    state: str
    code: int = 0
    reply: str = ""


class ServerUnreachable(NetworkError):
    """The server could not be reached this time; it may be at the next."""


class SmtpConnection:
    """A connection that opens when it is needed and may be opened again after it broke."""

    def __init__(
        self,
        mail: SmtpSettings,
        sender: str,
        secret: Callable[[], str],
        *,
        timeout: float = 60.0,
        patience: float = PATIENCE,
    ) -> None:
        self.mail, self.sender, self.secret = mail, sender, secret
        self.timeout, self.patience = timeout, patience
        self.link: smtplib.SMTP | None = None

    def open(self) -> None:
        """Connect, encrypt, and log in; nothing is said before the server's certificate is verified.

        :class:`ServerUnreachable` when trying again may help; :class:`NetworkError` when it will not.
        """
        if self.link is not None:
            return
        where = f"{self.mail.host}:{self.mail.port}"
        link: smtplib.SMTP | None = None
        try:
            link = self._connect()
            if self.mail.user:
                _log_in(link, self.mail.user, self.secret())
        except ssl.SSLError as error:
            raise NetworkError(
                msg("{server} cannot be trusted: {why}", server=where, why=_reason(error)),
                msg("check the name of the server; nothing was sent, and no password was told"),
            ) from error
        except smtplib.SMTPAuthenticationError as error:
            raise NetworkError(
                msg(
                    "{server} does not accept the password of {user}: {reply}",
                    server=where,
                    user=self.mail.user,
                    reply=_text(error.smtp_error),
                ),
                msg("check user: in programme.yaml and the password in your keyring or credentials file"),
            ) from error
        except smtplib.SMTPNotSupportedError as error:
            raise NetworkError(
                msg("{server} offers no way to log in that besrour knows", server=where),
                msg("ask those who run it which port takes letters with a password"),
            ) from error
        except (OSError, smtplib.SMTPException) as error:
            raise ServerUnreachable(
                msg("{server} cannot be reached: {why}", server=where, why=_reason(error)),
                msg("check host: and port: in programme.yaml and your connection, then run this again"),
            ) from error
        else:
            _at_once(link)
            self.link, link = link, None
        finally:
            if link is not None:
                link.close()

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()  # verifies chain and name; SSL_CERT_FILE adds an authority
        # a name of our own: asking the resolver for this machine's may take half a minute
        domain = self.sender.rpartition("@")[2]
        me = domain if domain.isascii() else domain.encode("idna").decode("ascii")
        host, port = self.mail.host, self.mail.port
        if self.mail.security == "smtps":
            link: smtplib.SMTP = smtplib.SMTP_SSL(host, port, me, timeout=self.timeout, context=context)
            link.ehlo_or_helo_if_needed()
            return link
        link = smtplib.SMTP(host, port, me, timeout=self.timeout)
        try:
            link.ehlo_or_helo_if_needed()
            if not link.has_extn("starttls"):
                raise NetworkError(
                    msg(
                        "{server} does not encrypt, and letters are not sent in the clear",
                        server=f"{host}:{port}",
                    ),
                    msg("use the port for submission (587), or security: smtps with port 465"),
                )
            code, reply = link.starttls(context=context)
            if code != 220:
                raise smtplib.SMTPResponseException(code, reply)
            link.ehlo()
        except BaseException:
            link.close()
            raise
        return link

    def close(self) -> None:
        """Say goodbye; a server that has gone already is no trouble."""
        link, self.link = self.link, None
        if link is not None:
            try:
                link.quit()
            except (OSError, smtplib.SMTPException):
                link.close()

    def drop(self) -> None:
        """Forget a connection that broke."""
        link, self.link = self.link, None
        if link is not None:
            link.close()

    def deliver(self, to: str, data: bytes, intent: Callable[[], None]) -> SmtpOutcome:
        """Hand over one letter; ``intent`` is called, and must return, before its first byte leaves.

        :class:`NetworkError` when the server refuses the sender herself, so that going on is useless.
        """
        self.open()
        link = self.link
        assert link is not None
        unicode = not to.isascii() or not self.sender.isascii()
        if unicode and not link.has_extn("smtputf8"):
            return SmtpOutcome(REFUSED, 0, "SMTPUTF8")
        body = raw_message.dot_stuffed(data)
        try:
            code, reply = link.mail(self.sender, self._options(body, unicode))
            if 500 <= code < 600 and code != 552:
                raise self._sender_refused(code, reply)
            if 200 <= code < 300:
                code, reply = link.rcpt(to, self._receipt(to))
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            return SmtpOutcome(BROKEN, 0, _reason(error))
        if not 200 <= code < 300:
            return self._no(code, reply)
        intent()
        try:
            code, reply = link.docmd("DATA")
            if code != 354:
                return self._no(code, reply)
            _send(link, body)
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            return SmtpOutcome(BROKEN, 0, _reason(error))
        try:
            _send(link, b".\r\n")
            if link.sock is not None:
                link.sock.settimeout(self.patience)
            code, reply = link.getreply()
            if link.sock is not None:
                link.sock.settimeout(self.timeout)
        except (OSError, smtplib.SMTPException) as error:
            self.drop()
            return SmtpOutcome(LOST, 0, _reason(error))
        if 200 <= code < 300:
            return SmtpOutcome(DONE, code, _text(reply))
        return self._no(code, reply)

    def _options(self, body: bytes, unicode: bool) -> list[str]:
        link = self.link
        assert link is not None
        options = []
        if link.has_extn("size"):
            options.append(f"SIZE={len(body)}")
        if link.has_extn("dsn"):
            options.append("RET=HDRS")  # RFC 3461: a bounce needs to bring back no more than the header
        if unicode:
            options += ["BODY=8BITMIME", "SMTPUTF8"]
        return options

    def _receipt(self, to: str) -> list[str]:
        link = self.link
        assert link is not None
        if not link.has_extn("dsn"):
            return []
        told = "".join(c if "!" <= c <= "~" and c not in "+=" else f"+{ord(c):02X}" for c in to)
        return ["NOTIFY=FAILURE", *([f"ORCPT=rfc822;{told}"] if to.isascii() else [])]

    def _no(self, code: int, reply: bytes) -> SmtpOutcome:
        """A refusal in the middle of a letter; the connection is made ready for the next."""
        link = self.link
        assert link is not None
        said = _text(reply)
        if code in (421, -1):
            self.drop()
        else:
            try:
                link.rset()
            except (OSError, smtplib.SMTPException):
                self.drop()
        if 500 <= code < 600:
            return SmtpOutcome(REFUSED, code, said)
        return SmtpOutcome(DEFERRED if 400 <= code < 500 else BROKEN, max(code, 0), said)

    def _sender_refused(self, code: int, reply: bytes) -> NetworkError:
        self.close()
        return NetworkError(
            msg(
                "the server refuses letters from {sender}: {code} {reply}",
                sender=self.sender,
                code=code,
                reply=_text(reply),
            ),
            msg("check from: and user: below mail: in programme.yaml"),
        )


def _at_once(link: smtplib.SMTP) -> None:
    """Let no write wait for the server's receipt of the one before: 40 ms a letter (Nagle, RFC 896)."""
    if link.sock is not None:
        link.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _log_in(link: smtplib.SMTP, user: str, secret: str) -> None:
    """Log in by the best way both know; smtplib knows none for accents, so PLAIN is said here (RFC 4616)."""
    if f"{user}{secret}".isascii():
        link.login(user, secret)
        return
    if "PLAIN" not in link.esmtp_features.get("auth", "").upper().split():
        raise smtplib.SMTPNotSupportedError("AUTH PLAIN")
    from base64 import b64encode

    code, reply = link.docmd(
        "AUTH", f"PLAIN {b64encode(f'{chr(0)}{user}{chr(0)}{secret}'.encode()).decode()}"
    )
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, reply)


def _send(link: smtplib.SMTP, data: bytes) -> None:
    if link.sock is None:
        raise smtplib.SMTPServerDisconnected("the connection is closed")
    link.sock.sendall(data)


def _text(reply: bytes | str) -> str:
    """A server's reply as one short line, whatever it holds."""
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:300]


def _reason(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    if isinstance(error, OSError) and error.strerror:
        return _text(error.strerror)
    return _text(str(error) or type(error).__name__)
