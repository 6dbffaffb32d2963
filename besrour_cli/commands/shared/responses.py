"""What members answered: who comes to which session, and the other times they ask for (RFC 5546, 3.2.7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.model.errors import BesrourError, NegativeAnswer
from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import SessionState
from besrour_cli.model.replies import Invitation, Reminder, Reply

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.feedback.replies.tally import Rsvp
    from besrour_cli.model.plan import ScheduledSession
    from besrour_cli.model.programme import Member, Session
    from besrour_cli.storage.state.replies_file import StoredReplies

UNANSWERED = ("silent", "stale")
"""States of people who may be reminded: no answer, or only one to a time that was moved since."""


class SessionResponses(NamedTuple):
    """One session, the members invited in roster order, each one's state, and the ids of those reminded."""

    session: Session
    slot: ScheduledSession
    members: tuple[Member, ...]
    rsvps: tuple[Rsvp, ...]
    reminded: frozenset[str]

    def of(self, *states: str) -> list[Member]:
        """The members in these states, in roster order."""
        ids = {rsvp.member for rsvp in self.rsvps if rsvp.state in states}
        return [m for m in self.members if m.id in ids]

    @property
    def by_hand(self) -> list[Member]:
        """The members whose answer the coordinator recorded, in roster order."""
        ids = {rsvp.member for rsvp in self.rsvps if rsvp.answer is not None and rsvp.answer.by_hand}
        return [m for m in self.members if m.id in ids]

    @property
    def answered(self) -> int:
        """How many have answered in any way."""
        return len(self.members) - len(self.of("silent"))


def invitations(workspace: Workspace) -> list[Invitation]:
    """Every session of the plan as people were invited to it, one whose file is gone too."""
    from besrour_cli.publishing.calendars.event_text import event_uid

    workspace, invited = workspace.with_known_sessions(), []
    for session in workspace.programme.sessions:
        slot = workspace.plan.slots.get(session.id)
        if slot is None:
            continue
        people: dict[str, tuple[str, ...]] = {}
        for member in workspace.programme.invited(session):
            address = member.email.strip().casefold()
            people[address] = (*people.get(address, ()), member.id)
        uid = event_uid(workspace.programme.id, slot.known_id)
        start, end = slot.known_times
        invited.append(
            Invitation(
                uid=uid,
                session=session.id,
                sequence=slot.sequence,
                start=start,
                end=end,
                people=people,
                titles=tuple(session.titles.values()),
                announced=slot.announced,
                moved=slot.state == SessionState.MOVED,
                cancelled=slot.state == SessionState.CANCELLED,
            )
        )
    return invited


def session_responses(
    workspace: Workspace, replies: StoredReplies, invited: Sequence[Invitation]
) -> list[SessionResponses]:
    """Every announced or answered session that is not called off, by start."""
    from besrour_cli.feedback.replies.tally import rsvps

    workspace, responses = workspace.with_known_sessions(), []
    for invitation in sorted(invited, key=lambda i: (i.start, i.session)):
        slot = workspace.plan.slots[invitation.session]
        session = workspace.session(invitation.session)
        answers: list[Reply] = [a for a in replies.answers if a.session == session.id]
        if slot.state == SessionState.CANCELLED or (slot.state == SessionState.PROPOSED and not answers):
            continue
        members = workspace.programme.invited(session)
        reminded = frozenset(r.member for r in replies.reminders if still_valid(r, slot))
        every = rsvps(members, answers, invitation)
        responses.append(SessionResponses(session, slot, members, every, reminded))
    return responses


def not_announced(session_id: str) -> NegativeAnswer:
    """A refusal of what needs people to know of a session."""
    return NegativeAnswer(
        msg("nobody was told of “{id}” yet", id=session_id),
        msg("invite people first: besrour send {id}", id=session_id),
    )


def still_valid(reminder: Reminder, slot: ScheduledSession) -> bool:
    """Whether a reminder was made after the last announcement of its session, for the same SEQUENCE."""
    if (reminder.session, reminder.sequence) != (slot.session, slot.sequence):
        return False
    made, announced = reminder.moment, slot.announced
    return made is None or announced is None or made >= announced


class FairnessVerdict(StrEnum):
    """What the rule says of a proposed start, against the planned one."""

    FAIRER = "fairer"
    AS_FAIR = "as fair"
    LESS_FAIR = "less fair"


class CounterProposal(NamedTuple):
    """A time that a member asks for, and what the rule of fairness says of it.

    ``verdict`` is None when the time could not be weighed; ``gains`` and ``losses`` count the people who
    would bear less and more; ``against`` says which constraints it breaks, or why it was not weighed.
    """

    session: str
    member: Member
    proposed: datetime
    verdict: FairnessVerdict | None = None
    gains: int = 0
    losses: int = 0
    against: tuple[Message, ...] = ()


def counter_proposals(
    workspace: Workspace, responses: Sequence[SessionResponses], moment: datetime
) -> list[CounterProposal]:
    """Every other time that is still asked for, weighed as ``besrour why --if`` does."""
    proposals = []
    for one in responses:
        members = {m.id: m for m in one.members}
        for rsvp in one.rsvps:
            if rsvp.state == "proposed" and rsvp.answer is not None and rsvp.answer.proposed is not None:
                member = members[rsvp.member]
                proposals.append(_weigh(workspace, one, member, rsvp.answer.proposed, moment))
    return proposals


def _weigh(
    workspace: Workspace, one: SessionResponses, member: Member, proposed: datetime, moment: datetime
) -> CounterProposal:
    proposal = CounterProposal(session=one.session.id, member=member, proposed=proposed)
    if one.slot.end <= moment:
        return proposal._replace(against=(msg("the session is over"),))
    from besrour_cli.planning.explain.what_if import compare

    try:
        compared = compare(workspace.observed().programme, workspace.plan, moment, one.session.id, proposed)
    except BesrourError as fault:
        return proposal._replace(against=(fault.what,))
    verdict = FairnessVerdict.LESS_FAIR if compared.first_worse() else FairnessVerdict.AS_FAIR
    return proposal._replace(
        verdict=FairnessVerdict.FAIRER if compared.better() else verdict,
        gains=len(compared.gains),
        losses=len(compared.losses),
        against=compared.against,
    )
