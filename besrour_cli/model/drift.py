"""Printed local times that are no longer true, because a law moved a clock since they were printed."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from besrour_cli.model.clock import instant
from besrour_cli.model.plan import Plan


class Drift(NamedTuple):
    """One printed reading that changed: old and new ISO 8601 local times, minutes the clock moved."""

    session: str
    place: str
    zone: str
    old: str
    new: str
    minutes: int


def drifts(plan: Plan) -> tuple[Drift, ...]:
    """Every printed reading of a coming session that the zone data in use contradicts, in session order."""
    found = []
    for slot in sorted(plan.slots.values(), key=lambda s: (s.start, s.session)):
        if slot.state in ("held", "cancelled"):
            continue
        for printed in slot.printed:
            reading = instant.local(slot.start, printed.zone)
            told = datetime.fromisoformat(printed.local)
            if told.replace(tzinfo=None) != reading.replace(tzinfo=None):
                moved = reading.replace(tzinfo=None) - told.replace(tzinfo=None)
                minutes = round(moved.total_seconds() / 60)
                found.append(
                    Drift(
                        slot.session, printed.place, printed.zone, printed.local, reading.isoformat(), minutes
                    )
                )
    return tuple(found)
