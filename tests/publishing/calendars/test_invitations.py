"""Invitations, updates and cancellations: one person's entry, with all she needs and nobody else's data."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import support.publishing.calendar_rules as rules
import support.publishing.calendar_year as year
from besrour_cli.model.plan import SessionState
from besrour_cli.model.programme import Member
from besrour_cli.publishing.calendars.event_text import event_uid
from besrour_cli.publishing.calendars.feeds import feeds
from besrour_cli.publishing.calendars.invitations import invitation
from besrour_cli.publishing.calendars.property_values import clean
from support.publishing.calendar_readers import Unreadable, by_icalendar, by_libical, by_vobject

PROGRAMME, PLAN = year.programme(), year.plan()
SESSION = PROGRAMME.sessions[0]
SLOT = PLAN.slots[SESSION.id]


def lines_for(member: Member, **changes: object) -> list[str]:
    return rules.check(invitation(PROGRAMME, SESSION, replace(SLOT, **changes), member))  # type: ignore[arg-type]


def event_in(data: bytes) -> list[str]:
    (event,) = rules.events(rules.check(data)).values()
    return event


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value)


def test_an_invitation_asks_one_person_for_an_answer() -> None:
    """One attendee who has not answered yet; the organiser is the sender."""
    lines = lines_for(year.AWA)
    assert lines.count("METHOD:REQUEST") == 1
    assert 'ORGANIZER;CN="Centre Besrour":mailto:cafe@example.org' in lines
    assert [line for line in lines if line.startswith("ATTENDEE")] == [
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;"
        'CN="Awa Diop, médecin : Dakar":mailto:awa@example.org'
    ]


def test_people_who_must_be_there_are_asked_as_required() -> None:
    """A facilitator is a required participant, everyone else an optional one."""
    roles = {m.id: re.search("ROLE=([A-Z-]+)", "\n".join(lines_for(m))) for m in (year.KOFI, year.LEE)}
    assert {name: found and found[1] for name, found in roles.items()} == {
        "gh-kofi": "REQ-PARTICIPANT",
        "ca-lee": "OPT-PARTICIPANT",
    }


def test_nobody_elses_data_is_in_it() -> None:
    """No other invited person's name or address."""
    for member in PROGRAMME.members:
        whole = "\n".join(lines_for(member))
        for other in PROGRAMME.members:
            assert (other.email in whole) == (other is member)


def test_it_is_the_same_event_as_in_the_feed() -> None:
    """UID, SEQUENCE, stamps, instants, status: an invited subscriber sees one session, not two."""
    event = event_in(invitation(PROGRAMME, SESSION, SLOT, year.KOFI))
    public = rules.events(rules.check(feeds(PROGRAMME, PLAN)["all.ics"]))[event_uid("cafe-2027", SESSION.id)]
    for name in (
        "UID",
        "SEQUENCE",
        "DTSTAMP",
        "LAST-MODIFIED",
        "DTSTART",
        "DTEND",
        "SUMMARY",
        "STATUS",
        "URL",
    ):
        assert rules.value_of(event, name) == rules.value_of(public, name)


def test_it_says_how_to_join_in_both_languages() -> None:
    """Link, number, passcode, telephone and help, and the link where programs make a button of it."""
    event = event_in(invitation(PROGRAMME, SESSION, SLOT, year.KOFI))
    words = unescaped(rules.value_of(event, "DESCRIPTION"))
    for fact in ("https://meet.example.org/j/123?pwd=a,b;c", "812 3456 7890", "cafe27", "+1 647 555 0100"):
        assert words.count(fact) == 2
    assert "Ask for help in the waiting room." in words
    assert "Demandez de l’aide" in words
    assert unescaped(rules.value_of(event, "LOCATION")) == "https://meet.example.org/j/123?pwd=a,b;c"
    assert [line for line in event if line.startswith("CONFERENCE")] == [
        'CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL="Zoom":https://meet.example.org/j/123?pwd=a,b;c',
        'CONFERENCE;VALUE=URI;FEATURE=AUDIO,PHONE;LABEL="Zoom":tel:+16475550100',
    ]


def test_a_series_may_meet_elsewhere() -> None:
    """The series' own platform replaces the programme's."""
    jitsi = PROGRAMME.platform._replace(name="Jitsi", link="https://jitsi.example/x", passcode="", phone="")
    series = {**PROGRAMME.series, "cafe": replace(PROGRAMME.series["cafe"], platform=jitsi)}
    whole = invitation(year.programme(series=series), SESSION, SLOT, year.KOFI).decode().replace("\r\n ", "")
    assert "jitsi.example" in whole
    assert "meet.example.org" not in whole
    assert "cafe27" not in whole


def test_her_own_time_and_language_come_first() -> None:
    """Mona in Cairo reads French first, and her own hour before the rest."""
    event = event_in(invitation(PROGRAMME, SESSION, SLOT, year.MONA))
    words = unescaped(rules.value_of(event, "DESCRIPTION")).replace("\u00a0", " ")
    assert words.startswith("English follows\n\nCafé Besrour – Café mensuel\n")
    mine = "Votre heure locale (Le Caire) : le mercredi 20 janvier 2027, de 16 h à 17 h 30 (UTC+2 h)"
    assert words.index(mine) < words.index("Pour participer (Zoom) :") < words.index("Your local time")
    assert "Début, selon le lieu" not in words, "the letter around it has the table of places"
    assert "Your local time (Cairo): Wednesday, January 20, 2027, 4:00 p.m. to 5:30 p.m. (UTC+2)" in words
    assert rules.value_of(event, "SUMMARY").startswith("Café Besrour\u00a0: Apprendre")


def test_one_reminder_half_an_hour_before() -> None:
    """One display alarm with one bilingual description, in a request alone."""
    lines = lines_for(year.AWA)
    alarm = lines[lines.index("BEGIN:VALARM") + 1 : lines.index("END:VALARM")]
    assert [unescaped(line) for line in alarm] == [
        "ACTION:DISPLAY",
        "TRIGGER:-PT30M",
        "DESCRIPTION:Dans 30\u00a0minutes\u00a0: Apprendre ; à, enseigner"
        " / In 30 minutes: Learning; to, teach",
    ]


def test_a_cancellation_takes_the_entry_away() -> None:
    """METHOD:CANCEL with STATUS:CANCELLED and the plan's higher sequence; no alarm, no way to join."""
    slot = PLAN.slots["2027-03-cafe"]
    data = invitation(PROGRAMME, PROGRAMME.sessions[2], slot, year.KOFI, "CANCEL")
    lines = rules.check(data)
    event = event_in(data)
    assert "METHOD:CANCEL" in lines
    assert rules.value_of(event, "STATUS") == "CANCELLED"
    assert rules.value_of(event, "SEQUENCE") == "2"
    assert rules.value_of(event, "UID") == "2027-03-cafe.cafe-2027@besrour"
    assert "BEGIN:VALARM" not in lines
    whole = "\n".join(lines)
    assert "RSVP" not in whole
    for secret in ("meet.example.org", "cafe27", "812 3456 7890"):
        assert secret not in whole
    assert "mailto:kofi@example.org" in whole


def test_one_person_can_be_taken_off_a_session_that_goes_on() -> None:
    """Her copy says cancelled, though the session's state is announced."""
    event = event_in(invitation(PROGRAMME, SESSION, replace(SLOT, sequence=2), year.LEE, "CANCEL"))
    assert rules.value_of(event, "STATUS") == "CANCELLED"
    assert rules.value_of(event, "SUMMARY").startswith("Cancelled: ")


def test_nobody_is_asked_to_a_cancelled_session() -> None:
    """A REQUEST with STATUS:CANCELLED would leave the entry in her calendar."""
    with pytest.raises(ValueError, match="is cancelled"):
        invitation(PROGRAMME, SESSION, replace(SLOT, state=SessionState.CANCELLED), year.KOFI)


def test_a_platform_without_link_or_with_a_spoken_number_still_serves() -> None:
    """The platform's name is the location, and a number with words in it is no tel: URI."""
    by_phone = PROGRAMME.platform._replace(link="", phone="+1 647 555 0100, code 77#")
    event = event_in(invitation(year.programme(platform=by_phone), SESSION, SLOT, year.KOFI))
    assert rules.value_of(event, "LOCATION") == "Zoom"
    assert not [line for line in event if line.startswith("CONFERENCE")]
    assert "By telephone: +1 647 555 0100, code 77#" in unescaped(rules.value_of(event, "DESCRIPTION"))


@pytest.mark.readers
def test_libical_would_notice_a_broken_request() -> None:
    """The C library's check of iTIP rules is a real one: without its organiser, the request fails it."""
    data = invitation(PROGRAMME, SESSION, SLOT, year.KOFI)
    assert by_libical(data)
    broken = re.sub(rb"ORGANIZER;[^\r]*\r\n(?: [^\r]*\r\n)*", b"", data)
    assert broken != data
    with pytest.raises(Unreadable):
        by_libical(broken)


WORDS = st.text(st.characters(), min_size=1, max_size=200).filter(lambda text: clean(text).strip())


@settings(max_examples=60, deadline=None)
@given(title=WORDS, name=WORDS, words=WORDS)
def test_whatever_people_write_comes_back_whole(title: str, name: str, words: str) -> None:
    """Any title, name and description: the file keeps the rules, and two parsers read the same texts."""
    session = replace(SESSION, titles={"en": title, "fr": title}, descriptions={"en": words, "fr": words})
    data = invitation(PROGRAMME, session, SLOT, replace(year.KOFI, name=name))
    rules.check(data)
    for read in (by_icalendar, by_vobject):
        (event,) = read(data)
        assert event["summary"].split() == ["Besrour", "Café:", *clean(title).split()]
        assert clean(words.strip()) in event["description"]
        assert event["start"] == SLOT.start
