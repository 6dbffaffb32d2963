"""Answers of every kind that clients send, one story each; what is not certain goes to a person."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from besrour_cli.feedback.replies.classify import classify
from besrour_cli.feedback.replies.outcome import Classification
from besrour_cli.feedback.replies.tally import rsvp_of, unannounced
from support.feedback.client_mail import END, PEOPLE, ROMANCE, START, ics, invitation, known, mail


def outcome(data: bytes, **changes: object) -> Classification:
    """What a message means to someone who knows the one café."""
    return classify(data, known(**changes))  # type: ignore[arg-type]


def attendee(address: str, partstat: str = "ACCEPTED", more: str = "") -> str:
    """An ATTENDEE line."""
    return f"ATTENDEE;PARTSTAT={partstat}{more}:mailto:{address}"


@pytest.mark.parametrize(
    ("partstat", "part"),
    [
        ("ACCEPTED", "accepted"),
        ("DECLINED", "declined"),
        ("TENTATIVE", "tentative"),
        ("accepted", "accepted"),
    ],
)
def test_yes_no_and_perhaps(partstat: str, part: str) -> None:
    """The three plain answers, in either case of letters."""
    found = outcome(mail(ics(attendee(PEOPLE[0], partstat))))
    assert found.status == "reply"
    assert found.answers[0].answer.part == part


@pytest.mark.parametrize("partstat", ["NEEDS-ACTION", "X-LATER", "COMPLETED", ""])
def test_what_is_neither_yes_nor_no_goes_to_a_person(partstat: str) -> None:
    """An answer that answers nothing is not taken for one."""
    assert outcome(mail(ics(attendee(PEOPLE[0], partstat)))).status == "needs-human"


def test_an_alias_of_the_same_house_counts_as_the_one_invited() -> None:
    """Exchange sends from marie.dupont@ what m.dupont@ was asked: the ATTENDEE is who answers."""
    found = outcome(mail(ics(attendee("m.dupont@uni.example")), sender="marie.dupont@uni.example"))
    assert found.status == "reply"
    assert found.answers[0].attendee == "m.dupont@uni.example"
    assert found.answers[0].alias == "marie.dupont@uni.example"


@pytest.mark.parametrize(
    "sender",
    [
        "mallory@evil.example",
        "grace@hosp.example",
        '"amina@clinic.example" <mallory@evil.example>',
        "joseph@clinic.example, mallory@clinic.example",
        "cafe@besrour.example",
        "",
    ],
)
def test_nobody_else_answers_for_her(sender: str) -> None:
    """A stranger, another member, a false name, two senders, ourselves: a person looks."""
    assert outcome(mail(ics(), sender=sender)).status == "needs-human"


def test_an_assistant_may_answer_when_the_calendar_says_so() -> None:
    """SENT-BY names who wrote in her name (RFC 5545 section 3.2.18)."""
    line = attendee(PEOPLE[0], more=';SENT-BY="mailto:office@other.example"')
    assert outcome(mail(ics(line), sender="office@other.example")).status == "reply"


def test_reply_to_speaks_for_a_service_that_sends() -> None:
    """Google may send from its own address, the person in Reply-To."""
    found = outcome(
        mail(ics(), sender="calendar-notification@google.com", headers=[f"Reply-To: {PEOPLE[0]}"])
    )
    assert found.status == "reply"


def test_apple_writes_a_path_and_the_address_beside_it() -> None:
    """ATTENDEE;EMAIL=...:/123456/principal/ is the member of that address."""
    line = "ATTENDEE;CN=Sanaa;EMAIL=sanaa@icloud.example;PARTSTAT=ACCEPTED:/1234567/principal/"
    found = outcome(mail(ics(line), sender="Sanaa <sanaa@icloud.example>"))
    assert found.status == "reply"
    assert found.answers[0].attendee == "sanaa@icloud.example"


@pytest.mark.parametrize(
    ("line", "more"),
    [
        (attendee(PEOPLE[0], more=';X-RESPONSE-COMMENT="Late by ten minutes, sorry"'), ""),
        (attendee(PEOPLE[0]), "COMMENT:Late by ten minutes\\, sorry"),
        (attendee(PEOPLE[0]), "X-RESPONSE-COMMENT:Late by ten minutes\\, sorry"),
    ],
)
def test_a_note_is_shown(line: str, more: str) -> None:
    """Google writes the note as a parameter, others as COMMENT."""
    assert outcome(mail(ics(line, more=more))).answers[0].note == "Late by ten minutes, sorry"


def test_one_occurrence_says_nothing_of_the_whole() -> None:
    """RECURRENCE-ID: she declines one day, and her answer to the session stays open."""
    found = outcome(mail(ics(attendee(PEOPLE[0], "DECLINED"), more="RECURRENCE-ID:20261203T140000Z")))
    assert found.status == "reply"
    [told] = found.answers
    assert told.answer.occurrence == "20261203T140000Z"
    assert rsvp_of("amina", [told.answer], invitation()).state == "silent"


def test_a_delegate_counts_once_she_was_named() -> None:
    """Kwame sends Efua: without his word her yes is nobody's, with it she comes in his place."""
    named = outcome(
        mail(
            ics(attendee("kwame@clinic.example", "DELEGATED", ';DELEGATED-TO="mailto:efua@clinic.example"')),
            sender="kwame@clinic.example",
        )
    )
    hers = outcome(
        mail(
            ics(attendee("efua@clinic.example", more=';DELEGATED-FROM="mailto:kwame@clinic.example"')),
            sender="efua@clinic.example",
        )
    )
    delegating, answering = named.answers[0].answer, hers.answers[0].answer
    assert unannounced(answering, [answering])
    assert not unannounced(answering, [answering, delegating])
    assert rsvp_of("kwame", [answering], invitation()).state == "silent"
    assert rsvp_of("kwame", [delegating], invitation()).state == "delegated"
    together = rsvp_of("kwame", [answering, delegating], invitation())
    assert (together.state, together.delegate) == ("accepted", "efua@clinic.example")


def test_delegating_to_nobody_goes_to_a_person() -> None:
    """DELEGATED without DELEGATED-TO leaves the chair open."""
    line = attendee("kwame@clinic.example", "DELEGATED")
    assert outcome(mail(ics(line), sender="kwame@clinic.example")).status == "needs-human"


def test_a_stranger_who_was_handed_the_invitation_goes_to_a_person() -> None:
    """A forwarded invitation is accepted by someone who was not asked."""
    found = outcome(mail(ics(attendee("efua@clinic.example")), sender="efua@clinic.example"))
    assert found.status == "needs-human"
    assert "efua@clinic.example was not invited" in str(found.reason)


def test_all_invited_listed_the_sender_answers() -> None:
    """Some programs repeat every ATTENDEE: the one who sent the message is the one who answers."""
    lines = "\n".join([attendee(PEOPLE[1], "DECLINED"), attendee(PEOPLE[0], "ACCEPTED")])
    [told] = outcome(mail(ics(lines))).answers
    assert (told.attendee, told.partstat) == (PEOPLE[0], "ACCEPTED")
    assert outcome(mail(ics(lines), sender="x@clinic.example")).status == "needs-human"


def test_a_counter_proposal_in_a_windows_zone() -> None:
    """17:00 in “Romance Standard Time” on a December day is 16:00 UTC."""
    times = (
        "DTSTART;TZID=Romance Standard Time:20261203T170000\nDTEND;TZID=Romance Standard Time:20261203T183000"
    )
    for zones in (ROMANCE, ""):
        line = attendee(PEOPLE[0], "TENTATIVE")
        found = outcome(mail(ics(line, method="COUNTER", times=times, zones=zones), method="COUNTER"))
        assert found.status == "counter"
        assert found.answers[0].answer.proposed == datetime(2026, 12, 3, 16, tzinfo=UTC)
        assert found.answers[0].answer.until == datetime(2026, 12, 3, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "times",
    [
        "DTSTART:20261203T170000",
        "DTSTART;VALUE=DATE:20261203",
        "DTSTART;TZID=Somewhere:20261203T170000",
        "DTSTART;TZID=America/Toronto:20270314T023000",
        "DTSTART;TZID=America/Toronto:20271107T013000",
        "DTSTART;TZID=EST:20261203T170000",
        "DTSTART;TZID=Europe/Paris:20261203",
        "DTSTART;TZID=America:20261203T170000",
        "DTSTART:20269903T170000Z",
        "",
    ],
)
def test_a_proposed_time_that_names_no_instant_goes_to_a_person(times: str) -> None:
    """Floating, a whole day, an unknown zone, a skipped and a doubled hour, an abbreviation, no time."""
    found = outcome(mail(ics(method="COUNTER", times=times), method="COUNTER"))
    assert found.status == "needs-human"


def test_the_z_of_a_time_counts_whatever_zone_is_named() -> None:
    """RFC 5545 section 3.3.5: Z is UTC, and forbids the TZID that some programs add."""
    times = "DTSTART;TZID=Europe/Paris:20261203T170000Z"
    [answer] = outcome(mail(ics(method="COUNTER", times=times), method="COUNTER")).answers
    assert answer.answer.proposed == datetime(2026, 12, 3, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("time", "status"),
    [
        ("20260703T170000", "needs-human"),
        ("20261025T023000", "needs-human"),
        ("20270328T023000", "needs-human"),
        ("20270703T170000", "counter"),
        ("20380703T170000", "needs-human"),
    ],
)
def test_a_definition_says_only_what_it_says(time: str, status: str) -> None:
    """Nothing before its first change, of an hour twice or skipped, or where rules are not followed."""
    zone = ROMANCE.replace("Romance Standard Time", "Mine")
    zone = zone.replace("16010101T030000", "20261025T030000").replace("16010101T020000", "20270328T020000")
    data = ics(method="COUNTER", times=f"DTSTART;TZID=Mine:{time}", zones=zone)
    assert outcome(mail(data, method="COUNTER")).status == status


def test_a_counter_of_the_same_time_is_about_something_else() -> None:
    """She keeps the time and wants another thing: a person reads what."""
    assert outcome(mail(ics(method="COUNTER"), method="COUNTER")).status == "needs-human"
    assert invitation().start == START and invitation().end == END


def test_seconds_that_a_program_adds_make_no_other_time() -> None:
    """Sessions have minutes: the same minute is the same time, and what is proposed is a whole minute."""
    same = "DTSTART:20261203T140017Z\nDTEND:20261203T153059Z"
    assert outcome(mail(ics(method="COUNTER", times=same), method="COUNTER")).status == "needs-human"
    later = "DTSTART:20261203T160017Z\nDTEND:20261203T173059Z"
    [asked] = outcome(mail(ics(method="COUNTER", times=later), method="COUNTER")).answers
    assert asked.answer.proposed == datetime(2026, 12, 3, 16, tzinfo=UTC)
    assert asked.answer.until == datetime(2026, 12, 3, 17, 30, tzinfo=UTC)
    [yes] = outcome(mail(ics(times=same, sequence="")), sequence=1).answers
    assert yes.answer.start == START
    assert rsvp_of("amina", [yes.answer], invitation(1)).state == "accepted"


def test_two_answers_of_one_minute_are_told_apart_by_their_seconds() -> None:
    """Yes at ten seconds past, no at forty: the later one counts, in whichever order they are read."""
    yes, no = (
        outcome(mail(ics(attendee(PEOPLE[0], part), stamp=f"DTSTAMP:20261102T0800{second}Z"), date=""))
        for part, second in (("ACCEPTED", 10), ("DECLINED", 40))
    )
    for order in ((yes, no), (no, yes)):
        assert rsvp_of("amina", [one.answers[0].answer for one in order], invitation()).state == "declined"


@pytest.mark.parametrize("method", ["REQUEST", "PUBLISH", "CANCEL", "ADD", "DECLINECOUNTER"])
def test_what_is_no_answer_is_ignored(method: str) -> None:
    """Our own request bounced back, another's cancellation: METHOD says it."""
    found = outcome(mail(ics(method=method), method=method))
    assert (found.status, str(found.reason)) == ("ignored", f"METHOD is {method}")


def test_asking_for_the_invitation_again_goes_to_a_person() -> None:
    """METHOD:REFRESH (RFC 5546 section 3.2.6)."""
    assert outcome(mail(ics(method="REFRESH"), method="REFRESH")).status == "needs-human"


def test_a_method_said_outside_alone_is_taken_and_a_contradiction_is_not() -> None:
    """Content-Type and METHOD must not disagree (RFC 6047 section 2.4)."""
    assert outcome(mail(ics(method=""), method="REPLY")).status == "reply"
    assert outcome(mail(ics(method="REPLY"), method="REQUEST")).status == "needs-human"


def test_parts_that_contradict_each_other_go_to_a_person() -> None:
    """The same answer twice is one; two answers in one message are none."""
    assert len(outcome(mail(ics(), ics())).answers) == 1
    assert outcome(mail(ics(), ics(attendee(PEOPLE[0], "DECLINED")))).status == "needs-human"


@pytest.mark.parametrize(
    "kind",
    [
        'application/ics; name="invite.ics"',
        'application/octet-stream; name="calendar.vcs"',
        'text/x-vcalendar; name="reply"',
        "application/octet-stream",
    ],
)
def test_an_attached_calendar_alone_counts(kind: str) -> None:
    """Some programs only attach invite.ics, calendar.vcs, or bytes without a name."""
    parts = [(kind, ics())]
    assert outcome(mail(parts=parts)).status == "reply"


def test_an_answer_inside_a_forwarded_message_does_not_count() -> None:
    """message/rfc822 is somebody else's letter."""
    inner = mail(ics()).decode().replace("=_border_1", "=_border_2")
    found = outcome(mail(parts=[("message/rfc822", inner)], sender="grace@hosp.example"))
    assert found.status == "ignored"


@pytest.mark.parametrize("header", ["Auto-Submitted: auto-replied", "X-Autoreply: yes"])
def test_out_of_office_is_ignored(header: str) -> None:
    """An automatic answer without a calendar part answers nothing."""
    assert outcome(mail(headers=[header])).status == "ignored"


def test_words_in_answer_to_our_letter_go_to_a_person() -> None:
    """“I shall be there!” without a calendar part, in reply to our Message-ID; another's mail is ignored."""
    ours = f"In-Reply-To: <{'0a' * 16}@besrour.example>"
    assert outcome(mail(headers=[ours])).status == "needs-human"
    assert outcome(mail(headers=["In-Reply-To: <abc@besrour.example>"])).status == "ignored"
    assert outcome(mail(headers=[ours, "Auto-Submitted: auto-replied"])).status == "ignored"


def test_winmail_and_encrypted_mail_go_to_a_person() -> None:
    """What besrour cannot open, a person can."""
    assert outcome(mail(parts=[("application/ms-tnef; name=winmail.dat", "eJ8+")])).status == "needs-human"
    assert outcome(mail(parts=[("application/pkcs7-mime; name=smime.p7m", "MII")])).status == "needs-human"


def test_another_meeting_is_ignored_and_a_lost_session_is_not() -> None:
    """A UID of somebody else; and one of ours that the plan no longer knows."""
    assert outcome(mail(ics(uid="x@google.com"))).status == "ignored"
    assert outcome(mail(ics(uid="2025-01-cafe.besrour@besrour"))).status == "needs-human"


def test_two_members_of_one_address_go_to_a_person() -> None:
    """A shared mailbox answers for nobody in particular."""
    people = {"amina@clinic.example": ("amina", "binta")}
    assert outcome(mail(ics()), people=people).status == "needs-human"


def test_without_sequence_the_time_answered_tells_what_is_current() -> None:
    """No SEQUENCE means 0 (RFC 5545 section 3.8.7.4), unless the answer repeats the present time."""
    said = outcome(mail(ics(sequence=""))).answers[0].answer
    assert said.sequence is None
    assert rsvp_of("amina", [said], invitation()).state == "accepted"
    assert rsvp_of("amina", [said], invitation(1)).state == "accepted"
    later = invitation(1, start=START.replace(hour=16))
    assert rsvp_of("amina", [said], later).state == "stale"


def test_letters_of_any_charset_and_folding_are_read() -> None:
    """Latin-1 text, lines folded in the middle of an address, LF alone."""
    text = ics("ATTENDEE;CN=Jos\u00e9;PARTSTAT=ACCEPTED:mailto:jos\r\n eph@hosp.example")
    raw = text.replace("\r\n", "\n").encode("latin-1")
    data = (
        b"From: joseph@hosp.example\nContent-Type: text/calendar; charset=iso-8859-1; method=REPLY\n"
        b"Content-Transfer-Encoding: 8bit\n\n" + raw
    )
    assert outcome(data).answers[0].attendee == "joseph@hosp.example"
