"""Answers as calendar programs write them: the parts a test is about are given, the rest is usual."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import UTC, datetime

from besrour_cli.feedback.replies.outcome import ReplyContext, reply_context
from besrour_cli.model.replies import Invitation

UID = "2026-12-cafe.besrour@besrour"
ORGANISER = "cafe@besrour.example"
START, END = datetime(2026, 12, 3, 14, tzinfo=UTC), datetime(2026, 12, 3, 15, 30, tzinfo=UTC)
PEOPLE = (
    "amina@clinic.example",
    "grace@hosp.example",
    "joseph@hosp.example",
    "kwame@clinic.example",
    "m.dupont@uni.example",
    "sanaa@icloud.example",
)
ROMANCE = """BEGIN:VTIMEZONE
TZID:Romance Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""


def invitation(sequence: int = 0, **changes: object) -> Invitation:
    """The café everybody was asked to."""
    people = {address: (address.partition("@")[0],) for address in PEOPLE}
    made = Invitation(UID, "2026-12-cafe", sequence, START, END, people)
    return made._replace(**changes)  # type: ignore[arg-type]


def known(sequence: int = 0, **changes: object) -> ReplyContext:
    """What the reader knows: the one café."""
    return reply_context([invitation(sequence, **changes)], ".besrour@besrour", ORGANISER)


def ics(
    attendee: str = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:amina@clinic.example",
    *,
    method: str = "REPLY",
    stamp: str = "DTSTAMP:20261102T080000Z",
    times: str = "DTSTART:20261203T140000Z\nDTEND:20261203T153000Z",
    sequence: str = "SEQUENCE:0",
    uid: str = UID,
    more: str = "",
    zones: str = "",
) -> str:
    """A calendar part of one event."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//client//EN",
        f"METHOD:{method}" if method else "",
        zones,
        "BEGIN:VEVENT",
        f"UID:{uid}",
        stamp,
        attendee,
        times,
        sequence,
        more,
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join("\n".join(line for line in lines if line).split("\n")) + "\r\n"


def mail(
    *calendars: str,
    sender: str = "Amina Diallo <amina@clinic.example>",
    date: str = "Mon, 02 Nov 2026 08:00:05 +0000",
    method: str = "REPLY",
    headers: Sequence[str] = (),
    parts: Sequence[tuple[str, str]] = (),
) -> bytes:
    """A message with a text and calendar parts; ``parts`` are further ones, content type and body."""
    border = "=_border_1"
    out = [
        f"From: {sender}",
        f"To: {ORGANISER}",
        *([f"Date: {date}"] if date else []),
        *headers,
        "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed; boundary="{border}"',
        "",
    ]
    out += [f"--{border}", "Content-Type: text/plain; charset=utf-8", "", "See the calendar part.", ""]
    for text in calendars:
        coded = base64.encodebytes(text.encode()).decode().replace("\n", "\r\n")
        out += [
            f"--{border}",
            f'Content-Type: text/calendar; charset="UTF-8"; method={method}',
            "Content-Transfer-Encoding: base64",
            "",
            coded,
        ]
    for kind, body in parts:
        out += [f"--{border}", f"Content-Type: {kind}", "", body, ""]
    return "\r\n".join([*out, f"--{border}--", ""]).encode()
