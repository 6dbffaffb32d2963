"""The sessions of a series that are to come and have no theme yet, for themes that name no month."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg
from besrour_cli.storage.programme_folder import SESSIONS

if TYPE_CHECKING:
    from besrour_cli.model.programme import Programme, Session


def without_file(folder: str, programme: Programme, series: str) -> list[Session]:
    """The sessions that a series has because it repeats and that have no file, the earliest first."""
    own = (session for session in programme.sessions if session.series == series)
    rest = [s for s in own if not os.path.lexists(os.path.join(folder, SESSIONS, f"{s.id}.yaml"))]
    return sorted(rest, key=lambda session: session.window)


def open_days(
    folder: str, programme: Programme, series: str, first: date | None, today: date
) -> Iterator[date]:
    """A day of each session that can still have a theme: in a series that repeats, of those without a file.

    In another series, the first day of each month after its last session, without end. ``first`` is the
    first month that may be taken (None: the next one). Raises UsageError where no month can come next.
    """
    rest = without_file(folder, programme, series)
    to_come = [session for session in rest if session.window.last >= (first or today)]
    if to_come or (rest and first is None):
        yield from (session.window.first for session in to_come)
        return
    last = max((s.window.last for s in programme.sessions if s.series == series), default=None)
    if first is None and last is None:
        raise UsageError(
            msg("the series has no session yet after which the first month could come"),
            msg("name the first month, such as 2028-01"),
        )
    month = first or _next_month(last or today)
    while True:
        if programme.session(f"{month:%Y-%m}-{series}") is None:
            yield month
        month = _next_month(month)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
