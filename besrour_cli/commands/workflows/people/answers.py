"""``besrour replies``: record an answer that came by telephone, or accept a time that a member asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.shared.responses import (
    CounterProposal,
    counter_proposals,
    invitations,
    not_announced,
    session_responses,
)
from besrour_cli.commands.workflows.plan.check_starts import check_history, check_pins
from besrour_cli.commands.workflows.plan.choose_starts import ChangedPlan, with_slot
from besrour_cli.commands.workflows.plan.move_session import at_start, refuse_violations
from besrour_cli.feedback.replies.waiting_messages import waiting_messages
from besrour_cli.model.errors import NegativeAnswer, UsageError
from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg
from besrour_cli.model.plan import SessionState
from besrour_cli.model.replies import Reply, ReplyPart
from besrour_cli.storage.state import replies_file

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.plan import ScheduledSession
    from besrour_cli.model.programme import Session

WORDS: Mapping[str, ReplyPart | None] = {
    "yes": ReplyPart.ACCEPTED,
    "y": ReplyPart.ACCEPTED,
    "oui": ReplyPart.ACCEPTED,
    "o": ReplyPart.ACCEPTED,
    "no": ReplyPart.DECLINED,
    "n": ReplyPart.DECLINED,
    "non": ReplyPart.DECLINED,
    "maybe": ReplyPart.TENTATIVE,
    "perhaps": ReplyPart.TENTATIVE,
    "peut etre": ReplyPart.TENTATIVE,
    "peutetre": ReplyPart.TENTATIVE,
    "none": None,
    "aucune": None,
}
"""What may follow --answer, folded; None takes an answer recorded by hand away."""


class ManualReply(NamedTuple):
    """Whose answer to which session, and what it is; None: nothing is to be recorded."""

    members: tuple[str, ...]
    session: str
    part: ReplyPart | None


def parse_manual_reply(
    members: Sequence[str], session: str | None, answer: str | None, mail: bool
) -> ManualReply | None:
    """What the options ask for together, or a refusal of what does not belong together."""
    if not members:
        if answer is not None:
            raise UsageError(msg("--answer belongs to --record"), msg("add --record and the member's id"))
        return None
    if mail:
        raise UsageError(msg("--record and reading mail exclude each other"), msg("run one after the other"))
    if session is None or answer is None:
        raise UsageError(
            msg("--record needs a session and an answer"),
            msg("add --session and its name, and --answer yes, no or maybe"),
        )
    word = fold_case(answer)
    if word not in WORDS:
        raise UsageError(
            msg("“{text}” is no answer besrour knows", text=answer),
            msg("write yes, no or maybe; none takes back what you recorded"),
        )
    return ManualReply(tuple(dict.fromkeys(members)), session, WORDS[word])


def with_ids(workspace: Workspace, manual: ManualReply) -> ManualReply:
    """The answer with the ids of the people it names; refuses people who are not invited to the session."""
    session = workspace.session(manual.session)
    return manual._replace(members=invited_ids(workspace, session, manual.members))


def look_at(
    workspace: Workspace, replies: replies_file.StoredReplies, names: Sequence[str]
) -> replies_file.StoredReplies:
    """The messages of some people, or of some digests, as looked at: they are not shown again.

    Raises NegativeAnswer where there is no message of somebody named.
    """
    waiting = waiting_messages(replies.messages, replies.answers, workspace.programme.members)
    done: set[str] = set()
    for name in names:
        found = {m.message for m in waiting if m.message == name}
        if not found:
            member = workspace.member(name)
            found = {m.message for m in waiting if m.member == member.id}
        if not found:
            raise NegativeAnswer(
                msg("no message of “{member}” waits to be looked at", member=name),
                msg("besrour replies shows those that do"),
            )
        done |= found
    messages = [m._replace(looked_at=m.looked_at or m.message in done) for m in replies.messages]
    return replies._replace(messages=tuple(messages))


def record(
    workspace: Workspace, replies: replies_file.StoredReplies, manual: ManualReply, moment: datetime
) -> replies_file.StoredReplies:
    """The answers with those recorded now: one by hand for each member and session, the latest."""
    session = workspace.session(manual.session)
    slot = workspace.slot(session)
    refuse_unannounced(slot)
    people = manual.members
    mine = {a.member for a in replies.answers if a.by_hand and a.session == session.id}
    idle = [member for member in people if member not in mine]
    if manual.part is None and idle:
        facts = {"member": idle[0], "session": session.id}
        raise NegativeAnswer(msg("no answer of “{member}” to “{session}” was recorded by hand", **facts))
    answers = [
        a for a in replies.answers if not (a.by_hand and a.session == session.id and a.member in people)
    ]
    if manual.part is not None:
        answers += [
            Reply(
                session=session.id,
                member=member,
                part=manual.part,
                sequence=slot.sequence,
                start=slot.start,
                moment=moment,
                by_hand=True,
            )
            for member in people
        ]
    return replies_file.sorted_replies(answers, replies.reminders, replies.messages)


def refuse_unannounced(slot: ScheduledSession) -> None:
    """Raise NegativeAnswer when there is nothing people could have answered to."""
    if slot.state == SessionState.CANCELLED:
        raise NegativeAnswer(msg("“{id}” was called off: nobody need answer", id=slot.session))
    if not slot.hash:
        raise not_announced(slot.session)


def invited_ids(workspace: Workspace, session: Session, names: Sequence[str]) -> tuple[str, ...]:
    """The ids of the people named, each of whom is invited to the session."""
    invited = {member.id for member in workspace.programme.invited(session)}
    ids = []
    for name in names:
        member = workspace.member(name)
        if member.id not in invited:
            raise NegativeAnswer(
                msg("“{member}” is not invited to “{session}”", member=member.id, session=session.id),
                msg("look at the columns groups and paused in members.csv"),
            )
        ids.append(member.id)
    return tuple(dict.fromkeys(ids))


class AcceptedProposal(NamedTuple):
    """A proposal, the session before and after, and the plan with it."""

    proposal: CounterProposal
    before: ScheduledSession
    after: ScheduledSession
    choice: ChangedPlan


def accept_proposal(workspace: Workspace, member: str, session_id: str, moment: datetime) -> AcceptedProposal:
    """The plan with a session at the time that a member asks for; everything else stays where it can.

    The session has then moved, as after ``besrour move``: a new plan keeps its start, and the next
    letters are updates. Raises NegativeAnswer when the member asks for no other time, or when it breaks a
    constraint of the files, of a member or of another session.
    """
    workspace = workspace.observed()
    proposal = _find(workspace, member, session_id, moment)
    before = workspace.plan.slots[session_id]
    check_history(workspace, moment)
    check_pins(workspace, workspace.plan, moment)
    session = workspace.session(session_id)
    after = at_start(workspace, session, before, proposal.proposed, moment)
    choice = with_slot(workspace, after, workspace.plan.holds, moment)
    return AcceptedProposal(proposal, before, choice.plan.slots[session_id], choice)


def _find(workspace: Workspace, member: str, session_id: str, moment: datetime) -> CounterProposal:
    """The proposal of a member for a session, if it can be taken."""
    session, member = workspace.session(session_id), workspace.member(member).id
    slot = workspace.slot(session)
    refuse_unannounced(slot)
    invited = [i for i in invitations(workspace) if i.session == session_id]
    responses = session_responses(workspace, replies_file.read(workspace.folder), invited)
    for proposal in counter_proposals(workspace, responses, moment):
        if proposal.member.id == member:
            break
    else:
        raise NegativeAnswer(
            msg("“{member}” asks for no other time of “{session}”", member=member, session=session_id),
            msg("besrour replies shows who does"),
        )
    refuse_violations(workspace, session, proposal.proposed, proposal.against)
    if proposal.proposed == slot.start:
        raise NegativeAnswer(msg("“{id}” starts then already", id=session_id))
    return proposal
