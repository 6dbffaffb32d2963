"""What a coordinator sees of the answers: what needs her, who asks for another time, and who comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.commands.views.attendance import (
    STATES,
    UNANSWERED,
    SessionResponses,
    as_data,
    languages_of,
    names,
    regions_of,
    table,
)
from besrour_cli.model.errors import BesrourError
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.programme import Member
from besrour_cli.model.replies import Invitation

if TYPE_CHECKING:
    from besrour_cli.commands.replies import ClassifiedMessage
    from besrour_cli.commands.workflows.record_reply import ManualReply
    from besrour_cli.feedback.replies.outcome import MemberAnswer

STATUSES = {
    "reply": msg("answers"),
    "counter": msg("other times asked for"),
    "needs-human": msg("for you to look at"),
    "ignored": msg("no answers"),
}
SHOWN = 20
"""Messages shown of each kind; ``--json`` has them all."""


class CounterProposal(NamedTuple):
    """A time somebody asks for: the member, when, and what the rule of fairness says of it.

    ``better``: 1 fairer than the plan, 0 as fair, -1 less fair, None when it could not be weighed;
    ``gains`` and ``losses`` count the people who would bear less and more; ``against`` says which demands
    it breaks, or why it was not weighed.
    """

    session: str
    member: Member
    proposed: datetime
    better: int | None
    gains: int
    losses: int
    against: tuple[Message, ...] = ()


def counter_proposals(
    workspace: Workspace, found: Sequence[SessionResponses], moment: datetime
) -> list[CounterProposal]:
    """Every other time asked for that still counts, weighed as ``besrour plan --what-if`` does."""
    made = []
    for one in found:
        members = {m.id: m for m in one.members}
        for standing in one.standings:
            answer = standing.answer
            if standing.state == "proposed" and answer is not None and answer.proposed is not None:
                member = members[standing.member]
                made.append(_weighed(workspace, one, member, answer.proposed, moment))
    return made


def _weighed(
    workspace: Workspace, one: SessionResponses, member: Member, proposed: datetime, moment: datetime
) -> CounterProposal:
    name = one.session.id
    if one.slot.end <= moment:
        return CounterProposal(name, member, proposed, None, 0, 0, (msg("the session is over"),))
    from besrour_cli.planning.explain.what_if import compare

    try:
        found = compare(workspace.programme, workspace.plan, moment, name, proposed)
    except BesrourError as fault:
        return CounterProposal(name, member, proposed, None, 0, 0, (fault.what,))
    better = 1 if found.better() else -1 if found.first_worse() else 0
    return CounterProposal(name, member, proposed, better, len(found.gains), len(found.losses), found.against)


def replies_as_data(
    read: Sequence[ClassifiedMessage],
    found: Sequence[SessionResponses],
    asked: Sequence[CounterProposal],
    known: Mapping[str, Invitation],
    *,
    written: bool,
) -> dict[str, object]:
    """Everything for ``--json``."""
    return {
        "messages": [_message(r, known) for r in read],
        "counters": [
            {
                "session": c.session,
                "member": c.member.id,
                "proposed": instants.instant_text(c.proposed),
                "fairer": None if c.better is None else c.better > 0,
                "as_fair": None if c.better is None else c.better == 0,
                "gains": c.gains,
                "losses": c.losses,
                "against": [translate(m) for m in c.against],
            }
            for c in asked
        ],
        "sessions": [as_data(c) for c in found],
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


def _person_answers(told: MemberAnswer, known: Mapping[str, Invitation]) -> dict[str, object]:
    from besrour_cli.feedback.replies.tally import is_stale

    answer = told.answer
    shown: dict[str, object] = {
        "uid": told.uid,
        "session": answer.session,
        "member": answer.member,
        "attendee": told.attendee,
        "partstat": told.partstat,
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
    if told.note:
        shown["comment"] = told.note
    return shown


def _seconds(moment: datetime) -> str:
    return instants.as_utc(moment).strftime("%Y-%m-%dT%H:%M:%SZ")


def print_result(
    workspace: Workspace,
    read: Sequence[ClassifiedMessage] | None,
    found: Sequence[SessionResponses],
    asked: Sequence[CounterProposal],
    dry_run: bool,
) -> None:
    """What was read, what needs a person, other times asked for, then who comes to which session."""
    from besrour_cli.commands.terminal.console import out, styled

    if read is not None:
        counts = Counter(str(r.outcome.status) for r in read)
        said = ", ".join(
            f"{translate(words)} {counts[key]}" for key, words in STATUSES.items() if counts[key]
        )
        if read:
            out(translate(msgn("{n} message: {counts}.", "{n} messages: {counts}.", len(read), counts=said)))
        else:
            out(_("No message was found."))
        _listed([r for r in read if r.outcome.status == "needs-human"], translate(STATUSES["needs-human"]))
        _notes(workspace, read)
        out()
    for counter in asked:
        out(_counter_line(workspace, counter))
    if asked:
        out()
    for one in found:
        if one.answered:
            _session(workspace, one)
        else:
            head = styled(one.session.id, "bold")
            out(f"{head}  {translate(_nobody(len(one.members)))}")
    if not found:
        out(_("Nobody was invited to anything yet."))
    if dry_run:
        out(_("Nothing was written: this was a trial."))
    elif read is not None:
        out(_("The answers are kept in replies.yaml."))


def show_recorded(wish: ManualReply, dry_run: bool) -> None:
    """What was just recorded by hand, or taken back."""
    from besrour_cli.commands.terminal.console import out

    who = ", ".join(wish.members)
    if wish.part is None:
        line = msg(
            "{session}: what you recorded for {members} is taken back.", session=wish.session, members=who
        )
    else:
        line = msg(
            "{session}: the answer of {members} is “{answer}”.",
            session=wish.session,
            members=who,
            answer=STATES[wish.part],
        )
    out(translate(line))
    if not dry_run:
        out(_("The answers are kept in replies.yaml."))
    out()


def _nobody(count: int) -> Message:
    return msgn("{n} invited, nobody has answered", "{n} invited, nobody has answered", count)


def _listed(read: Sequence[ClassifiedMessage], title: str) -> None:
    from besrour_cli.commands.terminal.console import out, styled

    if not read:
        return
    out()
    out(styled(title, "bold"))
    for one in read[:SHOWN]:
        sender = f" ({one.outcome.sender})" if one.outcome.sender else ""
        out(f"  {one.name}{sender}: {translate(one.outcome.reason)}")
    if len(read) > SHOWN:
        out(translate(msgn("  and {n} more", "  and {n} more", len(read) - SHOWN)))


def _notes(workspace: Workspace, read: Sequence[ClassifiedMessage]) -> None:
    """What people wrote beside their answers; shown here, and kept nowhere."""
    from besrour_cli.commands.terminal.console import out, styled

    people = {m.id: m.name for m in workspace.programme.members}
    notes = [t for r in read for t in r.outcome.answers if t.note]
    if not notes:
        return
    out()
    out(styled(_("Notes"), "bold"))
    for told in notes[:SHOWN]:
        out(f"  {people.get(told.answer.member, told.attendee)}, {told.answer.session}: {told.note}")


def _counter_line(workspace: Workspace, counter: CounterProposal) -> str:
    session = workspace.session(counter.session)
    zone = workspace.plan.slots[session.id].anchor
    here = instants.local(counter.proposed, zone)
    day, hour = formatting.date_words(here.date(), language()), formatting.time_words(here, language())
    asks = msg(
        "{session}: {name} asks for {day}, {hour} ({zone})",
        session=session.id,
        name=counter.member.name,
        day=day,
        hour=hour,
        zone=zone,
    )
    against = "; ".join(map(translate, counter.against[:3]))
    if counter.better is None:
        return translate(msg("{asks}; it cannot be weighed: {why}", asks=asks, why=against))
    verdict = {
        1: msg("fairer than the present time"),
        0: msg("as fair as the present time"),
        -1: msg("less fair than the present time"),
    }[counter.better]
    weighed = msg(
        "{asks}; {verdict}, easier for {gains} and harder for {losses}",
        asks=asks,
        verdict=verdict,
        gains=counter.gains,
        losses=counter.losses,
    )
    return translate(
        msg("{weighed}; but {against}", weighed=weighed, against=against) if against else weighed
    )


def _session(workspace: Workspace, one: SessionResponses) -> None:
    from besrour_cli.commands.terminal.console import console, out, styled

    local = instants.local(one.slot.start, one.slot.anchor)
    day, hour = formatting.date_words(local.date(), language()), formatting.time_words(local, language())
    out(f"{styled(one.session.id, 'bold')}  {day}, {hour} ({one.slot.anchor})")
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
        line = _("To remind those who have not answered: besrour invite {session} --remind --unanswered")
        out(line.format(session=one.session.id))
    out()
