"""``besrour replies``: record an answer that came by telephone, or accept a time that a member asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.shared.member_lookup import called_so, matching_members
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
_WITH_ANSWER = re.compile(r"(.+?)\s*[\s:=]\s*(peut[- ]être|peut[- ]etre|\w+)[.!]*", re.IGNORECASE)


class ManualReply(NamedTuple):
    """Whose answers to which session, and what each is; None: what was recorded is taken back."""

    session: str
    parts: Mapping[str, ReplyPart | None]

    def grouped(self) -> dict[ReplyPart | None, tuple[str, ...]]:
        """Those of each answer, in the order in which they are named."""
        answers = dict.fromkeys(self.parts.values())
        return {part: tuple(m for m, own in self.parts.items() if own == part) for part in answers}


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
    if session is not None and answer is None:
        return ManualReply(session, parts_in_line(", ".join(members)))
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
    return ManualReply(session, dict.fromkeys(members, WORDS[word]))


def parts_in_line(line: str) -> dict[str, ReplyPart | None]:
    """The answer of each person in a line such as ``Awa yes, Kofi non, Efua peut-être``.

    Raises UsageError for what has no answer at its end.
    """
    parts: dict[str, ReplyPart | None] = {}
    for piece in filter(None, (each.strip() for each in re.split(r"[,;\n]", line))):
        match = _WITH_ANSWER.fullmatch(piece)
        word = fold_case(match[2]) if match else ""
        if match is None or word not in WORDS:
            raise UsageError(
                msg("“{text}” does not end with an answer besrour knows", text=piece),
                msg('write --record "Awa yes, Kofi no, Efua maybe", or add --answer for all of them'),
            )
        if parts.setdefault(match[1], WORDS[word]) != WORDS[word]:
            raise _two_answers(match[1])
    return parts


def _two_answers(member: str) -> UsageError:
    return UsageError(msg("two answers of “{member}” are written", member=member), msg("write one"))


def with_ids(workspace: Workspace, manual: ManualReply) -> ManualReply:
    """The answer with the ids of the people it names; refuses people who are not invited to the session."""
    session = workspace.session(manual.session)
    parts: dict[str, ReplyPart | None] = {}
    for name, part in manual.parts.items():
        [member] = invited_ids(workspace, session, [_called(workspace, session, name)])
        if parts.get(member, part) != part:
            raise _two_answers(member)
        parts[member] = part
    return manual._replace(parts=parts)


def _called(workspace: Workspace, session: Session, name: str) -> str:
    """The id of the one invited person who is called so, be it by a part of her name; else the word."""
    if matching_members(workspace.programme.members, name):
        return name
    called = called_so(workspace.programme.invited(session), name)
    if len(called) > 1:
        ids = ", ".join(member.id for member in called)
        raise UsageError(
            msg("“{word}” may be any of these people: {ids}", word=name, ids=ids),
            msg("write the id of the one you mean"),
        )
    return called[0].id if called else name


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
    people = tuple(manual.parts)
    mine = {a.member for a in replies.answers if a.by_hand and a.session == session.id}
    idle = [member for member, part in manual.parts.items() if part is None and member not in mine]
    if idle:
        facts = {"member": idle[0], "session": session.id}
        raise NegativeAnswer(msg("no answer of “{member}” to “{session}” was recorded by hand", **facts))
    answers = [
        a for a in replies.answers if not (a.by_hand and a.session == session.id and a.member in people)
    ]
    answers += [
        Reply(
            session=session.id,
            member=member,
            part=part,
            sequence=slot.sequence,
            start=slot.start,
            moment=moment,
            by_hand=True,
        )
        for member, part in manual.parts.items()
        if part is not None
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
