"""``besrour replies --record``: an answer that came by telephone, or that besrour cannot read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.shared.workspace import Workspace, unknown_member
from besrour_cli.model.errors import NegativeAnswer, UsageError
from besrour_cli.model.language import fold_case
from besrour_cli.model.message import msg
from besrour_cli.model.plan import ScheduledSession, SessionState
from besrour_cli.model.replies import Reply, ReplyPart

if TYPE_CHECKING:
    from besrour_cli.model.programme import Session
    from besrour_cli.storage.state.replies_file import StoredReplies

NONE = "none"
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
    NONE: None,
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
        if session is not None or answer is not None:
            raise UsageError(
                msg("--session and --answer belong to --record"), msg("add --record and the member's id")
            )
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


def record(
    workspace: Workspace, replies: StoredReplies, manual: ManualReply, moment: datetime
) -> StoredReplies:
    """The answers with those recorded now: one by hand for each member and session, the latest."""
    from besrour_cli.storage.state.replies_file import sorted_replies

    session = workspace.session(manual.session)
    slot = workspace.slot(session)
    refuse_unannounced(slot)
    people = _invited(workspace, session, manual.members)
    mine = {a.member for a in replies.answers if a.by_hand and a.session == session.id}
    idle = [member for member in people if member not in mine]
    if manual.part is None and idle:
        raise NegativeAnswer(
            msg(
                "no answer of “{member}” to “{session}” was recorded by hand",
                member=idle[0],
                session=session.id,
            )
        )
    others = [
        a for a in replies.answers if not (a.by_hand and a.session == session.id and a.member in people)
    ]
    new = [
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
        if manual.part is not None
    ]
    return sorted_replies([*others, *new], replies.reminders)


def refuse_unannounced(slot: ScheduledSession) -> None:
    """Raise NegativeAnswer when there is nothing people could have answered to."""
    if slot.state == SessionState.CANCELLED:
        raise NegativeAnswer(msg("“{id}” was called off: nobody need answer", id=slot.session))
    if not slot.hash:
        raise NegativeAnswer(
            msg("nobody was told of “{id}” yet", id=slot.session),
            msg("invite people first: besrour invite {id}", id=slot.session),
        )


def _invited(workspace: Workspace, session: Session, names: Sequence[str]) -> tuple[str, ...]:
    """The ids as they are, each that of a member invited to the session."""
    known = {member.id for member in workspace.programme.members}
    invited = {member.id for member in workspace.programme.invited(session)}
    for name in names:
        if name not in known:
            raise unknown_member(name, workspace.programme.members)
        if name not in invited:
            raise NegativeAnswer(
                msg("“{member}” is not invited to “{session}”", member=name, session=session.id),
                msg("look at the columns groups and paused in members.csv"),
            )
    return tuple(names)
