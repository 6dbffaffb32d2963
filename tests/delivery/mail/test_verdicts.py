"""Who gets a letter now, who later, who not: verdicts as values, without a server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from besrour_cli.clock import instants
from besrour_cli.delivery.mail import quiet_hours, raw_message
from besrour_cli.delivery.mail.decide import OutgoingLetter, decide, decide_one, shared_addresses
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent
from besrour_cli.delivery.mail.status import DeliveryLog
from besrour_cli.model.letter_kind import LetterKind
from support.delivery.sender import NOON, Desk

DAY = (7 * 60, 21 * 60)


def _item(member: str = "awa", **more: str) -> OutgoingLetter:
    return Desk(Path("."), 0).item(member, **more)


def _entry(item: OutgoingLetter, event: str, **more: str) -> LedgerEntry:
    entry = item.entry(LedgerEvent(event), item.id)
    return entry._replace(at="2027-01-10T12:00Z", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("story", "verdict", "why"),
    [
        ([], "send", "new"),
        (["intent"], "ask", "unknown"),
        (["intent", "done"], "keep", "unchanged"),
        (["intent", "lost"], "ask", "unknown"),
        (["refused"], "keep", "refused"),
        (["deferred"], "send", "again"),
        (["intent", "broken"], "send", "again"),
        (["intent", "lost", "resend"], "send", "again"),
        (["intent", "lost", "assume"], "keep", "unchanged"),
        (["intent", "done", "bounce"], "keep", "bounced"),
        (["intent", "done", "resend"], "send", "again"),
    ],
)
def test_what_happened_decides_what_happens(story: list[str], verdict: str, why: str) -> None:
    """The verdict on the same letter after each story."""
    item = _item()
    fates = DeliveryLog(_entry(item, event) for event in story)
    action = decide_one(item, fates)
    assert (action.verdict, action.why) == (verdict, why)


def test_a_reminder_goes_once_and_the_letters_before_it_stay_known() -> None:
    """After the reminder neither it nor the invitation goes again; other words go only when asked."""
    invitation = _item()
    reminder = invitation._replace(kind=LetterKind.REMINDER, digest="r", id="<r@example.org>")
    story = [_entry(i, event) for i in (invitation, reminder) for event in ("intent", "done")]
    assert decide_one(reminder, DeliveryLog(story[:2])).why == "reminder"
    assert (
        decide_one(reminder, DeliveryLog(story)).why
        == decide_one(invitation, DeliveryLog(story)).why
        == "unchanged"
    )
    for item in (reminder, invitation):
        other = item._replace(digest="other words")
        assert (decide_one(other, DeliveryLog(story)).verdict, decide_one(other, DeliveryLog(story)).why) == (
            "keep",
            "reworded",
        )
        assert decide_one(other, DeliveryLog(story), reworded=True).verdict == "send"
    assert decide_one(invitation, DeliveryLog(story[2:])).why == "unchanged", (
        "invited by other means, reminded from here"
    )


def test_a_letter_is_known_again_whatever_its_date() -> None:
    """The ledger's digest leaves the Date out, and nothing else."""
    first = b"To: a@example.org\r\nDate: Sun, 22 Nov 2026 12:00:00 +0000\r\nSubject: x\r\n\r\nDate: body\r\n"
    later = first.replace(b"22 Nov", b"29 Nov")
    assert raw_message.letter_digest(first) == raw_message.letter_digest(later)
    for old, new in ((b"Subject: x", b"Subject: y"), (b"Date: body", b"Date: other"), (b"To: a", b"To: b")):
        assert raw_message.letter_digest(first) != raw_message.letter_digest(first.replace(old, new))


def _sent(*items: OutgoingLetter) -> DeliveryLog:
    return DeliveryLog(_entry(item, event) for item in items for event in ("intent", "done"))


def test_who_leaves_is_taken_off_once_and_invited_anew_on_return() -> None:
    """Invited, taken off, back again: each letter goes once, though no fact of the session has changed."""
    invited = _item("awa")
    gone = invited._replace(kind=LetterKind.WITHDRAWAL, digest="w", id="<w@example.org>")
    back = invited._replace(digest="i", id="<i@example.org>")
    story = [(invited, "new"), (gone, "departed"), (back, "new"), (gone, "departed")]
    for number, (item, why) in enumerate(story):
        log = _sent(*(i for i, _why in story[:number]))
        assert (decide_one(item, log).verdict, decide_one(item, log).why) == ("send", why)
        log = _sent(*(i for i, _why in story[: number + 1]))
        assert decide_one(item, log).why == "unchanged"
    assert _sent(*(i for i, _why in story)).withdrawals["2027-01-cafe", "awa"] == 2


def test_a_newsletter_goes_once_an_issue() -> None:
    """To another address it does not go again, unless it came back from the old one."""
    issue = _item("awa", kind="newsletter", about="newsletter-2027-01")
    moved = issue._replace(to="new@example.org")
    assert decide_one(issue, DeliveryLog()).why == "new"
    assert decide_one(moved, _sent(issue)).why == "unchanged"
    other = issue._replace(digest="other words")
    assert decide_one(other, _sent(issue)).why == "unchanged"
    assert decide_one(other, _sent(issue), reworded=True).why == "reworded"
    back = _sent(issue)
    back.note(_entry(issue, "bounce", reply="5.1.1 no such user"))
    assert (decide_one(issue, back).why, decide_one(moved, back).why) == ("dead", "address")
    assert (
        decide_one(moved._replace(about="newsletter-2027-03", facts="newsletter-2027-03"), back).why == "new"
    )


def test_what_a_reader_knew_before_the_last_letter_is_remembered() -> None:
    """The letter before it, of other facts; the same twice is one; a first one that came back is none."""
    first = _item("awa")
    second = first._replace(kind=LetterKind.UPDATE, facts="f2", digest="u", id="<u@example.org>")
    status = _sent(first, second, second).get(first.about, "awa")
    assert status and status.previous and status.arrived
    assert (status.previous.facts, status.arrived.facts) == (first.facts, "f2")
    log = _sent(first)
    log.note(_entry(first, "bounce", reply="5.1.1 no such user"))
    lost = log.get(first.about, "awa")
    assert lost and lost.announcement and lost.arrived is None


def test_an_address_that_was_wrong_stays_unused_until_it_is_corrected() -> None:
    """A bounce for good holds for the next session too; another address, or --resend, opens the way."""
    item = _item()
    story = [_entry(item, "intent"), _entry(item, "done"), _entry(item, "bounce", reply="5.1.1 no such user")]
    fates = DeliveryLog(story)
    later = item._replace(about="2027-02-cafe", facts="g")
    assert decide_one(later, fates).why == "dead"
    assert decide_one(later._replace(to="new@example.org"), fates).why == "new"
    fates.note(_entry(item, "resend"))
    assert decide_one(later, fates).why == "new"


def test_a_full_mailbox_is_no_wrong_address() -> None:
    """5.2.2 concerns one letter; the next session's goes."""
    item = _item()
    fates = DeliveryLog(
        [_entry(item, "intent"), _entry(item, "done"), _entry(item, "bounce", reply="5.2.2 full")]
    )
    assert decide_one(item, fates).why == "bounced"
    assert decide_one(item._replace(about="2027-02-cafe"), fates).why == "new"


def test_limit_and_only_choose_among_those_who_are_due() -> None:
    """--limit counts letters that go, not those that stay; --only leaves the others out."""
    items = [_item(f"m{n}") for n in range(6)]
    fates = DeliveryLog(_entry(items[0], event) for event in ("intent", "done"))
    found = decide(items, fates, lambda item: None, limit=2)
    assert [a.verdict for a in found] == ["keep", "send", "send", "hold", "hold", "hold"]
    chosen = decide(items, fates, lambda item: None, only=("m4", "m0"))
    assert [(a.item.member, a.verdict) for a in chosen] == [("m0", "keep"), ("m4", "send")]


def test_three_in_the_night_waits_for_seven_in_the_morning() -> None:
    """At noon UTC it is 4:00 in Los Angeles: held until 7:00 there; in Accra the letter goes."""
    assert quiet_hours.next_allowed(NOON, "America/Los_Angeles", DAY) == datetime(
        2027, 1, 10, 15, 0, tzinfo=UTC
    )
    assert quiet_hours.next_allowed(NOON, "Africa/Accra", DAY) is None
    assert quiet_hours.next_allowed(NOON, "Pacific/Auckland", DAY) == datetime(2027, 1, 10, 18, 0, tzinfo=UTC)
    assert quiet_hours.next_allowed(NOON, "America/Los_Angeles", (22 * 60, 6 * 60)) is None


def test_the_edges_of_the_day() -> None:
    """7:00 may, 6:59 may not; 20:59 may, 21:00 may not."""
    for minute, may in ((7 * 60 - 1, False), (7 * 60, True), (21 * 60 - 1, True), (21 * 60, False)):
        moment = datetime(2027, 1, 10, tzinfo=UTC) + timedelta(minutes=minute)
        assert (quiet_hours.next_allowed(moment, "Africa/Accra", DAY) is None) == may


ZONES = st.sampled_from(
    [
        "America/St_Johns",
        "America/Toronto",
        "Africa/Casablanca",
        "Africa/Cairo",
        "Asia/Kathmandu",
        "Pacific/Apia",
        "Pacific/Chatham",
        "America/Havana",
        "Asia/Beirut",
        "Australia/Lord_Howe",
    ]
)


MINUTES = st.integers(0, 1439)
MOMENTS = st.integers(0, 20 * 365 * 1440).map(
    lambda n: datetime(2010, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
)


@given(MOMENTS, ZONES, st.tuples(MINUTES, MINUTES).filter(lambda s: s[0] != s[1]))
def test_a_held_letter_may_go_when_its_time_has_come(
    now: datetime, zone: str, hours: tuple[int, int]
) -> None:
    """The instant given lies ahead, within two days and a jump of the clock, and is in nobody's night."""
    moment = quiet_hours.next_allowed(now, zone, hours)
    if moment is None:
        return
    assert now < moment <= now + timedelta(hours=50)
    here = instants.local(moment, zone)
    minute = here.hour * 60 + here.minute
    # where the clock jumps over the first minute, the letter goes after the jump
    wall = datetime.combine(here.date(), datetime.min.time()) + timedelta(minutes=hours[0])
    assert minute == hours[0] or not instants.local_instants(wall, zone)


@given(st.binary(max_size=400))
def test_letters_pass_the_wire_as_lines(data: bytes) -> None:
    """Whatever the bytes: only CRLF ends lines, and no line is a lone dot."""
    lines = raw_message.dot_stuffed(data).split(b"\r\n")
    assert lines[-1] == b""
    assert b"." not in lines
    assert not any(b"\r" in line or b"\n" in line for line in lines)


def test_a_message_id_in_the_text_is_not_the_letters() -> None:
    """Only the header counts, and only it is replaced."""
    data = b"To: a@b\r\nMessage-ID: <1@x>\r\n\r\nMessage-ID: <2@x>\r\nTo: me\r\n"
    assert raw_message.message_id(data) == "<1@x>"
    assert raw_message.message_id(b"To: a@b\r\n\r\nMessage-ID: <2@x>\r\n") == ""
    changed = raw_message.with_message_id(data, raw_message.derive_message_id("<1@x>", "b"))
    assert changed == b"To: a@b\r\nMessage-ID: <1.b@x>\r\n\r\nMessage-ID: <2@x>\r\nTo: me\r\n"
    assert raw_message.with_recipient(data, "z@y").startswith(
        b"To: z@y\r\nMessage-ID: <1@x>\r\n\r\nMessage-ID: <2@x>\r\nTo: me"
    )


def test_a_cancellation_goes_to_all_when_the_invitations_went_another_way() -> None:
    """Invitations sent by hand are not in the ledger: the cancellation goes to everyone, in two runs too."""
    off = [_item(name, kind="cancellation") for name in ("awa", "zoe")]
    fates = DeliveryLog()
    assert [a.verdict for a in decide(off, fates, lambda item: None)] == ["send", "send"]
    fates.note(_entry(off[0], "intent"))
    fates.note(_entry(off[0], "done"))
    assert [a.verdict for a in decide(off, fates, lambda item: None)] == ["keep", "send"]


def test_an_address_that_several_share_is_named_with_each_of_them() -> None:
    """Whatever its capitals; somebody with letters about two sessions shares it with nobody."""
    awa, zoe, ama = (_item(name) for name in ("awa", "zoe", "ama"))
    theirs = [
        awa,
        awa._replace(about="2027-02-cafe"),
        ama,
        zoe._replace(to=awa.to.replace("example", "EXAMPLE")),
    ]
    assert list(shared_addresses(theirs).values()) == [("awa", "zoe")]
    assert shared_addresses([awa, zoe, ama]) == {}


def test_a_session_was_begun_with_its_first_letter() -> None:
    """The instant of the first line stays, whatever comes after it."""
    item = _item()
    log = DeliveryLog([_entry(item, "intent"), _entry(item, "done")._replace(at="2027-01-11T12:00Z")])
    assert log.begun == {item.about: "2027-01-10T12:00Z"}


def test_a_verdict_names_its_letter_and_what_became_of_those_before() -> None:
    """The table before sending shows both."""
    item = _item()
    log = _sent(item)
    for asked in (item, item._replace(digest="other words")):
        verdict = decide_one(asked, log)
        assert verdict.item == asked and verdict.fate == log.get(item.about, "awa")


def test_who_has_a_new_address_is_told_of_the_cancellation_there() -> None:
    """Told at the old one already: the same letter goes again, and once."""
    told = _item("awa", kind="cancellation")
    moved = told._replace(to="new@example.org")
    assert decide_one(told, _sent(told)).why == "unchanged"
    again = decide_one(moved, _sent(told))
    assert (again.verdict, again.why) == ("send", "again")
    assert decide_one(moved, _sent(told, moved)).why == "unchanged"
