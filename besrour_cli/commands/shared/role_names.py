"""What the roles of a session are called on the coordinator's screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from besrour_cli.model.message import Message, msg

if TYPE_CHECKING:
    from besrour_cli.model.programme import Session

ROLES: Mapping[str, Message] = {
    "facilitator": msg("facilitator"),
    "host": msg("host"),
    "interpreter": msg("interpreter"),
    "speaker": msg("speaker"),
    "notetaker": msg("notetaker"),
}


def roles_of(session: Session, member: str) -> tuple[Message | str, ...]:
    """The roles that a member (id) must fill in a session; one the program does not know as it is written."""
    return tuple(ROLES.get(role, role) for role, ids in session.required.items() if member in ids)
