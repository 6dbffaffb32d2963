"""The verification problem, built from the files and the plan under the premises of a certificate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.clock.instants import from_epoch_minutes, local, local_instants, to_epoch_minutes
from besrour_cli.model.plan import FIXED, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import DAY, Member, Programme, Session
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.verify.burden import CheckedWeek, WeekCosts
from besrour_cli.planning.verify.constraints.of_files import FILE_CONSTRAINTS, AnchorStart
from besrour_cli.planning.verify.constraints.of_members import (
    MEMBER_CONSTRAINTS,
    CheckedMemberConstraint,
)
from besrour_cli.planning.verify.people import PastCost, length_of, past_costs, taking_part, weeks_of
from besrour_cli.planning.verify.problem import (
    CheckedClass,
    CheckedSlot,
    CheckedStart,
    ProofClaims,
    SessionDomain,
    VerificationProblem,
)

_MONTHLY = 20
"""Windows of a series that begin at least so many days apart are remembered by the week of the month."""


class _Grid(NamedTuple):
    """The starts that the files allow, session after session: ``parts`` are the sessions' slices.

    ``starts`` (epoch minutes) and ``minutes`` (lengths) have one value for each start.
    """

    starts: NDArray[np.int64]
    minutes: NDArray[np.int64]
    parts: list[slice]


def sessions_to_check(programme: Programme, plan: Plan) -> list[Session]:
    """Return the sessions a plan is about, cancelled ones left out: by window, then by name."""
    cancelled = {i for i, slot in plan.slots.items() if slot.state == SessionState.CANCELLED}
    sessions = [s for s in programme.sessions if s.id not in cancelled]
    return sorted(sessions, key=lambda s: (s.window.first, s.window.last, s.series, s.id))


def build(programme: Programme, plan: Plan, claims: ProofClaims) -> VerificationProblem:
    """Return the problem. Raises ValueError for a fixed session that has no possible length."""
    sessions = sessions_to_check(programme, plan)
    members = {member.id: member for member in programme.members}
    taking = taking_part(programme, sessions)
    grid = _grid(programme, plan, claims, sessions)
    week_of = weeks_of(programme, plan, [members[name] for name in taking], grid.starts.tolist())
    past = past_costs(plan, claims.fixed, sessions, taking, week_of)
    # Members are alike to the rule when their weeks, regions, sessions and pasts are. A week is compared by
    # identity, which `weeks_of` makes the same for members alike.
    alike: dict[tuple[CheckedWeek, CheckedClass], list[str]] = {}
    for name, mine in taking.items():
        one = _class_of_one(members[name].region, mine, past[name])
        alike.setdefault((week_of[name], one), []).append(name)
    classes = tuple(one._replace(size=len(names)) for (_, one), names in alike.items())
    class_of = {(name, ""): k for k, names in enumerate(alike.values()) for name in names}
    costs = {week: week.costs(grid.starts, grid.minutes) for week, _ in alike}
    free = ~_excluded(claims, sessions, [members[name] for name in taking], taking, week_of, grid)
    weeks, present = [week for week, _ in alike], [set(one.sessions) for one in classes]
    monthly = _monthly(sessions)
    domains = []
    for s, session in enumerate(sessions):
        here = tuple(k for k, mine in enumerate(present) if s in mine)
        slot, fixed = plan.slots.get(session.id), session.id in claims.fixed
        theirs = [costs[weeks[k]] for k in here]
        domain = SessionDomain(
            session=session,
            minutes=_length(session, slot, fixed),
            classes=here,
            counts=not (fixed and slot is not None and slot.state == SessionState.HELD),
            fixed=fixed,
            proposed=claims.proposed_starts.get(session.id),
            starts=tuple(
                _starts(programme, claims, session, slot, grid, grid.parts[s], free, theirs, monthly)
            ),
        )
        domains.append(domain)
    invitations: dict[str, int] = {}
    for name, mine in taking.items():
        region, ahead = members[name].region, sum(domains[s].counts for s in mine)
        invitations[region] = invitations.get(region, 0) + ahead + past[name].sessions
    return VerificationProblem(
        programme=programme,
        classes=classes,
        class_of=class_of,
        sessions=tuple(domains),
        week_of=week_of,
        invitations=invitations,
    )


def _class_of_one(region: str, sessions: tuple[int, ...], past: PastCost) -> CheckedClass:
    """Return the class of one member alone."""
    return CheckedClass(region=region, sessions=sessions, burden=past.burden, nights=past.nights, size=1)


def _monthly(sessions: Iterable[Session]) -> frozenset[str]:
    """Return the series that come once a month or less often, as the beginnings of their windows are."""
    begins: dict[str, set[date]] = {}
    for session in sessions:
        begins.setdefault(session.series, set()).add(session.window.first)
    return frozenset(
        name
        for name, days in begins.items()
        if all((b - a).days >= _MONTHLY for a, b in pairwise(sorted(days)))
    )


def _grid(programme: Programme, plan: Plan, claims: ProofClaims, sessions: list[Session]) -> _Grid:
    """Return the starts the files allow each session, those of fixed ones being where they are."""
    starts: list[EpochMinute] = []
    minutes: list[int] = []
    cuts = [0]
    # Sessions with all alike that the files say of a start have the same ones: they are looked for once.
    windows: dict[object, list[EpochMinute]] = {}
    for session in sessions:
        slot, fixed = plan.slots.get(session.id), session.id in claims.fixed
        if fixed:
            mine = [] if slot is None else [to_epoch_minutes(slot.start)]
        elif session.pinned is not None:
            mine = [to_epoch_minutes(session.pinned)]
        else:
            alike = session.series, session.window, session.minutes, session.weekdays
            if alike not in windows:
                windows[alike] = list(_in_window(programme, session, to_epoch_minutes(claims.made)))
            mine = windows[alike]
        starts += mine
        minutes += [_length(session, slot, fixed)] * len(mine)
        cuts.append(len(starts))
    parts = [slice(a, b) for a, b in pairwise(cuts)]
    return _Grid(np.array(starts, np.int64), np.array(minutes, np.int64), parts)


def _length(session: Session, slot: ScheduledSession | None, fixed: bool) -> int:
    """Return how many minutes a session takes: as announced where it was fixed. Raises ValueError."""
    if slot is None or not fixed or slot.state not in FIXED:
        return session.minutes
    return length_of(slot)


def _in_window(programme: Programme, session: Session, made: EpochMinute) -> Iterator[EpochMinute]:
    """Yield the starts in a session's window, from ``made`` on, that break no constraint of the files."""
    step = max(1, programme.fairness.step)
    day = session.window.first
    while day <= session.window.last:
        for minute in range(0, DAY, step):
            begin = datetime.combine(day, time(*divmod(minute, 60)))
            if any(True for each in FILE_CONSTRAINTS for _ in each(AnchorStart(programme, session, begin))):
                continue
            instants = local_instants(begin, programme.anchor.zone)
            if len(instants) == 1:  # a reading that the clock skips or shows twice is no start
                at = to_epoch_minutes(instants[0])
                if at >= made:
                    yield at
        day += timedelta(days=1)


def _excluded(
    claims: ProofClaims,
    sessions: list[Session],
    members: list[Member],
    taking: Mapping[str, tuple[int, ...]],
    week_of: Mapping[str, CheckedWeek],
    grid: _Grid,
) -> NDArray[np.bool_]:
    """Return which starts the constraints of members exclude; those of fixed sessions none."""
    chosen = {s for s, session in enumerate(sessions) if session.id not in claims.fixed}
    required: dict[str, set[int]] = {}
    for s in chosen:
        if sessions[s].pinned is None:
            for name in sessions[s].required_ids:
                required.setdefault(name, set()).add(s)
    excluded = np.zeros(len(grid.starts), np.bool_)
    for kind in MEMBER_CONSTRAINTS:
        # Members with equal constraints are looked at once, over all starts: a roster of thousands has few
        # different weeks, and a session has hundreds of starts.
        where: dict[CheckedMemberConstraint, set[int]] = {}
        for member in members:
            constraint = kind.of(member, week_of[member.id])
            if constraint is not None:
                mine = required.get(member.id, ()) if kind.required_only else taking[member.id]
                where.setdefault(constraint, set()).update(chosen.intersection(mine))
        for constraint, those in where.items():
            out = constraint.excludes(grid.starts, grid.minutes) if those else excluded
            for s in those:
                excluded[grid.parts[s]] |= out[grid.parts[s]]
    return excluded


def _starts(
    programme: Programme,
    claims: ProofClaims,
    session: Session,
    slot: ScheduledSession | None,
    grid: _Grid,
    part: slice,
    free: NDArray[np.bool_],
    costs: list[WeekCosts],
    monthly: frozenset[str],
) -> Iterator[CheckedStart]:
    """Yield the possible starts of a session, with what each costs every class (``costs``)."""
    shape = len(costs), part.stop - part.start
    burdens = np.array([each.burden[part] for each in costs], np.int64).reshape(shape).T
    nights = np.array([each.nights[part] for each in costs], np.int64).reshape(shape).T
    announced = slot.announced_times if slot is not None else ()
    for i in np.flatnonzero(free[part]).tolist():
        at = EpochMinute(int(grid.starts[part.start + i]))
        # The hour people keep in mind is the announced one, even where the session took place at another.
        known = to_epoch_minutes(announced[0]) if announced else at
        shown = _reading(known, programme.anchor.zone)
        yield CheckedStart(
            at=at,
            day=shown.date().toordinal(),
            slot=CheckedSlot(
                series=session.series,
                nth=(shown.day + 6) // 7 if session.series in monthly else 0,
                weekday=shown.weekday(),
                minute=shown.hour * 60 + shown.minute,
            ),
            change=_is_change(programme, claims, session, at),
            burden=burdens[i],
            nights=nights[i],
        )


@cache
def _reading(at: EpochMinute, zone: str) -> datetime:
    """Return what a zone's clock shows; the sessions of a long window have most of their starts in common."""
    return local(from_epoch_minutes(at), zone)


def _is_change(programme: Programme, claims: ProofClaims, session: Session, at: EpochMinute) -> bool:
    """Return whether a start is not the announced or proposed one, or not at the hour its series prefers."""
    if session.id in claims.fixed:
        return False
    if session.id in claims.announced_starts:
        return at != claims.announced_starts[session.id]
    if claims.proposed_starts.get(session.id, at) != at:
        return True
    prefer = programme.series[session.series].prefer
    if prefer is None or session.pinned is not None:
        return False
    place = prefer.place or programme.anchor
    shown = _reading(at, place.zone)
    return shown.hour * 60 + shown.minute != prefer.minute
