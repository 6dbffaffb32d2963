"""``besrour check``: every mistake in every file, and every printed time that is no longer true."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from besrour_cli.commands.shared.options import Folder, Json
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import find, now
from besrour_cli.commands.terminal import diagnostics
from besrour_cli.commands.terminal.console import out, styled
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.language import LANGUAGES
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.plan import Plan, SessionState

if TYPE_CHECKING:
    from datetime import datetime

    from besrour_cli.commands.views.time_drift import Touched
    from besrour_cli.model.diagnostic import Diagnostic
    from besrour_cli.model.programme import Programme

HELP = msg(
    "Read every file and list all mistakes at once.\n\n"
    "Each has its file, line and column, your own line, and what to write instead. Printed local "
    "times that a change of law made untrue are listed too."
)


def command(folder: Folder = None, as_json: Json = False) -> None:
    """Load the folder and the plan; exit 1 when a mistake or a drifted time is found."""
    path = find(folder)
    from besrour_cli.clock.tzdata import in_use
    from besrour_cli.commands.views import time_drift
    from besrour_cli.commands.views.tzdata import unknown_zones, zone_data, zone_data_warnings
    from besrour_cli.storage.programme.load import load
    from besrour_cli.storage.state import plan_file as plans

    moment = now()
    loaded = load(path)
    programme = loaded.programme
    plan = plans.read(path, programme.id).plan if programme else None
    problems = [
        *loaded.problems,
        *_in_templates(path, programme),
        *(unknown_zones(programme, plan, moment) if programme else ()),
        *(_past(programme, plan, moment) if programme and plan else ()),
    ]
    drifted = time_drift.drifts_to_come(programme, plan, moment) if programme and plan else {}
    warnings = zone_data_warnings(programme, moment.date())
    data = {
        "files": loaded.files,
        "tzdata": in_use().version,
        "zone_data": zone_data(warnings),
        "problems": [diagnostics.as_data(p) for p in problems],
        "drift": time_drift.as_data(drifted, plan, moment) if plan else [],
    }
    failed = bool(drifted) or not all(p.warning for p in problems)

    def picture() -> None:
        _print_result(loaded.files, problems, drifted, plan, warnings, moment)

    finish(Result(data, picture, int(failed)), as_json)


def _print_result(
    files: int,
    problems: Sequence[Diagnostic],
    drifted: Touched,
    plan: Plan | None,
    warnings: Sequence[Message],
    moment: datetime,
) -> None:
    from besrour_cli.commands.views import time_drift
    from besrour_cli.commands.views.tzdata import zone_data_lines

    diagnostics.list_problems(problems)
    if plan and drifted:
        for line in time_drift.lines(drifted, plan, moment):
            out(line)
        out(time_drift.remedy())
    if problems or drifted:
        out()
    mistakes = sum(not p.warning for p in problems)
    _summary(files, mistakes, len(problems) - mistakes, len(drifted), plan)
    for line in zone_data_lines():
        out(line)
    kind = styled(_("warning"), "yellow")
    for warning in warnings:
        out(f"{kind}: {translate(warning)}")


def _past(programme: Programme, plan: Plan, moment: datetime) -> tuple[Diagnostic, ...]:
    """What cannot be of what the files say of the past, or fix by hand; nothing is loaded without need."""
    found: list[Diagnostic] = []
    if programme.attendance or any(s.took_place for s in programme.sessions):
        from besrour_cli.planning.history.took_place import check_history

        found += check_history(programme, plan, moment)
    if any(s.pinned for s in programme.sessions):
        from besrour_cli.planning.explain.pinned_starts import check_pins

        found += check_pins(programme, plan, moment)
    return tuple(found)


def _in_templates(path: str, programme: Programme | None) -> tuple[Diagnostic, ...]:
    """Mistakes in the coordinator's own templates; nothing is loaded where there are none."""
    if not os.path.isdir(os.path.join(path, "templates")):
        return ()
    from besrour_cli.storage.output import resources

    own = resources.own_templates(path)
    if not own:
        return ()
    from besrour_cli.publishing.letters.template_check import mistakes

    return mistakes(own, resources.templates(path), programme.languages if programme else LANGUAGES)


def _summary(files: int, mistakes: int, warnings: int, drifted: int, plan: Plan | None) -> None:
    parts = [translate(msgn("{n} file read", "{n} files read", files))]
    found = translate(msgn("{n} mistake", "{n} mistakes", mistakes)) if mistakes else _("no mistake")
    parts.append(styled(found, "red bold" if mistakes else "blue"))
    if warnings:
        parts.append(styled(translate(msgn("{n} warning", "{n} warnings", warnings)), "yellow"))
    if drifted:
        parts.append(
            styled(
                translate(
                    msgn("{n} printed time no longer true", "{n} printed times no longer true", drifted)
                ),
                "red bold",
            )
        )
    out(", ".join(parts) + ".")
    if plan is not None:
        out(_plan_line(plan))


def _plan_line(plan: Plan) -> str:
    if not plan.slots:
        return _("No plan yet: besrour plan makes one.")
    announced = sum(slot.state != SessionState.PROPOSED for slot in plan.slots.values())
    sessions = msgn(
        "Plan: {n} session, {told} announced.",
        "Plan: {n} sessions, {told} announced.",
        len(plan.slots),
        told=announced,
    )
    return translate(sessions)
