"""Days of this year that belong to a feast, in the year after: Easter and the feasts of the moon move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from besrour_cli.observances.holidays import between, holidays_of
from besrour_cli.schedule.next_year import day_in_next_year


class MovedDays(NamedTuple):
    """The days a year later; ``moves``: they go with a feast that falls on another date each year."""

    first: date
    last: date
    moves: bool


def moved_days(first: date, last: date, countries: Collection[str]) -> MovedDays:
    """Where days that nothing is planned on lie a year later.

    They go with the holidays of these countries (alpha-2) that they cover, where most of those move by the
    same number of days; else they have the same dates.
    """
    shifts: Counter[timedelta] = Counter()
    for country in sorted(countries):
        for holiday in between(country, "", first, last):
            later = [
                other.day
                for other in holidays_of(country, "", holiday.day.year + 1)
                if other.names == holiday.names and not other.observed
            ]
            if later and not holiday.observed:
                usual = day_in_next_year(holiday.day)
                nearest = min(later, key=lambda day: (abs(day - usual), day))
                shifts[nearest - usual] += 1
    by, _count = max(shifts.items(), key=lambda item: (item[1], -abs(item[0])), default=(timedelta(), 0))
    start, end = day_in_next_year(first) + by, day_in_next_year(last) + by
    return MovedDays(start, end, bool(by))
