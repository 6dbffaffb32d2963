"""Starts at which somebody invited is taken: the dated hours of members' own calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from besrour_cli.model.programme import Programme, Session
from besrour_cli.planning.problem.burden import to_epoch_minutes
from besrour_cli.planning.problem.constraint_text import StartConstraint

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray


def busy_at(
    programme: Programme, session: Session, starts: NDArray[int64], minutes: int
) -> dict[StartConstraint, NDArray[bool_]]:
    """The demand ``busy`` of every invited member whose calendar meets a start (epoch minutes)."""
    import numpy as np

    found: dict[StartConstraint, NDArray[bool_]] = {}
    for member in programme.invited(session):
        if not member.busy:
            continue
        spans = [(to_epoch_minutes(a), to_epoch_minutes(b)) for a, b in member.busy]
        begins, ends = (np.array(side, np.int64) for side in zip(*sorted(spans), strict=True))
        # spans are joined: the last one to begin before a session's end is the only one that can meet it
        last = np.searchsorted(begins, starts + max(minutes, 1), side="left") - 1
        meets = (last >= 0) & (ends[np.maximum(last, 0)] > starts)
        if meets.any():
            found[StartConstraint("busy", (member.id,))] = meets
    return found
