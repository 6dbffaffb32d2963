"""Which messages still wait for a person: those not looked at, and not settled by an answer since."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from besrour_cli.model.programme import Member
from besrour_cli.model.replies import Reply, UnclearMessage


def waiting_messages(
    messages: Iterable[UnclearMessage], answers: Collection[Reply], members: Iterable[Member]
) -> tuple[UnclearMessage, ...]:
    """The messages that a person has to look at yet, the oldest first.

    One about a session is settled by any later answer of its writer to that session, recorded or read; a
    request for a pause once its writer is paused. What came from people who left the roster is settled.
    """
    roster = {member.id: member for member in members}
    found = [m for m in messages if not (m.looked_at or _is_settled(m, answers, roster.get(m.member)))]
    return tuple(sorted(found, key=lambda m: ((m.sent is not None and m.sent.isoformat()) or "", m.message)))


def _is_settled(message: UnclearMessage, answers: Iterable[Reply], member: Member | None) -> bool:
    if not message.member:
        return False
    if member is None:
        return True
    if message.pause:
        return member.paused or member.paused_until is not None
    return any(
        answer.member == message.member
        and message.session in ("", answer.session)
        and answer.given is not None
        and (message.sent is None or answer.given >= message.sent)
        for answer in answers
    )
