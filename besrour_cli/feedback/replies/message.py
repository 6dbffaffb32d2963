"""One e-mail as a bounded view: who wrote it, when, and which calendars it carries.

Mail comes from anyone. Before the standard parser sees a message its size, its nesting and its parts are
counted in the raw bytes, so that none costs more than a moment. What is inside a forwarded message
(message/rfc822) is somebody else's and is never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.message import Message as Mail
from email.parser import BytesParser
from email.policy import compat32
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from besrour_cli.feedback.replies.headers import (
    CHARSETS,
    HEAD,
    LINE,
    addresses,
    answered,
    header_text,
    sent_at,
    subject_of,
    words,
)
from besrour_cli.feedback.replies.words.body import body_text

LARGEST = 10_000_000
"""Bytes of a message; an answer has a few thousand, with a signature's pictures perhaps a million."""
BOUNDARIES, MESSAGES, DELIMITERS, HEADERS = 60, 40, 3000, 3000
"""Multipart boundaries, messages within messages, delimiter lines and header-like lines at the top."""
CALENDAR = 300_000
"""Bytes of one calendar part."""
CALENDARS = 8
"""Calendar parts of one message."""
_FIELD = 8000
"""Bytes of a Content-Type or Content-Disposition: the parser takes parameters apart in quadratic time."""
_CALENDAR_KINDS = ("application/ics", "text/x-vcalendar", "application/calendar")
_CALENDAR_NAMES = (".ics", ".vcs", ".ical", ".icalendar")
"""How programs name a calendar that they attach, whatever they call its type."""
_DOCUMENTS = ("application", "text", "audio", "video")
_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_AWAY = re.compile(
    r"\W*(?:automatic reply|auto(?:matic)?[ -]?reply|out of (?:the )?office|réponse automatique|absence "
    r"du bureau|"
    r"message d['’]absence|absente?\s*:)",
    re.IGNORECASE,
)
"""Subjects of answers that nobody wrote; old servers mark them so (RFC 3834 section 3.1.5)."""
_BEGIN = "BEGIN:VCALENDAR"
_FIELDS = re.compile(
    rb"(?:\A|[\r\n])content-(?:type|disposition):[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*", re.IGNORECASE
)


class Trouble(StrEnum):
    """What keeps a message from being taken apart."""

    LARGE = "large"
    NESTED = "nested"
    PARTS = "parts"
    CALENDAR_LARGE = "calendar-large"


class Mark(StrEnum):
    """What a message has instead of a calendar part, or with one."""

    TNEF = "tnef"
    ENCRYPTED = "encrypted"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    FORWARDED = "forwarded"
    ATTACHED = "attached"
    """A document comes with it, which may say anything."""


class CalendarPart(NamedTuple):
    """A calendar part: its text, and the method its Content-Type names ("" = none)."""

    text: str
    method: str


class MessageSummary(NamedTuple):
    """What a message shows.

    ``sender`` is the address of From ("" when there is none or several), ``others`` those of Reply-To and
    Sender; ``sent`` the Date header; ``answers`` the Message-IDs it answers, ``parent`` the one it answers
    itself. ``text`` is the body, ``digest`` tells the message from every other. ``trouble`` is None where
    it could be taken apart.
    """

    sender: str = ""
    others: frozenset[str] = frozenset()
    sent: datetime | None = None
    calendars: tuple[CalendarPart, ...] = ()
    marks: frozenset[Mark] = frozenset()
    trouble: Trouble | None = None
    answers: tuple[str, ...] = ()
    parent: str = ""
    subject: str = ""
    text: str = ""
    digest: str = ""


def summarise(data: bytes) -> MessageSummary:
    """Return the bounded view of a message's bytes."""
    trouble = _refused(data)
    parser = BytesParser(policy=compat32)
    mail = parser.parsebytes(data[:HEAD], headersonly=True) if trouble else parser.parsebytes(data)
    senders = addresses(mail, "From")
    found = MessageSummary(
        sender=senders[0] if len(senders) == 1 else "",
        others=frozenset((*addresses(mail, "Reply-To"), *addresses(mail, "Sender"))),
        sent=sent_at(mail),
        trouble=trouble,
        answers=answered(mail, "References", "In-Reply-To"),
        parent=next(iter(answered(mail, "In-Reply-To")), ""),
        subject=subject_of(mail),
        digest=_digest(mail, data),
    )
    if trouble:
        return found
    calendars, attached, marks = [], [], _marks(mail)
    bodies: dict[str, list[str]] = {"text/plain": [], "text/html": []}
    for part in _parts(mail):
        kind, name = part.get_content_type(), (_filename(part) or "").lower()
        if mark := _special(part, kind, name):
            marks.add(mark)
        elif kind == "text/calendar":
            calendars.append(part)
        elif _is_attached_calendar(part, kind, name):
            attached.append(part)
        elif kind in bodies and not name:
            bodies[kind].append(_text(part) or "")
        elif part.get_content_maintype() in _DOCUMENTS and kind not in _SIGNATURES:
            marks.add(Mark.ATTACHED)
    chosen = [*calendars, *attached]
    texts = [_text(part) for part in chosen[:CALENDARS]]
    found = found._replace(text=body_text(*("\n".join(bodies[kind]) for kind in bodies)))
    if len(chosen) > CALENDARS or any(text is None for text in texts):
        return found._replace(trouble=Trouble.CALENDAR_LARGE, marks=frozenset(marks))
    read = tuple(
        dict.fromkeys(
            CalendarPart(text, header_text(part.get_param("method")).upper())
            for part, text in zip(chosen, texts, strict=False)
            if text is not None
        )
    )
    return found._replace(calendars=read, marks=frozenset(marks))


def _refused(data: bytes) -> Trouble | None:
    """Return why a message is not taken apart, counted in its bytes; None when it may be."""
    if len(data) > LARGEST:
        return Trouble.LARGE
    low = data.lower()
    if low.count(b"boundary") > BOUNDARIES or low.count(b"message/") > MESSAGES:
        return Trouble.NESTED
    head = re.split(rb"\r?\n\r?\n", data[:2_000_000], maxsplit=1)[0]
    if data.count(b"\n--") > DELIMITERS or head.count(b"\n") > HEADERS:
        return Trouble.PARTS
    if any(field.end() - field.start() > _FIELD for field in _FIELDS.finditer(data)):
        return Trouble.PARTS
    return None


def _parts(mail: Mail) -> Iterator[Mail]:
    """Yield every leaf part, depth first; a message within the message is a leaf."""
    waiting: list[Mail] = [mail]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inner, list):
            waiting.extend(p for p in reversed(inner) if isinstance(p, Mail))
        else:
            yield part


def _is_attached_calendar(part: Mail, kind: str, name: str) -> bool:
    """Whether a part is a calendar by its type, its name or, where neither says anything, its first bytes."""
    if kind in _CALENDAR_KINDS or name.endswith(_CALENDAR_NAMES):
        return True
    return kind == "application/octet-stream" and (_text(part) or "").lstrip().upper().startswith(_BEGIN)


def _special(part: Mail, kind: str, name: str) -> Mark | None:
    """Return what a part that is no text and no calendar makes of its message."""
    if kind == "application/ms-tnef" or name == "winmail.dat":
        return Mark.TNEF
    if kind in ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"):
        return Mark.ENCRYPTED
    if part.get_content_maintype() == "message":
        return Mark.BOUNCE if kind == "message/delivery-status" else Mark.FORWARDED
    return None


def _marks(mail: Mail) -> set[Mark]:
    marks = set()
    automatic = header_text(mail.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    marked = any(mail.get(name) for name in ("X-Autoreply", "X-Autorespond"))
    if automatic not in ("", "no") or marked or _AWAY.match(subject_of(mail)):
        marks.add(Mark.AUTOMATIC)
    if mail.get_content_type() == "multipart/report":
        marks.add(Mark.BOUNCE)
    if mail.get_content_type() == "multipart/encrypted":
        marks.add(Mark.ENCRYPTED)
    return marks


def _digest(mail: Mail, data: bytes) -> str:
    """Return what tells a message from every other, the same however it was saved."""
    headers = [header_text(mail.get(name, ""))[:LINE] for name in ("Message-ID", "From", "Date")]
    known = "\0".join(" ".join(value.split()) for value in headers).encode("utf-8", "replace")
    return digest_of(known if headers[0].strip() else known + data)


def digest_of(data: bytes) -> str:
    """Return sixteen hexadecimal digits that stand for some bytes."""
    return sha256(data).hexdigest()[:16]


def _filename(part: Mail) -> str:
    try:
        return words(header_text(part.get_filename("")))
    except (ValueError, LookupError, TypeError):
        return ""


def _text(part: Mail) -> str | None:
    """Return a calendar part's text; None when it is past the bound. Unknown charsets are read as UTF-8."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    if len(payload) > CALENDAR:
        return None
    if payload.startswith((b"\xff\xfe", b"\xfe\xff")):
        return payload.decode("utf-16", "replace")
    try:
        return payload.decode("utf-8-sig")
    except UnicodeDecodeError:
        charset = header_text(part.get_param("charset"))
        name = charset if CHARSETS.fullmatch(charset) else "utf-8"
        return payload.decode(name, "replace")
