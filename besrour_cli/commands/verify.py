"""``besrour verify``: whether the plan meets every constraint, and whether its proof holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from besrour_cli.commands.shared.options import Folder, Json
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_planned
from besrour_cli.commands.terminal.console import IN_LINE, console, err, out, table, truncate
from besrour_cli.commands.terminal.translation import _, number, translate
from besrour_cli.model.message import Message, msg, msgn

if TYPE_CHECKING:
    from besrour_cli.planning.verify.check import CheckVerdict

HELP = msg(
    "Check the proof that the plan is the fairest, without the solver.\n\n"
    "Everything is worked out anew from your files: the starts there are, what each costs whom, and that "
    "no other plan is fairer under the rule. Exit code 1: something does not hold."
)


def command(folder: Folder = None, as_json: Json = False) -> None:
    """Read the files, the plan and its proof; check; show."""
    moment = now()
    workspace = open_planned(folder, unsettled=True).observed()
    from besrour_cli.planning.verify.check import verify
    from besrour_cli.storage.state import proof_file

    verdict = verify(workspace.programme, workspace.plan, proof_file.read(workspace.folder), moment)
    regret = bool(workspace.programme.fairness.profiles)
    finish(
        Result(_data(verdict), lambda: _print_result(verdict, regret), 0 if verdict.proven else 1), as_json
    )


def _data(verdict: CheckVerdict) -> dict[str, object]:
    return {
        "proven": verdict.proven,
        "given": list(verdict.given),
        "proposed": verdict.proposed,
        "steps": [
            {
                "name": step.name,
                "value": float(step.value),
                "exact": str(step.value),
                "least": float(step.least),
                "bound": float(step.bound),
                "proven": step.proven,
            }
            for step in verdict.steps
        ],
        "faults": [_sentences(fault) for fault in verdict.faults],
        "notes": [_sentences(note) for note in verdict.notes],
    }


def _print_result(verdict: CheckVerdict, regret: bool) -> None:
    from besrour_cli.commands.views.plan.steps import REGRETS, STEPS

    if verdict.steps:
        steps = table(_("Step"), _("In this plan"), _("Least possible"), "", right=(1, 2))
        for step in verdict.steps:
            word = _("proven, checked") if step.proven else _("not proven")
            value, least = (number(float(each), 2) for each in (step.value, step.least))
            steps.add_row(translate((REGRETS if regret else STEPS)[step.name]), value, least, word)
        console().print(steps)
    for note in verdict.notes:
        err(msg("note: {note}", note=_sentences(note)))
    if verdict.notes:
        err(_("People were told of these starts, so they stay; besrour move SESSION chooses anew."))
    for fault in verdict.faults:
        err(msg("refused: {fault}", fault=_sentences(fault)))
    if verdict.faults:
        err(_("The plan or the files changed since the proof was made, or somebody changed the proof."))
        err(_("Run besrour plan to plan and prove anew."))
    elif not verdict.proven:
        out(_("Not every step is proven; besrour plan --seconds 120 searches longer."))
    elif verdict.given:
        out(_("Given what was kept, no plan is fairer: checked from the files, without the solver."))
        shown, more = truncate(verdict.given, IN_LINE)
        line = msgn(
            "{n} session was kept where it was, and not chosen by the rule: {sessions}",
            "{n} sessions were kept where they were, and not chosen by the rule: {sessions}",
            len(verdict.given),
            sessions=", ".join(shown) + (", ... (--json)" if more else ""),
        )
        out(line)
        out(_("With them free to move, a plan might be fairer: besrour plan finds out."))
    else:
        out(_("No plan is fairer under the rule: checked from the files, without the solver."))
    if verdict.proven and verdict.proposed:
        out(
            msgn(
                "{n} session had been proposed before and was to stay, if it could; "
                "where, only the proof says.",
                "{n} sessions had been proposed before and were to stay, if they could; "
                "where, only the proof says.",
                verdict.proposed,
            )
        )


def _sentences(message: Message) -> str:
    """A sentence of the check, its numbers as the language writes them."""
    facts = {
        name: number(fact, 11) if isinstance(fact, float) else fact for name, fact in message.facts.items()
    }
    return translate(message._replace(facts=facts))
