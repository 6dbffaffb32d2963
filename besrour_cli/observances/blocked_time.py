"""The hours that holidays and observances take from each member, as instants for planning.

On a public holiday no session may need a member who must be there, and a session costs other members much.
The iftar of Ramadan, Friday prayer, the sabbath and Orthodox feasts stay free for members who observe them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from besrour_cli.clock.instants import to_epoch_minutes
from besrour_cli.clock.transitions import transitions
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import ANYONE, DAY, REQUIRED, BlockedTime, Programme
from besrour_cli.observances import observance_rules
from besrour_cli.observances.holidays import between, possible_holidays
from besrour_cli.observances.orthodox import feasts
from besrour_cli.observances.ramadan import AFTER_SUNSET, BEFORE_SUNSET, OFFICE_ENDS, months
from besrour_cli.observances.sunset import sunset
from besrour_cli.places.coordinates import coordinates

HOLIDAY, PERHAPS, EVENING, AFTERNOON = 400, 200, 300, 150
"""Hundredths of a unit an hour costs at least: on a public holiday, on a day that may become one, on an
evening of Ramadan after the iftar, and on its afternoons once public offices have closed."""

FRIDAY, SATURDAY = 4, 5
PRAYER = (12 * 60, 14 * 60 + 30)
_SIX_IN_THE_EVENING = 18 * 60
_EPOCH_DAY = date(1970, 1, 1).toordinal()


def observed(programme: Programme, plan: Plan) -> Programme:
    """The programme with ``blocked_times`` computed over all dates its sessions and its plan may touch."""
    days = [day for s in programme.sessions for day in s.window]
    days += [s.pinned.date() for s in programme.sessions if s.pinned]
    days += [s.took_place.start.date() for s in programme.sessions if s.took_place and s.took_place.start]
    days += [slot.start.date() for slot in plan.slots.values()]
    if not days:
        return programme
    # between the earliest and the latest clock of the world two dates may lie
    first, last = min(days) - timedelta(days=2), max(days) + timedelta(days=2)
    found = {}
    for member in programme.members:
        observances = observance_rules.observances_of(member, programme.observances)
        place = member.place
        time = blocked_times(
            place.zone,
            place.country,
            observance_rules.province_of(place),
            observances,
            first,
            last,
            where=coordinates(place.name("en"), place.country, place.zone),
        )
        if time:
            found[member.id] = time
    return replace(programme, blocked_times=found)


@lru_cache(maxsize=1024)
def blocked_times(
    zone: str,
    country: str,
    province: str,
    observances: frozenset[str],
    first: date,
    last: date,
    *,
    where: tuple[float, float] | None,
) -> tuple[BlockedTime, ...]:
    """What holidays and observances take of the days of a member in a zone, over a span of dates.

    ``where`` is the latitude and longitude of the member's place. The times are disjoint and in order.
    """
    days = _Days(zone, where, first, last)
    found: list[BlockedTime] = []
    if observance_rules.HOLIDAYS_ALLOWED not in observances:
        for holiday in between(country, province, first, last):
            found.append(days.whole(holiday.day, HOLIDAY, REQUIRED, holiday.names["en"]))
        for maybe in possible_holidays(country, province, first, last):
            found.append(days.whole(maybe.day, PERHAPS, REQUIRED, maybe.holiday.names["en"]))
    if observance_rules.RAMADAN in observances or country in OFFICE_ENDS:
        found += _ramadan(days, country, observances)
    if observance_rules.PRAYER in observances:
        found += [days.part(d, *PRAYER, 0, ANYONE, "Friday prayer") for d in days if d.weekday() == FRIDAY]
    if observance_rules.SABBATH in observances:
        found += _sabbaths(days)
    if observance_rules.ORTHODOX in observances:
        found += [days.whole(f.day, HOLIDAY, ANYONE, f.names["en"]) for f in feasts(first, last)]
    return _disjoint(found)


def _ramadan(days: _Days, country: str, observances: frozenset[str]) -> Iterator[BlockedTime]:
    """Iftar and evening for members who fast; shorter office hours for everybody where they are law."""
    for month in months(days.first.year, days.last.year):
        # the moon may put the month a day or two off: whoever may be fasting finds the iftar free
        first, last = month.guarded()
        for day in days:
            if not first <= day <= last:
                continue
            evening = days.sunset(day)
            if observance_rules.RAMADAN in observances:
                free = observance_rules.IFTAR_ALLOWED in observances
                begin, end = evening - BEFORE_SUNSET, evening + AFTER_SUNSET
                yield BlockedTime(begin, end, EVENING, 0 if free else ANYONE, "iftar")
                yield BlockedTime(end, max(end, days.minute(day, DAY)), EVENING, 0, "Ramadan")
            # early closing merely costs, so that the reckoned month is near enough
            if country in OFFICE_ENDS and month.first <= day <= month.last:
                closing = days.minute(day, OFFICE_ENDS[country][day.weekday() == FRIDAY])
                yield BlockedTime(closing, max(closing, evening), AFTERNOON, 0, "Ramadan")


def _sabbaths(days: _Days) -> Iterator[BlockedTime]:
    for day in days:
        if day.weekday() == SATURDAY:
            eve = days.sunset(day - timedelta(days=1)) - BEFORE_SUNSET
            yield BlockedTime(eve, days.sunset(day) + AFTER_SUNSET, 0, ANYONE, "sabbath")


class _Days:
    """The dates of a span at a place, and when its local minutes and sunsets are."""

    def __init__(self, zone: str, where: tuple[float, float] | None, first: date, last: date) -> None:
        self.first, self.last, self.where = first, last, where
        begin = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=3)
        end = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=3)
        self.offsets = [(to_epoch_minutes(at), offset) for at, offset in transitions(zone, begin, end)]

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def minute(self, day: date, local: int) -> int:
        """The epoch minute of a local minute of a day (1440: the next midnight).

        A minute that the clock skips is the instant of the jump; one that it shows twice is the later one.
        """
        wall = (day.toordinal() - _EPOCH_DAY) * DAY + local
        # from the last change back: the first stretch that the minute lies in is the later one of a fold
        for index in range(len(self.offsets) - 1, 0, -1):
            at, offset = self.offsets[index]
            if wall - offset >= at:
                return wall - offset
            if wall - self.offsets[index - 1][1] >= at:
                return at  # the clock jumps over it
        return wall - self.offsets[0][1]

    def part(self, day: date, first: int, last: int, floor: int, bar: int, label: str) -> BlockedTime:
        """Some local minutes of a day."""
        return BlockedTime(self.minute(day, first), self.minute(day, last), floor, bar, label)

    def whole(self, day: date, floor: int, bar: int, label: str) -> BlockedTime:
        """A day from midnight to midnight."""
        return self.part(day, 0, DAY, floor, bar, label)

    def sunset(self, day: date) -> int:
        """The epoch minute of sunset where the member is; six o'clock if there is none."""
        moment = sunset(day, *self.where) if self.where else None
        if moment is None:
            return self.minute(day, _SIX_IN_THE_EVENING)
        return to_epoch_minutes(moment)


def _disjoint(found: Iterable[BlockedTime]) -> tuple[BlockedTime, ...]:
    """The times without overlaps: the strictest bar, its label and the highest cost hold."""
    every = sorted(h for h in found if h.start < h.end)
    cuts = sorted({edge for h in every for edge in (h.start, h.end)})
    out: list[BlockedTime] = []
    active: list[BlockedTime] = []
    at = 0
    for begin, end in pairwise(cuts):
        while at < len(every) and every[at].start <= begin:
            active.append(every[at])
            at += 1
        active = [h for h in active if h.end > begin]
        if not active:
            continue
        floor, bar = max(h.floor for h in active), max(h.bar for h in active)
        label = max(active, key=lambda h: (h.bar, h.floor, h.label)).label
        last = out[-1] if out else None
        if last and last.end == begin and last[2:] == (floor, bar, label):
            out[-1] = last._replace(end=end)
        else:
            out.append(BlockedTime(begin, end, floor, bar, label))
    return tuple(out)


def at(time: Sequence[BlockedTime], start: int, end: int) -> tuple[BlockedTime, ...]:
    """The times that a span of epoch minutes touches."""
    return tuple(h for h in time if h.start < end and start < h.end)
