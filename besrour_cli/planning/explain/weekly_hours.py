"""Weekly hours at which a few people can meet through a term: what each costs them, and the best of them.

An hour is kept on one clock, the first person's: when clocks change elsewhere, it moves for the others. It is
looked at in every week of the term.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from besrour_cli.clock.instants import from_epoch_minutes, local, to_epoch_minutes, transitions
from besrour_cli.model.programme import DAY, WEEK
from besrour_cli.model.units import EpochMinute
from besrour_cli.planning.problem.burden import candidate_costs
from besrour_cli.planning.problem.equivalence_classes import TimePreferences
from besrour_cli.planning.problem.local_time import minutes_inside, offsets_of

_STEP = 30
SLOTS = WEEK // _STEP
_FEW = 0.75
"""The share of weeks in which an hour must be reasonable: a holiday now and then takes none away."""
_APART = 120
"""Minutes that the second hour is from the first at least: one beside it would be no choice."""


class MeetingTerm(NamedTuple):
    """The weeks in which people meet, from the one that holds the first day, and how many minutes."""

    first: date
    weeks: int
    minutes: int


class HourPolicy(NamedTuple):
    """What is reasonable: an hour that costs so much at most (hundredths for the meeting), and no night."""

    good: int
    night: tuple[int, int]


class WeeklyHour(NamedTuple):
    """An hour of the week: minutes after Monday 00:00 on the clock it is kept on, and what it costs all."""

    minute: int
    cost: int


@lru_cache(maxsize=4096)
def weekly_costs(
    person: TimePreferences, zone: str, term: MeetingTerm, policy: HourPolicy
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """What each half hour of the week on a zone's clock costs a person in the mean, and which are reasonable.

    Hundredths. Never-hours count in every week.
    """
    starts = _starts(zone, term)
    flat = starts.ravel()
    ends = EpochMinute(int(flat.max()) + term.minutes)
    offsets = offsets_of(person.zone, EpochMinute(int(flat.min())), ends)
    costs = candidate_costs(person, offsets, policy.night, flat, np.full(len(flat), term.minutes, np.int64))
    burden, nights = costs.burden.reshape(starts.shape), costs.nights.reshape(starts.shape)
    fine = ((burden <= policy.good) & (nights == 0)).mean(axis=0) >= _FEW
    if person.never:
        inside = minutes_inside(person.never, person.zone, flat, term.minutes).reshape(starts.shape)
        fine &= (inside == 0).all(axis=0)
    return np.rint(burden.mean(axis=0)).astype(np.int64), fine


def best_hours(
    people: Sequence[TimePreferences], term: MeetingTerm, policy: HourPolicy, count: int = 2
) -> tuple[WeeklyHour, ...]:
    """The cheapest hours that are reasonable for all, kept on the first one's clock.

    Among equal ones that comes first which costs least whom it costs most, then the earlier in the week; the
    second is on another day where that is as good.
    """
    each = [weekly_costs(person, people[0].zone, term, policy) for person in people]
    fine = np.logical_and.reduce([ok for _, ok in each])
    together = np.sum([cost for cost, _ in each], axis=0)
    worst = np.max([cost for cost, _ in each], axis=0)
    left = np.flatnonzero(fine).tolist()
    chosen: list[int] = []
    while left and len(chosen) < count:
        days = {slot * _STEP // DAY for slot in chosen}
        chosen.append(min(left, key=lambda s: (together[s], worst[s], s * _STEP // DAY in days, s)))
        left = [slot for slot in left if _apart(slot, chosen[-1])]
    return tuple(WeeklyHour(slot * _STEP, int(together[slot])) for slot in chosen)


def readings(hour: WeeklyHour, zone: str, other: str, term: MeetingTerm) -> tuple[datetime, ...]:
    """What another clock shows at an hour kept on a zone's: in the first week, and whenever it moved."""
    found: list[datetime] = []
    for start in _starts(zone, term)[:, hour.minute // _STEP].tolist():
        shown = local(from_epoch_minutes(start), other)
        if not found or _week_minute(shown) != _week_minute(found[-1]):
            found.append(shown)
    return tuple(found)


def _week_minute(shown: datetime) -> int:
    return shown.weekday() * DAY + shown.hour * 60 + shown.minute


def _apart(one: int, other: int) -> bool:
    """Whether two hours are so far apart that the second is a choice: another day, or some hours."""
    between = abs(one - other) * _STEP
    return min(between, WEEK - between) >= _APART


@lru_cache(maxsize=256)
def _starts(zone: str, term: MeetingTerm) -> NDArray[np.int64]:
    """The instants (epoch minutes) of each half hour of the local week of a zone, week by week."""
    monday = term.first - timedelta(days=term.first.weekday())
    first = (monday - date(1970, 1, 1)).days * DAY  # local minutes, which name no instant yet
    shown = first + np.arange(term.weeks)[:, None] * WEEK + np.arange(SLOTS)[None, :] * _STEP
    begin = from_epoch_minutes(first) - timedelta(days=2)
    steps = transitions(zone, begin, begin + timedelta(weeks=term.weeks + 1))
    starts = shown - steps[0][1]
    for at, minutes in steps[1:]:
        starts = np.where(starts >= to_epoch_minutes(at), shown - minutes, starts)
    return np.asarray(starts, np.int64)
