"""Mail built in unusual ways: reports, encrypted parts, odd charsets and names, words above a calendar."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.feedback.foreign_calendar import read_calendar
from besrour_cli.feedback.replies.classify import classify
from besrour_cli.feedback.replies.message import Mark, summarise
from besrour_cli.feedback.replies.outcome import Classification, reply_context
from support.feedback.client_mail import ORGANISER, PEOPLE, ROMANCE, ics, invitation, known, mail
from support.planning.world import member

REQUEST = ics("ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:amina@clinic.example", method="REQUEST")


def built(kind: str, *parts: str) -> bytes:
    """A message of Amina's of some type, with its parts."""
    head = [f"From: {PEOPLE[0]}", f'Content-Type: {kind}; boundary="b"', ""]
    return "\r\n".join([*head, *(f"--b\r\n{part}" for part in parts), "--b--", ""]).encode()


def outcome(data: bytes) -> Classification:
    """What a message means to someone who knows the one café."""
    return classify(data, known())


def test_a_report_of_the_mail_system_is_no_answer() -> None:
    """It is a bounce by its own type, whatever is in it."""
    found = outcome(built("multipart/report", "Content-Type: text/plain\r\n\r\nNot delivered"))
    assert (found.status, str(found.reason)) == (
        "ignored",
        "no calendar part: a report of the mail system",
    )


def test_encrypted_mail_of_any_build_goes_to_a_person() -> None:
    """PGP (RFC 3156) says so in the type of the whole message."""
    data = built("multipart/encrypted", "Content-Type: application/octet-stream\r\n\r\nhQEMA")
    assert Mark.ENCRYPTED in summarise(data).marks
    assert outcome(data).status == "needs-human"
    assert "encrypted" in str(outcome(data).reason)


def test_a_calendar_in_utf_16_is_read() -> None:
    """Some programs on Windows write it so, whatever charset they name."""
    coded = base64.encodebytes(ics().encode("utf-16")).decode()
    head = 'Content-Type: text/calendar; method=REPLY; charset="UTF-8"\r\nContent-Transfer-Encoding: base64'
    found = outcome(built("multipart/mixed", f"{head}\r\n\r\n{coded}"))
    assert [answer.attendee for answer in found.answers] == [PEOPLE[0]]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("name*=utf-8''invite%2Eics", "reply"),
        ("name*=nowhere''invite%2Eics", "reply"),
        ('name="=?utf-8?b?aW52aXRlLmljcw==?="', "reply"),
        ('name="=?utf-8?b?a?="', "ignored"),
        ("name*=idna''%ff", "ignored"),
    ],
)
def test_the_name_of_an_attachment_is_read_however_it_is_coded(name: str, status: str) -> None:
    """RFC 2231, with a charset that is none too, and RFC 2047; one that is damaged names nothing."""
    data = built("multipart/mixed", f"Content-Type: application/x-unknown; {name}\r\n\r\n{ics()}")
    assert outcome(data).status == status


def test_a_method_of_several_charsets_is_still_a_method() -> None:
    """METHOD is missing inside, and outside it is written as RFC 2231 has it."""
    part = f"Content-Type: text/calendar; method*=utf-8''REPLY\r\n\r\n{ics(method='')}"
    assert outcome(built("multipart/mixed", part)).status == "reply"


@pytest.mark.parametrize("subject", ["=?utf-8?b?a?=", "=?iso-8859-99?q?Oui?="])
def test_a_subject_whose_coded_words_are_damaged_keeps_no_answer_from_counting(subject: str) -> None:
    """Half a letter of base64, or a charset that is none: it is shown as it is, without hidden signs."""
    data = mail(ics(), headers=[f"Subject: \u202e{subject}"])
    assert summarise(data).subject == subject
    assert outcome(data).status == "reply"


def test_a_multipart_without_parts_is_nothing() -> None:
    """Its type promises parts, and there is no border in it: no calendar, and nothing is raised."""
    data = built("multipart/mixed").replace(b"--b--", b"Yes")
    assert summarise(data).calendars == ()
    assert outcome(data).status == "ignored"


def _beside(text: str, *, sender: str = PEOPLE[0], headers: list[str] | None = None) -> Classification:
    """Words above our own invitation, which the writer's mail program sent back."""
    context = reply_context([invitation()], ".besrour@besrour", ORGANISER, roster=[AMINA])
    data = mail(REQUEST, sender=sender, method="REQUEST", headers=headers or [])
    return classify(data.replace(b"See the calendar part.", text.encode()), context)


AMINA = replace(member("amina", "Accra"), email=PEOPLE[0])


def test_words_above_our_own_invitation_are_seen_by_a_person() -> None:
    """Our invitation came back, with a sentence of hers above it; without one it is passed over."""
    found = _beside("I shall be late, sorry.")
    assert (found.status, found.words and found.words.line) == ("needs-human", "I shall be late, sorry.")
    assert _beside("").status == "ignored"
    assert _beside("I am away.", headers=["Auto-Submitted: auto-replied"]).status == "ignored"
    assert _beside("I shall be late, sorry.", sender="x@else.example").status == "ignored"


def test_two_answers_of_one_person_in_one_event_go_to_a_person() -> None:
    """The same address twice, once with yes and once with no."""
    lines = "\n".join(f"ATTENDEE;PARTSTAT={part}:mailto:{PEOPLE[0]}" for part in ("ACCEPTED", "DECLINED"))
    found = outcome(mail(ics(lines)))
    assert (found.status, str(found.reason)) == ("needs-human", "it gives two answers of one person")
    twice = lines.replace("DECLINED", "ACCEPTED")
    assert outcome(mail(ics(twice))).status == "reply"


@pytest.mark.parametrize("name", ["UTC", "Etc/UTC", "GMT", "Etc/Greenwich", '"tzone://Microsoft/Utc"'])
def test_a_proposed_time_in_universal_time_has_one_meaning(name: str) -> None:
    """UTC by any of its names needs no definition."""
    times = f"DTSTART;TZID={name}:20261203T170000"
    [answer] = outcome(mail(ics(method="COUNTER", times=times), method="COUNTER")).answers
    assert answer.answer.proposed == datetime(2026, 12, 3, 17, tzinfo=UTC)


@pytest.mark.parametrize("more", ["RDATE:20261101T030000", "EXDATE:20261025T030000"])
def test_a_definition_of_a_zone_with_exceptions_is_not_followed(more: str) -> None:
    """What would be left out of it might be the very change that counts."""
    zone = ROMANCE.replace("Romance Standard Time", "Mine")
    times = "DTSTART;TZID=Mine:20261203T170000"
    plain = ics(method="COUNTER", times=times, zones=zone)
    odd = ics(method="COUNTER", times=times, zones=zone.replace("END:STANDARD", f"{more}\nEND:STANDARD"))
    assert outcome(mail(plain, method="COUNTER")).status == "counter"
    assert outcome(mail(odd, method="COUNTER")).status == "needs-human"


def test_a_calendar_part_of_one_line_is_never_opened_as_a_file(tmp_path: Path) -> None:
    """icalendar takes one line for the name of a file: here it names one, and nothing of it is read."""
    path = tmp_path / "invite.ics"
    path.write_bytes(ics().encode())
    found = outcome(mail(str(path)))
    assert (found.status, str(found.reason)) == ("needs-human", "its calendar part cannot be read")
    with pytest.raises(ValueError, match="the name of a file"):
        read_calendar(str(path), 10)
