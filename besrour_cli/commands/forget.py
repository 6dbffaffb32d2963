"""``besrour forget``: a person is taken out of every file that besrour writes, for good."""

from __future__ import annotations

from typing import Annotated

from besrour_cli.commands.shared.options import DryRun, Folder, Json, Yes, argument
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_draft
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.message import msg

HELP = msg(
    "Forget a person, for good.\n\n"
    "Takes a member, somebody who has left or a visitor out of every file that besrour writes: roster, "
    "attendance, answers, hours, letters and their ledgers, previews and copies. What sessions cost stays in "
    "plan.yaml under a pseudonym, so that the fairness of the years stays true, and is proven anew. It is "
    "shown, asked, and then done as a whole or not at all; nothing brings it back, besrour undo neither. "
    "What lies outside of besrour’s reach is named. To give the person a copy first: besrour extract."
)

Who = Annotated[str, argument(_("MEMBER"), _("An id, an address or a name; a visitor’s as it was seen."))]


def command(
    member: Who,
    yes: Yes = False,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Find the person in every file, show what changes and ask, write it all."""
    from besrour_cli.commands.shared.confirmation import confirm_forgetting
    from besrour_cli.commands.views.privacy import forgetting as view
    from besrour_cli.commands.workflows.privacy.forgetting import forget, prepare

    workspace = open_draft(folder)
    made = prepare(workspace, member, now())
    lines = list(view.lines(made))
    asks = bool(made.changes) and not (yes or dry_run)
    if asks:
        confirm_forgetting(lines, len(made.changes), as_json=as_json)
    written = bool(made.changes) and not dry_run
    if written:
        forget(workspace, made)

    def show() -> None:
        for line in () if asks else lines:
            out(line)
        if written:
            out(msg("{name} is forgotten. Next: besrour check", name=made.somebody.name))
        elif made.changes:
            out(_("Nothing was written: this was a trial."))
        view.print_reach(made)

    finish(Result(view.as_data(made, written=written), show), as_json)
