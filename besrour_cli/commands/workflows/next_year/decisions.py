"""What cannot go over by itself into another year: sessions, feasts, dates, credits, rooms, pauses."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from besrour_cli.commands.shared.next_year.values import Decision, DecisionKind
from besrour_cli.commands.terminal.translation import language
from besrour_cli.model.plan import SessionState
from besrour_cli.schedule.next_year import day_in_next_year
from besrour_cli.storage.programme_folder import SESSIONS
from besrour_cli.storage.state import busy_file

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.programme import Programme
    from besrour_cli.observances.moving_feasts import MovedDays
    from besrour_cli.storage.programme.next_year.settings import MovedSettings

_OVER = (SessionState.HELD, SessionState.CANCELLED)


def decisions(
    workspace: Workspace,
    settings: MovedSettings,
    moved: Mapping[tuple[date, date], MovedDays],
    moment: datetime,
) -> Iterator[Decision]:
    """Yield what is to be decided anew, what stops a plan first."""
    programme = workspace.programme
    yield from _sessions(workspace, settings.recurring)
    for blackout in programme.blackouts:
        days = moved[blackout.first, blackout.last]
        kind = DecisionKind.FEAST if days.moves else DecisionKind.BLACKOUT
        yield Decision(kind, blackout.reasons.get(language(), ""), days=(days.first, days.last))
    yield from _dates(programme)
    if settings.credits:
        yield Decision(DecisionKind.CREDITS, str(settings.credits))
    yield Decision(DecisionKind.ROOM, programme.platform.name)
    paused = [m.id for m in programme.members if m.paused]
    if paused:
        yield Decision(DecisionKind.PAUSED, ", ".join(paused), number=len(paused))
    if busy := busy_file.read(workspace.folder):
        yield Decision(DecisionKind.BUSY, number=len(busy))
    for line, text in settings.years:
        yield Decision(DecisionKind.YEAR, f"{line}: {text}")
    for edit in settings.by_hand:
        yield Decision(DecisionKind.BY_HAND, f"{edit.line}: {edit.key}: {edit.after}")
    slots = workspace.plan.slots.values()
    open_ids = [s.session for s in slots if s.end > moment and s.state not in _OVER]
    if open_ids:
        yield Decision(DecisionKind.UNFINISHED, ", ".join(sorted(open_ids)), number=len(open_ids))


def _sessions(workspace: Workspace, recurring: frozenset[str]) -> Iterator[Decision]:
    """Yield the series whose sessions had files, and the files that said what differs."""
    programme = workspace.programme
    own: Counter[str] = Counter()
    differing: Counter[str] = Counter()
    for session in programme.sessions:
        if os.path.lexists(os.path.join(workspace.folder, SESSIONS, f"{session.id}.yaml")):
            (differing if session.series in recurring else own)[session.series] += 1
    for series, count in own.items():
        first = min(s.window.first for s in programme.sessions if s.series == series)
        month = f"{day_in_next_year(first):%Y-%m}"
        yield Decision(DecisionKind.SESSIONS, series, number=count, month=month)
    for series, count in differing.items():
        yield Decision(DecisionKind.DIFFERING, series, number=count)


def _dates(programme: Programme) -> Iterator[Decision]:
    days = [day_in_next_year(day) for day in programme.reports]
    if programme.theme_call is not None:
        days.append(day_in_next_year(programme.theme_call.open_until))
    if programme.mentoring is not None:
        days += [day_in_next_year(day) for day in (programme.mentoring.first, programme.mentoring.last)]
    if days:
        yield Decision(DecisionKind.DATE, days=tuple(days))
