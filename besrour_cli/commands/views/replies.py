"""What a coordinator sees of the answers: messages to look at, other times asked for, and who comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock import instants
from besrour_cli.commands.shared.responses import UNANSWERED, CounterProposal, SessionResponses
from besrour_cli.commands.terminal.console import MESSAGES, console, out, styled, truncate
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.commands.views import moves
from besrour_cli.commands.views.attendance import STATES, as_data, languages_of, names, regions_of, table
from besrour_cli.commands.views.local_times import local_words
from besrour_cli.model.message import Fact, msg, msgn

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.feedback.replies.outcome import Classification, MemberAnswer
    from besrour_cli.model.replies import Invitation, ReplyPart

STATUSES = {
    "reply": msg("answers"),
    "counter": msg("other times asked for"),
    "needs-human": msg("for you to look at"),
    "ignored": msg("no answers"),
}


class ClassifiedMessage(NamedTuple):
    """One message by its name, and what it is."""

    name: str
    outcome: Classification


def replies_as_data(
    read: Sequence[ClassifiedMessage],
    responses: Sequence[SessionResponses],
    proposals: Sequence[CounterProposal],
    known: Mapping[str, Invitation],
    *,
    written: bool,
) -> dict[str, object]:
    """Everything for ``--json``."""
    return {
        "messages": [_message(r, known) for r in read],
        "counters": [moves.proposal_as_data(p) for p in proposals],
        "sessions": [as_data(c) for c in responses],
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
    responses: Sequence[SessionResponses],
    proposals: Sequence[CounterProposal],
    dry_run: bool,
) -> None:
    """What was read, what needs a person, other times asked for, then who comes to which session."""
    if read is not None:
        counts = Counter(str(r.outcome.status) for r in read)
        kinds = ", ".join(f"{translate(STATUSES[key])} {counts[key]}" for key in STATUSES if counts[key])
        if read:
            out(msgn("{n} message: {counts}.", "{n} messages: {counts}.", len(read), counts=kinds))
        else:
            out(_("No message was found."))
        _print_unclear([r for r in read if r.outcome.status == "needs-human"])
        _notes(workspace, read)
        out()
    for proposal in proposals:
        out(moves.proposal_line(workspace, proposal))
    if proposals:
        out()
    for one in responses:
        if one.answered:
            _session(workspace, one)
        else:
            n = len(one.members)
            nobody = msgn("{n} invited, nobody has answered", "{n} invited, nobody has answered", n)
            out(f"{styled(one.session.id, 'bold')}  {translate(nobody)}")
    if not responses:
        out(_("Nobody was invited to anything yet."))
    if dry_run:
        out(_("Nothing was written: this was a trial."))
    elif read is not None:
        out(_("The answers are kept in replies.yaml."))


def show_recorded(session: str, members: Sequence[str], part: ReplyPart | None, *, dry_run: bool) -> None:
    """The answer just recorded for some members; None: what was recorded is taken back."""
    who = ", ".join(members)
    if part is None:
        line = msg("{session}: what you recorded for {members} is taken back.", session=session, members=who)
    else:
        facts: dict[str, Fact] = {"session": session, "members": who, "answer": STATES[part]}
        line = msg("{session}: the answer of {members} is “{answer}”.", **facts)
    out(line)
    if not dry_run:
        out(_("The answers are kept in replies.yaml."))
    out()


def _print_unclear(read: Sequence[ClassifiedMessage]) -> None:
    if not read:
        return
    out()
    out(styled(translate(STATUSES["needs-human"]), "bold"))
    shown, more = truncate(read, MESSAGES)
    for one in shown:
        sender = f" ({one.outcome.sender})" if one.outcome.sender else ""
        out(f"  {one.name}{sender}: {translate(one.outcome.reason)}")
    if more:
        out(msgn("  and {n} more", "  and {n} more", more))


def _notes(workspace: Workspace, read: Sequence[ClassifiedMessage]) -> None:
    """What people wrote beside their answers; shown here, and stored nowhere."""
    people = {m.id: m.name for m in workspace.programme.members}
    notes = [t for r in read for t in r.outcome.answers if t.note]
    if not notes:
        return
    out()
    out(styled(_("Notes"), "bold"))
    for one in notes[:MESSAGES]:
        out(f"  {people.get(one.answer.member, one.attendee)}, {one.answer.session}: {one.note}")


def _session(workspace: Workspace, one: SessionResponses) -> None:
    when = local_words(one.slot.start, one.slot.anchor)
    out(f"{styled(one.session.id, 'bold')}  {when} ({one.slot.anchor})")
    screen = console()
    screen.print(table(regions_of(workspace.programme, one), _("Region")))
    screen.print()
    screen.print(table(languages_of(one), _("Language")))
    moved, unclear = one.of("stale"), one.of("unclear")
    if one.by_hand:
        out(_("Recorded by hand: {names}.").format(names=names(one.by_hand)))
    if moved:
        out(_("Answered the former time, to be asked again: {names}.").format(names=names(moved)))
    if unclear:
        out(_("Two different answers of the same moment: {names}.").format(names=names(unclear)))
    silent = [m for m in one.of(*UNANSWERED) if m.id not in one.reminded]
    if silent:
        line = _("To remind those who have not answered: besrour send {session} --remind --unanswered")
        out(line.format(session=one.session.id))
    out()
