"""Ramadan: its reckoned days, its office hours by law, and the hour of breaking the fast.

The moon decides at the time; dates are those that the library holidays reckons. Office hours are those of
public services, as announced: Algeria 2023, Comoros decree 25-075 of 2025, Egypt 2024, Indonesia regulation
21 of 2023, Libya 2012, Mauritania 2023, Morocco order 05.1899 of 2005, Palestine 2024, Somalia 2026,
Tunisia 2026.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from besrour_cli.observances.holidays import GUARD_AFTER, GUARD_BEFORE, RECKONED_IN, holidays_of

_LENGTHS = range(28, 32)
"""Days from the first of a reckoned Ramadan to a feast that may be its own."""

BEFORE_SUNSET, AFTER_SUNSET = 30, 60
"""Minutes around sunset that the iftar takes: coming home and breaking the fast."""

OFFICE_ENDS: dict[str, tuple[int, int]] = {
    "DZ": (15 * 60 + 30, 15 * 60 + 30),
    "EG": (14 * 60, 14 * 60),
    "ID": (15 * 60, 15 * 60 + 30),
    "KM": (14 * 60, 12 * 60),
    "LY": (14 * 60, 14 * 60),
    "MA": (15 * 60, 15 * 60),
    "MR": (17 * 60, 12 * 60),
    "PS": (14 * 60, 14 * 60),
    "SO": (15 * 60, 15 * 60),
    "TN": (14 * 60 + 30, 13 * 60 + 30),
}
"""When public offices close in Ramadan, in minutes after midnight: on other days, and on Fridays."""


class RamadanMonth(NamedTuple):
    """One Ramadan: first and last day of the fast, as reckoned."""

    first: date
    last: date

    def guarded(self) -> tuple[date, date]:
        """The days on which people may be fasting, wherever the moon is seen a little earlier or later."""
        return self.first - timedelta(days=GUARD_BEFORE), self.last + timedelta(days=GUARD_AFTER)


@lru_cache(maxsize=64)
def months(first_year: int, last_year: int) -> tuple[RamadanMonth, ...]:
    """Every Ramadan that touches a span of years, both included."""
    # a Ramadan that touches a year may begin or end in the one beside it
    days = [h for y in range(first_year - 1, last_year + 2) for h in holidays_of(RECKONED_IN, "", y)]
    starts = sorted(h.day for h in days if h.names["en"] == "First Day of Ramadan")
    feasts = sorted(h.day for h in days if h.names["en"] == "Eid al-Fitr")
    found = []
    for start in starts:
        # two Ramadans may fall in one year: a feast belongs to the start about a month before it
        feast = next((f for f in feasts if (f - start).days in _LENGTHS), start + timedelta(days=30))
        found.append(RamadanMonth(start, feast - timedelta(days=1)))
    return tuple(m for m in found if m.last.year >= first_year and m.first.year <= last_year)


def in_ramadan(day: date) -> RamadanMonth | None:
    """The Ramadan a date lies in, as reckoned."""
    return next((m for m in months(day.year, day.year) if m.first <= day <= m.last), None)
