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

from besrour_cli.delivery.bounded_stream import ServerPatience
from besrour_cli.delivery.mail import raw_message, smtp_replies
from besrour_cli.delivery.mail.outcome import OutcomeState, SmtpOutcome
from besrour_cli.delivery.mail.smtp_faults import no_more_patience, not_opened
from besrour_cli.delivery.mail.smtp_link import SmtpLink, TlsSmtpLink
from besrour_cli.delivery.mail.smtp_replies import code_of, is_final, is_permanent, is_success, one_line
from besrour_cli.model.address import ascii_domain, split
from besrour_cli.model.errors import NetworkError
from besrour_cli.model.message import msg
from besrour_cli.model.programme import SmtpSettings

PATIENCE = 90.0
"""Seconds for the reply to a whole letter.

RFC 5321 section 4.5.3.2.6 has ten minutes, lest a letter go twice; here one without a reply never goes again
by itself, so that nobody needs to wait that long.
"""
IN_VAIN = 110.0
"""Seconds that a server may cost a run without an answer, in all."""
GOODBYE = 5.0
"""Seconds for the reply to a goodbye, which nothing depends on."""


class SmtpConnection:
    """A connection that opens when it is needed and may be opened again after it broke.

    ``timeout`` and ``patience`` are seconds for one reply, and for the reply to a whole letter; ``in_vain``
    those that may be waited for nothing, in all.
    """

    def __init__(
        self,
        mail: SmtpSettings,
        sender: str,
        secret: Callable[[], str],
        *,
        timeout: float = 60.0,
        patience: float = PATIENCE,
        in_vain: float = IN_VAIN,
    ) -> None:
        self.mail, self.sender, self.secret = mail, sender, secret
        self.timeout, self.patience = timeout, patience
        self.waiting = ServerPatience(in_vain)
        self.link: SmtpLink | None = None

    def open(self) -> SmtpLink:
        """Connect, encrypt, and log in; nothing is sent before the server's certificate is verified.

        Raises :class:`ServerUnreachable` when trying again may help, :class:`NetworkError` when it will not.
        """
        where = f"{self.mail.host}:{self.mail.port}"
        if self.waiting.is_spent:
            self.drop()
            raise no_more_patience(where)
        if self.link is not None and not self.link.is_out_of_step():
            return self.link
        self.drop()  # a server says goodbye to an idle connection
        try:
            link = self._connect()
            try:
                if self.mail.user:
                    _log_in(link, self.mail.user, self.secret())
            except BaseException:
                link.close()
                raise
        except (OSError, ValueError) as error:  # smtplib decodes a server's challenge unguarded
            if self.waiting.is_spent:
                raise no_more_patience(where) from error
            raise not_opened(error, where, self.mail.user) from error
        _send_at_once(link)
        self.link = link
        return link

    def _connect(self) -> SmtpLink:
        context = ssl.create_default_context()  # verifies chain and name; SSL_CERT_FILE adds an authority
        # a name of our own: asking the resolver for this machine's may take half a minute
        me = ascii_domain(split(self.sender)[1])
        host, port = self.mail.host, self.mail.port
        if self.mail.security == "smtps":
            link: SmtpLink = TlsSmtpLink(host, port, me, self.waiting, self.timeout, context=context)
            link.ehlo_or_helo_if_needed()
            return link
        link = SmtpLink(host, port, me, self.waiting, self.timeout)
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
            with self.waiting.step():
                link.starttls(context=context)  # raises for any reply but 220 (RFC 3207 section 4)
            link.ehlo()
        except BaseException:
            link.close()
            raise
        return link

    def close(self) -> None:
        """Say goodbye; a server that has gone already is no trouble."""
        link, self.link = self.link, None
        if link is not None:
            link.seconds = min(self.timeout, GOODBYE)
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
            return SmtpOutcome(OutcomeState.BROKEN, reply=code_of(error))
        if not is_success(code):
            return self._not_taken(link, code, reply)
        intent()
        try:
            code, reply = link.docmd("DATA")
            if code != smtp_replies.START_INPUT:
                return self._not_taken(link, code, reply)
            _send(link, body)
            if link.is_out_of_step():
                raise smtplib.SMTPServerDisconnected("an answer before the letter was whole")
        except OSError as error:
            self.drop()
            return SmtpOutcome(OutcomeState.BROKEN, reply=code_of(error))
        try:
            # from the first byte of the final dot on, the server may have the letter
            code, reply = self._end(link)
        except OSError as error:
            self.drop()
            return SmtpOutcome(OutcomeState.LOST, reply=code_of(error))
        if is_success(code):
            return SmtpOutcome(OutcomeState.DONE, code, one_line(reply))
        if not is_final(code):
            self.drop()
            return SmtpOutcome(OutcomeState.LOST, max(code, 0), one_line(reply))
        return self._not_taken(link, code, reply)

    def _announce(self, link: SmtpLink, to: str, options: list[str]) -> tuple[int, bytes]:
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

    def _end(self, link: SmtpLink) -> tuple[int, bytes]:
        """End the letter and wait for the reply, longer than for any other."""
        _send(link, b".\r\n")
        link.seconds = self.patience
        try:
            return link.getreply()
        finally:
            link.seconds = self.timeout

    def _not_taken(self, link: SmtpLink, code: int, reply: bytes) -> SmtpOutcome:
        """The outcome of a letter that the server did not take; the connection is made ready for the next."""
        if code == smtp_replies.CLOSING or not is_final(code) or is_success(code):
            self.drop()  # a yes in the place of a question is no answer to it
            return SmtpOutcome(
                OutcomeState.DEFERRED if code == smtp_replies.CLOSING else OutcomeState.BROKEN,
                max(code, 0),
                one_line(reply),
            )
        try:
            link.rset()
        except OSError:
            self.drop()
        state = OutcomeState.REFUSED if is_permanent(code) else OutcomeState.DEFERRED
        return SmtpOutcome(state, code, one_line(reply))


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
    assert link.sock is not None  # it has just been opened
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


def _send(link: smtplib.SMTP, data: bytes) -> None:
    assert link.sock is not None  # the server has just answered over it
    link.sock.sendall(data)
