"""``besrour check``: every mistake in every file, and every printed time that is no longer true."""

from __future__ import annotations

from besrour_cli.commands import diagnostics
from besrour_cli.commands.desk import find, now
from besrour_cli.commands.options import Folder, Json, Lang
from besrour_cli.commands.result import Result, finish
from besrour_cli.commands.screen import out, styled
from besrour_cli.commands.voice import _, say
from besrour_cli.model.drift import Drift, drifts
from besrour_cli.model.message import msg, msgn
from besrour_cli.model.plan import Plan

HELP = msg(
    "Read every file and list all mistakes at once.\n\n"
    "Each has its file, line and column, your own line, and what to write instead. Printed local "
    "times that a change of law made untrue are listed too."
)


def command(folder: Folder = None, as_json: Json = False, lang: Lang = None) -> None:
    """Load the folder and the plan; exit 1 when a mistake or a drifted time is found."""
    path = find(folder)
    from besrour_cli.model.clock.zonedata import in_use
    from besrour_cli.storage import plan as plans
    from besrour_cli.storage.programme import load

    loaded = load(path)
    mistakes = [p for p in loaded.problems if not p.warning]
    plan = plans.read(path, loaded.programme.id).plan if loaded.programme else None
    drifted = drifts(plan) if plan else ()
    data = in_use()
    shown = {
        "files": loaded.files,
        "tzdata": data.version,
        "problems": [diagnostics.as_data(p) for p in loaded.problems],
        "drift": [_drift_data(d) for d in drifted],
    }

    def picture() -> None:
        diagnostics.list_problems(loaded.problems)
        for drift in drifted:
            out(_drift_words(drift))
        if loaded.problems or drifted:
            out()
        _summary(loaded.files, len(mistakes), len(loaded.problems) - len(mistakes), len(drifted), plan)

    finish(Result(shown, picture, 1 if mistakes or drifted else 0), as_json)


def _summary(files: int, mistakes: int, warnings: int, drifted: int, plan: Plan | None) -> None:
    from besrour_cli.commands.zonewords import zone_data_lines

    parts = [say(msgn("{n} file read", "{n} files read", files))]
    found = say(msgn("{n} mistake", "{n} mistakes", mistakes)) if mistakes else _("no mistake")
    parts.append(styled(found, "red bold" if mistakes else "blue"))
    if warnings:
        parts.append(styled(say(msgn("{n} warning", "{n} warnings", warnings)), "yellow"))
    if drifted:
        parts.append(
            styled(
                say(msgn("{n} printed time no longer true", "{n} printed times no longer true", drifted)),
                "red bold",
            )
        )
    out(", ".join(parts) + ".")
    if plan is not None:
        out(_plan_line(plan))
    for line in zone_data_lines(now().date()):
        out(line)


def _plan_line(plan: Plan) -> str:
    if not plan.slots:
        return _("No plan yet: besrour plan makes one.")
    told = sum(slot.state != "proposed" for slot in plan.slots.values())
    sessions = msgn("Plan: {n} session, {told} announced.", "Plan: {n} sessions, {told} announced.", len(plan.slots), told=told)
    return say(sessions)


def _drift_words(drift: Drift) -> str:
    return _("{session}: {place} was told {old}; the clock there will show {new}").format(
        session=drift.session, place=drift.place, old=drift.old, new=drift.new
    )


def _drift_data(drift: Drift) -> dict[str, object]:
    return {
        "session": drift.session,
        "place": drift.place,
        "zone": drift.zone,
        "old": drift.old,
        "new": drift.new,
        "minutes": drift.minutes,
    }
