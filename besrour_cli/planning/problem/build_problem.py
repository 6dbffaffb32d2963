"""From the programme and the plan before to the planning problem; a session without a start is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.plan import Burden, Plan
from besrour_cli.model.programme import Programme, Window
from besrour_cli.planning.problem.burden import CandidateCosts, costs_by_preference
from besrour_cli.planning.problem.candidates import (
    EPOCH_DAY,
    PlanningContext,
    SessionToPlace,
    anchor_offsets,
    candidate_grid,
    off_the_grid,
    planning_order,
    session_to_place,
)
from besrour_cli.planning.problem.constraints import registry
from besrour_cli.planning.problem.constraints.registry import excluded, exclusions
from besrour_cli.planning.problem.constraints.start_constraint import SessionStarts
from besrour_cli.planning.problem.equivalence_classes import (
    ClassIndex,
    MemberClass,
    SessionIndex,
    TimePreferences,
    group_members,
)
from besrour_cli.planning.problem.fairness_rule import policy_of
from besrour_cli.planning.problem.infeasible_session import (
    combine,
    no_start_error,
    pinned_start_error,
    unwritable_start_error,
)
from besrour_cli.planning.problem.options import (
    PlanningProblem,
    StartOptions,
    merge_equivalent_classes,
    options_of,
)
from besrour_cli.planning.problem.profiles import NO_BESTS, Bests, join
from besrour_cli.planning.problem.slots import monthly_series

_OTHER_WEEKS = (timedelta(days=1), timedelta(days=183))
"""How long after its window a session is tried in a week of other dates: half a year apart, since the clocks
of some people are moved in between."""


class PlanningInput(NamedTuple):
    """All that is known before anything is chosen; an entry a session, in the planning order.

    ``costs`` and ``keep`` run over each session's grid: what the starts cost people of each preference, and
    which of them no constraint excludes (of the others the costs are 0). ``who``: the classes invited.

    ``others``: the same under each further profile that is assumed. ``best``: what could be had under each of
    them, by which the problem then judges; empty: by the first profile alone.
    """

    programme: Programme
    sessions: tuple[SessionToPlace, ...]
    people: tuple[MemberClass, ...]
    costs: tuple[Mapping[TimePreferences, CandidateCosts], ...]
    keep: tuple[NDArray[np.bool_], ...]
    who: tuple[tuple[ClassIndex, ...], ...]
    given: PlanningContext
    others: tuple[PlanningInput, ...] = ()
    best: Bests = NO_BESTS

    def index_of(self, session_id: str) -> SessionIndex:
        """The position of a session in the planning order; it must be there."""
        return next(SessionIndex(i) for i, a in enumerate(self.sessions) if a.session.id == session_id)

    def problem(self) -> PlanningProblem:
        """The problem in whole numbers."""
        if not self.best:
            return self._alone()
        inputs = (self, *self.others)
        return join({each.programme.fairness.profile: each._alone() for each in inputs}, self.best)

    def _alone(self) -> PlanningProblem:
        """The problem under its own profile."""
        every = map(SessionIndex, range(len(self.sessions)))
        policy = policy_of(self.programme.fairness, self.invitations())
        return merge_equivalent_classes(
            PlanningProblem(self.sessions, tuple(map(self.options, every)), self.people, policy)
        )

    def options(self, session: SessionIndex) -> StartOptions:
        """The options of one session."""
        return options_of(
            self.sessions[session],
            self.keep[session],
            self.costs[session],
            self.people,
            self.who[session],
            monthly_series(each.session for each in self.sessions),
        )

    def invitations(self) -> dict[str, int]:
        """Region to how often its members who take part are invited, in the past and from now on."""
        found: dict[str, int] = {}
        nothing = Burden(0.0, 0, 0)
        for person in self.people:
            ahead = sum(self.sessions[s].counts for s in person.sessions)
            past = sum(self.given.plan.ledger.get(m, nothing).sessions for m in person.members)
            found[person.region] = found.get(person.region, 0) + ahead * len(person.members) + past
        return found


def build_input(
    programme: Programme,
    plan: Plan,
    now: datetime,
    free: frozenset[str],
    keep: frozenset[str] = frozenset(),
    *,
    near: bool = False,
) -> PlanningInput:
    """What a plan is to be chosen from.

    Of the sessions in the plan the announced ones are fixed, but for those in ``free``, and so are those in
    ``keep`` (ids). ``near``: whether the others had better stay where the plan has them. Where several
    profiles are assumed, ``best`` is what the plan says of them. Raises :class:`NoStart` when sessions have
    no start that meets the constraints.
    """
    context = PlanningContext(plan, now, free, keep, near)
    first, *others = profiles_of(programme)
    return _build(first, context)._replace(
        others=tuple(_build(each, context) for each in others),
        best=plan.best if plan.best.keys() == set(programme.fairness.profiles) else {},
    )


def inputs_of_year(programme: Programme, plan: Plan, now: datetime) -> PlanningInput:
    """What the year could be chosen from afresh, what was announced or is on hold left where it is."""
    return build_input(programme, plan, now, frozenset(), frozenset(plan.holds))


def profiles_of(programme: Programme) -> list[Programme]:
    """The programme under each profile that is assumed."""
    fairness = programme.fairness
    names = fairness.profiles or (fairness.profile,)
    return [replace(programme, fairness=fairness.under(name)) for name in names]


def _build(programme: Programme, context: PlanningContext) -> PlanningInput:
    """What a plan is to be chosen from under the programme's present profile."""
    plan, now = context.plan, context.now
    sessions = planning_order(programme, plan)
    anchor = anchor_offsets(programme, plan, sessions)
    placing = tuple(session_to_place(programme, s, anchor, context) for s in sessions)
    people = group_members(programme, sessions, plan.ledger)
    who = tuple(
        tuple(ClassIndex(k) for k, p in enumerate(people) if s in p.sessions) for s in range(len(sessions))
    )
    allowed: list[NDArray[np.bool_]] = []
    errors: dict[str, NegativeAnswer] = {}
    for s, each in enumerate(placing):
        starts = SessionStarts(
            programme=programme,
            session=each.session,
            index=SessionIndex(s),
            minutes=each.minutes,
            grid=each.grid,
            people=tuple(people[k] for k in who[s]),
            now=to_epoch_minutes(now),
            by_hand=each.session.pinned is not None,
        )
        allowed.append(_allowed(starts, fixed=each.fixed))
        if not allowed[s].any():
            errors[each.session.id] = _error(starts, planned=each.session.id in plan.slots)
    if errors:
        raise combine(errors)
    return PlanningInput(
        programme=programme,
        sessions=placing,
        people=people,
        costs=_costs(programme, placing, allowed, people, who),
        keep=tuple(allowed),
        who=who,
        given=context,
    )


def _allowed(starts: SessionStarts, *, fixed: bool) -> NDArray[np.bool_]:
    """The starts that no constraint excludes; a fixed start is not judged."""
    allowed = np.ones(len(starts.grid.starts), np.bool_)
    if fixed:
        return allowed
    if not starts.by_hand:
        allowed &= ~excluded(registry.file_constraints(), starts)
    # the files exclude mostly nine starts of ten, of which members then need not be looked up
    rest = np.flatnonzero(allowed)
    allowed[rest] = ~excluded(registry.member_constraints(), starts.at(rest))
    return allowed


def _error(starts: SessionStarts, *, planned: bool) -> NegativeAnswer:
    """Why a session has no start, and what would give it one."""
    names = {m.id: m.name for m in starts.programme.members}
    if starts.by_hand:
        return pinned_start_error(starts.session.id, exclusions(registry.member_constraints(), starts), names)
    return _unwritable(starts) or no_start_error(
        starts.session.id,
        len(starts.grid.starts),
        exclusions(registry.CONSTRAINTS, starts),
        names,
        wider=_any_week_feasible(starts),
        planned=planned,
    )


def _unwritable(starts: SessionStarts) -> NegativeAnswer | None:
    """That all starts which the files allow lie where the anchor's clock skips or doubles an hour, if so."""
    files = registry.file_constraints()
    if not excluded(files, starts).all():
        return None
    anchor = anchor_offsets(starts.programme, Plan(starts.programme.id, ""), (starts.session,))
    grid, twice = off_the_grid(starts.programme, starts.session, anchor)
    allowed = np.flatnonzero(~excluded(files, replace(starts, grid=grid)))
    if not len(allowed):
        return None
    day = date.fromordinal(int(grid.days[allowed[0]]) + EPOCH_DAY)
    return unwritable_start_error(
        starts.session.id, starts.programme.anchor.names, day, twice=bool(twice[allowed[0]])
    )


def _any_week_feasible(starts: SessionStarts) -> bool:
    """Whether a week of other dates has a start, as far as constraints go that return every week."""
    weekly = [c for c in registry.CONSTRAINTS if c.weekly]
    for ahead in _OTHER_WEEKS:
        first = starts.session.window.last + ahead
        there = replace(starts.session, window=Window(first, first + timedelta(days=6)))
        anchor = anchor_offsets(starts.programme, Plan(starts.programme.id, ""), (there,))
        grid = candidate_grid(starts.programme, there, anchor)
        if not excluded(weekly, replace(starts, session=there, grid=grid)).all():
            return True
    return False


def _costs(
    programme: Programme,
    placing: Sequence[SessionToPlace],
    allowed: Sequence[NDArray[np.bool_]],
    people: Sequence[MemberClass],
    who: Sequence[Iterable[ClassIndex]],
) -> tuple[Mapping[TimePreferences, CandidateCosts], ...]:
    """What the allowed starts of each session cost people of each preference, over the session's grid."""
    if not placing:
        return ()
    starts: NDArray[np.int64] = np.concatenate([each.grid.starts for each in placing])
    minutes = np.concatenate([np.full(len(each.grid.starts), each.minutes, np.int64) for each in placing])
    # worked out for all sessions at once: a call a preference, and not one for each of its sessions
    at = np.flatnonzero(np.concatenate(allowed))
    found = costs_by_preference([p.clock for p in people], programme.fairness.night, starts[at], minutes[at])
    rows = {clock: costs.scatter(at, len(starts)) for clock, costs in found.items()}
    ends = np.cumsum([len(each.grid.starts) for each in placing]).tolist()
    return tuple(
        {
            people[k].clock: rows[people[k].clock].segment(slice(end - len(each.grid.starts), end))
            for k in those
        }
        for each, end, those in zip(placing, ends, who, strict=True)
    )
