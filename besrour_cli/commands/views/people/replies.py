"""What a coordinator sees of the answers: messages to look at, other times asked for, and who comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock import instants
from besrour_cli.commands.shared.responses import CounterProposal, SessionResponses
from besrour_cli.commands.terminal.console import MESSAGES, out, styled
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.commands.views import attendance, moves
from besrour_cli.commands.views.attendance import STATES
from besrour_cli.commands.views.people import waiting_messages
from besrour_cli.commands.views.people.session_people import print_session
from besrour_cli.commands.views.people.waiting_messages import WaitingMessage, print_waiting
from besrour_cli.model.message import Fact, Message, msg, msgn

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.feedback.replies.outcome import Classification, MemberAnswer
    from besrour_cli.model.replies import Invitation, ReplyPart

STATUSES = ("reply", "counter", "needs-human", "settled", "ignored")
"""What a message counts as, in the order in which the counts are said."""


class ClassifiedMessage(NamedTuple):
    """One message by its name, and what it is."""

    name: str
    outcome: Classification


def replies_as_data(
    read: Sequence[ClassifiedMessage],
    waiting: Sequence[WaitingMessage],
    responses: Sequence[SessionResponses],
    proposals: Sequence[CounterProposal],
    known: Mapping[str, Invitation],
    *,
    written: bool,
) -> dict[str, object]:
    """Everything for ``--json``."""
    return {
        "messages": [_message(r, known) for r in read],
        "waiting": [waiting_messages.as_data(each) for each in waiting],
        "counters": [moves.proposal_as_data(p) for p in proposals],
        "sessions": [attendance.as_data(c) for c in responses],
        "written": written,
    }


def _message(read: ClassifiedMessage, known: Mapping[str, Invitation]) -> dict[str, object]:
    outcome = read.outcome
    answers = [_person_answers(t, known) for t in outcome.answers]
    return {
        "file": read.name,
        "status": outcome.status,
        "reason": translate(outcome.reason),
        "sender": outcome.sender,
        "sent": instants.instant_text(outcome.sent) if outcome.sent else "",
        "digest": outcome.digest,
        **(answers[0] if answers else {}),
        "answers": answers,
    }


def _person_answers(answered: MemberAnswer, known: Mapping[str, Invitation]) -> dict[str, object]:
    from besrour_cli.feedback.replies.tally import is_stale

    answer = answered.answer
    shown: dict[str, object] = {
        "uid": answered.uid,
        "session": answer.session,
        "member": answer.member,
        "attendee": answered.attendee,
        "partstat": answered.partstat,
        "sequence": answer.sequence,
        "stale": answer.session in known and is_stale(answer, known[answer.session]),
    }
    if answer.delegate and answer.by_delegate:
        shown["in_place_of"] = answer.member
    elif answer.delegate:
        shown["delegated_to"] = answer.delegate
    if answer.occurrence:
        shown["recurrence_id"] = answer.occurrence
    if answer.proposed:
        shown["proposed"] = _seconds(answer.proposed)
    if answer.until:
        shown["until"] = _seconds(answer.until)
    if answered.note:
        shown["comment"] = answered.note
    return shown


def _seconds(moment: datetime) -> str:
    return instants.as_utc(moment).strftime("%Y-%m-%dT%H:%M:%SZ")


def print_result(
    workspace: Workspace,
    read: Sequence[ClassifiedMessage] | None,
    waiting: Sequence[WaitingMessage],
    proposals: Sequence[CounterProposal],
    dry_run: bool,
) -> None:
    """What was read, what needs a person, notes, and other times asked for."""
    if read is not None:
        open_ones = {each.message.message for each in waiting}
        counts = Counter(_kind(each, open_ones) for each in read)
        kinds = ", ".join(translate(_counted(key, counts[key])) for key in STATUSES if counts[key])
        if read:
            out(msgn("{n} message: {counts}.", "{n} messages: {counts}.", len(read), counts=kinds))
        else:
            out(_("No message was found."))
        out()
    print_waiting(waiting)
    if read is not None:
        _notes(workspace, read)
        if dry_run:
            out(_("Nothing was written: this was a trial."))
        else:
            out(_("The answers are kept in replies.yaml."))
    if read is not None or waiting:
        out()
    for proposal in proposals:
        out(moves.proposal_line(workspace, proposal))
    if proposals:
        out()


def print_sessions(
    workspace: Workspace, responses: Sequence[SessionResponses], moment: datetime, *, whole: bool
) -> None:
    """Who comes to which session; ``whole``: everybody is named, also of what is over."""
    for one in responses:
        print_session(workspace.programme, one, moment, whole=whole)
    if not responses:
        out(_("Nobody was invited to anything yet."))


def _counted(kind: str, n: int) -> Message:
    match kind:
        case "reply":
            return msgn("{n} answer", "{n} answers", n)
        case "counter":
            return msgn("{n} asking for another time", "{n} asking for other times", n)
        case "needs-human":
            return msgn("{n} for you to look at", "{n} for you to look at", n)
        case "settled":
            return msgn("{n} settled before", "{n} settled before", n)
        case _:
            return msgn("{n} without an answer", "{n} without an answer", n)


def _kind(read: ClassifiedMessage, open_ones: Collection[str]) -> str:
    """What one message counts as; what was settled since is no more to look at."""
    if read.outcome.status == "needs-human" and read.outcome.digest not in open_ones:
        return "settled"
    return str(read.outcome.status)


def show_recorded(session: str, recorded: Mapping[ReplyPart | None, Sequence[str]], *, dry_run: bool) -> None:
    """The answers just recorded, each with its members; None: what was recorded is taken back."""
    for part, members in recorded.items():
        who = ", ".join(members)
        if part is None:
            out(
                msg("{session}: what you recorded for {members} is taken back.", session=session, members=who)
            )
        else:
            facts: dict[str, Fact] = {"session": session, "members": who, "answer": STATES[part]}
            out(msg("{session}: the answer of {members} is “{answer}”.", **facts))
    if not dry_run:
        out(_("The answers are kept in replies.yaml."))
    out()


def show_looked_at(count: int) -> None:
    """How many messages were marked as looked at."""
    out(msgn("{n} message is marked as looked at.", "{n} messages are marked as looked at.", count))
    out()


def _notes(workspace: Workspace, read: Sequence[ClassifiedMessage]) -> None:
    """What people wrote beside their answers; shown here, and stored nowhere."""
    people = {m.id: m.name for m in workspace.programme.members}
    notes = [t for r in read for t in r.outcome.answers if t.note]
    if not notes:
        return
    out()
    out(styled(_("Notes"), "bold"))
    for one in notes[:MESSAGES]:
        name = people.get(one.answer.member, one.attendee)
        facts = {"id": one.answer.member, "session": one.answer.session, "note": one.note}
        out(msg("  {name} ({id}), {session}: {note}", name=name, **facts))
