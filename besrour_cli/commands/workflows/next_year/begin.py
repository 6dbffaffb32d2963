"""``besrour next-year``: which files a second year begins with, and what has to be decided anew."""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import TYPE_CHECKING

from besrour_cli.clock.instants import zone_data_version
from besrour_cli.commands.shared.next_year.values import NextYear
from besrour_cli.commands.workflows.next_year.decisions import decisions
from besrour_cli.model.errors import NotFoundError
from besrour_cli.model.message import msg
from besrour_cli.model.plan import FIXED, Burden, Plan
from besrour_cli.observances.moving_feasts import MovedDays, moved_days
from besrour_cli.planning.history.burden_ledger import close_past_sessions
from besrour_cli.storage.attendance import identities_csv
from besrour_cli.storage.programme.evaluation.load_form import PATH as EVALUATION_FORM
from besrour_cli.storage.programme.next_year.settings import moved_settings
from besrour_cli.storage.programme_folder import SESSIONS
from besrour_cli.storage.resources import own_templates
from besrour_cli.storage.state import enrolment_file, plan_file, plan_format, tables_file
from besrour_cli.storage.state.state_file import LARGE_LIMIT, read_state
from besrour_cli.storage.text.source_file import SourceFile, read_page

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace

_SETTINGS, _MEMBERS = f"{SESSIONS}/programme.yaml", f"{SESSIONS}/members.csv"
CARRIED = (
    _MEMBERS,
    identities_csv.NAME,
    enrolment_file.NAME,
    tables_file.NAME,
    "mentors.yaml",
    EVALUATION_FORM,
)
"""Files that go over as they are, where they are there: they are about people, and not about one year."""


def next_year(workspace: Workspace, moment: datetime) -> NextYear:
    """The folder of the year after; the workspace holds no mistake. Raises NotFoundError without sessions."""
    programme, folder = workspace.programme, workspace.folder
    years = sorted({session.window.first.year for session in programme.sessions})
    if not years:
        raise NotFoundError(msg("no session says which year this programme is of"))
    countries = {member.place.country for member in programme.members}
    moved: dict[tuple[date, date], MovedDays] = {}

    def move_days(first: date, last: date) -> tuple[date, date]:
        days = moved.setdefault((first, last), moved_days(first, last, countries))
        return days.first, days.last

    page = read_page(os.path.join(folder, *_SETTINGS.split("/")), _SETTINGS)
    settings = moved_settings(SourceFile(page.path, page.text), years, move_days)
    ledger = past_burden(workspace, moment)
    plan = Plan(settings.id, zone_data_version(), ledger=ledger)
    files = {_SETTINGS: settings.text.encode(), plan_file.NAME: plan_format.emit(plan), **_carried(folder)}
    return NextYear(
        files=files,
        settings=settings,
        years=tuple(year + 1 for year in years),
        people=len(programme.members),
        charged=len(ledger),
        series=tuple(programme.series.values()),
        decisions=tuple(decisions(workspace, settings, moved, moment)),
    )


def past_burden(workspace: Workspace, moment: datetime) -> dict[str, Burden]:
    """What the year cost each member who is still on the roster.

    Announced sessions that are still to come count as they are planned: whoever bears them has done so when
    the new year begins.
    """
    programme, plan = workspace.observed().programme, workspace.plan
    ends = [slot.end for slot in plan.slots.values() if slot.state in FIXED]
    closed = close_past_sessions(programme, plan, max([moment, *ends]))
    ids = {member.id for member in programme.members}
    return {name: cost for name, cost in closed.ledger.items() if name in ids}


def _carried(folder: str) -> dict[str, bytes]:
    files = {}
    for name in (*CARRIED, *(f"templates/{name}" for name in own_templates(folder))):
        data = read_state(folder, name, LARGE_LIMIT)
        if data is not None:
            files[name] = data
    return files
