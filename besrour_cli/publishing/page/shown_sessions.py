"""Which sessions a page shows, in what order, and on whose clocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from besrour_cli.model.plan import Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme, Session
from besrour_cli.publishing.letters.reading_facts import distinct_places
from besrour_cli.publishing.page.clocks import PageClock, clocks


class PlannedSession(NamedTuple):
    """A session of the series shown, and what the plan decided for it."""

    session: Session
    slot: ScheduledSession


@dataclass(frozen=True, slots=True)
class ShownSessions:
    """The sessions of a page: in order of time, and as they are listed.

    ``coming`` begins with the next session, whose id is ``next_id`` ("" when there is none).
    """

    series: Sequence[str]
    by_time: Sequence[PlannedSession]
    coming: Sequence[PlannedSession]
    past: Sequence[PlannedSession]
    next_id: str

    @classmethod
    def of(cls, programme: Programme, plan: Plan) -> ShownSessions:
        """Those of the series that the programme publishes; of all, when it names none."""
        series = programme.publish.series or tuple(programme.series)
        planned = [
            PlannedSession(session, plan.slots[session.id])
            for session in programme.sessions
            if session.id in plan.slots and session.series in series
        ]
        by_time = sorted(planned, key=lambda each: (each.slot.start, each.session.id))
        coming = [each for each in by_time if each.slot.state != SessionState.HELD]
        next_id = next((each.session.id for each in coming if each.slot.state != SessionState.CANCELLED), "")
        return cls(
            series=series,
            by_time=by_time,
            coming=sorted(coming, key=lambda each: each.session.id != next_id),
            past=[each for each in by_time if each.slot.state == SessionState.HELD],
            next_id=next_id,
        )

    def clocks(self, programme: Programme, planned: Sequence[PlannedSession]) -> tuple[PageClock, ...]:
        """The clocks of all who are invited to a session shown, as they agree at some of the sessions."""
        people = [member for each in self.by_time for member in programme.invited(each.session)]
        places = (programme.anchor, *distinct_places(people))
        return clocks(places, [each.slot.start for each in planned], programme.languages)
