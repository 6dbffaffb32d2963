"""The rule once more in the plainest words, minute by minute, and the fairest plans by trying everything."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise, product
from typing import NamedTuple

from besrour_cli.clock.instants import local, local_instants
from besrour_cli.model.plan import Burden, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Member, Programme, Session, WeekSpan
from besrour_cli.planning.problem.burden_curve import week_rates


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
    judged = Rule(programme, plan, sessions)
    left = {judged.values(chosen) for chosen in every}
    past = judged.borne((), 0)
    least: list[Fraction] = []
    part = Fraction(programme.fairness.tolerance, 100)
    chosen_before = _as_proposed(programme, plan, sessions)
    proposed = judged.values(chosen_before) if chosen_before is not None else None
    for step, given_away in enumerate((Fraction(0), part, part, Fraction(0), Fraction(0))):
        if not left:
            return None
        least.append(min(values[step] for values in left))
        given = given_away * (least[step] - past[step])
        limit = least[step] + given
        if proposed is not None and proposed[step] > limit:
            limit = min(proposed[step], least[step] + 2 * given)
        left = {values for values in left if values[step] <= limit}
    return Fairest(tuple(least), frozenset(left))


def _as_proposed(programme: Programme, plan: Plan, sessions: Sequence[Session]) -> list[Told] | None:
    """Everything as it was proposed, if each session can have that start."""
    chosen = []
    for each in sessions:
        slot = plan.slots.get(each.id)
        if slot is None or slot.start not in starts_of(programme, each):
            return None
        chosen.append(Told(programme, each, slot.start))
    return chosen if all(told.possible for told in chosen) else None


def before(programme: Programme, plan: Plan, sessions: Sequence[Session]) -> tuple[Fraction, ...]:
    """What the steps come to before any of the sessions."""
    return Rule(programme, plan, sessions).borne((), 0)


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
    return Rule(programme, plan, sessions).values(chosen)


class Rule:
    """The rule for one programme, so that what no choice of starts changes is worked out once."""

    def __init__(self, programme: Programme, plan: Plan, sessions: Sequence[Session]) -> None:
        self.sessions, self.weight = sessions, Fraction(programme.fairness.lambda_)
        self.proposed = {i: slot.start for i, slot in plan.slots.items()}
        firsts: dict[str, list[date]] = {}
        for s in sessions:
            firsts.setdefault(s.series, []).append(s.window.first)
        self.monthly = {
            name: all(b == a or (b - a).days >= 20 for a, b in pairwise(sorted(days)))
            for name, days in firsts.items()
        }
        invited = [{m.id for m in programme.invited(s)} for s in sessions]
        part = sorted(set().union(*invited))
        past = {i: plan.ledger.get(i, Burden(0, 0, 0)) for i in part}
        self.burden = {i: round(past[i].burden * 100) for i in part}
        self.nights = {i: past[i].nights for i in part}
        self.regions = []
        for region in {m.region for m in programme.members if m.id in part}:
            those = [m.id for m in programme.members if m.id in part and m.region == region]
            times = sum(past[i].sessions + sum(i in each for each in invited) for i in those)
            self.regions.append((those, max(1, times)))

    def values(self, chosen: Sequence[Told]) -> tuple[Fraction, ...]:
        """The value of each step of a choice of starts."""
        slots, leaving = set(), 0
        for s, t in zip(self.sessions, chosen, strict=True):
            nth = (t.day.day - 1) // 7 + 1 if self.monthly[s.series] else 0
            slots.add((s.series, nth, t.day.weekday(), t.clock))
            leaving += self.proposed.get(s.id, t.start) != t.start
        return self.borne([t.cost for t in chosen], len(slots) + leaving)

    def borne(self, costs: Sequence[Mapping[str, tuple[int, int]]], slots: int) -> tuple[Fraction, ...]:
        """The same from what each session costs whom."""
        burden, nights = dict(self.burden), dict(self.nights)
        for cost in costs:
            for i, (units, night) in cost.items():
                burden[i] += units
                nights[i] += night
        means = [Fraction(sum(burden[i] for i in those), times * 100) for those, times in self.regions]
        total, most = sum(burden.values()), max(burden.values(), default=0)
        return (
            sum(nights.values()) + self.weight * max(nights.values(), default=0),
            max(means, default=Fraction(0)),
            (Fraction(total, max(1, len(burden))) + self.weight * most) / 100,
            Fraction(slots),
            Fraction(total, 100),
        )


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
