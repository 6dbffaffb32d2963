"""Days of rest by country: weekly rest days, half-free days, and Friday prayer.

Countries are ISO 3166-1 alpha-2. A country that is not listed rests on Saturday and Sunday. Sources:
CLDR 47 week data, and for Mauritania, Libya, Somalia, Palestine, Nepal, Djibouti, Niger, Uganda and
the Democratic Republic of the Congo notices of their press and governments.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from besrour_cli.model.programme import DAY, WeekSpan

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
_NOON, _PRAYER = 12 * 60, (12 * 60, 14 * 60 + 30)


class RestDays(NamedTuple):
    """Spans of the local week: full rest days, days half free, and the Friday prayer."""

    weekend: tuple[WeekSpan, ...]
    soft: tuple[WeekSpan, ...]
    prayer: tuple[WeekSpan, ...]


WEEKENDS: dict[str, tuple[int, ...]] = {
    "CD": (SUN,),
    "DJ": (FRI,),
    "DZ": (FRI, SAT),
    "EG": (FRI, SAT),
    "LY": (FRI, SAT),
    "NE": (SUN,),
    "NP": (SAT,),
    "PS": (FRI, SAT),
    "SD": (FRI, SAT),
    "SO": (FRI,),
    "UG": (SUN,),
}
"""Rest days where they are not Saturday and Sunday."""

SOFT_DAYS: dict[str, int] = {"CD": SAT, "DJ": SAT, "NE": SAT, "NP": SUN, "SO": SAT, "UG": SAT}
"""A day on which some work and some rest."""

SOFT_AFTERNOONS: dict[str, int] = {"MR": FRI}
"""A day that ends at noon."""

# fmt: off
PRAYER = frozenset((
    "BF", "BJ", "CI", "DJ", "DZ", "EG", "EH", "ER", "ET", "GM", "GN", "ID", "KE", "KM", "LY",
    "MA", "ML", "MR", "NE", "NG", "PS", "SD", "SL", "SN", "SO", "TD", "TG", "TN", "TZ",
))
# fmt: on
"""Countries where Friday 12:00 to 14:30 is kept free by many."""


@cache
def rest_days_of(country: str) -> RestDays:
    """The week's rest in a country; Saturday and Sunday for one that is not listed."""
    weekend = tuple(_day(day) for day in WEEKENDS.get(country, (SAT, SUN)))
    soft = []
    if country in SOFT_DAYS:
        soft.append(_day(SOFT_DAYS[country]))
    if country in SOFT_AFTERNOONS:
        day = SOFT_AFTERNOONS[country]
        soft.append(WeekSpan(day * DAY + _NOON, (day + 1) * DAY))
    prayer = (WeekSpan(FRI * DAY + _PRAYER[0], FRI * DAY + _PRAYER[1]),) if country in PRAYER else ()
    return RestDays(weekend, tuple(soft), prayer)


def _day(day: int) -> WeekSpan:
    return WeekSpan(day * DAY, (day + 1) * DAY)
