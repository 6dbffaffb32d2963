"""``besrour codes``: what comments are about, by the codes of two coders, and how far they agree."""

from __future__ import annotations

from typing import Annotated

from besrour_cli.commands.shared.options import DryRun, Folder, Json, Texts, argument, flag
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import open_draft
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import UsageError
from besrour_cli.model.message import msg, msgn

HELP = msg(
    "Show what comments are about, and how far two coders agree.\n\n"
    "A code is a word of yours, such as time or language; the columns “first” and “second” of "
    "responses/comments.csv have those of two coders, parted by blanks. --write makes a sheet for each below "
    "out/codes/, in which neither sees what the other wrote; name the sheets when they come back, and their "
    "codes are taken over. Without either it shows the counts, and the agreement with Cohen’s kappa."
)

Files = Annotated[Texts, argument(_("FILE..."), _("Sheets of coders that came back."))]
Write = Annotated[bool, flag("--write", _("Write a sheet for each of the two coders."))]


def command(
    files: Files = None,
    write: Write = False,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Take sheets over, or write them; show the codes."""
    from besrour_cli.commands.views.evaluation import codes as view
    from besrour_cli.commands.workflows.evaluation.coding import take_sheets, write_sheets
    from besrour_cli.model.evaluation.agreement import agreement

    if files and write:
        raise UsageError(
            msg("sheets are either written or taken over"), msg("leave out --write, or the files")
        )
    workspace = open_draft(folder)
    taken = take_sheets(workspace, list(files or []), dry_run=dry_run)
    paths = write_sheets(workspace, taken.comments) if write and not dry_run else ()
    agreed = agreement(taken.comments)

    def picture() -> None:
        for path in paths:
            out(msg("{path} is written.", path=path))
        if files:
            _print_taken(taken.changed, dry_run=dry_run)
        view.print_codes(taken.comments, agreed)

    data = view.as_data(taken.comments, agreed)
    finish(Result({**data, "changed": taken.changed, "files": list(paths)}, picture), as_json)


def _print_taken(changed: int, *, dry_run: bool) -> None:
    if dry_run:
        out(msgn("{n} comment would have other codes.", "{n} comments would have other codes.", changed))
        out(msg("Nothing was written: this was a trial."))
    else:
        out(
            msgn(
                "{n} comment has other codes in responses/comments.csv.",
                "{n} comments have other codes in responses/comments.csv.",
                changed,
            )
        )
