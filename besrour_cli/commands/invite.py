"""``besrour invite``: look at the letters of a session before anybody is told of it."""

from __future__ import annotations

from typing import Annotated

from besrour_cli.commands.shared.options import Folder, Json, argument, flag
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_workspace
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.message import msg

HELP = msg(
    "Write one bilingual letter a person for a session, to look at them.\n\n"
    "Each letter is a file below out/letters/, with that person's own local time and a calendar entry, as "
    "if the session were announced now. Nothing else changes: nobody is told, nothing is sent, and a new "
    "plan may still choose another time. besrour send announces the session and sends the letters; besrour "
    "announce is for letters that you send another way."
)

Sessions = Annotated[list[str], argument(_("SESSION..."), _("Sessions by file name, such as 2027-01-cafe."))]
Remind = Annotated[bool, flag("--remind", _("Write the reminders instead, below out/reminders/."))]
Unanswered = Annotated[
    bool, flag("--unanswered", _("Remind only those who have not answered; with --remind."))
]


def command(
    session: Sessions,
    remind: Remind = False,
    unanswered: Unanswered = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Render every letter as if it were announced now, and write the files."""
    from besrour_cli.commands.views import time_drift
    from besrour_cli.commands.views.letters import invite
    from besrour_cli.commands.views.letters.announcing import change_lines
    from besrour_cli.commands.workflows.letters.send_options import SendOptions
    from besrour_cli.commands.workflows.letters.write_letters import prepare_letters, write_batch

    options = SendOptions(sessions=session, as_json=as_json, remind=remind, unanswered=unanswered)
    workspace, moment = open_workspace(folder), now()
    time_drift.warn(workspace.programme, workspace.plan, moment)
    prepared = prepare_letters(workspace, options, moment)
    written = [write_batch(batch, workspace.folder) for batch in prepared.batches]
    data = {**invite.as_data(written, written=True), "warnings": prepared.warnings}

    anchor = workspace.programme.anchor

    def picture() -> None:
        for batch in written:
            name = batch.batch.session.id
            news = change_lines(prepared.before.get(name), prepared.after[name], anchor)
            invite.print_session(batch, prepared.log, news, anchor)
        out(_("These are previews: nothing is announced, and nothing was sent."))
        words = [*dict.fromkeys(session), *(["--remind"] if remind else [])]
        words += ["--unanswered"] if unanswered else []
        out(_("Next: besrour send {words}").format(words=" ".join(words)))

    finish(Result(data, picture), as_json)
