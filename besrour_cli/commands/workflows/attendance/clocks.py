"""On which clock a download is, and of which session: asked once, remembered, held against the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from besrour_cli.clock.formatting import date_words
from besrour_cli.clock.instants import from_local, local, local_instants, to_epoch_minutes
from besrour_cli.commands.shared.arguments import resolve_place
from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.terminal.console import IN_SENTENCE, ask
from besrour_cli.commands.terminal.translation import language
from besrour_cli.commands.workflows.attendance.downloads import Download
from besrour_cli.commands.workflows.attendance.options import AttendanceOptions
from besrour_cli.commands.workflows.attendance.sessions import (
    SessionTimes,
    other_clock,
    other_meeting,
    session_times,
)
from besrour_cli.feedback.attendance.connections import MeetingClock, Stay, connections_of
from besrour_cli.feedback.attendance.written_times import DateOrder, time_readings
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.errors import DiagnosticsError, UsageError
from besrour_cli.model.language import join_and
from besrour_cli.model.message import msg
from besrour_cli.model.place import Place
from besrour_cli.model.took_place import ExportClock

FITS = timedelta(minutes=35)
"""How far from the start people may come, by half of them, for a download to be of a session."""
_ANY_CLOCK = timedelta(hours=28)
"""A difference beyond this is one of days, whatever the clock."""
_SAME_DAY = timedelta(hours=14)
"""A difference below this may be one of clocks; zones are up to 26 hours apart, neighbours a few."""


class Settled(NamedTuple):
    """The session of some downloads, each with its clock, and the clocks to be remembered by program."""

    session: SessionTimes
    clocks: tuple[MeetingClock, ...]
    remembered: dict[str, ExportClock]


def settle(
    workspace: Workspace,
    downloads: Sequence[Download],
    stored: dict[str, ExportClock],
    options: AttendanceOptions,
    moment: datetime,
) -> Settled:
    """Say on which clock each download is and of which session all are.

    What the files leave open is asked, or refused with the option that answers it (UsageError). A download
    that is not of the session is a DiagnosticsError: another meeting, or a clock that is not the one named.
    """
    times = session_times(workspace, moment)
    if options.session is not None:
        session = workspace.session(options.session)
        times = [one for one in times if one.session.id == session.id]
        if not times:
            workspace.slot(session)  # refuses with the way to a time
    clocks: list[ExportClock] = []
    for download in downloads:
        known = stored.get(download.export.service, ExportClock())
        if options.session is not None and _is_elsewhere(download, times[0]):
            clocks.append(ExportClock())
            continue
        order = _order(download, options, known)
        clocks.append(ExportClock(_zone(workspace, download, order, times, options, known), order))
    session_of = _session(downloads, clocks, times, options)
    read = tuple(
        _clock(download, clock, session_of.start) for download, clock in zip(downloads, clocks, strict=True)
    )
    _check_time(workspace, downloads, clocks, session_of)
    named = {
        d.export.service: ExportClock(
            c.zone or stored.get(d.export.service, c).zone, c.order or stored.get(d.export.service, c).order
        )
        for d, c in zip(downloads, clocks, strict=True)
        if c.zone or c.order
    }
    return Settled(session_of, read, named)


def _is_elsewhere(download: Download, one: SessionTimes) -> bool:
    """Whether a download is of another day than a session, on any clock and in any order of its dates."""
    differences = [_difference(download, ExportClock(order=order), one) for order in download.orders]
    return bool(differences) and all(d is not None and abs(d) > _ANY_CLOCK for d in differences)


def _order(download: Download, options: AttendanceOptions, known: ExportClock) -> str:
    """The order of day and month: by the dates themselves, the option, what is remembered, or the answer.

    "" where no date could be misread.
    """
    if len(download.orders) <= 1:
        return ""
    if options.order or known.order:
        return options.order or known.order
    text = next(text for text in download.export.times if len(set(time_readings(text).values())) > 1)
    ways = {order: date_words(time_readings(text)[order], language()) for order in DateOrder}
    question = msg(
        "{file}: “{text}” is {first} (day first) or {second} (month first)",
        file=download.name,
        text=text,
        first=ways[DateOrder.DAY_FIRST],
        second=ways[DateOrder.MONTH_FIRST],
    )
    remedy = msg("add --dates day-first or --dates month-first; it is asked once and remembered")
    if not options.asking:
        raise UsageError(question, remedy)
    answer = ask(msg("{question}. Type d or m:", question=question)).casefold()
    orders = {"d": DateOrder.DAY_FIRST, "j": DateOrder.DAY_FIRST, "m": DateOrder.MONTH_FIRST}
    if answer[:1] not in orders:
        raise UsageError(question, remedy)
    return orders[answer[:1]]


def _zone(
    workspace: Workspace,
    download: Download,
    order: str,
    times: Sequence[SessionTimes],
    options: AttendanceOptions,
    known: ExportClock,
) -> str:
    """The zone of a download's clock; "" where it has no times, or they name their offset."""
    reading = order or next(iter(download.orders), "")
    if not any(
        reading in found and found[DateOrder(reading)].tzinfo is None
        for found in map(time_readings, download.export.times)
        if reading
    ):
        return ""
    if options.zone:
        return resolve_place(options.zone).zone
    if known.zone:
        return known.zone
    fitting = fitting_places(workspace, download, ExportClock("", reading), times)
    question = msg("{file} does not say on which clock its hours are", file=download.name)
    names = join_and([place.name(language()) for place in fitting[:IN_SENTENCE]], language())
    remedy = (
        msg(
            "add --zone and a place with that clock; on that of {places} they agree with the plan",
            places=names,
        )
        if fitting
        else msg("add --zone and a place with the clock of the account, such as --zone Toronto")
    )
    if not options.asking:
        raise UsageError(question, remedy)
    proposal = fitting[0].name(language()) if fitting else workspace.programme.anchor.name(language())
    answer = ask(
        msg("{question}. Type a place with that clock (Enter: {place}):", question=question, place=proposal)
    )
    return resolve_place(answer).zone if answer else (fitting or (workspace.programme.anchor,))[0].zone


def fitting_places(
    workspace: Workspace, download: Download, clock: ExportClock, times: Sequence[SessionTimes]
) -> list[Place]:
    """Places of the programme, one a clock, on which a download agrees with the plan; the anchor first."""
    places = {
        p.zone: p for p in (*(m.place for m in workspace.programme.members), workspace.programme.anchor)
    }
    anchor = workspace.programme.anchor.zone
    found, offsets = [], set()
    for zone in sorted(places, key=lambda name: (name != anchor, name)):
        fits = [one for one in times if _is_near(_difference(download, clock._replace(zone=zone), one))]
        offset = local(times[0].start, zone).utcoffset() if times else None
        if fits and offset not in offsets:
            offsets.add(offset)
            found.append(places[zone])
    return found


def _clock(download: Download, clock: ExportClock, near: datetime) -> MeetingClock:
    order = DateOrder(clock.order or next(iter(download.orders), DateOrder.DAY_FIRST))
    zone = clock.zone or "UTC"

    def to_instant(naive: datetime) -> datetime:
        both = local_instants(naive, zone)
        if not both:  # the clock jumped over it while people met; the minute before is as near as it gets
            return from_local(naive - timedelta(hours=1), zone) + timedelta(hours=1)
        return min(both, key=lambda instant: abs(instant - near))

    return MeetingClock(order, to_instant, local(near, zone))


def _difference(download: Download, clock: ExportClock, one: SessionTimes) -> timedelta | None:
    """How long after the start of a session half of the people came; None where no time is known."""
    reading = _clock(download, clock, one.start)
    arrivals = [c.first for c in connections_of([(download.export, reading)], None) if c.first is not None]
    if arrivals:
        return timedelta(minutes=median(map(to_epoch_minutes, arrivals))) - timedelta(
            minutes=to_epoch_minutes(one.start)
        )
    began = reading.instant(download.export.start)
    return None if began is None else began - one.start


def _is_near(difference: timedelta | None) -> bool:
    return difference is not None and abs(difference) <= FITS


def _session(
    downloads: Sequence[Download],
    clocks: Sequence[ExportClock],
    times: Sequence[SessionTimes],
    options: AttendanceOptions,
) -> SessionTimes:
    """The session named, else the one at whose start people came."""
    if options.session is not None:
        return times[0]
    near = [
        (abs(difference), one.session.id, one)
        for download, clock in zip(downloads, clocks, strict=True)
        for one in times
        if (difference := _difference(download, clock, one)) is not None and abs(difference) <= FITS
    ]
    if near:
        return min(near, key=lambda item: item[:2])[2]
    raise UsageError(
        msg("{file} does not show of which session it is", file=downloads[0].name),
        msg("add --session and its id, such as {id}", id=times[-1].session.id if times else "2027-01-cafe"),
    )


def _check_time(
    workspace: Workspace, downloads: Sequence[Download], clocks: Sequence[ExportClock], one: SessionTimes
) -> None:
    """Refuse downloads of another meeting, and those whose clock cannot be the one named."""
    problems = []
    for download, clock in zip(downloads, clocks, strict=True):
        difference = _difference(download, clock, one)
        if difference is None or _is_near(difference):
            continue
        places = fitting_places(workspace, download, clock, [one])
        what, remedy = (
            other_clock(one, difference, places)
            if abs(difference) < _SAME_DAY
            else other_meeting(download, clock, one, difference)
        )
        code = "export-clock" if abs(difference) < _SAME_DAY else "export-meeting"
        row = download.export.rows[0]
        line = download.table.page.line(row.line)
        column = line.find(row.joined) + 1 if row.joined else 1
        problems.append(
            Diagnostic(
                code,
                SourceLocation(download.name, row.line, column or 1),
                what=what,
                remedy=remedy,
                text=line,
            )
        )
    if problems:
        raise DiagnosticsError(
            msg("this is not a download of “{session}”", session=one.session.id),
            problems,
            msg("nothing was written"),
        )


def span_of(one: SessionTimes) -> Stay:
    """From when until when a session was."""
    return one.start, one.end
