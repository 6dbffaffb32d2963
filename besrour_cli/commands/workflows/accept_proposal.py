"""``besrour replies --accept``: carry the other time that a member asked for into the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock.instants import instant_text, zone_data_version
from besrour_cli.commands.shared.counter_proposals import CounterProposal, counter_proposals
from besrour_cli.commands.shared.responses import invitations, session_responses
from besrour_cli.commands.shared.workspace import Workspace, unknown_member
from besrour_cli.commands.workflows.choose_starts import choose_with_fewest_changes
from besrour_cli.commands.workflows.record_reply import refuse_unannounced
from besrour_cli.commands.workflows.start_checks import check_history, check_pins
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import ScheduledSession, SessionState
from besrour_cli.planning.problem.sentences import join_semicolon

if TYPE_CHECKING:
    from besrour_cli.planning.solve.choose import PlanResult


class AcceptedProposal(NamedTuple):
    """A proposal, the session before and after, and the plan with it."""

    proposal: CounterProposal
    before: ScheduledSession
    after: ScheduledSession
    choice: PlanResult


def accept_proposal(workspace: Workspace, member: str, session_id: str, moment: datetime) -> AcceptedProposal:
    """The plan with a session at the time that a member asks for; everything else stays where it can.

    The session has then moved, as after ``besrour plan --move``: a new plan keeps its start, and the next
    letters are updates. Raises NegativeAnswer when the member asks for no other time, or when it breaks a
    constraint of the files, of a member or of another session.
    """
    from besrour_cli.observances.blocked_time import observed

    workspace = workspace._replace(programme=observed(workspace.programme, workspace.plan))
    proposal = _find(workspace, member, session_id, moment)
    before = workspace.plan.slots[session_id]
    check_history(workspace, moment)
    check_pins(workspace, workspace.plan, moment)
    after = replace(
        before,
        start=proposal.proposed,
        end=proposal.proposed + timedelta(minutes=workspace.session(session_id).minutes),
        state=SessionState.MOVED,
        anchor=workspace.programme.anchor.zone,
        tzdata=zone_data_version(),
        sequence=before.sequence + 1,
        printed=(),
        revised=moment,
    )
    plan = replace(workspace.plan, slots={**workspace.plan.slots, session_id: after})
    choice = choose_with_fewest_changes(workspace.programme, plan, moment)
    return AcceptedProposal(proposal, before, choice.plan.slots[session_id], choice)


def _find(workspace: Workspace, member: str, session_id: str, moment: datetime) -> CounterProposal:
    """The proposal of a member for a session, if it can be taken."""
    from besrour_cli.storage.state import replies_file

    session = workspace.session(session_id)
    if member not in {m.id for m in workspace.programme.members}:
        raise unknown_member(member, workspace.programme.members)
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
    reasons: Sequence[Message] = proposal.against
    if session.pinned not in (None, proposal.proposed):
        reasons = (msg("its file asks for another start"), *reasons)
    if reasons:
        raise NegativeAnswer(
            msg(
                "“{id}” cannot move to {start}: {reasons}",
                id=session_id,
                start=instant_text(proposal.proposed),
                reasons=join_semicolon(list(reasons)),
            ),
            msg(
                "if that is meant, write start: in its file, then run besrour plan --move {id}", id=session_id
            ),
        )
    if proposal.proposed == slot.start:
        raise NegativeAnswer(msg("“{id}” starts then already", id=session_id))
    return proposal
