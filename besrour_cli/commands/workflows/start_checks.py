"""Starts that are no longer what the files ask for: refused where they can be, said where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.commands.shared.workspace import Desk, files_wrong
from besrour_cli.model.diagnostic import Problem, Spot
from besrour_cli.model.errors import AnswerIsNo
from besrour_cli.model.message import msg
from besrour_cli.model.plan import FIXED

if TYPE_CHECKING:
    from besrour_cli.model.plan import Plan
    from besrour_cli.model.programme import Session


def pinned(desk: Desk, plan: Plan, moment: datetime) -> list[Problem]:
    """Starts fixed by hand, beside a plan: a mistake stops all, what is merely odd is handed back."""
    if all(session.pinned is None for session in desk.programme.sessions):
        return []
    from besrour_cli.planning.explain.pinned_starts import pin_doubts

    found = pin_doubts(desk.programme, plan, moment)
    mistakes = [p for p in found if not p.warning]
    if mistakes:
        raise files_wrong(mistakes)
    return list(found)


def moving(desk: Desk, before: Plan, names: Sequence[str], moment: datetime) -> list[Problem]:
    """What is over or called off cannot move; what nobody was told of moves anyway, which is said."""
    found = []
    for session in (desk.session(name) for name in dict.fromkeys(names)):
        slot = before.slots.get(session.id)
        if slot is None or slot.state == "proposed":
            what = msg("nobody was told of “{id}”: --move sets nothing free", id=session.id)
            remedy = msg("it may move with every besrour plan; --keep {id} holds it", id=session.id)
            found.append(Problem("move-proposed", Spot(session.path), what, remedy, warning=True))
        elif slot.state == "cancelled":
            raise AnswerIsNo(msg("“{id}” is called off: it has no start that could move", id=session.id))
        elif slot.state == "held" or slot.end <= moment:
            raise AnswerIsNo(
                msg("“{id}” is over: it cannot move any more", id=session.id),
                msg("to say how it was, write took_place: in its file"),
            )
    return found


def announcing(desk: Desk, sessions: Sequence[Session], moment: datetime) -> list[dict[str, object]]:
    """Warn on stderr of starts that break the files as they are now, and give the warnings for ``--json``.

    A proposed start that is not the one its file fixes is refused: the plan is older than the file.
    """
    from besrour_cli.commands.terminal import diagnostics
    from besrour_cli.observances.blocked_time import observed
    from besrour_cli.planning.explain.pinned_starts import pin_doubts
    from besrour_cli.planning.explain.stale_starts import told_wrong

    for session in sessions:
        slot = desk.plan.slots.get(session.id)
        if slot is not None and slot.state not in FIXED and session.pinned not in (None, slot.start):
            raise AnswerIsNo(
                msg("plan.yaml is older than the file of “{id}”: it asks for another start", id=session.id),
                msg("run besrour plan, then this again"),
            )
    programme = observed(desk.programme, desk.plan)
    mine = {session.id: session.path for session in sessions}
    found = [p for p in pin_doubts(programme, desk.plan, moment) if p.spot.path in mine.values()]
    found += told_wrong(programme, desk.plan, moment, mine)
    diagnostics.list_problems(found, trouble=True)
    return [diagnostics.as_data(problem) for problem in found]
