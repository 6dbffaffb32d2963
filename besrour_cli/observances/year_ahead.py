"""The year ahead for a roster: holidays by region, Ramadan by place, and whose clock moves against whose."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from besrour_cli.clock.instants import local, offset_minutes
from besrour_cli.clock.transitions import transitions
from besrour_cli.model.language import Text
from besrour_cli.model.place import Place
from besrour_cli.model.programme import Member, ObservanceRule
from besrour_cli.observances import observance_rules
from besrour_cli.observances.describe import place_names
from besrour_cli.observances.holidays import GUARD_AFTER, GUARD_BEFORE, between
from besrour_cli.observances.ramadan import OFFICE_ENDS, RamadanMonth, months
from besrour_cli.observances.sunset import sunset
from besrour_cli.places.coordinates import coordinates

_DAY = timedelta(days=1)


class HolidayArea(NamedTuple):
    """A country, or one province of it."""

    country: str
    province: str

    @property
    def names(self) -> Text:
        """Its names in both languages."""
        return place_names(self.country, self.province)


class HolidayPeriod(NamedTuple):
    """A public holiday of one or several days in a region; ``may`` is the span of days it may fall on."""

    region: str
    first: date
    last: date
    names: Text
    estimated: bool
    may: tuple[date, date]
    where: tuple[HolidayArea, ...]


class OffsetChange(NamedTuple):
    """Places whose distance from the anchor's clock changes: minutes ahead of it, before and after."""

    before: int
    after: int
    places: tuple[Place, ...]


class ClockChange(NamedTuple):
    """Clocks that are moved on one day by as many minutes, and who is then nearer or further."""

    day: date
    minutes: int
    places: tuple[Place, ...]
    apart: tuple[OffsetChange, ...]


class RamadanPeriod(NamedTuple):
    """Ramadan where it is kept: sunset on its first and last day (local), None where the sun gives none."""

    month: RamadanMonth
    place: Place
    sunsets: tuple[datetime | None, datetime | None]


def holidays_ahead(members: Iterable[Member], first: date, last: date) -> tuple[HolidayPeriod, ...]:
    """Every public holiday of the members' countries, by region and day; both ends included."""
    homes: dict[str, set[HolidayArea]] = {}
    for member in members:
        if member.place.country:
            home = HolidayArea(member.place.country, observance_rules.province_of(member.place))
            homes.setdefault(member.region, set()).add(home)
    found = []
    for region in sorted(homes):
        runs: dict[tuple[date, date, str, bool], list[HolidayArea]] = {}
        names: dict[str, Text] = {}
        for home in sorted(homes[region]):
            for begin, end, name, estimated in _runs(home, first, last, names):
                runs.setdefault((begin, end, name, estimated), []).append(home)
        for (begin, end, name, estimated), where in sorted(runs.items()):
            may = (begin - GUARD_BEFORE * _DAY, end + GUARD_AFTER * _DAY) if estimated else (begin, end)
            places = _whole_countries(where, homes[region])
            found.append(
                HolidayPeriod(
                    region=region,
                    first=begin,
                    last=end,
                    names=names[name],
                    estimated=estimated,
                    may=may,
                    where=places,
                )
            )
    return tuple(found)


def _runs(
    home: HolidayArea, first: date, last: date, names: dict[str, Text]
) -> list[tuple[date, date, str, bool]]:
    """The holidays of a place, days in a row under one name taken together."""
    out: list[tuple[date, date, str, bool]] = []
    for holiday in sorted(between(*home, first, last), key=lambda h: (h.names["en"], h.day)):
        name = holiday.names["en"]
        names.setdefault(name, holiday.names)
        if out and out[-1][1:] == (holiday.day - _DAY, name, holiday.estimated):
            out[-1] = (out[-1][0], holiday.day, name, holiday.estimated)
        else:
            out.append((holiday.day, holiday.day, name, holiday.estimated))
    return out


def _whole_countries(where: Sequence[HolidayArea], homes: set[HolidayArea]) -> tuple[HolidayArea, ...]:
    """Provinces named one by one only where not all of the roster's provinces of their country are meant."""
    found: dict[HolidayArea, None] = {}
    for home in where:
        all_of_it = {h for h in homes if h.country == home.country} <= set(where)
        found.setdefault(HolidayArea(home.country, "") if all_of_it else home)
    return tuple(found)


def clock_changes_ahead(
    places: Iterable[Place], anchor: Place, first: date, last: date
) -> tuple[ClockChange, ...]:
    """Every change of a clock among the places, with what it does to their distance from the anchor's."""
    every = _one_a_name([anchor, *places])
    begin, end = (datetime(d.year, d.month, d.day, tzinfo=UTC) for d in (first, last + _DAY))
    days: dict[tuple[date, int], list[tuple[datetime, Place]]] = {}
    steps = {zone: transitions(zone, begin, end) for zone in {p.zone for p in every}}
    for place in every:
        changes = steps[place.zone]
        for (_, before), (at, after) in pairwise(changes):
            day = local(at, place.zone).date()
            days.setdefault((day, after - before), []).append((at, place))
    moved: dict[date, tuple[datetime, datetime]] = {}
    for (day, _), changed in days.items():
        instants = [at for at, _ in changed]
        known = moved.get(day, (instants[0], instants[0]))
        moved[day] = (min(*instants, known[0]), max(*instants, known[1]))
    found = []
    described: set[date] = set()
    for (day, minutes), changed in sorted(days.items(), key=lambda item: item[0]):
        apart = _apart(every, anchor, moved[day]) if day not in described else ()
        described.add(day)
        found.append(ClockChange(day, minutes, tuple(place for _, place in changed), apart))
    return tuple(found)


def _apart(
    places: Sequence[Place], anchor: Place, span: tuple[datetime, datetime]
) -> tuple[OffsetChange, ...]:
    groups: dict[tuple[int, int], list[Place]] = {}
    before, after = span[0] - timedelta(seconds=1), span[1]
    for place in places:
        ahead = [offset_minutes(at, place.zone) - offset_minutes(at, anchor.zone) for at in (before, after)]
        if ahead[0] != ahead[1]:
            groups.setdefault((ahead[0], ahead[1]), []).append(place)
    return tuple(OffsetChange(*key, tuple(groups[key])) for key in sorted(groups))


def ramadans_ahead(
    members: Iterable[Member], rules: Sequence[ObservanceRule], first: date, last: date
) -> tuple[tuple[RamadanMonth, ...], tuple[RamadanPeriod, ...]]:
    """Every Ramadan that touches a span, and the sunsets where members keep it."""
    touching = tuple(m for m in months(first.year, last.year) if m.first <= last and m.last >= first)
    keeping = _one_a_name(
        [m.place for m in members if observance_rules.RAMADAN in observance_rules.observances_of(m, rules)]
    )
    return touching, tuple(
        RamadanPeriod(m, p, (_set(p, m.first), _set(p, m.last))) for m in touching for p in keeping
    )


def closings(members: Iterable[Member]) -> tuple[tuple[HolidayArea, int, int], ...]:
    """Countries of the roster whose public offices close earlier in Ramadan: usually, and on Fridays."""
    countries = sorted({m.place.country for m in members} & OFFICE_ENDS.keys())
    return tuple((HolidayArea(country, ""), *OFFICE_ENDS[country]) for country in countries)


def _set(place: Place, day: date) -> datetime | None:
    where = coordinates(place.name("en"), place.country, place.zone)
    moment = sunset(day, *where) if where else None
    return local(moment, place.zone) if moment else None


def _one_a_name(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple({(p.zone, p.name("en")): p for p in places}.values())
