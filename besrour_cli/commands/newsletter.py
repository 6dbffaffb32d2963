"""``besrour newsletter``: look at the members' newsletter, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, flag
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_planned
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.commands.workflows.letters.newsletter_issue import NewsletterIssue
    from besrour_cli.storage.output.atomic_files import WriteResult

HELP = msg(
    "Write the members' newsletter, to look at it.\n\n"
    "Text, web page and Markdown below out/newsletter/, in both languages: what was held, what comes, "
    "and how to take part. It holds no join link. Nothing is announced by it before you say besrour send "
    "newsletter, or besrour announce newsletter where you publish it another way. --dry-run shows the text "
    "here, and writes nothing."
)


def command(
    dry_run: Annotated[bool, flag("--dry-run", _("Show the text here; write nothing."))] = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Render the issue, then write its files or show its text."""
    from besrour_cli.commands.views import time_drift
    from besrour_cli.commands.workflows.letters.mail_server import read_delivery_log
    from besrour_cli.commands.workflows.letters.newsletter_issue import (
        prepare_issue,
        warn_of_notes,
        write_issue,
    )

    workspace, moment = open_planned(folder), now()
    time_drift.warn(workspace.programme, workspace.plan, moment)
    issue = prepare_issue(workspace, moment, read_delivery_log(workspace))
    unpublished = warn_of_notes(workspace)
    written = None if dry_run else write_issue(workspace, issue)
    data = {
        "written": not dry_run,
        "issue": issue.name,
        "files": sorted(issue.files),
        "announces": list(issue.announces),
        "warnings": issue.warnings,
        "unpublished": unpublished,
        **({"text": issue.text} if dry_run else {}),
    }
    finish(Result(data, lambda: _print_result(issue, written)), as_json)


def _print_result(issue: NewsletterIssue, written: WriteResult | None) -> None:
    from besrour_cli.commands.views.letters.announcing import print_announces

    if written is None:
        out(issue.text)
    for name in sorted(issue.files if written else ()):
        state = _("written") if written and name in written.written else _("unchanged")
        out(f"  {name}  {state}")
    print_announces(issue.announces)
    if written is None:
        out(_("Nothing was written: this was a trial."))
    else:
        out(_("This is a preview: nothing is announced, and nothing was sent."))
    out(_("Next: besrour send newsletter"))
