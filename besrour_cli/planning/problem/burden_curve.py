"""The burden curve: what a minute of the local week costs one person.

Rates are hundredths of a burden unit per hour of session: 100 is an hour that costs what an ordinary
clinic hour costs. All rates are multiples of 50, which keeps the integers of the choice small.
For clinicians office hours are not free: whoever sits in a café is not with patients. The hour before
clinic, lunch and the late afternoon are the best.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from besrour_cli.model.programme import DAY, PROFILES
from besrour_cli.places.rest_days import rest_days_of
from besrour_cli.planning.problem.local_time import WeekSpans, week_mask

# from hour, clinic, academic, evenings: hundredths of a unit per hour, until the next row
TABLE: tuple[tuple[int, int, int, int], ...] = (
    (0, 1200, 1200, 1200),  # deep night
    (5, 800, 800, 800),  # end of the night
    (6, 300, 400, 400),  # very early
    (7, 50, 200, 200),  # early, before clinic
    (8, 100, 0, 200),  # morning at work
    (12, 50, 50, 100),  # lunch
    (13, 100, 0, 200),  # afternoon at work
    (16, 50, 50, 100),  # late afternoon
    (18, 150, 200, 0),  # evening with the family
    (20, 250, 300, 50),  # late evening
    (22, 600, 600, 300),  # bedtime
    (23, 900, 900, 900),  # night
)
WEEKEND, SOFT, PRAYER = 300, 150, 300
"""An hour of a rest day, of a half-free day and of Friday prayer costs at least this much."""
OWN_HOURS = 0
"""An hour that a member named as an own good hour costs this."""
NOT_OWN = 100
"""An hour outside the hours a member named costs at least this much."""


@cache
def week_rates(profile: str, hours: WeekSpans, country: str) -> NDArray[np.int64]:
    """The rate of every minute of the local week (Monday 00:00 first) for a profile, own hours and country.

    Hundredths of a unit per hour. The profile is one of ``PROFILES``; storage refuses any other.
    """
    column = 1 + PROFILES.index(profile)
    day = np.zeros(DAY, np.int64)
    for row in TABLE:
        day[row[0] * 60 :] = row[column]
    week = np.tile(day, 7)
    free = rest_days_of(country)
    for spans, floor in ((free.weekend, WEEKEND), (free.soft, SOFT), (free.prayer, PRAYER)):
        inside = week_mask((s.start, s.end) for s in spans)
        week = np.where(inside, np.maximum(week, floor), week)
    if hours:
        week = np.where(week_mask(hours), OWN_HOURS, np.maximum(week, NOT_OWN))
    return week


def night_minutes(night: tuple[int, int], hours: WeekSpans) -> NDArray[np.bool_]:
    """Which minutes of the local week are night: in the night span of a day and not among the own hours."""
    first, last = night
    day = np.zeros(DAY, np.bool_)
    if first < last:
        day[first:last] = True
    elif first > last:
        day[first:] = True
        day[:last] = True
    week = np.tile(day, 7)
    return week & ~week_mask(hours) if hours else week
