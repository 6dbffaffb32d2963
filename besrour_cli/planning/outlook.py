"""What a plan means for people, as values for the terminal: hours at each place, burdens, the worst-off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from besrour_cli.model.clock.instant import local
from besrour_cli.model.place import Place
from besrour_cli.model.plan import Burden, Plan, Slot
from besrour_cli.model.programme import Programme, Session
from besrour_cli.planning.burden import minutes_of, tensor
from besrour_cli.planning.classes import clock_of


class Hour(NamedTuple):
    """One place's view of one session: local start and end, how many people, their mean burden, how many
    of them have a night."""

    place: Place
    start: datetime
    end: datetime
    people: int
    burden: float
    nights: int


class Outlook(NamedTuple):
    """One session: its slot, every place's hour from west to east, and each region's mean burden."""

    session: Session
    slot: Slot
    hours: tuple[Hour, ...]
    regions: Mapping[str, float]


def outlooks(programme: Programme, plan: Plan) -> tuple[Outlook, ...]:
    """Every session of the plan that takes place, in order of start."""
    import numpy as np

    placed: list[tuple[Slot, Session]] = []
    for slot in sorted(plan.slots.values(), key=lambda s: (s.start, s.session)):
        session = programme.session(slot.session)
        if session is not None and slot.state != "cancelled":
            placed.append((slot, session))
    starts = np.array([minutes_of(slot.start) for slot, _ in placed], np.int64)
    minutes = np.array([minutes_of(slot.end) for slot, _ in placed], np.int64) - starts
    clocks = sorted({clock_of(m, programme) for m in programme.members})
    rows = tensor(clocks, programme.fairness.night, starts, minutes)
    found = []
    for at, (slot, session) in enumerate(placed):
        places: dict[tuple[str, str], tuple[Place, list[float], list[bool]]] = {}
        regions: dict[str, list[float]] = {}
        for member in programme.invited(session):
            row = rows[clock_of(member, programme)]
            burden = int(row.burden[at]) / 100
            key = (member.place.zone, member.place.name("en"))
            _, burdens, nights = places.setdefault(key, (member.place, [], []))
            burdens.append(burden)
            nights.append(bool(row.night[at]))
            regions.setdefault(member.region, []).append(burden)
        hours = [
            Hour(
                place,
                local(slot.start, place.zone),
                local(slot.end, place.zone),
                len(burdens),
                mean(burdens),
                sum(nights),
            )
            for place, burdens, nights in places.values()
        ]
        hours.sort(key=lambda h: (h.start.replace(tzinfo=None), h.place.zone, h.place.name("en")))
        means = {region: mean(burdens) for region, burdens in sorted(regions.items())}
        found.append(Outlook(session, slot, tuple(hours), means))
    return tuple(found)


def mean(burdens: Sequence[float]) -> float:
    """The mean of burdens, to two decimals."""
    return round(sum(burdens) / len(burdens), 2)


def region_burdens(programme: Programme, people: Mapping[str, Burden]) -> dict[str, float]:
    """Each region's mean burden over the year, the most burdened first."""
    sums: dict[str, list[float]] = {}
    for member in programme.members:
        if member.id in people:
            sums.setdefault(member.region, []).append(people[member.id].burden)
    means = {region: mean(each) for region, each in sums.items()}
    return dict(sorted(means.items(), key=lambda item: (-item[1], item[0])))


def worst_off(people: Mapping[str, Burden]) -> tuple[str, ...]:
    """The members who bear the most, by id; several when they bear the same."""
    most = max((b.burden for b in people.values()), default=0.0)
    return tuple(sorted(i for i, b in people.items() if b.burden == most))
