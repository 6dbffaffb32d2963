"""Split sessions: one theme offered at two hours, for a group that no single hour can serve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from besrour_cli.clock.instants import from_epoch_minutes
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.plan import Plan, SessionState
from besrour_cli.model.programme import Programme
from besrour_cli.model.units import EpochMinute, to_hundredths, to_units
from besrour_cli.planning.explain.what_if import planned_only, without_pin
from besrour_cli.planning.problem.build_problem import PlanningInput, build_input
from besrour_cli.planning.problem.options import StartOptions


@dataclass(frozen=True)
class SplitProposal:
    """Two starts for one session, where everyone comes to the better one.

    ``people``: how many are invited; ``good`` and ``nights``: how many have a good hour, or a night;
    ``burden``: the mean in units. ``good_alone``, ``nights_alone`` and ``burden_alone``: the same with the
    best single start.
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
    programme: Programme, plan: Plan, now: datetime, costs: Mapping[str, Mapping[str, float]] | None = None
) -> tuple[SplitProposal, ...]:
    """A proposal for each session to come, by window, that two starts suit more people than one.

    Both starts meet the constraints on the start itself, and each suits those who are required. With the
    plan's ``costs`` (session id to member id to units), a session that is good for everyone already is not
    looked into. Neither is one to which today's constraints leave no start at all.
    """
    wanted = []
    for session in sorted(programme.sessions, key=lambda s: (s.window.first, s.id)):
        slot = plan.slots.get(session.id)
        if slot is None or slot.state in (SessionState.HELD, SessionState.CANCELLED) or slot.start < now:
            continue
        session_costs = (costs or {}).get(session.id)
        if not session_costs or max(session_costs.values()) > programme.fairness.good_burden(slot.minutes):
            wanted.append(session.id)
    found = (_best(placing, session) for placing, session in _inputs(programme, plan, now, wanted))
    return tuple(pair for pair in found if pair is not None)


def _inputs(
    programme: Programme, plan: Plan, now: datetime, sessions: Sequence[str]
) -> Iterator[tuple[PlanningInput, str]]:
    """The planning input of each session; one for all of them, unless one has no start."""
    if not sessions:
        return
    freed = programme
    for session in sessions:
        freed = without_pin(freed, session)
    try:
        placing = build_input(
            planned_only(freed, plan), plan, now, frozenset(sessions), frozenset(plan.slots)
        )
    except NegativeAnswer:
        if len(sessions) > 1:
            for session in sessions:
                yield from _inputs(programme, plan, now, [session])
        return
    yield from ((placing, session) for session in sessions)


def _best(inputs: PlanningInput, session_id: str) -> SplitProposal | None:
    """The best pair of starts for one session; None when a single start does as much for people.

    Best is the pair with the most people at a good hour, then the fewest nights, then the least burden, then
    the earliest starts. The single start it is compared with is chosen in the same way.
    """
    at = inputs.index_of(session_id)
    options, good = inputs.options(at), inputs.programme.fairness.good_burden(inputs.sessions[at].minutes)
    sizes = np.array([len(inputs.people[k].members) for k in options.who.tolist()], np.int64)
    bad = options.burden > to_hundredths(good)
    if (bad @ sizes).min() == bad.all(axis=0) @ sizes:
        return None  # whoever has a good hour at all has one at the best start
    best_alone, best = None, None
    for a in _different(options):
        # each row pairs option a with itself or a later one; everyone goes where the burden is less
        here = options.burden[a] <= options.burden[a:]
        burden = np.minimum(options.burden[a], options.burden[a:])
        night = np.where(here, options.nights[a] > 0, options.nights[a:] > 0)
        keys = np.stack((np.where(here, bad[a], bad[a:]) @ sizes, night @ sizes, burden @ sizes), axis=1)
        b = int(np.lexsort(keys.T[::-1])[0])
        alone = (*map(int, keys[0]), options.start(a))
        best_alone = min(best_alone or alone, alone)
        both = (*map(int, keys[b]), options.start(a), options.start(a + b))
        best = min(best or both, both)
    assert best is not None and best_alone is not None, "some start is good for somebody"
    people = int(sizes.sum())
    return SplitProposal(
        session=session_id,
        starts=(from_epoch_minutes(EpochMinute(best[3])), from_epoch_minutes(EpochMinute(best[4]))),
        people=people,
        good=people - best[0],
        good_alone=people - best_alone[0],
        nights=best[1],
        nights_alone=best_alone[1],
        burden=round(to_units(best[2] / people), 2),
        burden_alone=round(to_units(best_alone[2] / people), 2),
    )


def _different(options: StartOptions) -> list[int]:
    """The first option of each set that costs everybody the same."""
    keys = np.hstack((options.burden, options.nights))
    return sorted(np.unique(keys, axis=0, return_index=True)[1].tolist())
