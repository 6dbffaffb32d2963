"""The programme as whoever checks sees it: people alike, and every start each session may have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from besrour_cli.clock.instants import local
from besrour_cli.model.plan import FIXED, Plan, ScheduledSession
from besrour_cli.model.programme import Programme, Session
from besrour_cli.planning.verify.burden import CheckedWeek, WeekCosts
from besrour_cli.planning.verify.people import past_burdens, taking_part, weeks_of
from besrour_cli.planning.verify.starts import length_of, minute_of, moment_of, starts_of

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray


class ProofClaims(NamedTuple):
    """Under which circumstances a plan is claimed to be the best: made when, which sessions stood, where
    people had been told that those which moved would be."""

    made: datetime
    stood: frozenset[str]
    announced_starts: Mapping[str, int]


class CheckedClass(NamedTuple):
    """People alike to the rule: region, the sessions they take part in, what the past cost each, how many."""

    region: str
    sessions: tuple[int, ...]
    burden: int
    nights: int
    size: int


class CheckedStart(NamedTuple):
    """A possible start: epoch minute, date and minute of the day at the anchor, whether it counts as a
    change, and what it costs each kind that takes part: hundredths of a unit, a night or none."""

    at: int
    day: int
    clock: int
    change: bool
    burden: NDArray[int64]
    night: NDArray[bool_]


class SessionDomain(NamedTuple):
    """One session: its possible starts, who takes part (indices of kinds), whether it still counts."""

    session: Session
    minutes: int
    kinds: tuple[int, ...]
    people: frozenset[int]
    counts: bool
    starts: tuple[CheckedStart, ...]


@dataclass(frozen=True)
class VerificationProblem:
    """All that a check needs; ``week_of`` the weeks of everyone who takes part."""

    programme: Programme
    kinds: tuple[CheckedClass, ...]
    kind_of: Mapping[str, int]
    sessions: tuple[SessionDomain, ...]
    week_of: Mapping[str, CheckedWeek]


def in_question(programme: Programme, plan: Plan) -> list[Session]:
    """The sessions a plan is about, those called off left out: by window, then by name."""
    cancelled = {i for i, slot in plan.slots.items() if slot.state == "cancelled"}
    sessions = [s for s in programme.sessions if s.id not in cancelled]
    return sorted(sessions, key=lambda s: (s.window.first, s.window.last, s.series, s.id))


def build(programme: Programme, plan: Plan, claim: ProofClaims) -> VerificationProblem:
    """The facts under a claim; ``plan`` says where the sessions that stood are, and holds the ledger."""
    sessions = in_question(programme, plan)
    members = {member.id: member for member in programme.members}
    taking = taking_part(programme, sessions)
    starts = [starts_of(programme, plan.slots.get(s.id), s, claim.made, claim.stood) for s in sessions]
    lengths = [_minutes(s, plan.slots.get(s.id), claim.stood) for s in sessions]
    every = np.array([at for mine in starts for at in mine], np.int64)
    week_of = weeks_of(programme, plan, [members[name] for name in taking], every.tolist())
    past = past_burdens(plan, claim.stood, sessions, taking, week_of)
    alike: dict[tuple[int, str, tuple[int, ...], int, int], list[str]] = {}
    for name, mine in taking.items():
        burden, nights = past[name]
        key = (id(week_of[name]), members[name].region, mine, burden, nights)
        alike.setdefault(key, []).append(name)
    kinds = tuple(CheckedClass(*key[1:], len(names)) for key, names in alike.items())
    kind_of = {name: k for k, names in enumerate(alike.values()) for name in names}
    lead = [week_of[names[0]] for names in alike.values()]
    minutes = np.repeat(np.array(lengths, np.int64), [len(mine) for mine in starts])
    cuts = np.cumsum([0, *(len(mine) for mine in starts)]).tolist()
    costs = {week: week.costs(every, minutes) for week in dict.fromkeys(lead)}
    busy = [members[name] for name in taking if members[name].busy]
    present = [set(kind.sessions) for kind in kinds]
    seen = []
    for index, session in enumerate(sessions):
        here = tuple(k for k, mine in enumerate(present) if index in mine)
        part = slice(cuts[index], cuts[index + 1])
        slot = plan.slots.get(session.id)
        stood = session.id in claim.stood
        counts = not (stood and slot is not None and slot.state == "held")
        free = np.ones(len(starts[index]), np.bool_)
        if not stood:
            named = session.required_ids if session.pinned is None else ()
            required = {week_of[i] for i in named if i in week_of}
            weeks_here = {lead[k] for k in here}
            free = ~_barred([(costs[week], week in required) for week in weeks_here], part, len(free))
            taken = [span for member in busy if index in taking[member.id] for span in member.busy]
            free &= ~_busy(taken, every[part], lengths[index])
        weeks = [costs[lead[k]] for k in here]
        shape = len(weeks), len(free)
        burdens = np.array([each.burden[part] for each in weeks], np.int64).reshape(shape).T
        dark = np.array([each.night[part] for each in weeks], np.bool_).reshape(shape).T
        found = []
        for i in np.flatnonzero(free).tolist():
            at = starts[index][i]
            known = slot.announced_times[0] if slot is not None and slot.announced_times else moment_of(at)
            shown = local(known, programme.anchor.zone)  # the hour people keep in mind
            change = not stood and _change(programme, claim, session, at)
            clock = shown.hour * 60 + shown.minute
            found.append(CheckedStart(at, shown.date().toordinal(), clock, change, burdens[i], dark[i]))
        seen.append(SessionDomain(session, lengths[index], here, frozenset(here), counts, tuple(found)))
    return VerificationProblem(programme, kinds, kind_of, tuple(seen), week_of)


def _minutes(session: Session, slot: ScheduledSession | None, stood: frozenset[str]) -> int:
    """How long a session takes: as people were told, where it stood."""
    if slot is None or session.id not in stood or slot.state not in FIXED:
        return session.minutes
    return length_of(slot)


def _barred(weeks: list[tuple[WeekCosts, bool]], part: slice, n: int) -> NDArray[bool_]:
    """Starts that someone's demands exclude; with ``True``: she must be there."""
    barred = np.zeros(n, np.bool_)
    for costs, required in weeks:
        barred |= costs.never[part] | costs.observed[part]
        if required:
            barred |= costs.outside[part] | costs.holiday[part]
    return barred


def _busy(spans: Iterable[tuple[datetime, datetime]], starts: NDArray[int64], minutes: int) -> NDArray[bool_]:
    """Starts at which someone's own calendar is taken."""
    taken = np.zeros(len(starts), np.bool_)
    for begin, end in set(spans):
        taken |= (starts + max(minutes, 1) > minute_of(begin)) & (starts < minute_of(end))
    return taken


def _change(programme: Programme, claim: ProofClaims, session: Session, at: int) -> bool:
    """Whether a start counts as a change: not where people were told, or not at the preferred hour."""
    if session.id in claim.announced_starts:
        return at != claim.announced_starts[session.id]
    prefer = programme.series[session.series].prefer
    if prefer is None or session.pinned is not None:
        return False
    place = prefer.place or programme.anchor
    shown = local(moment_of(at), place.zone)
    return shown.hour * 60 + shown.minute != prefer.minute
