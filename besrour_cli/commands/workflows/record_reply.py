"""``besrour replies --record``: an answer that came by telephone, in plain words or in a format of no use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.shared.workspace import Desk, unknown_member
from besrour_cli.model.errors import AnswerIsNo, WordsOff
from besrour_cli.model.language import folded
from besrour_cli.model.message import msg
from besrour_cli.model.replies import Answer, Part

if TYPE_CHECKING:
    from besrour_cli.model.plan import Slot
    from besrour_cli.model.programme import Session
    from besrour_cli.storage.state.replies_file import Replies

NONE = "none"
WORDS: Mapping[str, Part | None] = {
    "yes": "accepted",
    "y": "accepted",
    "oui": "accepted",
    "o": "accepted",
    "no": "declined",
    "n": "declined",
    "non": "declined",
    "maybe": "tentative",
    "perhaps": "tentative",
    "peut etre": "tentative",
    "peutetre": "tentative",
    NONE: None,
    "aucune": None,
}
"""What may follow --answer, folded; None takes an answer recorded by hand away."""


class Wish(NamedTuple):
    """Whose answer to which session, and what it is; None: nothing is to be recorded."""

    members: tuple[str, ...]
    session: str
    part: Part | None


def wish(members: Sequence[str], session: str | None, answer: str | None, mail: bool) -> Wish | None:
    """What the options ask for together, or a refusal of what does not belong together."""
    if not members:
        if session is not None or answer is not None:
            raise WordsOff(
                msg("--session and --answer belong to --record"), msg("add --record and the member's id")
            )
        return None
    if mail:
        raise WordsOff(msg("--record and reading mail exclude each other"), msg("run one after the other"))
    if session is None or answer is None:
        raise WordsOff(
            msg("--record needs a session and an answer"),
            msg("add --session and its name, and --answer yes, no or maybe"),
        )
    word = folded(answer)
    if word not in WORDS:
        raise WordsOff(
            msg("“{text}” is no answer besrour knows", text=answer),
            msg("write yes, no or maybe; none takes back what you recorded"),
        )
    return Wish(tuple(dict.fromkeys(members)), session, WORDS[word])


def recorded(desk: Desk, kept: Replies, wish: Wish, moment: datetime) -> Replies:
    """The answers with those recorded now: one by hand for each member and session, the latest."""
    from besrour_cli.storage.state.replies_file import sorted_replies

    session = desk.session(wish.session)
    slot = desk.slot(session)
    _told(slot)
    people = _invited(desk, session, wish.members)
    mine = {a.member for a in kept.answers if a.by_hand and a.session == session.id}
    idle = [member for member in people if member not in mine]
    if wish.part is None and idle:
        raise AnswerIsNo(
            msg(
                "no answer of “{member}” to “{session}” was recorded by hand",
                member=idle[0],
                session=session.id,
            )
        )
    others = [a for a in kept.answers if not (a.by_hand and a.session == session.id and a.member in people)]
    new = [
        Answer(session.id, member, wish.part, slot.sequence, slot.start, moment, by_hand=True)
        for member in people
        if wish.part is not None
    ]
    return sorted_replies([*others, *new], kept.reminders)


def _told(slot: Slot) -> None:
    if slot.state == "cancelled":
        raise AnswerIsNo(msg("“{id}” was called off: nobody need answer", id=slot.session))
    if not slot.hash:
        raise AnswerIsNo(
            msg("nobody was told of “{id}” yet", id=slot.session),
            msg("invite people first: besrour invite {id}", id=slot.session),
        )


def _invited(desk: Desk, session: Session, names: Sequence[str]) -> tuple[str, ...]:
    """The ids as they are, each that of a member invited to the session."""
    known = {member.id for member in desk.programme.members}
    invited = {member.id for member in desk.programme.invited(session)}
    for name in names:
        if name not in known:
            raise unknown_member(name, desk.programme.members)
        if name not in invited:
            raise AnswerIsNo(
                msg("“{member}” is not invited to “{session}”", member=name, session=session.id),
                msg("look at the columns groups and paused in members.csv"),
            )
    return tuple(names)
