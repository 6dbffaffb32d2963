"""The states of sessions in words: in a row of the plan, cut to fit, and counted."""

from __future__ import annotations

from besrour_cli.commands.terminal.translation import translate
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.plan import Plan, SessionState

WORDS = {
    SessionState.PROPOSED: msg("proposed"),
    SessionState.ANNOUNCED: msg("announced"),
    SessionState.HELD: msg("held"),
    SessionState.MOVED: msg("moved"),
    SessionState.CANCELLED: msg("cancelled"),
}
SHORT_WORDS = {
    SessionState.PROPOSED: msg("prop."),
    SessionState.ANNOUNCED: msg("ann."),
    SessionState.HELD: msg("held"),
    SessionState.MOVED: msg("mov."),
    SessionState.CANCELLED: msg("canc."),
}


def state_counts(plan: Plan) -> str:
    """How many sessions of a plan are in each state, past ones first: ``19 held, 1 cancelled``."""
    return ", ".join(translate(words) for words in _counted(plan) if words.number)


def _counted(plan: Plan) -> tuple[Message, ...]:
    def number(state: SessionState) -> int:
        return sum(slot.state == state for slot in plan.slots.values())

    return (
        msgn("{n} held", "{n} held", number(SessionState.HELD)),
        msgn("{n} announced", "{n} announced", number(SessionState.ANNOUNCED)),
        msgn("{n} moved", "{n} moved", number(SessionState.MOVED)),
        msgn("{n} proposed", "{n} proposed", number(SessionState.PROPOSED)),
        msgn("{n} cancelled", "{n} cancelled", number(SessionState.CANCELLED)),
    )
