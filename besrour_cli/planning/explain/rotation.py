"""The rotation of each series: at which hours and on which weekdays its sessions are, the usual first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from besrour_cli.clock.instants import local
from besrour_cli.model.place import Place
from besrour_cli.model.plan import Plan, SessionState
from besrour_cli.model.programme import Programme
from besrour_cli.model.units import MinuteOfDay


class SeriesRotation(NamedTuple):
    """The sessions of a series on the clock of one place: the anchor, or where its preferred hour is read.

    ``hours`` and ``weekdays`` (0 = Monday): each with the local readings of the sessions on it, by start;
    the one with the most sessions comes first, of several the one that is first in the year.
    """

    series: str
    place: Place
    hours: tuple[tuple[MinuteOfDay, tuple[datetime, ...]], ...]
    weekdays: tuple[tuple[int, tuple[datetime, ...]], ...]


def rotations(programme: Programme, plan: Plan) -> tuple[SeriesRotation, ...]:
    """The rotation of every series that has a session; those called off, or at which nobody met, are out."""
    found = []
    for series in programme.series.values():
        prefer = series.prefer.place if series.prefer is not None else None
        place = prefer or programme.anchor
        readings = sorted(
            local(plan.slots[session.id].known_times[0], place.zone)
            for session in programme.sessions
            if session.series == series.id
            and session.id in plan.slots
            and plan.slots[session.id].state != SessionState.CANCELLED
        )
        if readings:
            hours = _grouped([at.hour * 60 + at.minute for at in readings], readings)
            weekdays = _grouped([at.weekday() for at in readings], readings)
            found.append(
                SeriesRotation(
                    series.id, place, tuple((MinuteOfDay(minute), each) for minute, each in hours), weekdays
                )
            )
    return tuple(found)


def _grouped(
    keys: Sequence[int], readings: Sequence[datetime]
) -> tuple[tuple[int, tuple[datetime, ...]], ...]:
    """The readings by key, the key with the most of them first."""
    groups: dict[int, list[datetime]] = {}
    for key, reading in zip(keys, readings, strict=True):
        groups.setdefault(key, []).append(reading)
    order = sorted(groups.items(), key=lambda each: -len(each[1]))
    return tuple((key, tuple(each)) for key, each in order)
