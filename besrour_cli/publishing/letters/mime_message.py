"""A letter as an e-mail message (RFC 5322): the same letter is always the same bytes.

multipart/alternative of text, HTML and, last, the calendar entry (RFC 6047 section 2.4): what Exchange writes
(MS-OXCMAIL 2.1.3.3.8) and Gmail, Outlook, Apple Mail and Thunderbird make buttons of. A second copy as an
attachment would weigh as much again and show a second entry in some of them.
"""

from __future__ import annotations

import re
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Sequence
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, quote
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from besrour_cli.model.address import ascii_domain, split
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.language import tag
from besrour_cli.model.message import msg
from besrour_cli.model.programme import Contact

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
DIGEST_LENGTH = 16
"""Hexadecimal digits of a letter's digest."""
LONGEST_LINE = 998
"""Octets that a line may have (RFC 5322 section 2.1.1)."""
BOUNDARY = "=_"
"""How the boundary between parts begins: no line of quoted-printable can (RFC 2045 section 6.7)."""


class Address(NamedTuple):
    """A mailbox: the name to show and the address to write to."""

    name: str
    email: str


class Envelope(NamedTuple):
    """The values of a letter's headers; ``sent`` is its date, ``unsubscribe`` the ways to unsubscribe."""

    sender: Address
    to: Address
    subject: str
    sent: datetime | None
    message_id: str
    languages: tuple[str, ...]
    unsubscribe: str
    one_click: bool


class CalendarEntry(NamedTuple):
    """A calendar entry and what it asks for (RFC 5546): REQUEST or CANCEL."""

    calendar: bytes
    method: str


class MimeMessage(NamedTuple):
    """A whole message, its Message-ID with angle brackets, and its digest.

    ``digest`` is sixteen hexadecimal digits of all but the Date, so that a later run recognises the same
    letter: the value that ``delivery.mail.raw_message.letter_digest`` computes from the bytes.
    """

    data: bytes
    message_id: str
    digest: str


class Attachment(NamedTuple):
    """A file of PDF that comes with a letter, with the name that it is saved under (ASCII)."""

    name: str
    data: bytes


class Bodies(NamedTuple):
    """The parts, as texts not yet encoded; a letter that asks for nothing has no calendar entry."""

    text: str
    html: str
    entry: CalendarEntry | None
    attachment: Attachment | None = None


def one_line(text: str) -> str:
    """A header's value: no line ends, no control or direction characters, single spaces."""
    return " ".join(_CONTROLS.sub(" ", text).split(" ")).strip()


def address(name: str, email: str, spot: SourceLocation) -> Address:
    """A mailbox; a domain in Unicode becomes its ASCII form.

    Raises :class:`~besrour_cli.model.errors.DiagnosticsError` at ``spot`` when ``email`` is no address.
    """
    local, domain = split(email)
    try:
        # a quoted local part would be valid too, but nobody has one and many servers refuse it
        if not local or _CONTROLS.search(email) or re.search(r"[\s,;<>\"()\[\]\\:@]", local):
            raise ValueError(email)
        domain = ascii_domain(domain)
        if not re.fullmatch(r"[A-Za-z0-9.-]+", domain):
            raise ValueError(email)
        return Address(one_line(name), f"{local}@{domain}")
    except (ValueError, UnicodeError) as error:
        raise DiagnosticsError(
            msg("a letter has no address to go to"),
            [
                Diagnostic(
                    "email-address",
                    spot,
                    what=msg("“{email}” is not an e-mail address", email=one_line(email)),
                    remedy=msg("write an address such as name@example.org"),
                    text=one_line(email),
                    width=max(1, len(email)),
                )
            ],
        ) from error


def message_id_of(contact: Contact, *parts: object) -> str:
    """A Message-ID that depends on nothing but its parts: two runs cannot make two letters of one."""
    domain = split(contact.email)[1] or "localhost"
    return f"<{digest(*parts)}@{ascii_domain(domain)}>"


def digest(*parts: object) -> str:
    """Thirty-two hexadecimal digits of some parts, in order."""
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()[:32]


def unsubscribe(contact: Contact) -> tuple[str, bool]:
    """List-Unsubscribe (RFC 2369) and whether one click is enough (RFC 8058: only by https)."""
    by_mail = f"<mailto:{contact.email}?subject=unsubscribe>"
    ways = contact.unsubscribe.strip()
    if re.fullmatch(r"https?://[!-;=?-~]+", ways):
        return f"<{ways}>, {by_mail}", ways.startswith("https://")
    if re.fullmatch(r"mailto:[!-;=?-~]+", ways):
        return f"<{ways}>", False
    return by_mail, False


def quoted(text: str) -> str:
    """Text as quoted-printable (RFC 2045), lines ended by a bare line feed."""
    data = text.replace("\n", "\r\n").encode()
    return b2a_qp(data, istext=True).decode("ascii").replace("\r\n", "\n")


def message(envelope: Envelope, bodies: Bodies) -> MimeMessage:
    """The whole message, lines ended by CRLF.

    Header lines are put together here: the email package's own folding turns a long unsubscribe
    address into an encoded word that no client follows, and its quoted-printable is many times slower.
    """
    before = _crlf(
        f"From: {_mailbox(envelope.sender)}",
        f"To: {_mailbox(envelope.to)}",
        f"Subject: {_words(envelope.subject, 9)}",
    )
    date = _crlf(f"Date: {format_datetime(envelope.sent)}") if envelope.sent else b""
    after = _crlf(
        f"Message-ID: {envelope.message_id}",
        f"Content-Language: {', '.join(tag(language) for language in envelope.languages)}",
        f"List-Unsubscribe: {envelope.unsubscribe}",
        *(["List-Unsubscribe-Post: List-Unsubscribe=One-Click"] if envelope.one_click else []),
        "MIME-Version: 1.0",
        _content(envelope.message_id, bodies),
    )
    # without the Date: a letter rendered again on another day is the same letter
    undated = sha256(before + after).hexdigest()[:DIGEST_LENGTH]
    return MimeMessage(before + date + after, envelope.message_id, undated)


def _crlf(*lines: str) -> bytes:
    """Lines, each ended as mail wants it."""
    return "".join(f"{line}\n" for line in lines).replace("\n", "\r\n").encode()


def _content(message_id: str, bodies: Bodies) -> str:
    """The parts of a letter under a boundary that depends on its Message-ID, with their own headers."""
    parts = [_part("text/plain", bodies.text), _part("text/html", bodies.html)]
    if bodies.entry is not None:
        calendar = bodies.entry.calendar.decode().replace("\r\n", "\n")
        method = f'text/calendar; method={bodies.entry.method}; name="invite.ics"'
        parts.append(_part(method, calendar))
    bodies_together = _multipart("alternative", digest(message_id)[:DIGEST_LENGTH], parts)
    if bodies.attachment is None:
        return bodies_together
    together = [bodies_together, _attached(bodies.attachment)]
    return _multipart("mixed", digest(message_id, "mixed")[:DIGEST_LENGTH], together)


def _multipart(kind: str, mark: str, parts: Sequence[str]) -> str:
    boundary = f"{BOUNDARY}{mark}"
    inside = "".join(f"--{boundary}\n{part.rstrip()}\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{inside}--{boundary}--'


def _attached(attachment: Attachment) -> str:
    """A file as a part of its own (RFC 2183), in base64."""
    return (
        f'Content-Type: application/pdf; name="{attachment.name}"\n'
        f'Content-Disposition: attachment; filename="{attachment.name}"\n'
        f"Content-Transfer-Encoding: base64\n\n{encodebytes(attachment.data).decode('ascii')}"
    )


@lru_cache(maxsize=256)
def _words(text: str, taken: int) -> str:
    """Unstructured words of a header (RFC 2047), folded under 78 columns; ``taken`` are those of its name."""
    charset = "us-ascii" if text.isascii() else "utf-8"
    return Header(text, charset, maxlinelen=76, header_name="x" * max(0, taken - 2)).encode()


def _mailbox(address: Address) -> str:
    if not address.name:
        return address.email
    if address.name.isascii():
        return f'"{quote(address.name)}"\n <{address.email}>'
    return f"{_words(address.name, 6)}\n <{address.email}>"


def _part(kind: str, body: str) -> str:
    """A part as it is, which is smallest; in quoted-printable only where a line is too long for mail."""
    encoding = "7bit" if body.isascii() else "8bit"
    if max(map(len, body.encode().split(b"\n"))) > LONGEST_LINE:
        encoding, body = "quoted-printable", quoted(body)
    return f'Content-Type: {kind}; charset="utf-8"\nContent-Transfer-Encoding: {encoding}\n\n{body}'
