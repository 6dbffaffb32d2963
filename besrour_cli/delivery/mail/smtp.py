"""One connection to a mail server (RFC 5321): always over verified TLS, one letter at a time.

smtplib speaks; what this module adds is knowing, for every way a letter can fail, whether the server
may have taken it. smtplib's own errors are ``OSError`` too.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from base64 import b64encode
from collections.abc import Callable

from besrour_cli.delivery.mail import raw_message, smtp_replies
from besrour_cli.delivery.mail.outcome import OutcomeState, SmtpOutcome
from besrour_cli.delivery.mail.smtp_replies import is_permanent, is_success, is_transient, one_line, reason
from besrour_cli.model.address import ascii_domain, split
from besrour_cli.model.errors import NetworkError
from besrour_cli.model.message import msg
from besrour_cli.model.programme import SmtpSettings

PATIENCE = 600.0
"""Seconds for the reply to a whole letter (RFC 5321 section 4.5.3.2.6)."""


class ServerUnreachable(NetworkError):
    """The server could not be reached this time; it may be at the next."""


class SmtpConnection:
    """A connection that opens when it is needed and may be opened again after it broke.

    ``timeout`` and ``patience`` are seconds for one reply, and for the reply to a whole letter.
    """

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

    def open(self) -> smtplib.SMTP:
        """Connect, encrypt, and log in; nothing is sent before the server's certificate is verified.

        Raises :class:`ServerUnreachable` when trying again may help, :class:`NetworkError` when it will not.
        """
        if self.link is not None:
            return self.link
        try:
            link = self._connect()
            try:
                if self.mail.user:
                    _log_in(link, self.mail.user, self.secret())
            except BaseException:
                link.close()
                raise
        except OSError as error:
            raise _not_opened(error, f"{self.mail.host}:{self.mail.port}", self.mail.user) from error
        _send_at_once(link)
        self.link = link
        return link

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()  # verifies chain and name; SSL_CERT_FILE adds an authority
        # a name of our own: asking the resolver for this machine's may take half a minute
        me = ascii_domain(split(self.sender)[1])
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
            if code != smtp_replies.READY:
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
            except OSError:
                link.close()

    def drop(self) -> None:
        """Forget a connection that broke."""
        link, self.link = self.link, None
        if link is not None:
            link.close()

    def deliver(self, to: str, data: bytes, intent: Callable[[], None]) -> SmtpOutcome:
        """Hand over one letter; ``intent`` is called, and must return, before its first byte leaves.

        Raises :class:`NetworkError` when the server refuses the sender, so that going on is useless.
        """
        link = self.open()
        unicode = not to.isascii() or not self.sender.isascii()
        if unicode and not link.has_extn("smtputf8"):
            return SmtpOutcome(OutcomeState.REFUSED, reply="SMTPUTF8")
        whole = data if link.has_extn("8bitmime") else raw_message.in_seven_bits(data)
        body = raw_message.dot_stuffed(whole)
        try:
            code, reply = self._announce(link, to, _mail_options(link, body, unicode))
        except OSError as error:
            self.drop()
            return SmtpOutcome(OutcomeState.BROKEN, reply=reason(error))
        if not is_success(code):
            return self._not_taken(link, code, reply)
        intent()
        try:
            code, reply = link.docmd("DATA")
            if code != smtp_replies.START_INPUT:
                return self._not_taken(link, code, reply)
            _send(link, body)
        except OSError as error:
            self.drop()
            return SmtpOutcome(OutcomeState.BROKEN, reply=reason(error))
        try:
            # from the first byte of the final dot on, the server may have the letter
            code, reply = self._end(link)
        except OSError as error:
            self.drop()
            return SmtpOutcome(OutcomeState.LOST, reply=reason(error))
        if is_success(code):
            return SmtpOutcome(OutcomeState.DONE, code, one_line(reply))
        return self._not_taken(link, code, reply)

    def _announce(self, link: smtplib.SMTP, to: str, options: list[str]) -> tuple[int, bytes]:
        """Name the sender and the recipient; the reply to the first that is not accepted, or to both."""
        code, reply = link.mail(self.sender, options)
        if is_permanent(code) and code != smtp_replies.TOO_LARGE:
            self.close()
            raise NetworkError(
                msg(
                    "the server refuses letters from {sender}: {code} {reply}",
                    sender=self.sender,
                    code=code,
                    reply=one_line(reply),
                ),
                msg("check from: and user: below mail: in programme.yaml"),
            )
        return link.rcpt(to, _recipient_options(link, to)) if is_success(code) else (code, reply)

    def _end(self, link: smtplib.SMTP) -> tuple[int, bytes]:
        """End the letter and wait for the reply, as long as servers may take for it."""
        _send(link, b".\r\n").settimeout(self.patience)
        code, reply = link.getreply()
        if link.sock is not None:  # smtplib closes it for some replies
            link.sock.settimeout(self.timeout)
        return code, reply

    def _not_taken(self, link: smtplib.SMTP, code: int, reply: bytes) -> SmtpOutcome:
        """The outcome of a letter that the server did not take; the connection is made ready for the next."""
        if code in (smtp_replies.CLOSING, smtp_replies.NO_REPLY):
            self.drop()
        else:
            try:
                link.rset()
            except OSError:
                self.drop()
        state = OutcomeState.BROKEN
        if is_permanent(code):
            state = OutcomeState.REFUSED
        elif is_transient(code):
            state = OutcomeState.DEFERRED
        return SmtpOutcome(state, max(code, 0), one_line(reply))


def _not_opened(error: OSError, where: str, user: str) -> NetworkError:
    """Why no connection came about."""
    if isinstance(error, ssl.SSLError):
        return NetworkError(
            msg("{server} cannot be trusted: {why}", server=where, why=reason(error)),
            msg("check the name of the server; nothing was sent, and no password was told"),
        )
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return NetworkError(
            msg(
                "{server} does not accept the password of {user}: {reply}",
                server=where,
                user=user,
                reply=one_line(error.smtp_error),
            ),
            msg("check user: in programme.yaml and the password in your keyring or credentials file"),
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return NetworkError(
            msg("{server} offers no way to log in that besrour knows", server=where),
            msg("ask those who run it which port takes letters with a password"),
        )
    return ServerUnreachable(
        msg("{server} cannot be reached: {why}", server=where, why=reason(error)),
        msg("check host: and port: in programme.yaml and your connection, then run this again"),
    )


def _mail_options(link: smtplib.SMTP, body: bytes, unicode: bool) -> list[str]:
    """What is added to MAIL FROM, as far as the server knows it; ``unicode``: an address needs it."""
    options = []
    if link.has_extn("size"):
        options.append(f"SIZE={len(body)}")
    if link.has_extn("dsn"):
        options.append("RET=HDRS")  # RFC 3461: a bounce needs to bring back no more than the header
    if unicode or not body.isascii():
        options.append("BODY=8BITMIME")
    if unicode:
        options.append("SMTPUTF8")
    return options


def _recipient_options(link: smtplib.SMTP, to: str) -> list[str]:
    """What is added to RCPT TO: report a failure, and name this very address in it (RFC 3461 section 4)."""
    if not link.has_extn("dsn"):
        return []
    xtext = "".join(c if "!" <= c <= "~" and c not in "+=" else f"+{ord(c):02X}" for c in to)
    return ["NOTIFY=FAILURE", *([f"ORCPT=rfc822;{xtext}"] if to.isascii() else [])]


def _send_at_once(link: smtplib.SMTP) -> None:
    """Let no write wait for the server's receipt of the one before: 40 ms a letter (Nagle, RFC 896)."""
    if link.sock is not None:
        link.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _log_in(link: smtplib.SMTP, user: str, secret: str) -> None:
    """Log in by the best way both know.

    smtplib knows none for accents; for these PLAIN is spoken here (RFC 4616).
    """
    if f"{user}{secret}".isascii():
        link.login(user, secret)
        return
    if "PLAIN" not in link.esmtp_features.get("auth", "").upper().split():
        raise smtplib.SMTPNotSupportedError("AUTH PLAIN")
    sign = b64encode(f"\0{user}\0{secret}".encode()).decode()
    code, reply = link.docmd("AUTH", f"PLAIN {sign}")
    if code != smtp_replies.AUTHENTICATED:
        raise smtplib.SMTPAuthenticationError(code, reply)


def _send(link: smtplib.SMTP, data: bytes) -> socket.socket:
    if link.sock is None:
        raise smtplib.SMTPServerDisconnected("the connection is closed")
    link.sock.sendall(data)
    return link.sock
