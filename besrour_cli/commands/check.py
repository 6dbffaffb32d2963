"""``besrour check``: every mistake in every file, and every printed time that is no longer true."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from besrour_cli.clock.tzdata import ZoneData, in_use, missing
from besrour_cli.clock.tzdata_versions import system_copy
from besrour_cli.commands.shared.options import Folder, Json
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import find, now
from besrour_cli.commands.terminal import diagnostics
from besrour_cli.commands.terminal.console import CHOICES_IN_LINE, out, styled, truncate
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.language import LANGUAGES, join_and
from besrour_cli.model.message import Message, msg, msgn

if TYPE_CHECKING:
    from besrour_cli.model.plan import Plan
    from besrour_cli.model.programme import Programme
    from besrour_cli.storage.programme.load import LoadedProgramme

HELP = msg(
    "Read every file and list all mistakes at once.\n\n"
    "Each has its file, line and column, your own line, and what to write instead. Printed local "
    "times that a change of law made untrue are listed too."
)


def command(folder: Folder = None, as_json: Json = False) -> None:
    """Load the folder and the plan; exit 1 when a mistake or a drifted time is found."""
    from besrour_cli.commands.views import time_drift

    path, moment = find(folder), now()
    from besrour_cli.storage.programme.load import load
    from besrour_cli.storage.state import plan_file as plans

    loaded = load(path)
    programme = loaded.programme
    plan = plans.read(path, programme.id).plan if programme else None
    problems = [
        *loaded.problems,
        *_identity(path, loaded, plan, moment),
        *_in_templates(path, programme, plan, moment),
        *(_unknown_zones(programme, plan, moment) if programme else ()),
        *(_by_plan(path, programme, plan, moment) if programme and plan else ()),
        *(_outputs(path, programme) if programme else ()),
    ]
    drifted = time_drift.drifts_to_come(programme, plan, moment) if programme and plan else {}
    warnings = _zone_data_warnings(programme, moment.date())
    data = {
        "files": loaded.files,
        "tzdata": in_use().version,
        "zone_data": _zone_data(warnings),
        "problems": [diagnostics.as_data(p) for p in problems],
        "drift": time_drift.as_data(drifted, plan, moment) if plan else [],
    }
    mistakes = sum(not p.warning for p in problems)

    def picture() -> None:
        diagnostics.list_problems(problems)
        if plan and drifted:
            for line in time_drift.lines(drifted, plan, moment):
                out(line)
            out(time_drift.REMEDY)
        if problems or drifted:
            out()
        _print_summary(loaded.files, mistakes, len(problems) - mistakes, len(drifted), plan)
        out(_zone_data_line())
        label = styled(_("warning"), "yellow")
        for warning in warnings:
            out(f"{label}: {translate(warning)}")

    finish(Result(data, picture, 1 if drifted or mistakes else 0), as_json)


def _identity(
    path: str, loaded: LoadedProgramme, plan: Plan | None, moment: datetime
) -> tuple[Diagnostic, ...]:
    """Sessions and people who are no longer those whom others were told of."""
    from besrour_cli.commands.shared.identity import check_draft, check_identity, read_announcements

    if plan is None:
        return check_draft(path, loaded, moment)
    return check_identity(path, loaded, plan, read_announcements(path, plan.programme), moment)


def _by_plan(path: str, programme: Programme, plan: Plan, moment: datetime) -> tuple[Diagnostic, ...]:
    """What is wrong with the files, or with the answers, in the light of the plan."""
    from besrour_cli.commands.workflows.file_checks import file_mistakes, former_answers

    return (
        *file_mistakes(programme, plan, moment),
        *former_answers(path, programme),
        *_declined(path, programme, plan, moment),
    )


def _outputs(path: str, programme: Programme) -> tuple[Diagnostic, ...]:
    """What stands in the way of all that is written; nothing is loaded where nothing was written yet."""
    if not os.path.lexists(os.path.join(path, "out")):
        return ()
    from besrour_cli.commands.workflows.file_checks import outputs

    return tuple(outputs(path, programme))


def _declined(path: str, programme: Programme, plan: Plan, moment: datetime) -> tuple[Diagnostic, ...]:
    """Warnings of people who must be there and said no; nothing is loaded where nobody has answered yet."""
    if not os.path.exists(os.path.join(path, "replies.yaml")):
        return ()
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.commands.workflows.people.replacements import as_diagnostic, declined_required
    from besrour_cli.storage.state import replies_file

    workspace = Workspace(folder=path, programme=programme, plan=plan, digest="")
    missing = declined_required(workspace, replies_file.read(path), moment)
    return tuple(as_diagnostic(each) for each in missing)


def _in_templates(
    path: str, programme: Programme | None, plan: Plan | None, moment: datetime
) -> tuple[Diagnostic, ...]:
    """Mistakes in the coordinator's own templates; nothing is loaded where there are none."""
    if not os.path.isdir(os.path.join(path, "templates")):
        return ()
    from besrour_cli.storage import resources

    own = resources.own_templates(path)
    if not own:
        return ()
    unreadable = resources.unreadable_templates(path)
    if unreadable:
        return unreadable
    from besrour_cli.publishing.letters.template_check import mistakes

    templates = resources.templates(path)
    hidden = _hidden_in(own, templates)
    found = mistakes(own, templates, programme.languages if programme else LANGUAGES)
    if found or not programme or not plan:
        return (*hidden, *found)
    from besrour_cli.commands.workflows.file_checks import filled_templates

    return (*hidden, *filled_templates(programme, plan, moment, templates))


def _hidden_in(own: Sequence[str], templates: Mapping[str, str]) -> list[Diagnostic]:
    """Signs in the coordinator's own templates that nobody sees."""
    from besrour_cli.storage.text.hidden_signs import report_hidden
    from besrour_cli.storage.text.source_file import SourceFile

    pages = [SourceFile(f"templates/{name}", templates[name], table=True) for name in own]
    for page in pages:
        report_hidden(page)
    return [problem for page in pages for problem in page.problems]


def _print_summary(files: int, mistakes: int, warnings: int, drifted: int, plan: Plan | None) -> None:
    parts = [translate(msgn("{n} file read", "{n} files read", files))]
    found = translate(msgn("{n} mistake", "{n} mistakes", mistakes)) if mistakes else _("no mistake")
    parts.append(styled(found, "red bold" if mistakes else "blue"))
    if warnings:
        parts.append(styled(translate(msgn("{n} warning", "{n} warnings", warnings)), "yellow"))
    if drifted:
        untrue = msgn("{n} printed time no longer true", "{n} printed times no longer true", drifted)
        parts.append(styled(translate(untrue), "red bold"))
    out(", ".join(parts) + ".")
    if plan and not plan.slots:
        out(_("No plan yet: besrour plan makes one."))
    elif plan:
        from besrour_cli.commands.views.session_states import state_counts

        n = len(plan.slots)
        out(
            msgn(
                "Plan: {n} session, {states}.", "Plan: {n} sessions, {states}.", n, states=state_counts(plan)
            )
        )


def _zone_data(warnings: list[Message]) -> dict[str, object]:
    """The data in use and what is to be said of it, for ``--json``."""
    used, system = in_use(), system_copy()
    return {
        "version": used.version,
        "source": used.source,
        "system": system[0] if system else "",
        "warnings": [translate(warning) for warning in warnings],
    }


def _zone_data_line() -> Message:
    """The version in use; the system's when it is older and was passed over."""
    data, system = in_use(), system_copy()
    if not system or system[0] >= data.version:
        return msg("Time zone data: {version}.", version=data.version)
    return msg(
        "Time zone data: {version} (this computer's own copy is older, {old}, and was not used).",
        version=data.version,
        old=system[0],
    )


def _zone_data_warnings(programme: Programme | None, today: date) -> list[Message]:
    """Data older than half a year, and places that the system's copy of another version reads otherwise."""
    from besrour_cli.clock.release_dates import stale

    data, system = in_use(), system_copy()
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


def _unknown_zones(programme: Programme, plan: Plan | None, now: datetime) -> list[Diagnostic]:
    """Mistakes of the data itself: a zone of the roster or of a printed time that it does not know."""
    from besrour_cli.schedule.drift import coming

    slots = coming(plan, now) if plan else []
    published = {printed.zone: printed.place for slot in slots for printed in slot.printed}
    lives = {m.place.zone: m.place.name(language()) for m in programme.members}
    lives[programme.anchor.zone] = programme.anchor.name(language())
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
        for zone in sorted(missing([*published, *lives]))
    ]
