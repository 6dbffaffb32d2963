"""Hostile mail: whatever the bytes, an outcome comes back soon, and nothing is counted that nobody said."""

from __future__ import annotations

import base64
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from besrour_cli.feedback.replies import message
from besrour_cli.feedback.replies.classify import classify
from besrour_cli.feedback.replies.outcome import Classification, ReplyContext
from support.feedback.client_mail import PEOPLE, ROMANCE, ics, known, mail

CASES = sorted((Path(__file__).parent / "cases").glob("*.eml"))
SECONDS = 5.0
"""No message may take longer, on a slow machine."""


ASKED = known(
    uid="cafe-2026-12@besrour.example",
    people={
        f"{name}@{house}.example": (name,)
        for name, house in (
            ("amina", "clinic"),
            ("helene", "uni"),
            ("tunde", "clinic"),
            ("kwame", "clinic"),
            ("yaw", "clinic"),
            ("peter", "hosp"),
        )
    },
)
"""The café that the ten real messages answer."""


def quickly(data: bytes, asked: ReplyContext | None = None) -> Classification:
    """The outcome of a message, and that it came in time."""
    begun = time.process_time()
    found = classify(data, asked or known())
    assert time.process_time() - begun < SECONDS
    return found


def nested(depth: int, kind: str) -> bytes:
    """Multiparts or messages packed into each other."""
    head = b"From: amina@clinic.example\r\n"
    if kind == "messages":
        return head + b"Content-Type: message/rfc822\r\n\r\n" * depth + ics().encode()
    boxes = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(depth)
    )
    return head + boxes + b"Content-Type: text/calendar; method=REPLY\r\n\r\n" + ics().encode()


def zoned(rule: str, name: str = "Z", change: str = "DTSTART:16010101T030000") -> bytes:
    """A counter-proposal in a zone whose changes follow a rule."""
    lines = ROMANCE.replace("Romance Standard Time", name).replace("DTSTART:16010101T030000", change)
    zone = lines.replace("FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10", rule)
    times = f"DTSTART;TZID={name}:20261203T170000"
    return mail(ics(method="COUNTER", times=times, zones=zone), method="COUNTER")


ENDLESS = [
    "FREQ=SECONDLY",
    "FREQ=YEARLY;INTERVAL=0;BYMONTH=10;BYDAY=-1SU",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYMONTH=2;BYDAY=9SU",
    "FREQ=YEARLY;BYDAY=SU",
    "FREQ=YEARLY;BYMONTH=1;BYDAY=1SU;BYHOUR=1,2,3;BYMINUTE=1,2,3;BYSECOND=1,2,3",
    "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
]
"""Rules that name too many moments, or are followed to the year 9999 for one that never comes."""


BOMBS = {
    "a thousand multiparts": nested(1000, "multiparts"),
    "fifty thousand multiparts": nested(50_000, "multiparts"),
    "a thousand messages": nested(1000, "messages"),
    "a thousand parts": mail(*[ics()] * 1000),
    "a million delimiters": b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n" * 1_000_000,
    "twelve million bytes": mail(ics()) + b"x" * 12_000_000,
    "a calendar of four million bytes": mail(ics(more="X-A:" + "y" * 4_000_000)),
    "a hundred thousand lines": mail(ics(more="X-A:1\n" * 100_000)),
    "a hundred thousand headers": b"X-A: 1\r\n" * 100_000 + mail(ics()),
    "a header of a million letters": b"From: " + b"(" * 1_000_000 + b"\r\n" + mail(ics()),
    "a subject of encoded words": b"From: " + b"=?utf-8?q?=41?= " * 60_000 + b"\r\n\r\n",
    "a million parameters": b"Content-Type: text/calendar" + b"; a*0=b" * 300_000 + b"\r\n\r\n",
    "components in components": mail(ics(more="BEGIN:X\n" * 5000 + "END:X\n" * 5000)),
    "a quoted-printable flood": b"Content-Type: text/calendar\r\nContent-Transfer-Encoding: quoted-printable"
    b"\r\n\r\n" + b"=\r\n" * 500_000,
    "uuencode": b"Content-Type: text/calendar\r\nContent-Transfer-Encoding: uuencode\r\n\r\nbegin 1 a\n"
    + b"M" * 500_000,
    "a zone of every second": mail(
        ics(
            method="COUNTER",
            times="DTSTART;TZID=Z:20261203T170000",
            zones=ROMANCE.replace("Romance Standard Time", "Z").replace("FREQ=YEARLY", "FREQ=SECONDLY"),
        ),
        method="COUNTER",
    ),
    "forty zones that never change": mail(
        ics(
            method="COUNTER",
            times="\n".join(f"DTSTART;TZID=Z{n}:20261203T170000" for n in range(40)),
            zones="\n".join(
                ROMANCE.replace("Romance Standard Time", f"Z{n}").replace(
                    "BYDAY=-1SU;BYMONTH=10", "BYMONTH=2;BYMONTHDAY=30"
                )
                for n in range(40)
            ),
        ),
        method="COUNTER",
    ),
    "a million folds": mail(ics(more="X-A:1\n" + " \n" * 20_000)),
    "a sequence of a million digits": mail(ics(sequence="SEQUENCE:" + "9" * 200_000)),
    "quotes that never close": mail(ics(more='X-A;B="' + '";C="' * 20_000)),
}


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_bombs_are_defused(name: str) -> None:
    """Each is answered in time, and never by an answer counted twice or in another's name."""
    found = quickly(BOMBS[name])
    assert len(found.answers) <= 1
    assert all(t.attendee == PEOPLE[0] for t in found.answers)


@pytest.mark.parametrize(
    "charset",
    [
        "zip",
        "bz2",
        "hex",
        "rot13",
        "idna",
        "punycode",
        "unicode_escape",
        "utf-7",
        "undefined",
        "x" * 9000,
        "utf-16",
        "mbcs",
        "../../etc",
        "\x00",
    ],
)
def test_charsets_that_are_none_change_nothing(charset: str) -> None:
    """A codec that unpacks or executes is never asked: bytes that are no UTF-8 are read without it."""
    body = ics(more="COMMENT:caf\u00e9").encode("latin-1")
    head = f'From: {PEOPLE[0]}\r\nContent-Type: text/calendar; method=REPLY; charset="{charset}"\r\n'
    coded = b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(body)
    found = quickly(head.encode("utf-8", "replace") + coded)
    assert found.status in ("reply", "needs-human")
    assert message.LARGEST == 10_000_000


@pytest.mark.parametrize("name", ["Z", "Europe/Paris"])
@pytest.mark.parametrize("rule", ENDLESS)
def test_no_rule_is_followed_for_ever(rule: str, name: str) -> None:
    """A zone of every second, or of a day that never comes, whether its name is known or not.

    Where the name is known the zone data in use answers, for the definition says nothing.
    """
    found = quickly(zoned(rule, name))
    assert found.status == ("needs-human" if name == "Z" else "counter")


def test_a_hidden_zone_definition_is_seen() -> None:
    """Parameters and blanks that icalendar forgives do not lead a rule past the guard."""
    data = zoned("FREQ=SECONDLY")
    text = ics(method="COUNTER", times="DTSTART;TZID=Z:20261203T170000", zones=ROMANCE).replace(
        "Romance Standard Time", "Z"
    )
    hidden = text.replace("BEGIN:VTIMEZONE", "BEGIN;X=1:VTIMEZONE").replace(
        "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10", "R RULE:FREQ=SECONDLY"
    )
    for message_ in (data, mail(hidden, method="COUNTER")):
        assert quickly(message_).status == "needs-human"


def test_one_message_does_not_teach_the_next() -> None:
    """A zone that one message defines is unknown in the next: the order of files changes nothing."""
    times = "DTSTART;TZID=My Own Zone:20261203T170000"
    zone = ROMANCE.replace("Romance Standard Time", "My Own Zone")
    teaching = mail(ics(method="COUNTER", times=times, zones=zone), method="COUNTER")
    asking = mail(ics(method="COUNTER", times=times), method="COUNTER")
    assert quickly(asking).status == "needs-human"
    assert quickly(teaching).status == "counter"
    assert quickly(asking).status == "needs-human"


@settings(max_examples=150)
@given(st.binary(max_size=3000))
def test_noise_is_never_an_answer(data: bytes) -> None:
    """Bytes of no sense are ignored or shown to a person."""
    assert quickly(data).status in ("ignored", "needs-human")


words = st.sampled_from(
    [
        b"BEGIN:VEVENT",
        b"END:VEVENT",
        b"METHOD:REPLY",
        b"UID:2026-12-cafe.besrour@besrour",
        b"\r\n",
        b"\n ",
        b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:amina@clinic.example",
        b"BEGIN:VCALENDAR",
        b"END:VCALENDAR",
        b"Content-Type: text/calendar; method=REPLY\r\n\r\n",
        b"From: amina@clinic.example\r\n",
        b";",
        b":",
        b'"',
        b"DTSTART;TZID=Romance Standard Time:20261203T170000",
        b"SEQUENCE:-1",
        b"%",
        b"=?utf-8?b?////?=",
        b"\xff",
        b"\x00",
        "\u202e".encode(),
        b"RRULE:FREQ=YEARLY;BYDAY=9SU",
        b"BEGIN:VTIMEZONE",
        b"TZID:",
    ]
)


@settings(max_examples=150)
@given(st.lists(words, max_size=60))
def test_pieces_in_any_order_never_raise(pieces: list[bytes]) -> None:
    """The words of answers, thrown together."""
    assert quickly(b"".join(pieces)).status in ("reply", "counter", "ignored", "needs-human")


def spoiled(data: bytes, seed: int) -> bytes:
    """A real message with bytes changed, cut, doubled and moved."""
    dice = random.Random(seed)
    text = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        at, to = sorted(dice.randrange(len(text) + 1) for _ in range(2))
        act = dice.randrange(4)
        if act == 0 and text:
            text[dice.randrange(len(text))] = dice.randrange(256)
        elif act == 1:
            del text[at : min(to, at + 80)]
        elif act == 2:
            text[at:at] = text[at : min(to, at + 200)]
        else:
            text[at:at] = dice.choice([b"\r\n", b"\x00", b"\xff\xfe", b";", b'"', b"--", b"=", b"\n "])
    return bytes(text)


@settings(max_examples=150)
@given(st.sampled_from(CASES), st.integers(0, 2**32))
def test_spoiled_answers_never_raise(path: Path, seed: int) -> None:
    """Ten real answers, damaged on their way."""
    found = quickly(spoiled(path.read_bytes(), seed), ASKED)
    assert all(t.answer.member in t.attendee for t in found.answers)


@pytest.mark.campaign
def test_campaign_of_spoiled_answers() -> None:
    """Twenty thousand damaged answers: none raises, none hangs, none speaks for someone it was not from."""
    begun = time.process_time()
    counts: dict[str, int] = {}
    for seed in range(20_000):
        found = quickly(spoiled(CASES[seed % len(CASES)].read_bytes(), seed), ASKED)
        assert all(t.answer.member in t.attendee for t in found.answers)
        counts[found.status] = counts.get(found.status, 0) + 1
    print(f"20000 damaged answers in {time.process_time() - begun:.0f} s: {sorted(counts.items())}")
    assert sum(counts.values()) == 20_000
    assert set(counts) == {"reply", "counter", "needs-human", "ignored"}
