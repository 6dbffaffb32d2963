"""Why a start changed, in the words that follow it: ``because the calendar of Kofi is taken``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from besrour_cli.commands.views.plan.against import against
from besrour_cli.model.message import Message, msg
from besrour_cli.planning.explain.plan_changes import ChangeReason, ReasonKind
from besrour_cli.planning.problem.sentences import join_semicolon, join_sentences_and

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme

_SIMPLE = {
    ReasonKind.FIXED: msg("because its file fixes this start"),
    ReasonKind.PAST: msg(
        "because the former start has passed and besrour told nobody; if people met then, write "
        "took_place: with start: in its file"
    ),
    ReasonKind.EARLIER: msg("which is as fair, and earlier"),
    ReasonKind.EQUAL: msg("which is as fair"),
    ReasonKind.SEARCH: msg("though the former start would be fairer: allow more time with --seconds"),
}


def reason_words(programme: Programme, reason: ChangeReason) -> Message:
    """The reason, as it follows the change."""
    if reason.kind == ReasonKind.DEMANDS:
        return msg("because at the former start {demands}", demands=join_semicolon(reason.demands))
    if reason.kind == ReasonKind.ROOM:
        others = [msg("{session}", session=name) for name in reason.room_for]
        return msg("to make room for {sessions}", sessions=join_sentences_and(others))
    if reason.then is None or reason.now is None:
        return _SIMPLE[reason.kind]
    worse = against(programme, reason.step, reason.now, reason.then)
    if reason.kind == ReasonKind.TOGETHER:
        return msg("because the changes together make the year fairer: without them {worse}", worse=worse)
    return msg("because at the former start {worse}", worse=worse)
