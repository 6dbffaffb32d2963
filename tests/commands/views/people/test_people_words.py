"""The people of the roster in words: nobody at all, somebody paused, one person whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from besrour_cli.commands.views.people.members import MemberOverview, SessionRsvp, print_person, print_table
from besrour_cli.delivery.mail.ledger import LedgerEntry, LedgerEvent
from besrour_cli.delivery.mail.status import DeliveryState, DeliveryStatus
from besrour_cli.feedback.replies.tally import Rsvp, RsvpState
from besrour_cli.model.plan import Burden
from support.commands.made_years import PROGRAMME, SESSION, slot
from support.planning.world import member

MOMENT = datetime(2027, 4, 1, 12, tzinfo=UTC)
AWA = member("awa", "Nairobi")


def _overview(
    state: RsvpState | None = None, *, came: int = 0, noted: int = 0, paused: str = ""
) -> MemberOverview:
    who = replace(AWA, paused=bool(paused))
    if paused not in ("", "yes"):
        who = replace(who, paused_until=date.fromisoformat(paused))
    answers = () if state is None else (SessionRsvp(SESSION, slot(), Rsvp("awa", state)),)
    return MemberOverview(who, answers, came, noted)


def test_a_roster_of_nobody_is_one_line(printed: Callable[[], list[str]]) -> None:
    """No explanation of rows that are not there."""
    print_table([])
    assert printed() == ["0 people, 0 paused."]


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        (_overview(paused="yes"), "paused"),
        (_overview(RsvpState.ACCEPTED), "1 yes"),
        (_overview(RsvpState.SILENT), "1 open"),
        (_overview(), "–"),
        (_overview(came=2, noted=3), "–                      came 2/3"),
    ],
    ids=["paused", "yes", "open", "nothing", "came"],
)
def test_below_a_name_stands_how_she_answers(
    printed: Callable[[], list[str]], each: MemberOverview, expected: str
) -> None:
    """Paused; else her answers to what is to come, and how often she came where that was noted."""
    print_table([each])
    first, second, *_rest, last = printed()
    assert first.split() == ["Awa", "awa", "Nairobi"]
    assert second[40:] == expected
    assert last == f"1 person, {int(each.member.paused)} paused."


@pytest.mark.parametrize(
    ("paused", "expected"),
    [("yes", "  paused: yes"), ("2027-06-01", "  paused: until 2027-06-01"), ("", None)],
)
def test_one_person_says_whether_she_is_paused(
    printed: Callable[[], list[str]], paused: str, expected: str | None
) -> None:
    """For good, until a day, or nothing at all."""
    print_person(PROGRAMME, _overview(paused=paused), (), None, MOMENT)
    assert [line for line in printed() if "paused" in line] == ([expected] if expected else [])


def test_one_person_whole_has_ledger_answers_and_letters(
    printed: Callable[[], list[str]],
) -> None:
    """What past sessions cost her, how often she came, and what became of each letter."""
    entry = LedgerEntry(LedgerEvent.DONE, at="2027-03-30T09:00:00Z")
    letters = [
        ("2027-04-cafe", DeliveryStatus(DeliveryState.SENT, entry)),
        ("", DeliveryStatus(DeliveryState.OPEN, entry._replace(at=""))),
    ]
    each = _overview(RsvpState.TENTATIVE, came=1, noted=2)
    print_person(PROGRAMME, each, letters, Burden(2.5, 1, 3), MOMENT)
    said = printed()
    assert "  so far: 3 sessions, burden 2.5, 1 at night" in said
    assert "  came this year: 1 of 2" in said
    answers = said.index("Answers")
    assert said[answers + 1].startswith("  2027-04-cafe, ") and said[answers + 1].endswith(": perhaps")
    letter, other = said[said.index("Letters") + 1 :]
    assert letter.startswith("  2027-04-cafe, ") and letter.endswith(": sent")
    assert other == "  –, –: not sent yet"


def test_one_person_of_whom_little_is_known(printed: Callable[[], list[str]]) -> None:
    """No past, nothing noted, no letters: only that nobody has told her of anything."""
    print_person(PROGRAMME, _overview(), (), None, MOMENT)
    said = printed()
    assert said[-2:] == ["Answers", "  Nobody has told this person of a session that is to come."]
    assert not any("so far" in line or "came this year" in line for line in said)
