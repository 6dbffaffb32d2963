"""Answers in words: messages read, messages that wait, who comes to what, what was recorded by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from besrour_cli.commands.shared.responses import CounterProposal, FairnessVerdict, SessionResponses
from besrour_cli.commands.views.people.replies import (
    ClassifiedMessage,
    _person_answers,
    print_result,
    print_sessions,
    show_recorded,
)
from besrour_cli.commands.views.people.waiting_messages import WaitingMessage, print_waiting
from besrour_cli.feedback.replies.outcome import Classification, MemberAnswer, ReplyStatus
from besrour_cli.feedback.replies.tally import Rsvp, RsvpState
from besrour_cli.model.message import msg
from besrour_cli.model.replies import Reply, ReplyPart, UnclearMessage
from support.commands.made_years import PROGRAMME, SESSION, START, slot, workspace

READ = datetime(2027, 4, 1, 12, tzinfo=UTC)
ANA, AWA = PROGRAMME.members


def _read(status: ReplyStatus, digest: str = "d") -> ClassifiedMessage:
    return ClassifiedMessage(f"{digest}.eml", Classification(status, msg("an answer"), digest=digest))


def test_other_programs_read_who_answers_for_whom() -> None:
    """She sends somebody else, or somebody else answers in her place; of one occurrence of a series."""
    reply = Reply(SESSION.id, "awa", ReplyPart.DELEGATED, delegate="kofi@example.org")
    answer = MemberAnswer(reply, "uid@example.org", "awa@example.org", "DELEGATED")
    once = answer._replace(answer=reply._replace(occurrence="20270421T140000Z"))
    sent = _person_answers(once, {})
    assert sent["delegated_to"] == "kofi@example.org" and "in_place_of" not in sent
    assert sent["recurrence_id"] == "20270421T140000Z" and sent["stale"] is False
    other = answer._replace(answer=reply._replace(by_delegate=True, proposed=START, until=START))
    place = _person_answers(other, {})
    assert place["in_place_of"] == "awa" and "delegated_to" not in place
    assert place["proposed"] == place["until"] == "2027-04-21T14:00:00Z"


@pytest.mark.parametrize(
    ("read", "dry_run", "expected"),
    [
        ((), False, ["No message was found.", "", "The answers are kept in replies.yaml.", ""]),
        (
            (_read(ReplyStatus.COUNTER), _read(ReplyStatus.NEEDS_HUMAN, "x"), _read(ReplyStatus.IGNORED)),
            True,
            [
                "3 messages: 1 asking for another time, 1 settled before, 1 without an answer.",
                "",
                "Nothing was written: this was a trial.",
                "",
            ],
        ),
    ],
    ids=["nothing", "several"],
)
def test_messages_are_counted_by_what_they_are(
    printed: Callable[[], list[str]],
    read: Sequence[ClassifiedMessage],
    dry_run: bool,
    expected: list[str],
) -> None:
    """None at all; or each kind, where one that was settled since needs nobody any more."""
    print_result(workspace(), read, [], [], dry_run)
    assert printed() == expected


def test_a_message_that_still_waits_counts_as_one_to_look_at(printed: Callable[[], list[str]]) -> None:
    """It is printed as a block, with the command that settles it."""
    waiting = WaitingMessage(UnclearMessage("x", "awa", SESSION.id, READ), AWA, "x.eml")
    print_result(workspace(), [_read(ReplyStatus.NEEDS_HUMAN, "x")], [waiting], [], dry_run=True)
    said = printed()
    assert said[0] == "1 message: 1 for you to look at."
    assert "  Awa (awa), 2027-04-cafe, April 1, 2027 (x.eml)" in said
    assert "      besrour replies --record awa --session 2027-04-cafe --answer yes" in said


def test_another_time_that_is_asked_for_is_weighed_or_says_why_not(printed: Callable[[], list[str]]) -> None:
    """How fair, whom it helps, and what speaks against it; a time that is over is not weighed."""
    late = CounterProposal(SESSION.id, AWA, START, against=(msg("the session is over"),))
    fair = late._replace(verdict=FairnessVerdict.AS_FAIR, gains=1, losses=2, against=(msg("Ana cannot"),))
    print_result(workspace(), None, [], [late, fair], dry_run=False)
    first, second, *_rest = printed()
    assert first.endswith("; it cannot be weighed: the session is over")
    assert second.endswith("as fair as the present time, easier for 1 and harder for 2; but Ana cannot")


def test_of_twenty_five_messages_twenty_are_shown(printed: Callable[[], list[str]]) -> None:
    """The rest is counted; where the first writer is nobody of the roster, its digest settles it."""
    every = [WaitingMessage(UnclearMessage(f"m{n:02}", sent=READ), None) for n in range(25)]
    print_waiting(every)
    said = printed()
    assert sum("--looked-at m" in line for line in said) == 21
    assert said[-3:] == [
        "  and 5 more",
        "",
        "Where there is nothing to record: besrour replies --looked-at m00",
    ]


def _responses(
    ana: RsvpState, awa: RsvpState, *, reminded: str = "", by_hand: bool = False
) -> SessionResponses:
    answer = Reply(SESSION.id, "awa", ReplyPart.ACCEPTED, by_hand=True) if by_hand else None
    rsvps = (Rsvp("ana", ana), Rsvp("awa", awa, answer))
    return SessionResponses(SESSION, slot(), (ANA, AWA), rsvps, frozenset((reminded,)))


def test_a_session_without_answers_or_that_is_over_is_one_line(printed: Callable[[], list[str]]) -> None:
    """Nobody has answered; or how many came to say what, once it is over."""
    silent = _responses(RsvpState.SILENT, RsvpState.SILENT)
    half = _responses(RsvpState.ACCEPTED, RsvpState.SILENT)
    print_sessions(workspace(), [silent, half], START + timedelta(days=1), whole=False)
    assert printed() == [
        "2027-04-cafe  2 invited, nobody has answered",
        "2027-04-cafe  over: Yes 1, No answer 1",
    ]


def test_nobody_was_invited_to_anything(printed: Callable[[], list[str]]) -> None:
    """One sentence where there is no session to show."""
    print_sessions(workspace(), [], READ, whole=False)
    assert printed() == ["Nobody was invited to anything yet."]


@pytest.mark.parametrize(("reminded", "remedy"), [("", True), ("ana", False)])
def test_a_session_to_come_names_everybody_and_whom_to_remind(
    printed: Callable[[], list[str]], reminded: str, remedy: bool
) -> None:
    """By what they said; those recorded by hand; who was reminded already needs no second reminder."""
    one = _responses(RsvpState.SILENT, RsvpState.ACCEPTED, reminded=reminded, by_hand=True)
    print_sessions(workspace(), [one], READ, whole=False)
    said = printed()
    assert "  Yes (1): Awa (awa)" in said and "  No answer (1): Ana (ana)" in said
    assert "Recorded by hand: Awa." in said
    assert any("besrour send 2027-04-cafe --remind --unanswered" in line for line in said) is remedy


@pytest.mark.parametrize("dry_run", [False, True])
def test_what_was_recorded_by_hand_is_repeated(printed: Callable[[], list[str]], dry_run: bool) -> None:
    """An answer, and one that is taken back; a trial claims to have kept nothing."""
    show_recorded(SESSION.id, {ReplyPart.DECLINED: ["ana"], None: ["awa", "zoe"]}, dry_run=dry_run)
    kept = [] if dry_run else ["The answers are kept in replies.yaml."]
    assert printed() == [
        "2027-04-cafe: the answer of ana is “no”.",
        "2027-04-cafe: what you recorded for awa, zoe is taken back.",
        *kept,
        "",
    ]
