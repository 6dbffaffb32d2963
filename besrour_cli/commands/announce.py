"""``besrour announce``: note that people are told, where their letters go another way."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, argument, flag
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, now, open_workspace
from besrour_cli.commands.terminal.console import confirm_count, out
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import NegativeAnswer, UsageError
from besrour_cli.model.letter_kind import NEWSLETTER
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from besrour_cli.commands.workflows.letters.send_options import SendOptions

HELP = msg(
    "Say that people are told, where you send letters or the newsletter yourself.\n\n"
    "Shows which sessions, how many people and what has changed since they were last told, asks, and "
    "remembers it: from then on a new plan keeps the time. The letters stand below out/letters/, the "
    "newsletter below out/newsletter/, for you to send. Where besrour sends them, besrour send announces too."
)

Sessions = Annotated[
    list[str],
    argument(
        _("SESSION...|newsletter"),
        _("Sessions by file name, such as 2027-01-cafe; or the word newsletter."),
    ),
]


def command(
    session: Sessions,
    remind: Annotated[
        bool, flag("--remind", _("Remember who was reminded; the reminders stand below out/reminders/."))
    ] = False,
    unanswered: Annotated[
        bool, flag("--unanswered", _("Only those who have not answered; with --remind."))
    ] = False,
    dry_run: Annotated[bool, flag("--dry-run", _("Show what would be announced; write nothing."))] = False,
    yes: Annotated[bool, flag("--yes", _("Announce without asking, for scripts."))] = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Show, ask, write letters, then ledger and plan."""
    from besrour_cli.commands.views import time_drift
    from besrour_cli.commands.workflows.letters.send_options import SendOptions, names_alone

    options = SendOptions(
        sessions=session, dry_run=dry_run, yes=yes, as_json=as_json, remind=remind, unanswered=unanswered
    )
    if not (dry_run or yes) and (as_json or not sys.stdin.isatty()):
        raise UsageError(
            msg("nobody is here to be asked before announcing"),
            msg("add --yes if you are sure, or look first with --dry-run"),
        )
    newsletter = names_alone(options, NEWSLETTER)
    workspace, moment = open_workspace(folder), now()
    time_drift.warn(workspace.programme, workspace.plan, moment)
    finish(
        _announce_newsletter(workspace, options, moment)
        if newsletter
        else _announce_sessions(workspace, options, moment),
        as_json,
    )


def _announce_sessions(workspace: Workspace, options: SendOptions, moment: datetime) -> Result:
    from besrour_cli.commands.views.letters import announcing as view
    from besrour_cli.commands.workflows.letters import reminders
    from besrour_cli.commands.workflows.letters.announcing import announce
    from besrour_cli.commands.workflows.letters.write_letters import prepare_letters, write_batch
    from besrour_cli.schedule.changes import changes

    prepared = prepare_letters(workspace, options, moment)
    batches = prepared.batches
    changed = {name: list(changes(known, prepared.after[name])) for name, known in prepared.before.items()}
    data: dict[str, object] = {
        "announced": [] if options.dry_run else list(prepared.slots),
        "sessions": [
            {
                "id": b.session.id,
                "kind": b.kind,
                "people": len(b.members),
                "changes": changed.get(b.session.id, []),
                "folder": b.folder,
            }
            for b in batches
        ],
        "warnings": prepared.warnings,
    }

    def picture() -> None:
        for batch in batches:
            before, after = prepared.before.get(batch.session.id), prepared.after[batch.session.id]
            view.print_change(batch, before, after, workspace.programme.anchor)

    def write() -> list[str]:
        # letters first: what is announced can be sent, and what is interrupted is simply done again
        folders = [batch.folder for batch in batches]
        for batch in batches:
            write_batch(batch, workspace.folder)
        announce(workspace, prepared.slots, moment)
        reminders.save(workspace, batches)
        return [_("The letters stand in {folder}/: send them.").format(folder=name) for name in folders]

    people = {member.id for batch in batches for member in batch.members}
    return _asked(options, len(people), data, picture, write)


def _announce_newsletter(workspace: Workspace, options: SendOptions, moment: datetime) -> Result:
    from besrour_cli.commands.views.letters import announcing as view
    from besrour_cli.commands.workflows.letters import newsletter_issue
    from besrour_cli.commands.workflows.letters.mail_server import read_delivery_log

    issue = newsletter_issue.prepare_issue(workspace, moment, read_delivery_log(workspace))
    people = len(newsletter_issue.subscribers(workspace, moment))
    data: dict[str, object] = {
        "announced": [] if options.dry_run else list(issue.announces),
        "issue": issue.name,
        "people": people,
        "files": sorted(issue.files),
        "warnings": issue.warnings,
    }

    def write() -> list[str]:
        newsletter_issue.write_issue(workspace, issue)
        newsletter_issue.announce_issue(workspace, issue, moment)
        return [_("The newsletter stands in out/newsletter/: send it.")]

    return _asked(options, people, data, lambda: view.print_issue(issue.name, people, issue.announces), write)


def _asked(
    options: SendOptions,
    people: int,
    data: dict[str, object],
    picture: Callable[[], None],
    write: Callable[[], list[str]],
) -> Result:
    """Show, ask, write; raises NegativeAnswer when the coordinator does not confirm."""
    if not options.as_json:
        picture()
    if options.dry_run:
        return Result(data, lambda: out(_("Nothing was written: this was a trial.")))
    question = msg("Type {n} to announce it to them, anything else to stop:", n=people)
    if not options.yes and not confirm_count(question, people):
        raise NegativeAnswer(msg("nothing is announced"))
    lines = write()

    def ending() -> None:
        if not options.remind:
            out(_("Announced: from now on a new plan keeps the time."))
        for line in lines:
            out(line)

    return Result(data, ending)
