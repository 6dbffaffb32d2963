"""The time zone data: which copy is used, and when somebody should look at it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from besrour_cli.clock import tzdata_versions
from besrour_cli.clock.tzdata import ZoneData, in_use, missing
from besrour_cli.commands.terminal.lists import CHOICES_IN_LINE, truncate
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.language import join_and
from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Programme
from besrour_cli.schedule.drift import coming


def zone_data_lines() -> list[str]:
    """The version in use; the system's when it is older and was passed over."""
    data, system = in_use(), tzdata_versions.system_copy()
    lines = [_("Time zone data: {version}.").format(version=data.version)]
    if system and system[0] < data.version:
        lines = [
            _(
                "Time zone data: {version} (this computer's own copy is older, {old}, and was not used)."
            ).format(version=data.version, old=system[0])
        ]
    return lines


def zone_data_warnings(programme: Programme | None, today: date) -> list[Message]:
    """Data older than half a year, and places of the roster that the system's copy reads otherwise.

    The system's copy is looked into only when it is of another version.
    """
    from besrour_cli.clock.release_dates import stale

    data, system = in_use(), tzdata_versions.system_copy()
    found = [old] if (old := stale(data, today)) else []
    if programme is None or not system or system[0] == data.version:
        return found
    from besrour_cli.clock.transitions import differing_zones

    days = [day for session in programme.sessions for day in session.window]
    if not days:
        return found
    first, last = (datetime(d.year, d.month, d.day, tzinfo=UTC) for d in (min(days), max(days)))
    places = {m.place.zone: m.place.name(language()) for m in reversed(programme.members)}
    known = places.keys() - missing(places)
    zones = differing_zones(ZoneData(*system), known, first - timedelta(days=1), last + timedelta(days=2))
    if zones:
        shown, more = truncate(zones, CHOICES_IN_LINE)
        names = [*(places[zone] for zone in shown), *(["…"] if more else [])]
        found.append(
            msg(
                "this computer's own time zone data ({old}) shows another hour for {places} during your "
                "programme: trust besrour ({version}), not this computer's calendar, and update the system",
                old=system[0],
                version=data.version,
                places=join_and(names, language()),
            )
        )
    return found


def zone_data(warnings: list[Message]) -> dict[str, object]:
    """The data in use and what is odd about it, for ``--json``."""
    data, system = in_use(), tzdata_versions.system_copy()
    return {
        "version": data.version,
        "source": data.source,
        "system": system[0] if system else "",
        "warnings": [translate(warning) for warning in warnings],
    }


def unknown_zones(programme: Programme, plan: Plan | None, now: datetime) -> list[Diagnostic]:
    """Mistakes of the data itself: a zone of the roster or of a printed time that it does not know."""
    slots = coming(plan, now) if plan else []
    published = {printed.zone: printed.place for slot in slots for printed in slot.printed}
    lives = {m.place.zone: m.place.name(language()) for m in programme.members}
    lives[programme.anchor.zone] = programme.anchor.name(language())
    lost = missing([*published, *lives])
    remedy = msg("update the package tzdata; if the zone was given up, write the nearest larger city")
    return [
        Diagnostic(
            "zone-unknown",
            SourceLocation("sessions/members.csv" if zone in lives else "plan.yaml"),
            what=msg(
                "the time zone data {version} does not know “{zone}”, the zone of {place}: its local times "
                "cannot be worked out",
                version=in_use().version,
                zone=zone,
                place=lives.get(zone) or published[zone],
            ),
            remedy=remedy,
        )
        for zone in sorted(lost)
    ]
