"""Ten answers as clients really write them, and what each of them means."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from besrour_cli.feedback.replies.classify import classify
from besrour_cli.feedback.replies.outcome import reply_context
from besrour_cli.feedback.replies.tally import is_stale, rsvp_of
from besrour_cli.model.replies import Invitation, Reply

CASES = Path(__file__).parent / "cases"
EXPECTED = json.loads((CASES / "expected.json").read_text(encoding="utf-8"))
START, END = datetime(2026, 12, 3, 14, tzinfo=UTC), datetime(2026, 12, 3, 15, 30, tzinfo=UTC)


def invitation(sequence: int = 0) -> Invitation:
    """The café of December, moved so often."""
    people = {address: (address.partition("@")[0],) for address in EXPECTED["invited"]}
    return Invitation(EXPECTED["invitation_uid"], "cafe-2026-12", sequence, START, END, people)


KNOWN = reply_context([invitation()], ".besrour@besrour", "cafe@besrour.example")


@pytest.mark.parametrize("name", sorted(EXPECTED["messages"]))
def test_each_message_ends_as_it_should(name: str) -> None:
    """Status, member, answer, delegate and proposed time of every message."""
    wanted = EXPECTED["messages"][name]
    found = classify((CASES / name).read_bytes(), KNOWN)
    assert found.status == wanted["status"]
    if "reason" in wanted:
        assert wanted["reason"] in str(found.reason)
    if "sender" in wanted:
        assert found.sender == wanted["sender"]
    if found.status not in ("reply", "counter"):
        assert found.answers == ()
        return
    [told] = found.answers
    assert told.uid == wanted["uid"]
    assert told.attendee == wanted["attendee"]
    assert told.partstat == wanted.get("partstat", told.partstat)
    assert told.answer.delegate == wanted.get("delegated_to", "")
    if "sequence" in wanted:
        assert told.answer.sequence == wanted["sequence"]
    if "proposed" in wanted:
        assert told.answer.proposed == datetime.fromisoformat(wanted["proposed"])


def answers() -> list[Reply]:
    """Everything the ten messages answer."""
    return [t.answer for n in EXPECTED["messages"] for t in classify((CASES / n).read_bytes(), KNOWN).answers]


def test_the_last_word_counts() -> None:
    """Amina accepted, and declined four days later: she does not come, whichever message is read first."""
    said = answers()
    assert rsvp_of("amina", said, invitation()).state == "declined"
    assert rsvp_of("amina", reversed(said), invitation()).state == "declined"


def test_an_answer_to_a_former_time_is_asked_for_again() -> None:
    """Once the café has moved, what was said to its former time is stale."""
    said = answers()
    assert rsvp_of("yaw", said, invitation()).state == "accepted"
    assert rsvp_of("yaw", said, invitation(1)).state == "stale"
    assert all(is_stale(a, invitation(1)) for a in said)


def test_without_a_stamp_the_date_of_the_message_orders() -> None:
    """Exchange writes no DTSTAMP: Hélène's counter-proposal, sent a day after she accepted, stands."""
    found = rsvp_of("helene", answers(), invitation())
    assert found.state == "proposed"
    assert found.answer is not None and found.answer.moment == datetime(2026, 11, 3, 10, 0, 5, tzinfo=UTC)
