"""The programme as whoever checks sees it: people alike, and every start each session may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from besrour_cli.model.clock.instant import local, local_instants
from besrour_cli.model.plan import FIXED, Burden, Plan
from besrour_cli.model.programme import DAY, Programme, Session
from besrour_cli.planning.verify.week import Cost, Week

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Claim(NamedTuple):
    """Under which circumstances a plan is claimed to be the best: made when, which sessions stood, where
    people had been told that those which moved would be."""

    made: datetime
    stood: frozenset[str]
    told: Mapping[str, int]


class Kind(NamedTuple):
    """People alike to the rule: region, the sessions they take part in, what the past cost each, how many."""

    region: str
    sessions: tuple[int, ...]
    burden: int
    nights: int
    size: int


class Start(NamedTuple):
    """A possible start: epoch minute, date and minute of the day at the anchor, whether it counts as a
    change, and what it costs each kind that takes part."""

    at: int
    day: int
    clock: int
    change: bool
    costs: tuple[Cost, ...]


class Seen(NamedTuple):
    """One session: its possible starts, who takes part (indices of kinds), whether it still counts."""

    session: Session
    minutes: int
    kinds: tuple[int, ...]
    counts: bool
    starts: tuple[Start, ...]


@dataclass(frozen=True)
class Facts:
    """All that a check needs."""

    programme: Programme
    kinds: tuple[Kind, ...]
    kind_of: Mapping[str, int]
    sessions: tuple[Seen, ...]


def minute_of(moment: datetime) -> int:
    """Minutes since 1970-01-01T00:00Z."""
    return int((moment - _EPOCH).total_seconds() // 60)


def gather(programme: Programme, plan: Plan, claim: Claim) -> Facts:
    """The facts under a claim; ``plan`` says where the sessions that stood are, and holds the ledger."""
    cancelled = {i for i, slot in plan.slots.items() if slot.state == "cancelled"}
    sessions = [s for s in programme.sessions if s.id not in cancelled]
    sessions.sort(key=lambda s: (s.window.first, s.window.last, s.series, s.id))
    weeks: dict[object, Week] = {}
    week_of: dict[str, Week] = {}
    taking: dict[str, list[int]] = {}
    for index, session in enumerate(sessions):
        for member in programme.invited(session):
            taking.setdefault(member.id, []).append(index)
            look = (
                member.place.zone, member.place.country, member.profile or programme.fairness.profile,
                frozenset(member.hours), frozenset(member.never), programme.held.get(member.id, ()),
            )  # fmt: skip
            if look not in weeks:
                weeks[look] = Week(programme, member)
            week_of[member.id] = weeks[look]
    past = _before(programme, plan, claim, sessions, week_of)
    alike: dict[tuple[int, str, tuple[int, ...], int, int], list[str]] = {}
    regions = {m.id: m.region for m in programme.members}
    for name, mine in taking.items():
        burden, nights = past[name]
        alike.setdefault((id(week_of[name]), regions[name], tuple(mine), burden, nights), []).append(name)
    kinds = tuple(Kind(*key[1:], len(names)) for key, names in alike.items())
    kind_of = {name: k for k, names in enumerate(alike.values()) for name in names}
    lead = [names[0] for names in alike.values()]
    seen = []
    for index, session in enumerate(sessions):
        here = tuple(k for k, kind in enumerate(kinds) if index in kind.sessions)
        required = {kind_of[i] for i in session.required_ids if i in kind_of}
        slot = plan.slots.get(session.id)
        minutes, counts = session.minutes, True
        if session.id in claim.stood and slot is not None:
            minutes = minute_of(slot.end) - minute_of(slot.start) if slot.state in FIXED else minutes
            counts = slot.state != "held"
        busy = [(minute_of(a), minute_of(b)) for m in programme.invited(session) for a, b in m.busy]
        found = []
        for at, free in _starts(programme, plan, claim, session):
            if free and any(begin < at + max(minutes, 1) and at < end for begin, end in busy):
                continue
            costs = tuple(week_of[lead[k]].cost(at, minutes) for k in here)
            if free and any(
                c.barred or (c.unfit and k in required and session.pinned is None)
                for k, c in zip(here, costs, strict=True)
            ):
                continue
            known = slot.told[0] if slot is not None and slot.told else _EPOCH + timedelta(minutes=at)
            shown = local(known, programme.anchor.zone)  # the hour people keep in mind
            clock = shown.hour * 60 + shown.minute
            change = free and _change(programme, claim, session, at)
            found.append(Start(at, shown.date().toordinal(), clock, change, costs))
        seen.append(Seen(session, minutes, here, counts, tuple(found)))
    return Facts(programme, kinds, kind_of, tuple(seen))


def _before(
    programme: Programme, plan: Plan, claim: Claim, sessions: list[Session], week_of: Mapping[str, Week]
) -> dict[str, tuple[int, int]]:
    """What the past cost everyone when the claim was made; sessions chosen then are not of it."""
    nothing = Burden(0.0, 0, 0)
    found = {}
    for name in week_of:
        cost = plan.ledger.get(name, nothing)
        found[name] = round(cost.burden * 100), cost.nights
    for session in sessions:
        slot = plan.slots.get(session.id)
        if slot is None or slot.state != "held" or session.id in claim.stood:
            continue
        for member in programme.invited(session):
            cost_then = week_of[member.id].cost(
                minute_of(slot.start), minute_of(slot.end) - minute_of(slot.start)
            )
            burden, nights = found[member.id]
            found[member.id] = burden - cost_then.burden, nights - cost_then.night
    return found


def _starts(programme: Programme, plan: Plan, claim: Claim, session: Session) -> Iterator[tuple[int, bool]]:
    """Every start the files allow, people's hours aside, and whether demands of people apply to it."""
    slot = plan.slots.get(session.id)
    if session.id in claim.stood:
        if slot is not None:
            yield minute_of(slot.start), False
        return
    if session.pinned is not None:
        yield minute_of(session.pinned), True
        return
    opens, closes = programme.series[session.series].between
    width = (closes - opens) % DAY or DAY
    day = session.window.first
    while day <= session.window.last:
        for minute in (
            range(0, DAY, max(1, programme.fairness.step)) if day.weekday() in session.weekdays else ()
        ):
            begin = datetime.combine(day, time()) + timedelta(minutes=minute)
            last = begin + timedelta(minutes=max(session.minutes, 1) - 1)
            if width < DAY and (minute - opens) % DAY + session.minutes > width:
                continue
            if _blacked(programme, begin.date(), last.date()):
                continue
            instants = local_instants(begin, programme.anchor.zone)
            if len(instants) == 1 and minute_of(instants[0]) >= minute_of(claim.made):
                yield minute_of(instants[0]), True
        day += timedelta(days=1)


def _blacked(programme: Programme, first: date, last: date) -> bool:
    return any(b.first <= last and first <= b.last for b in programme.blackouts)


def _change(programme: Programme, claim: Claim, session: Session, at: int) -> bool:
    """Whether a start counts as a change: not where people were told, or not at the preferred hour."""
    if session.id in claim.told:
        return at != claim.told[session.id]
    prefer = programme.series[session.series].prefer
    if prefer is None or session.pinned is not None:
        return False
    place = prefer.place or programme.anchor
    shown = local(_EPOCH + timedelta(minutes=at), place.zone)
    return shown.hour * 60 + shown.minute != prefer.minute
