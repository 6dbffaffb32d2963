"""Letters that came back: delivery status notifications (RFC 3464), and the letters they are about."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import Header, decode_header
from email.message import Message
from email.parser import BytesParser
from typing import BinaryIO, NamedTuple

from besrour_cli.delivery.mail import raw_message
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent
from besrour_cli.delivery.mail.status import DeliveryLog
from besrour_cli.delivery.mbox import SEPARATOR, split_mbox
from besrour_cli.model.address import comparable
from besrour_cli.model.errors import FileError, NotFoundError, system_reason
from besrour_cli.model.message import msg

LIMIT = 30_000_000
"""Bytes of a file; larger ones are no bounce."""
FAILED = "failed"
"""The action of a report that a letter was not delivered (RFC 3464 section 2.3.3)."""
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_XTEXT = re.compile(r"\+([0-9A-F]{2})")
_EMBEDDED = re.compile(r"\\x\{(10[0-9A-F]{4}|[0-9A-F]{2,5})\}")
"""A letter beyond ASCII in an address (RFC 6533 section 3)."""
_EMPTY_LINES = re.compile(rb"(?:\r?\n){2,}")
_IDS = re.compile(r"<[^<>\s]+@[^<>\s]+>")


class TooDeep(ValueError):
    """A message packed in messages, deeper than any mail server packs them."""


class Bounce(NamedTuple):
    """One recipient of one report: ``action`` and ``status`` as RFC 3464 section 2.3 has them.

    ``file`` is the name of its file, ``to`` the address that the letter was sent to, ``text`` the server's
    explanation; ``id`` is the Message-ID of the letter that came back, "" when the report does not name it;
    ``digest`` identifies this report about this recipient.
    """

    file: str
    to: str
    action: str
    status: str
    text: str
    id: str
    digest: str


class BounceReport(NamedTuple):
    """A bounce and the letter it is about (None: no letter of this programme); ``known``: read before."""

    bounce: Bounce
    letter: LedgerEntry | None
    known: bool = False


def messages(folder: str) -> Iterator[tuple[str, bytes]]:
    """Yield every message below a folder with the name of its file: single ones (.eml) and mbox files.

    Raises :class:`NotFoundError` or :class:`FileError`.
    """
    if not os.path.isdir(folder):
        raise NotFoundError(
            msg("{path} is not a folder", path=folder),
            msg("make it, and save the messages that came back into it"),
        )
    for here, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(n for n in names if not n.startswith(".")):
            path = os.path.join(here, name)
            shown = os.path.relpath(path, folder).replace(os.sep, "/")
            try:
                if not os.path.isfile(path) or os.path.getsize(path) > LIMIT:
                    continue
                with open(path, "rb") as file:
                    parts = _messages_of(file)
            except OSError as error:
                raise FileError(
                    msg("{path} could not be read or written: {why}", path=shown, why=system_reason(error))
                ) from error
            for part in parts:
                yield shown, part


def _messages_of(file: BinaryIO) -> list[bytes]:
    """The messages of a file, as they are stored: those of an mbox, or the one that it is."""
    is_mbox = file.read(len(SEPARATOR)) == SEPARATOR
    file.seek(0)
    # returned mail is often saved without the empty line between messages
    parts = [data for data, _size in split_mbox(file, LIMIT, strict=False)] if is_mbox else [file.read()]
    return [part for part in parts if part.strip()]


def read(file: str, data: bytes) -> list[Bounce]:
    """The recipients a message reports on; none when it is no delivery status notification.

    Raises :class:`TooDeep`.
    """
    try:
        # the old policy: it keeps odd headers as they are, where the new one raises on some of them
        message = BytesParser(policy=policy.compat32).parsebytes(data)
        return list(_bounces(file, data, message))
    except RecursionError:
        raise TooDeep(file) from None


def _bounces(file: str, data: bytes, message: Message) -> Iterator[Bounce]:
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return
    letter = _letter_id(message)
    for fields in _recipients(message):
        original = _address(_field(fields, "Original-Recipient"))
        final = _address(_field(fields, "Final-Recipient"))
        # the address we wrote to, as RFC 3461 section 4 encodes it; the final one may be a forwarding's
        to = _XTEXT.sub(lambda m: chr(int(m[1], 16)), original) if original != final else final
        to = to or final
        action = _field(fields, "Action").strip().casefold()
        status = _STATUS.search(_field(fields, "Status"))
        yield Bounce(
            file=file,
            to=to,
            action=action,
            status=status[1] if status else "",
            text=_plain(_field(fields, "Diagnostic-Code").partition(";")[2]),
            id=letter,
            digest=raw_message.digest(f"{raw_message.digest(data)} {to}".encode()),
        )


def _recipients(message: Message) -> Iterator[Message]:
    """The per-recipient blocks of the report's second part."""
    for part in message.walk():
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            for block in part.walk():
                yield from (each for each in _blocks(block) if each.get("Action"))


def _blocks(block: Message) -> Iterator[Message]:
    """A block, and those that the parser leaves as its text: it divides ``message/delivery-status`` alone."""
    yield block
    rest = block.get_payload(decode=True)
    for text in _EMPTY_LINES.split(rest) if isinstance(rest, bytes) else ():
        yield message_from_bytes(text, policy=policy.compat32)


def _field(fields: Message, name: str) -> str:
    """The text of a field; one with letters beyond ASCII is in UTF-8 (RFC 6533 section 3)."""
    value = fields.get(name)
    if not isinstance(value, Header):
        return str(value or "")
    words = (part for part, _charset in decode_header(value))
    return "".join(part.decode("utf-8", "replace") if isinstance(part, bytes) else part for part in words)


def _letter_id(message: Message) -> str:
    """The Message-ID of what came back: from the returned header, else from what the report refers to."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind in ("text/rfc822-headers", "message/global-headers"):
            payload = part.get_payload(decode=True)
            found = raw_message.message_id(payload + b"\r\n\r\n") if isinstance(payload, bytes) else ""
            if found:
                return found
        elif part is not message and part.get("Message-ID") and kind != "message/delivery-status":
            found_ids = _IDS.findall(str(part.get("Message-ID")))
            if found_ids:
                return str(found_ids[0])
    for name in ("In-Reply-To", "References"):
        ids = _IDS.findall(str(message.get(name) or ""))
        if ids:
            return str(ids[-1])
    return ""


def _address(field: str) -> str:
    """The address of ``rfc822; name@example.org`` or ``utf-8; …``."""
    text = field.partition(";")[2] if ";" in field else field
    return _plain(_EMBEDDED.sub(lambda found: chr(int(found[1], 16)), text)).strip("<>")


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]


def match_letter(bounce: Bounce, log: DeliveryLog) -> BounceReport:
    """A bounce and its letter: by Message-ID, else by an address that only one member has."""
    known = bounce.digest in log.bounces
    letter = log.ids.get(bounce.id)
    if letter is None and bounce.to:
        to = comparable(bounce.to)
        newest: dict[str, LedgerEntry] = {}
        for entry in log.ids.values():
            if comparable(entry.to) == to and entry.at >= newest.get(entry.member, entry).at:
                newest[entry.member] = entry
        letter = next(iter(newest.values())) if len(newest) == 1 else None
    return BounceReport(bounce, letter, known)


def bounce_entry(report: BounceReport) -> LedgerEntry:
    """The line for the ledger of a report whose letter is known."""
    letter, bounce = report.letter, report.bounce
    assert letter is not None
    reply = " ".join(filter(None, (bounce.status, bounce.text)))
    return letter._replace(event=LedgerEvent.BOUNCE, digest=bounce.digest, code=0, reply=reply, at="")
