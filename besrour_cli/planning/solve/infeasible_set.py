"""Sessions that each have a start, but not all together: which they are, why, and each change that helps.

The sessions named are an irreducible infeasible subset: without any one of them the others could be placed. A
remedy is offered only after it was tried on these sessions alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from besrour_cli.model.errors import NegativeAnswer
from besrour_cli.model.message import Fact, Message, msg, msgn
from besrour_cli.model.plan import FIXED, SessionState
from besrour_cli.model.programme import Programme, Session, Window
from besrour_cli.planning.problem.build_problem import PlanningInput, build_input
from besrour_cli.planning.problem.candidates import PlanningContext
from besrour_cli.planning.problem.constraints import registry
from besrour_cli.planning.problem.constraints.of_files import HoursOfDay
from besrour_cli.planning.problem.options import PlanningProblem
from besrour_cli.planning.problem.sentences import join_sentences_and, join_sentences_or
from besrour_cli.planning.problem.spacing import SpacingConstraint, is_feasible

_WEEKS = timedelta(weeks=5)
"""How much wider a window is made, on both sides, to see whether that would help."""


def _irreducible(problem: PlanningProblem) -> list[int]:
    """Return an irreducible infeasible subset of the sessions, by the deletion filter."""
    # A session is dropped for good when the others are infeasible without it. Each session that remains was
    # needed when it was tried, and still is, since fewer sessions are only easier to place.
    needed = list(range(len(problem.sessions)))
    for s in range(len(problem.sessions)):
        without = [t for t in needed if t != s]
        if not is_feasible(problem, without):
            needed = without
    return needed


def infeasible_set_error(inputs: PlanningInput, problem: PlanningProblem) -> NegativeAnswer:
    """Return why a problem's sessions cannot all be placed, and what would help."""
    indices = _irreducible(problem)
    sessions = tuple(problem.sessions[s].session for s in indices)
    apart = not is_feasible(problem, indices, frozenset({SpacingConstraint.BETWEEN}))
    overlap = not is_feasible(problem, indices, frozenset({SpacingConstraint.OVERLAP}))
    neither = not apart and not overlap
    subset = _InfeasibleSubset(inputs, sessions)
    names = join_sentences_and([msg("{session}", session=i) for i in sorted(s.id for s in sessions)])
    days = inputs.programme.series[sessions[0].series].days_between
    facts: dict[str, Fact] = {"sessions": names, "series": sessions[0].series}
    who = _in_two_places(inputs, problem, indices)
    if apart and not overlap:
        what = msgn(
            "{sessions} cannot all be placed: the series {series} asks for {n} day between its sessions, "
            "and the dates left to them are closer",
            "{sessions} cannot all be placed: the series {series} asks for {n} days between its sessions, "
            "and the dates left to them are closer",
            days,
            **facts,
        )
    elif overlap and not apart:
        what = msgn(
            "{sessions} cannot all be placed: the starts left to them overlap, and {who} cannot be in two "
            "places at once",
            "{sessions} cannot all be placed: the starts left to them overlap, and {who} cannot be in two "
            "places at once",
            len(who),
            sessions=names,
            who=_first_name(who),
        )
    else:
        what = msgn(
            "{sessions} cannot all be placed: the dates left to them are too close for the series {series}, "
            "and {who} cannot be in two places at once",
            "{sessions} cannot all be placed: the dates left to them are too close for the series {series}, "
            "and {who} cannot be in two places at once",
            len(who),
            who=_first_name(who),
            **facts,
        )
    remedies = list(_remedies(subset, apart or neither, overlap or neither))
    none = msg("change several of them: no single window, start or rule is enough")
    return NegativeAnswer(what, _join_or(remedies) if remedies else none)


class _InfeasibleSubset:
    """An infeasible subset of the sessions, to be planned again alone with something changed."""

    def __init__(self, inputs: PlanningInput, sessions: Sequence[Session]) -> None:
        self.programme = inputs.programme
        self.sessions = sessions
        self.given = inputs.given
        ids = {s.id for s in sessions}
        slots = {i: slot for i, slot in self.given.plan.slots.items() if i in ids}
        self.alone = self.given._replace(plan=replace(self.given.plan, slots=slots))
        self.fixed = {a.session.id for a in inputs.sessions if a.fixed}

    def helps(self, programme: Programme, given: PlanningContext | None = None) -> bool:
        """Return whether these sessions can all be placed by other files, or when other starts may move."""
        mine = {s.id for s in self.sessions}
        few = replace(programme, sessions=tuple(s for s in programme.sessions if s.id in mine))
        try:
            here = given or self.alone
            again = build_input(few, here.plan, here.now, here.free, here.keep)
        except NegativeAnswer:
            return False
        problem = again.problem()
        return is_feasible(problem, range(len(problem.sessions)))


def _remedies(subset: _InfeasibleSubset, apart: bool, overlap: bool) -> Iterator[Message]:
    """Yield every single change that lets the sessions be placed, the least surprising first."""
    yield from _release_options(subset)
    pins = [s for s in subset.sessions if s.pinned is not None and s.id not in subset.fixed]
    freed = [s.id for s in pins if subset.helps(_unpinned(subset, s))]
    if freed:
        yield msg("give {sessions} another start", sessions=_session_list(freed))
    open_ = [s for s in subset.sessions if s.pinned is None and s.id not in subset.fixed]
    wider = [s.id for s in open_ if subset.helps(subset.programme.with_session(_widened(s)))]
    if wider:
        yield msg("widen the window of {sessions}", sessions=_session_list(wider))
    if apart:
        yield from _fewer_days(subset)
    if overlap:
        helping = [name for name in sorted({s.series for s in open_}) if _other_hours(subset, name)]
        if helping:
            yield msg(
                "give the series {series} other hours of the day (between)", series=_session_list(helping)
            )


def _release_options(subset: _InfeasibleSubset) -> Iterator[Message]:
    """Yield the moves of announced sessions that help, and the held ones that could be let go."""
    given, alone = subset.given, subset.alone
    for session in subset.sessions:
        slot = given.plan.slots.get(session.id)
        if slot is None or session.id not in subset.fixed:
            continue
        kept = slot.state not in FIXED
        if not kept and (slot.state == SessionState.HELD or slot.end <= given.now):
            continue
        freed = alone._replace(free=alone.free | {session.id}, keep=alone.keep - {session.id})
        if subset.helps(subset.programme, freed):
            names = [*sorted(given.free), session.id]
            yield (
                msg("let it go: besrour free {id}", id=session.id)
                if kept
                else msg("run besrour move {sessions}", sessions=" ".join(names))
            )
            continue
        others = sorted(given.free.intersection(s.id for s in subset.sessions))
        alone_free = alone._replace(free=frozenset({session.id}))
        if not kept and others and subset.helps(subset.programme, alone_free):
            yield msg(
                "run besrour move {id}, which leaves {others} in place",
                id=session.id,
                others=join_sentences_and([msg("{session}", session=i) for i in others]),
            )


def _other_hours(subset: _InfeasibleSubset, name: str) -> bool:
    """Return whether the sessions could be placed if a series could be at any hour of the day."""
    session = next(s for s in subset.sessions if s.series == name)
    lifted = HoursOfDay().lifted(subset.programme, session)
    return lifted.series[name] != subset.programme.series[name] and subset.helps(lifted)


def _fewer_days(subset: _InfeasibleSubset) -> Iterator[Message]:
    """Yield the most days between sessions with which these can be placed; nothing if none help."""
    name = subset.sessions[0].series
    series = subset.programme.series[name]

    def can(days: int) -> bool:
        fewer = {**subset.programme.series, name: replace(series, days_between=days)}
        return subset.helps(replace(subset.programme, series=fewer))

    if series.days_between < 1 or not can(0):
        return
    low, high = 0, series.days_between
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if can(middle) else (low, middle)
    yield msgn(
        "ask for at most {n} day between the sessions of {series} (days_between)",
        "ask for at most {n} days between the sessions of {series} (days_between)",
        low,
        series=name,
    )


def _join_or(remedies: Sequence[Message]) -> Message:
    """Return remedies of which one is enough, joined so that an "or" within one is not mistaken."""
    if len(remedies) == 1:
        return remedies[0]
    return msg("{first}, or {rest}", first=remedies[0], rest=_join_or(remedies[1:]))


def _in_two_places(inputs: PlanningInput, problem: PlanningProblem, indices: Sequence[int]) -> list[str]:
    """Return the names of the members who are invited to two of the sessions or more."""
    times = Counter(int(k) for s in indices for k in problem.options[s].who)
    members = {m for k, n in times.items() if n > 1 for m in inputs.people[k].members}
    return sorted(m.name for m in inputs.programme.members if m.id in members)


def _first_name(names: Sequence[str]) -> Message:
    """Return the first of some names, and how many more there are."""
    if len(names) == 1:
        return msg("{name}", name=names[0])
    return msgn("{names} and {n} more", "{names} and {n} more", len(names) - 1, names=names[0])


def _widened(session: Session) -> Session:
    return replace(session, window=Window(session.window.first - _WEEKS, session.window.last + _WEEKS))


def _unpinned(subset: _InfeasibleSubset, session: Session) -> Programme:
    """Return the programme in which a pinned session may be at any start that a pin could give it."""
    anywhere = replace(_widened(session), pinned=None)
    programme = subset.programme.with_session(anywhere)
    for constraint in registry.file_constraints():
        changed = next(s for s in programme.sessions if s.id == session.id)
        programme = constraint.lifted(programme, changed)
    return programme


def _session_list(sessions: Sequence[str]) -> Message:
    return join_sentences_or([msg("{session}", session=i) for i in sorted(sessions)])
