"""Complementary pairs: one theme held twice, at mirrored hours, for a group that no single hour can serve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme
from besrour_cli.planning.explain.alternatives import without_pin
from besrour_cli.planning.problem.build import PlanningInput, build_input
from besrour_cli.planning.problem.burden import from_epoch_minutes
from besrour_cli.planning.problem.equivalence_classes import items_by_class

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray


class SplitProposal(NamedTuple):
    """Two starts for one session, everyone coming to the better one.

    ``people`` are invited; ``good`` have a good hour with the pair, ``good_alone`` with the best single
    start; ``nights`` and ``nights_alone``: how many have a night; ``burden`` and ``burden_alone``: the mean
    in units.
    """

    session: str
    starts: tuple[datetime, datetime]
    people: int
    good: int
    good_alone: int
    nights: int
    nights_alone: int
    burden: float
    burden_alone: float


def split_proposals(
    programme: Programme,
    plan: Plan,
    now: datetime,
    costs: Mapping[str, Mapping[str, float]] | None = None,
) -> tuple[SplitProposal, ...]:
    """Each session to come, by window, that no single start is good for all of and two are for more.

    Demands on the start itself hold for both; each must suit those who are required. With the plan's
    ``costs``, a session that is good for everyone already is not looked into, and neither is one to which
    today's demands leave no start at all.
    """
    wanted = []
    for session in sorted(programme.sessions, key=lambda s: (s.window.first, s.id)):
        slot = plan.slots.get(session.id)
        if slot is None or slot.state in ("held", "cancelled") or slot.start < now:
            continue
        felt = (costs or {}).get(session.id)
        if not felt or max(burden for _, burden in items_by_class(felt)) > programme.fairness.good:
            wanted.append(session.id)
    found = (_best(placing, session) for placing, session in _asked(programme, plan, now, wanted))
    return tuple(pair for pair in found if pair is not None)


def _asked(
    programme: Programme, plan: Plan, now: datetime, sessions: Sequence[str]
) -> Iterator[tuple[PlanningInput, str]]:
    """The question of each session's start; one question for all, unless one of them has none."""
    if not sessions:
        return
    freed = programme
    for session in sessions:
        freed = without_pin(freed, session)
    try:
        placing = build_input(freed, plan, now, frozenset(sessions), frozenset(plan.slots))
    except NegativeAnswer:
        if len(sessions) > 1:
            for session in sessions:
                yield from _asked(programme, plan, now, [session])
        return
    yield from ((placing, session) for session in sessions)


def pair_for(programme: Programme, plan: Plan, now: datetime, session_id: str) -> SplitProposal | None:
    """The best pair of starts for one planned session; None when a single start does as much for people.

    Best: the most people with a good hour, then the fewest nights, then the least mean burden, then the
    earliest two. The single start it is compared with is chosen in the same way.
    """
    placing = build_input(
        without_pin(programme, session_id), plan, now, frozenset((session_id,)), frozenset(plan.slots)
    )
    return _best(placing, session_id)


def _best(inputs: PlanningInput, session_id: str) -> SplitProposal | None:
    import numpy as np

    at = next(i for i, a in enumerate(inputs.sessions) if a.session.id == session_id)
    options = inputs.options(at, prune=False)
    sizes = np.array([len(inputs.people[k].members) for k in options.who.tolist()], np.int64)
    if (options.bad @ sizes).min() == options.bad.all(axis=0) @ sizes:
        return None  # whoever has a good hour at all has one at the best start
    best_alone, best = None, None
    firsts = np.array([starts[0] for starts in options.starts], np.int64)
    for a in range(len(firsts)):
        burden = np.minimum(options.burden[a], options.burden[a:])
        night = np.where(options.burden[a] <= options.burden[a:], options.night[a], options.night[a:])
        bad = np.where(options.burden[a] <= options.burden[a:], options.bad[a], options.bad[a:])
        keys = np.stack((bad @ sizes, night @ sizes, burden @ sizes), axis=1)
        b = _least(keys)
        alone = (*map(int, keys[0]), int(firsts[a]))
        best_alone = min(best_alone or alone, alone)
        two = sorted((int(firsts[a]), int(firsts[a + b])))
        both = (*map(int, keys[b]), *two)
        best = min(best or both, both)
    if best is None or best_alone is None or best[0] >= best_alone[0]:
        return None
    people = int(sizes.sum())
    return SplitProposal(
        session_id,
        (from_epoch_minutes(best[3]), from_epoch_minutes(best[4])),
        people,
        people - best[0],
        people - best_alone[0],
        best[1],
        best_alone[1],
        round(best[2] / people / 100, 2),
        round(best_alone[2] / people / 100, 2),
    )


def _least(keys: NDArray[int64]) -> int:
    """The row that is first in the order of its columns."""
    import numpy as np

    return int(np.lexsort(keys.T[::-1])[0])
