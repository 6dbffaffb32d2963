"""From the coordinator's files to the problem: what stands, what is to be placed, and where it may go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.model.plan import FIXED, Plan, Slot
from besrour_cli.model.programme import DAY, Programme, Session, Window
from besrour_cli.planning.problem.burden import Felt, Offsets, minutes_of, offsets_of, tensor
from besrour_cli.planning.problem.busy_members import taken
from besrour_cli.planning.problem.candidates import Grid, away_from, grid, single
from besrour_cli.planning.problem.constraint_text import Demand
from besrour_cli.planning.problem.equivalence_classes import Clock, People, collapse
from besrour_cli.planning.problem.infeasible_session import no_start, pinned_wrong, together
from besrour_cli.planning.problem.objectives import policy_of
from besrour_cli.planning.problem.options import Asked, Options, Problem, alike, options_of

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray


class Given(NamedTuple):
    """What a question was asked with: the plan before, the moment, what may move and what is to stay."""

    plan: Plan
    now: datetime
    free: frozenset[str]
    keep: frozenset[str]


class Question(NamedTuple):
    """All that is known before anything is chosen; ``felt`` and ``keep`` run over each session's grid."""

    programme: Programme
    asked: tuple[Asked, ...]
    people: tuple[People, ...]
    felt: tuple[Mapping[Clock, Felt], ...]
    keep: tuple[NDArray[bool_], ...]
    who: tuple[tuple[int, ...], ...]
    given: Given

    def problem(self, *, prune: bool = True, by_day: bool = False) -> Problem:
        """The problem in whole numbers, its options merged and pruned or every date apart."""
        every = range(len(self.asked))
        options = tuple(self.options(s, prune=prune, by_day=by_day) for s in every)
        return alike(Problem(self.asked, options, self.people, policy_of(self.programme.fairness)))

    def options(self, session: int, *, prune: bool, by_day: bool = False) -> Options:
        """The options of one session, by its index."""
        return options_of(
            self.asked[session],
            self.keep[session],
            self.felt[session],
            self.people,
            self.who[session],
            policy=policy_of(self.programme.fairness),
            prune=prune,
            by_day=by_day,
        )


def in_order(programme: Programme, plan: Plan) -> tuple[Session, ...]:
    """The sessions that take place or may, in the rule's fixed order: by window, then by name."""
    cancelled = {i for i, slot in plan.slots.items() if slot.state == "cancelled"}
    kept = [s for s in programme.sessions if s.id not in cancelled]
    return tuple(sorted(kept, key=lambda s: (s.window.first, s.window.last, s.series, s.id)))


def stands(
    slot: Slot | None, now: datetime, free: frozenset[str], keep: frozenset[str] = frozenset()
) -> bool:
    """Whether a start may not move: people were told of it, or it is to be kept."""
    if slot is None:
        return False
    if slot.session in keep and slot.session not in free:
        return True
    if slot.state not in FIXED:
        return False
    return slot.session not in free or slot.state == "held" or slot.end < now


def question(
    programme: Programme,
    plan: Plan,
    now: datetime,
    free: frozenset[str],
    keep: frozenset[str] = frozenset(),
) -> Question:
    """The question a plan answers; :class:`AnswerIsNo` when a session has no start at all.

    Of the sessions in the plan those people were told of stay, but for ``free``, and those in ``keep``.
    """
    import numpy as np

    sessions = in_order(programme, plan)
    anchor = _anchor(programme, plan, sessions)
    asked = tuple(
        _asked(programme, plan.slots.get(s.id), s, anchor, now=now, free=free, keep=keep) for s in sessions
    )
    people = collapse(programme, sessions, plan.ledger)
    who = tuple(tuple(k for k, p in enumerate(people) if s in p.sessions) for s in range(len(sessions)))
    given = Given(plan, now, free, keep)
    if not asked:
        return Question(programme, (), people, (), (), (), given)
    starts = np.concatenate([a.grid.starts for a in asked])
    minutes = np.concatenate([np.full(len(a.grid.starts), a.minutes, np.int64) for a in asked])
    clocks, night = [p.clock for p in people], programme.fairness.night
    # what the start itself forbids is not weighed: mostly nine candidates of ten
    allowed = np.flatnonzero(np.concatenate([~_forbidden(a.grid) for a in asked]))
    rows = {
        clock: row.spread(allowed, len(starts))
        for clock, row in tensor(clocks, night, starts[allowed], minutes[allowed]).items()
    }
    anyone_busy = any(m.busy for m in programme.members)
    cuts = np.cumsum([0, *(len(a.grid.starts) for a in asked)]).tolist()
    names = {m.id: m.name for m in programme.members}
    felt, kept, impossible = [], [], []
    for s, each in enumerate(asked):
        part = slice(cuts[s], cuts[s + 1])
        mine = {people[k].clock: rows[people[k].clock].part(part) for k in who[s]}
        broken = {Demand(kind): out for kind, out in each.grid.broken.items()}
        if not each.fixed:
            if anyone_busy:
                broken.update(taken(programme, each.session, each.grid.starts, each.minutes))
            broken.update(people_demands(s, mine, people, who[s], pinned=each.session.pinned is not None))
        good = np.ones(len(each.grid.starts), np.bool_)
        for out in broken.values():
            good &= ~out
        if not good.any():
            every = tensor([people[k].clock for k in who[s]], night, each.grid.starts, minutes[part])
            broken.update(people_demands(s, every, people, who[s], pinned=each.session.pinned is not None))
            if each.session.pinned is not None:
                impossible.append(pinned_wrong(each.session.id, broken, names))
            else:
                wider = _some_week(programme, each.session, s, people, who[s])
                impossible.append(no_start(each.session.id, broken, names, wider=wider))
        felt.append(mine)
        kept.append(good)
    if impossible:
        raise together(impossible)
    return Question(programme, asked, people, tuple(felt), tuple(kept), who, given)


def _forbidden(points: Grid) -> NDArray[bool_]:
    import numpy as np

    found: NDArray[bool_] = np.logical_or.reduce([*points.broken.values()])
    return found


def people_demands(
    session: int,
    felt: Mapping[Clock, Felt],
    people: tuple[People, ...],
    who: tuple[int, ...],
    *,
    pinned: bool,
) -> dict[Demand, NDArray[bool_]]:
    """Never-hours and observances of everyone invited; own hours and public holidays of those who must be
    there, unless pinned by hand. ``session`` is its index among those that ``people`` were made for."""
    found: dict[Demand, NDArray[bool_]] = {}
    for k in who:
        person = people[k]
        row = felt[person.clock]
        if person.clock.never and row.never.any():
            found[Demand("never", person.members)] = row.never
        if row.kept.any():
            found[Demand("observes", person.members)] = row.kept
        if session in person.required and not pinned and row.outside.any():
            found[Demand("hours", person.members)] = row.outside
        if session in person.required and not pinned and row.holiday.any():
            found[Demand("holiday", person.members)] = row.holiday
    return found


def _some_week(
    programme: Programme, session: Session, index: int, people: tuple[People, ...], who: tuple[int, ...]
) -> bool:
    """Whether a week of other dates has a start, as far as demands that return every week go.

    Two weeks are looked at, half a year apart, so that clocks that move are on either side.
    """
    import numpy as np

    for ahead in (timedelta(days=1), timedelta(days=183)):
        first = session.window.last + ahead
        there = replace(session, window=Window(first, first + timedelta(days=6)))
        points = grid(programme, there, _anchor(programme, Plan(programme.id, ""), (there,)), 0)
        minutes = np.full(len(points.starts), session.minutes, np.int64)
        rows = tensor([people[k].clock for k in who], programme.fairness.night, points.starts, minutes)
        broken = [points.broken["weekdays"], points.broken["between"]]
        for demand, out in people_demands(index, rows, people, who, pinned=False).items():
            if demand.kind != "holiday":
                broken.append(out)
        if not np.logical_or.reduce(broken).all():
            return True
    return False


def _asked(
    programme: Programme,
    slot: Slot | None,
    session: Session,
    anchor: Offsets,
    *,
    now: datetime,
    free: frozenset[str],
    keep: frozenset[str],
) -> Asked:
    days = programme.series[session.series].days_between
    if slot is not None and stands(slot, now, free, keep):
        as_told = minutes_of(slot.end) - minutes_of(slot.start)
        minutes = as_told if slot.state in FIXED else session.minutes
        point = single(minutes_of(slot.start), anchor, minutes_of(slot.as_told[0]))
        return Asked(session, point, minutes, slot.state != "held", fixed=True, days_between=days)
    told = minutes_of(slot.start) if slot is not None and slot.state in FIXED else None
    if session.pinned is not None:
        point = single(minutes_of(session.pinned), anchor)
        return Asked(session, point, session.minutes, told=told, days_between=days)
    points = grid(programme, session, anchor, minutes_of(now))
    away = away_from(programme, session, points) if told is None else None
    return Asked(session, points, session.minutes, told=told, days_between=days, away=away)


def _anchor(programme: Programme, plan: Plan, sessions: tuple[Session, ...]) -> Offsets:
    """The anchor's offsets over every date that may matter."""
    moments = [minutes_of(slot.start) for slot in plan.slots.values()]
    for session in sessions:
        for day in (session.window.first, session.window.last):
            moments.append(minutes_of(datetime(day.year, day.month, day.day, tzinfo=UTC)))
        if session.pinned is not None:
            moments.append(minutes_of(session.pinned))
    if not moments:
        return ()
    return offsets_of(programme.anchor.zone, min(moments) - 2 * DAY, max(moments) + 3 * DAY)
