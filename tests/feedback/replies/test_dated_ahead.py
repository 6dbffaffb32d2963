"""Answers dated after they were read: a clock that runs ahead outlives no later answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_string

import pytest

from besrour_cli.feedback.replies.dated_ahead import each_once, with_reading_time
from besrour_cli.feedback.replies.headers import sent_at
from besrour_cli.feedback.replies.tally import rsvp_of
from besrour_cli.model.replies import Reply, ReplyPart
from support.feedback.client_mail import START, invitation

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def reply(part: str, at: datetime, message: str = "") -> Reply:
    """Amina's answer, its DTSTAMP and its Date."""
    session = invitation(0).session
    return Reply(session, "amina", ReplyPart(part), 0, START, moment=at, sent=at, message=message)


def state(stored: list[Reply]) -> str:
    """What Amina's answers come to."""
    return str(rsvp_of("amina", stored, invitation(0)).state)


def read(stored: list[Reply], new: list[Reply], now: datetime) -> list[Reply]:
    """What is stored once a mailbox was read."""
    return each_once([*stored, *with_reading_time(new, stored, now)])


@pytest.mark.parametrize("ahead", [2 * DAY, 40 * DAY, 4000 * DAY])
def test_a_later_answer_outlives_one_from_a_clock_ahead(ahead: timedelta) -> None:
    """Read together or one after the other; once more, and again when the date has come."""
    yes, no = reply("accepted", NOW + ahead), reply("declined", NOW - DAY / 24)
    together = read([], [yes, no], NOW)
    assert state(together) == "declined"
    first = read([], [yes], NOW - DAY)
    assert state(first) == "accepted"
    stored = read(first, [yes, no], NOW)
    assert state(stored) == "declined"
    for days in (1, 30, 5000):
        stored = read(stored, [yes, no], NOW + days * DAY)
        assert (state(stored), len(stored)) == ("declined", 2)


def test_an_answer_from_a_clock_ahead_outlives_those_that_were_there() -> None:
    """It came after them, whatever its date."""
    no = read([], [reply("declined", NOW - DAY)], NOW - DAY)
    assert state(read(no, [reply("accepted", NOW + 400 * DAY)], NOW)) == "accepted"


def test_answers_from_one_clock_ahead_come_in_its_order() -> None:
    """The later of the two counts, also when both are ahead, or some minutes."""
    for ahead in (DAY / 288, 3 * DAY, 900 * DAY):
        pair = [reply("declined", NOW + ahead + DAY), reply("accepted", NOW + ahead)]
        assert state(read([], pair, NOW)) == "declined"
    pair = [reply("declined", NOW + DAY / 288), reply("accepted", NOW - DAY)]
    assert state(read([], pair, NOW)) == "declined"


def test_of_two_clocks_ahead_the_one_years_ahead_gives_way() -> None:
    """A computer whose own date is a little behind reads both."""
    pair = [reply("accepted", NOW + 1500 * DAY), reply("declined", NOW + 2 * DAY)]
    assert state(read([], pair, NOW)) == "declined"


def test_the_server_that_took_the_message_knows_better_than_a_clock_ahead() -> None:
    """The first Received header dates a message whose Date is days after it."""
    head = "Received: from a by b; Mon, 2 Nov 2026 10:00:00 +0000\nDate: {}\n\n"
    late = message_from_string(head.format("Tue, 1 Jan 2030 00:00:00 +0000"))
    assert sent_at(late) == datetime(2026, 11, 2, 10, tzinfo=UTC)
    right = message_from_string(head.format("Mon, 2 Nov 2026 10:00:07 +0000"))
    assert sent_at(right) == datetime(2026, 11, 2, 10, 0, 7, tzinfo=UTC)
