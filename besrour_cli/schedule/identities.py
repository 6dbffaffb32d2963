"""The programme as people know it: sessions whose file is gone, and members whose id has changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from besrour_cli.model.announcement import AnnouncementLog
from besrour_cli.model.plan import Plan, SessionState
from besrour_cli.model.programme import Programme, Series, Session


def with_known_sessions(programme: Programme, plan: Plan, log: AnnouncementLog) -> Programme:
    """Return the programme that also has each session of the plan whose file is gone, as people know it.

    It is for looking and for telling people; nothing is planned with it. A session that was never announced
    is not known. A series that is gone as well is called by its id and invites nobody.
    """
    files = {session.id for session in programme.sessions}
    announced = (
        log.latest(slot.session)
        for slot in plan.slots.values()
        if slot.session not in files and slot.state != SessionState.PROPOSED
    )
    copies = [made.as_session() for made in announced if made is not None]
    if not copies:
        return programme
    return replace(
        programme,
        series={**_former_series(programme, copies), **programme.series},
        sessions=tuple(sorted((*programme.sessions, *copies), key=lambda s: (s.window.first, s.id))),
    )


def with_identities(programme: Programme, log: AnnouncementLog) -> Programme:
    """Return the programme in which each member knows the id under which people were first told of her."""
    if not log.identities:
        return programme
    members = (replace(m, identity=log.identities.get(m.id, "")) for m in programme.members)
    return replace(programme, members=tuple(members))


def _former_series(programme: Programme, copies: Iterable[Session]) -> dict[str, Series]:
    return {
        copy.series: Series(
            id=copy.series,
            names=dict.fromkeys(programme.languages, copy.series),
            minutes=copy.minutes,
            groups=(),
            weekdays=(),
        )
        for copy in copies
    }
