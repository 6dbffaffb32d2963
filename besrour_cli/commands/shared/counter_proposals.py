"""Other times that members asked for (RFC 5546 section 3.2.7), weighed by the rule of fairness."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.model.errors import BesrourError
from besrour_cli.model.message import Message, msg

if TYPE_CHECKING:
    from besrour_cli.commands.shared.responses import SessionResponses
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.programme import Member


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
    """Every other time that is still asked for, weighed as ``besrour plan --what-if`` does."""
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
        compared = compare(workspace.programme, workspace.plan, moment, one.session.id, proposed)
    except BesrourError as fault:
        return proposal._replace(against=(fault.what,))
    verdict = FairnessVerdict.LESS_FAIR if compared.first_worse() else FairnessVerdict.AS_FAIR
    return proposal._replace(
        verdict=FairnessVerdict.FAIRER if compared.better() else verdict,
        gains=len(compared.gains),
        losses=len(compared.losses),
        against=compared.against,
    )
