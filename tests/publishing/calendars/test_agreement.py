"""Independent programs read the same UID, instants and texts in every file, and the plan's own."""

from __future__ import annotations

import pytest

import support.publishing.calendar_year as year
from besrour_cli.model.plan import Plan
from besrour_cli.publishing.calendars.event_text import event_uid
from besrour_cli.publishing.calendars.feeds import feeds
from besrour_cli.publishing.calendars.invitations import invitation
from support.publishing.calendar_readers import by_all

pytestmark = pytest.mark.readers
PROGRAMME, PLAN = year.programme(), year.plan()
READERS = {"icalendar", "vobject", "ical", "libical", "ical.js", "node-ical"}
FACTS = ("uid", "start", "end", "summary", "description", "location", "status", "sequence")


def agreed(data: bytes) -> list[dict[str, object]]:
    """What all readers read alike; fails with the reader and the fact where one differs."""
    found = by_all(data)
    assert set(found) == READERS
    reference = found["icalendar"]
    for reader, events in found.items():
        assert len(events) == len(reference), reader
        for event, expected in zip(events, reference, strict=True):
            assert {fact: event[fact] for fact in FACTS} == expected, reader
    return reference


@pytest.mark.parametrize("name", ["all.ics", "all.fr.ics", "series-cafe.en.ics", "group-advisory.fr.ics"])
def test_feeds_are_read_alike(name: str) -> None:
    """Six readers, one meaning: and the instants and titles are those of the plan and the programme."""
    events = {str(event["uid"]): event for event in agreed(feeds(PROGRAMME, PLAN)[name])}
    assert events
    for session in PROGRAMME.sessions:
        event = events.get(event_uid(PROGRAMME.id, session.id))
        if event is None:
            continue
        slot = PLAN.slots[session.id]
        assert (event["start"], event["end"], event["sequence"]) == (slot.start, slot.end, slot.sequence)
        for title in session.titles.values():
            assert title.strip() in str(event["summary"])
        for words in session.descriptions.values():
            assert words in str(event["description"])


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_invitations_are_read_alike(method: str) -> None:
    """One event in each, the person and the organiser as JavaScript readers see them."""
    session = PROGRAMME.sessions[0]
    data = invitation(PROGRAMME, session, PLAN.slots[session.id], year.AWA, method)  # type: ignore[arg-type]
    (event,) = agreed(data)
    assert event["start"] == PLAN.slots[session.id].start
    for reader in ("ical.js", "node-ical"):
        (seen,) = by_all(data)[reader]
        assert seen["attendee"] == ["Awa Diop, médecin : Dakar", "mailto:awa@example.org"]
        assert seen["organizer"] == ["Centre Besrour", "mailto:cafe@example.org"]
        expected = (
            ["https://meet.example.org/j/123?pwd=a,b;c", "tel:+16475550100"] if method == "REQUEST" else []
        )
        assert seen["conference"] == expected


def test_a_feed_without_sessions_is_read_by_all() -> None:
    """No reader stumbles over a calendar in which nothing is planned yet."""
    assert agreed(feeds(PROGRAMME, Plan(PROGRAMME.id, "2026a"))["all.ics"]) == []
