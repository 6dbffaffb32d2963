"""Small programmes for the planning tests, and the rule once more in the plainest words."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise, product
from typing import NamedTuple

from besrour_cli.clock.instants import local, local_instants
from besrour_cli.model.fairness import Fairness
from besrour_cli.model.place import Place
from besrour_cli.model.plan import Burden, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import (
    Blackout,
    Contact,
    Member,
    Platform,
    PreferredStart,
    Programme,
    Series,
    Session,
    WeekSpan,
    Window,
)
from besrour_cli.planning.problem.burden_curve import week_rates

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PLACES = {
    "Toronto": ("America/Toronto", "CA", "North America"),
    "Vancouver": ("America/Vancouver", "CA", "North America"),
    "St. John's": ("America/St_Johns", "CA", "North America"),
    "Accra": ("Africa/Accra", "GH", "Africa"),
    "Nairobi": ("Africa/Nairobi", "KE", "Africa"),
    "Cairo": ("Africa/Cairo", "EG", "Africa"),
    "Casablanca": ("Africa/Casablanca", "MA", "Africa"),
    "Kampala": ("Africa/Kampala", "UG", "Africa"),
    "Kathmandu": ("Asia/Kathmandu", "NP", "Asia"),
    "Tokyo": ("Asia/Tokyo", "JP", "Asia"),
    "London": ("Europe/London", "GB", "Europe"),
    "Lord Howe": ("Australia/Lord_Howe", "AU", "Oceania"),
}
SPANS = (
    WeekSpan(8 * 60, 12 * 60),
    WeekSpan(2 * 1440 + 13 * 60, 2 * 1440 + 19 * 60),
    WeekSpan(6 * 1440 + 22 * 60, 7 * 1440 + 300),
    WeekSpan(3 * 1440, 3 * 1440 + 9 * 60),
)


def place(name: str) -> Place:
    """One of ``PLACES``, by its name."""
    zone, country, region = PLACES[name]
    return Place(name, {"en": name, "fr": name}, country, zone, region)


def member(
    ident: str,
    where: str = "Toronto",
    groups: Sequence[str] = ("cafe",),
    *,
    region: str = "",
    profile: str = "",
    hours: Sequence[WeekSpan] = (),
    never: Sequence[WeekSpan] = (),
    paused: bool = False,
) -> Member:
    """A member at one of ``PLACES``, in a group, with what else a test needs."""
    spot = place(where)
    return Member(
        ident,
        ident.title(),
        f"{ident}@example.org",
        spot,
        ("en",),
        tuple(groups),
        region or spot.region,
        profile=profile,
        hours=tuple(hours),
        never=tuple(never),
        paused=paused,
    )


def series(
    ident: str = "cafe",
    minutes: int = 90,
    days_between: int = 0,
    *,
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4),
    between: tuple[int, int] = (0, 1440),
    groups: tuple[str, ...] = (),
    prefer: PreferredStart | None = None,
) -> Series:
    """A series for the group of its own name, on working days, unless a test says otherwise."""
    return Series(
        ident,
        {"en": ident, "fr": ident},
        minutes,
        groups or (ident,),
        weekdays,
        between=between,
        days_between=days_between,
        prefer=prefer,
    )


def session(
    ident: str,
    first: date,
    last: date,
    of: Series,
    *,
    required: Mapping[str, tuple[str, ...]] | None = None,
    weekdays: Sequence[int] | None = None,
    pinned: datetime | None = None,
) -> Session:
    """A session of a series, in a window of dates."""
    return Session(
        ident,
        of.id,
        {"en": ident, "fr": ident},
        {},
        Window(first, last),
        of.minutes,
        tuple(of.weekdays if weekdays is None else weekdays),
        required or {},
        pinned=pinned,
    )


def programme(
    members: Sequence[Member],
    runs: Sequence[Series],
    sessions: Sequence[Session],
    fairness: Fairness | None = None,
    blackouts: Sequence[Blackout] = (),
    anchor: str = "Toronto",
) -> Programme:
    """A programme of these members, series and sessions."""
    return Programme(
        "test",
        {"en": "Test", "fr": "Essai"},
        Contact({"en": "Us", "fr": "Nous"}, "us@example.org", "1 Street"),
        ("en", "fr"),
        place(anchor),
        Platform("Zoom"),
        {run.id: run for run in runs},
        tuple(sessions),
        tuple(members),
        fairness or Fairness(),
        tuple(blackouts),
    )


def random_instance(seed: int) -> tuple[Programme, Plan]:
    """A programme small enough to try everything, with every kind of demand in it now and then."""
    dice = random.Random(seed)
    names = dice.sample(sorted(PLACES), dice.randint(2, 4))
    people = []
    for i in range(dice.randint(2, 5)):
        people.append(
            member(
                f"m{i}",
                dice.choice(names),
                dice.choice((("cafe",), ("cafe", "team"), ("team",))),
                profile=dice.choice(("", "", "academic", "evenings")),
                hours=dice.sample(SPANS, 1) if dice.random() < 0.2 else (),
                never=dice.sample(SPANS, 1) if dice.random() < 0.25 else (),
            )
        )
    step = dice.choice((150, 180, 210, 240, 300))
    between = dice.choice(((0, 1440), (6 * 60, 22 * 60), (12 * 60, 9 * 60)))
    runs = [
        series("cafe", dice.choice((60, 90)), dice.choice((0, 0, 2)), between=between),
        series("team", 60, weekdays=(0, 1, 2, 3, 4, 5, 6)),
    ]
    begin = date(2027, dice.choice((1, 3, 10)), dice.choice((8, 11, 12, 13, 14)))
    sessions = []
    for i in range(dice.randint(2, 3)):
        run = dice.choice(runs)
        first = begin + timedelta(days=dice.choice((0, 1, 7)) * i)
        required = {"facilitator": (dice.choice(people).id,)} if dice.random() < 0.3 else None
        last = first + timedelta(days=dice.choice((0, 1, 1)))
        sessions.append(session(f"s{i}", first, last, run, required=required))
    fairness = Fairness(
        step=step,
        good=dice.choice((1.5, 2.0, 4.5)),
        good_sessions=dice.randint(0, 3),
        lambda_=dice.choice((3.0, 0.5, 0.0, 1.25)),
        profile=dice.choice(("clinic", "academic")),
    )
    blackouts = [Blackout(begin, begin, {})] if dice.random() < 0.1 else []
    past = [m.id for m in people if dice.random() < 0.4]
    ledger = {i: Burden(dice.choice((0.0, 3.0, 7.25, 4.37)), dice.randint(0, 2), 2) for i in past}
    return programme(people, runs, sessions, fairness, blackouts), Plan("test", "", {}, ledger)


def proposed_before(programme: Programme, plan: Plan, seed: int) -> Plan:
    """The plan with most sessions proposed at some start or other that the files allow."""
    dice = random.Random(seed)
    slots = {}
    for each in programme.sessions:
        starts = list(starts_of(programme, each))
        if starts and dice.random() < 0.8:
            start = dice.choice(starts)
            end, zone = start + timedelta(minutes=each.minutes), programme.anchor.zone
            slots[each.id] = ScheduledSession(each.id, start, end, SessionState.PROPOSED, zone, "2026f")
    return replace(plan, slots=slots)


class Told:
    """What one start of one session costs everyone, minute by minute."""

    def __init__(self, programme: Programme, session: Session, start: datetime) -> None:
        self.start, self.end = start, start + timedelta(minutes=session.minutes)
        self.day = local(start, programme.anchor.zone).date()
        clock = local(start, programme.anchor.zone)
        self.clock = clock.hour * 60 + clock.minute
        self.cost: dict[str, tuple[int, int]] = {}
        self.possible = True
        for person in programme.invited(session):
            burden, night, never, outside = by_the_minute(programme, person, start, session.minutes)
            self.cost[person.id] = (burden, night)
            self.possible &= not never
            self.possible &= not (outside and person.id in session.required_ids)


def by_the_minute(
    programme: Programme, person: Member, start: datetime, minutes: int
) -> tuple[int, int, bool, bool]:
    """Burden, night (2 if deep), never, outside own hours: one local reading a minute."""
    rates = week_rates(
        person.profile or programme.fairness.profile,
        tuple((s.start, s.end) for s in person.hours),
        person.place.country,
    )
    first, last = programme.fairness.night
    total, night, deep, never, outside = 0, False, False, False, False
    for i in range(minutes):
        reading = local(start + timedelta(minutes=i), person.place.zone)
        of_day = reading.hour * 60 + reading.minute
        of_week = reading.weekday() * 1440 + of_day
        own = _inside(of_week, person.hours)
        dark = first <= of_day < last if first < last else of_day >= first or of_day < last
        total += int(rates[of_week])
        night |= dark and not own
        deep |= dark and not own and of_day < 300
        never |= _inside(of_week, person.never)
        outside |= bool(person.hours) and not own
    return (2 * total + 60) // 120, night + deep, never, outside


def _inside(minute: int, spans: Sequence[WeekSpan]) -> bool:
    return any(s.start <= minute < s.end or s.start <= minute + 7 * 1440 < s.end for s in spans)


def starts_of(programme: Programme, session: Session) -> Iterator[datetime]:
    """Every start the files allow, found with plain datetimes."""
    day = session.window.first
    between = programme.series[session.series].between
    while day <= session.window.last:
        for minute in range(0, 1440, programme.fairness.step):
            naive = datetime.combine(day, time()) + timedelta(minutes=minute)
            last = naive + timedelta(minutes=session.minutes - 1)
            dates = {naive.date(), last.date()}
            if any(b.first <= d <= b.last for b in programme.blackouts for d in dates):
                continue
            if day.weekday() not in session.weekdays:
                continue
            if between != (0, 1440):
                width = (between[1] - between[0]) % 1440
                if (minute - between[0]) % 1440 + session.minutes > width:
                    continue
            instants = local_instants(naive, programme.anchor.zone)
            if len(instants) == 1:
                yield instants[0]
        day += timedelta(days=1)


class Fairest(NamedTuple):
    """What trying everything finds: the least of each step, and the values of all plans within the limits."""

    least: tuple[Fraction, ...]
    values: frozenset[tuple[Fraction, ...]]


def oracle(programme: Programme, plan: Plan) -> Fairest | None:
    """The fairest plans, by trying everything; None when nothing is possible."""
    sessions, every = everything(programme)
    left = {rule(programme, plan, sessions, chosen) for chosen in every}
    past = before(programme, plan, sessions)
    least: list[Fraction] = []
    part = Fraction(programme.fairness.tolerance, 100)
    proposed = _as_proposed(programme, plan, sessions)
    for step, given_away in enumerate((Fraction(0), part, part, Fraction(0), Fraction(0))):
        if not left:
            return None
        least.append(min(values[step] for values in left))
        given = given_away * (least[step] - past[step])
        limit = least[step] + given
        if proposed is not None and proposed[step] <= least[step] + 2 * given:
            limit = max(limit, proposed[step])
        left = {values for values in left if values[step] <= limit}
    return Fairest(tuple(least), frozenset(left))


def _as_proposed(
    programme: Programme, plan: Plan, sessions: Sequence[Session]
) -> tuple[Fraction, ...] | None:
    """What the steps come to where everything is as it was proposed, if each session can have that start."""
    chosen = []
    for each in sessions:
        slot = plan.slots.get(each.id)
        if slot is None or slot.start not in starts_of(programme, each):
            return None
        chosen.append(Told(programme, each, slot.start))
    if not all(told.possible for told in chosen):
        return None
    return rule(programme, plan, sessions, chosen)


def before(programme: Programme, plan: Plan, sessions: Sequence[Session]) -> tuple[Fraction, ...]:
    """What the steps come to before any of the sessions."""
    return _values(programme, plan, sessions, [{} for _ in sessions], 0)


def everything(
    programme: Programme, *, in_order: bool = True
) -> tuple[list[Session], Iterator[tuple[Told, ...]]]:
    """The sessions in the rule's order, and every way to place them that the demands allow.

    Sessions of a series come in their order if that is asked for, unless no plan at all has them so.
    """
    sessions = sorted(programme.sessions, key=lambda s: (s.window.first, s.window.last, s.series, s.id))
    told = [
        [t for t in (Told(programme, s, start) for start in starts_of(programme, s)) if t.possible]
        for s in sessions
    ]
    any_order = [chosen for chosen in product(*told) if _together(programme, sessions, chosen)]
    following = _following(sessions, told) if in_order and all(told) else []
    ordered = [chosen for chosen in any_order if all(chosen[a].end <= chosen[b].start for a, b in following)]
    return sessions, iter(ordered or any_order)


def _following(sessions: Sequence[Session], told: Sequence[Sequence[Told]]) -> list[tuple[int, int]]:
    """Pairs of sessions of which the first may begin earlier than the second, and never must begin later."""
    found = []
    for name in {s.series for s in sessions}:
        run = sorted(
            (told[n][0].start, told[n][-1].start, n) for n, s in enumerate(sessions) if s.series == name
        )
        if all(a[1] <= b[1] for a, b in pairwise(run)):
            found += [(a[2], b[2]) for a, b in pairwise(run)]
    return found


def _together(programme: Programme, sessions: Sequence[Session], chosen: Sequence[Told]) -> bool:
    for j, b in enumerate(chosen):
        for i, a in enumerate(chosen[:j]):
            run = programme.series[sessions[i].series]
            if sessions[i].series == sessions[j].series and abs((a.day - b.day).days) < run.days_between:
                return False
            if a.cost.keys() & b.cost.keys() and a.start < b.end and b.start < a.end:
                return False
    return True


def rule(
    programme: Programme, plan: Plan, sessions: Sequence[Session], chosen: Sequence[Told]
) -> tuple[Fraction, ...]:
    """The rule of fairness, in the plainest words: the value of each step."""
    firsts: dict[str, list[date]] = {}
    for s in sessions:
        firsts.setdefault(s.series, []).append(s.window.first)
    slots = set()
    for s, t in zip(sessions, chosen, strict=True):
        days = sorted(firsts[s.series])
        monthly = all(b == a or (b - a).days >= 20 for a, b in pairwise(days))
        slots.add((s.series, (t.day.day - 1) // 7 + 1 if monthly else 0, t.day.weekday(), t.clock))
    proposed = {i: slot.start for i, slot in plan.slots.items()}
    leaving = sum(proposed.get(s.id, t.start) != t.start for s, t in zip(sessions, chosen, strict=True))
    return _values(programme, plan, sessions, [t.cost for t in chosen], len(slots) + leaving)


def _values(
    programme: Programme,
    plan: Plan,
    sessions: Sequence[Session],
    costs: Sequence[Mapping[str, tuple[int, int]]],
    slots: int,
) -> tuple[Fraction, ...]:
    weight = Fraction(programme.fairness.lambda_)
    part = sorted({m.id for s in sessions for m in programme.invited(s)})
    past = {i: plan.ledger.get(i, Burden(0, 0, 0)) for i in part}
    burden = {
        i: Fraction(round(past[i].burden * 100)) + sum(cost[i][0] for cost in costs if i in cost)
        for i in part
    }
    nights = {i: past[i].nights + sum(cost[i][1] for cost in costs if i in cost) for i in part}
    means: list[Fraction] = [Fraction(0)]
    for region in {m.region for m in programme.members if m.id in part}:
        those = [m for m in programme.members if m.id in part and m.region == region]
        invited = sum(past[m.id].sessions for m in those)
        invited += sum(m.id in {i.id for i in programme.invited(s)} for m in those for s in sessions)
        means.append(sum((burden[m.id] for m in those), Fraction(0)) / max(1, invited) / 100)
    none = Fraction(0)
    total = sum(burden.values(), none)
    return (
        sum(nights.values()) + weight * max(nights.values(), default=0),
        max(means),
        (total / max(1, len(part)) + weight * max(burden.values(), default=none)) / 100,
        Fraction(slots),
        total / 100,
    )
