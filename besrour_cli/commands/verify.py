"""``besrour verify``: whether the plan keeps every demand, and whether its proof holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from besrour_cli.commands.desk import open_desk
from besrour_cli.commands.options import Folder, Json, Lang
from besrour_cli.commands.result import Result, finish
from besrour_cli.commands.voice import _, number, say
from besrour_cli.model.fault import NothingThere
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.planning.verify.check import Verdict

HELP = msg(
    "Check the proof that the plan is the fairest, without the solver.\n\n"
    "Everything is worked out anew from your files: the starts there are, what each costs whom, and that "
    "no other plan is fairer under the rule. Exit code 1: something does not hold."
)


def command(folder: Folder = None, as_json: Json = False, lang: Lang = None) -> None:
    """Read the files, the plan and its proof; check; show."""
    desk = open_desk(folder)
    if not desk.plan.slots:
        raise NothingThere(msg("there is no plan yet"), msg("run besrour plan, then this again"))
    from besrour_cli.model.observances.held import observed
    from besrour_cli.planning.verify.check import verify
    from besrour_cli.storage import proof

    written = proof.read(desk.folder)
    verdict = verify(observed(desk.programme, desk.plan), desk.plan, written)
    finish(Result(_data(verdict), lambda: _picture(verdict), 0 if verdict.proven else 1), as_json)


def _data(verdict: Verdict) -> dict[str, object]:
    return {
        "proven": verdict.proven,
        "steps": [
            {
                "name": step.name,
                "value": float(step.value),
                "exact": str(step.value),
                "bound": float(step.bound),
                "proven": step.proven,
            }
            for step in verdict.steps
        ],
        "faults": [say(fault) for fault in verdict.faults],
        "kept": list(verdict.stood),
    }


def _picture(verdict: Verdict) -> None:
    from besrour_cli.commands.plan_view import STEPS
    from besrour_cli.commands.screen import console, err, out, table

    if verdict.steps:
        shown = table()
        shown.add_column(_("Step"))
        shown.add_column(_("Reached"), justify="right")
        shown.add_column("")
        for step in verdict.steps:
            word = _("proven, checked") if step.proven else _("not proven")
            shown.add_row(say(STEPS[step.name]), number(float(step.value), 2), word)
        console().print(shown)
    for fault in verdict.faults:
        err(say(msg("refused: {fault}", fault=fault)))
    if verdict.faults:
        err(_("The plan or the files changed since the proof was made, or somebody changed the proof."))
        err(_("Run besrour plan to plan and prove anew."))
    elif verdict.proven:
        out(_("No plan is fairer under the rule: checked from the files, without the solver."))
        if verdict.stood:
            kept = ", ".join(verdict.stood)
            out(
                say(
                    msg("This holds given that these sessions stay where they are: {sessions}", sessions=kept)
                )
            )
    else:
        out(_("Not every step is proven; besrour plan --seconds 120 searches longer."))
