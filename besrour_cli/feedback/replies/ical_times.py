"""A calendar property's time as an instant, or why it names none: nothing is guessed.

A TZID is read with the definition the message carries (RFC 5545 section 3.2.19) and, where its name is an
IANA or a Windows zone, with the zone data in use; where both speak they must agree.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from besrour_cli.clock.instants import local_instants
from besrour_cli.clock.zone_tab import link_target, zone_spelling
from besrour_cli.feedback.replies.ical import Component, Property
from besrour_cli.model.errors import BesrourError
from besrour_cli.model.message import Message, msg
from besrour_cli.places.labels import UNIVERSAL, zone_label

_TIME = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(Z?)", re.IGNORECASE)
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?")
_NTH = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class AmbiguousTime(Exception):
    """A time that names no one instant; ``why`` says so to the coordinator."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


class _Observance(NamedTuple):
    """One change of a zone definition: the local time it begins at, and the offsets before and after."""

    first: datetime
    before: timedelta
    after: timedelta
    rule: Mapping[str, str]
    dates: tuple[datetime, ...]


def instant(found: Property | None, calendar_: Component) -> datetime | None:
    """The instant of a property, None when there is no property; :class:`AmbiguousTime` when it names none."""
    if found is None:
        return None
    value = found.value.strip()
    match = _TIME.fullmatch(value)
    if not match:
        raise AmbiguousTime(msg("“{text}” is not a day and an hour", text=value[:40]))
    try:
        naive = datetime(*(int(part) for part in match.groups()[:6]))  # type: ignore[arg-type]  # noqa: DTZ001
        if not 1970 <= naive.year <= 2200:
            raise ValueError
    except ValueError:
        raise AmbiguousTime(msg("“{text}” is not a day and an hour", text=value[:40])) from None
    if match[7]:
        return naive.replace(tzinfo=UTC)
    name = found.params.get("TZID", "").strip().strip('"')
    if not name:
        raise AmbiguousTime(
            msg("{time} is written without a time zone", time=naive.isoformat(" ", "minutes"))
        )
    return _in_zone(naive, name, calendar_)


def _in_zone(naive: datetime, name: str, calendar_: Component) -> datetime:
    defined = _by_definition(naive, name, calendar_)
    known = _by_name(naive, name)
    if defined is None and known is None:
        raise AmbiguousTime(msg("the time zone “{zone}” is defined nowhere", zone=name[:60]))
    spoken = [readings for readings in (defined, known) if readings is not None]
    agreed = set.intersection(*spoken)
    if len(agreed) == 1:
        return next(iter(agreed))
    both = set.union(*spoken)
    raise AmbiguousTime(
        msg(
            "{time} in the time zone “{zone}” can be {n} instants",
            time=naive.isoformat(" ", "minutes"),
            zone=name[:60],
            n=len(both),
        )
    )


def _by_name(naive: datetime, name: str) -> set[datetime] | None:
    """The instants a zone's name stands for; None when it is no name of a zone."""
    if name.upper() in UNIVERSAL or name.lower() == "tzone://microsoft/utc":
        return {naive.replace(tzinfo=UTC)}
    zones: tuple[str, ...] = ()
    # a “globally unique” TZID such as /vendor.example/2026/Europe/Paris ends in the zone's own name
    parts = name.strip("/").split("/")[:8]
    tails = [name, *("/".join(parts[-n:]) for n in (3, 2))] if name.startswith("/") else [name]
    for tail in tails:
        # a name without a slash is an abbreviation, whatever the zone data links it to
        spelt = zone_spelling(tail) or (link_target(tail)[1] if "/" in tail else "")
        if spelt:
            zones = (spelt,)
            break
    if not zones and (found := zone_label(name)) and found.kind.startswith("windows"):
        zones = found.zones
    if not zones:
        return None
    try:
        return {moment for zone in zones for moment in local_instants(naive, zone)}
    except BesrourError:
        return None


def _by_definition(naive: datetime, name: str, calendar_: Component) -> set[datetime] | None:
    """The instants a time zone's definition in the message gives; None without one that can be followed."""
    zones = [c for c in calendar_.inside if c.name == "VTIMEZONE" and c.text("TZID").strip('"') == name]
    if len(zones) != 1:
        return None
    try:
        onsets = [_onset(c) for c in zones[0].inside if c.name in ("STANDARD", "DAYLIGHT")][:40]
        changes = sorted(
            (moment - onset.before, onset.after) for onset in onsets for moment in _moments(onset, naive.year)
        )
    except (ValueError, OverflowError, KeyError):
        return None
    if not onsets:
        return None
    first = min(onsets, key=lambda o: o.first)
    found = set()
    for offset in {o for onset in onsets for o in (onset.before, onset.after)}:
        moment = naive - offset
        past = [after for at, after in changes if at <= moment]
        if (past[-1] if past else first.before) == offset:
            found.add(moment.replace(tzinfo=UTC))
    return found


def _onset(part: Component) -> _Observance:
    rule = dict(
        (key.strip().upper(), value.strip().upper())
        for key, _, value in (piece.partition("=") for piece in part.text("RRULE").split(";") if piece)
    )
    if rule and (
        rule.get("FREQ") != "YEARLY"
        or rule.get("INTERVAL", "1") != "1"
        or set(rule) - {"FREQ", "INTERVAL", "BYMONTH", "BYDAY", "BYMONTHDAY", "UNTIL", "WKST"}
    ):
        raise ValueError("a rule no zone needs")
    dates = [d for p in part.properties.get("RDATE", ())[:50] for d in p.value.split(",")[:100]]
    return _Observance(
        _naive(part.text("DTSTART")),
        _offset(part.text("TZOFFSETFROM")),
        _offset(part.text("TZOFFSETTO")),
        rule,
        tuple(_naive(d.strip().partition("/")[0]) for d in dates),
    )


def _moments(onset: _Observance, year: int) -> list[datetime]:
    """When an onset comes, in local time: its own date and those of its rule around a year."""
    found = [onset.first, *onset.dates]
    if not onset.rule:
        return found
    end = onset.rule.get("UNTIL", "")
    until = _naive(end) if end else None
    if until is not None and end.endswith("Z"):
        until += onset.before
    for near in range(max(onset.first.year, year - 2), year + 3):
        moment = _of_year(onset, near)
        if moment >= onset.first and (until is None or moment <= until):
            found.append(moment)
    last = until.year if until else 0
    if until is not None and last < year - 2 and last >= onset.first.year:
        found += [m for y in (last - 1, last) if onset.first <= (m := _of_year(onset, y)) <= until]
    return found


def _of_year(onset: _Observance, year: int) -> datetime:
    """The onset of a rule in one year; ``ValueError`` when the rule names none or several days."""
    rule = onset.rule
    month = int(rule.get("BYMONTH", onset.first.month))
    days = calendar.monthrange(year, month)[1]
    among = [int(d) for d in rule["BYMONTHDAY"].split(",")[:31]] if "BYMONTHDAY" in rule else None
    possible = [d for d in range(1, days + 1) if among is None or d in among or d - days - 1 in among]
    if "BYDAY" in rule:
        match = _NTH.fullmatch(rule["BYDAY"])
        if not match:
            raise ValueError(rule["BYDAY"])
        weekday = _DAYS.index(match[2])
        possible = [d for d in possible if calendar.weekday(year, month, d) == weekday]
        if match[1]:
            nth = int(match[1])
            possible = possible[nth - 1 : nth] if nth > 0 else possible[nth : len(possible) + nth + 1]
    elif among is None:
        possible = [onset.first.day]
    if len(possible) != 1:
        raise ValueError("no one day")
    return onset.first.replace(year=year, month=month, day=possible[0])


def _naive(text: str) -> datetime:
    match = _TIME.fullmatch(text)
    if not match:
        raise ValueError(text)
    return datetime(*(int(part) for part in match.groups()[:6]))  # type: ignore[arg-type]  # noqa: DTZ001


def _offset(text: str) -> timedelta:
    match = _OFFSET.fullmatch(text)
    if not match or int(match[2]) > 23:
        raise ValueError(text)
    size = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    return -size if match[1] == "-" else size
