"""The rhythm of each series: which slots people have to remember, and which sessions are at each."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from besrour_cli.clock.instants import local
from besrour_cli.model.place import Place
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme
from besrour_cli.planning.problem.candidates import epoch_day, planning_order
from besrour_cli.planning.problem.slots import Slot, monthly_series, slot_of


class SeriesRhythm(NamedTuple):
    """The slots of a series on the clock of one place: the anchor, or where its preferred hour is read.

    ``slots``: each with the local readings of the sessions at it, by start; the slot with the most sessions
    comes first, of several the one that is first in the year.
    """

    series: str
    place: Place
    slots: tuple[tuple[Slot, tuple[datetime, ...]], ...]

    @property
    def readings(self) -> tuple[datetime, ...]:
        """The local readings of all its sessions, by start."""
        return tuple(sorted(at for _, readings in self.slots for at in readings))


def rhythms(programme: Programme, plan: Plan) -> tuple[SeriesRhythm, ...]:
    """The rhythm of every series that has a session; those called off, or at which nobody met, are out."""
    sessions = planning_order(programme, plan)
    monthly = monthly_series(sessions)
    found = []
    for series in programme.series.values():
        prefer = series.prefer.place if series.prefer is not None else None
        place = prefer or programme.anchor
        readings = sorted(
            local(plan.slots[session.id].known_times[0], place.zone)
            for session in sessions
            if session.series == series.id and session.id in plan.slots
        )
        slots: defaultdict[Slot, list[datetime]] = defaultdict(list)
        for at in readings:
            slots[slot_of(series.id, epoch_day(at.date()), at.hour * 60 + at.minute, monthly)].append(at)
        if slots:
            order = sorted(slots.items(), key=lambda each: -len(each[1]))
            found.append(SeriesRhythm(series.id, place, tuple((slot, tuple(at)) for slot, at in order)))
    return tuple(found)
