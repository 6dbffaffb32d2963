"""``besrour invite``: one bilingual letter a person, with the local time there and a calendar entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, Text, Texts, argument, count, flag, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_workspace
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.commands.workflows.send_options import SendOptions

HELP = msg(
    "Write one bilingual letter a person for a session, and send them with --send.\n\n"
    "Each letter is a file below out/letters/, with that person's own local time and a calendar "
    "entry. Writing them announces the session: from then on a new plan keeps its time. "
    "--dry-run shows who would get what, and writes nothing. --send shows what would go to whom, "
    "asks, and sends each letter once: after an interruption the same command goes on, and later "
    "it sends only what is new or changed. --test-to sends one letter of each language to yourself."
)

Sessions = Annotated[list[str], argument(_("SESSION..."), _("Sessions by file name, such as 2027-01-cafe."))]
DryRun = Annotated[bool, flag("--dry-run", _("Show who would get what; write and send nothing."))]
Remind = Annotated[
    bool,
    flag(
        "--remind",
        _("Remind, once, the people invited who have not said no, where nothing has changed since."),
    ),
]
Unanswered = Annotated[
    bool, flag("--unanswered", _("Remind only those who have not answered; with --remind."))
]
Send = Annotated[bool, flag("--send", _("Send the letters that are new or changed, after asking."))]
Yes = Annotated[bool, flag("--yes", _("Send without asking, for scripts; only with --send."))]
Only = Annotated[Texts, option("--only", _("MEMBER"), _("Send to this member only; may be repeated."))]
Limit = Annotated[int | None, option("--limit", _("N"), _("Send at most so many letters this time."), count)]
TestTo = Annotated[
    Text,
    option(
        "--test-to",
        _("ADDRESS"),
        _("Send one letter of each language to this address, and nothing to members."),
    ),
]
Rate = Annotated[
    int | None,
    option(
        "--rate",
        _("N"),
        _("At most so many letters a minute, 0 for no limit (default: the programme's, or 60)."),
        count,
    ),
]
AnyHour = Annotated[
    bool, flag("--any-hour", _("Send at night too (default: from 7:00 to 21:00 on the reader's clock)."))
]
Reworded = Annotated[bool, flag("--reworded", _("Send again where only the wording changed, not the facts."))]
Resend = Annotated[
    Texts,
    option(
        "--resend",
        _("MEMBER"),
        _("This member did not get the last letter: let it go again; may be repeated."),
    ),
]
AssumeSent = Annotated[
    Texts,
    option(
        "--assume-sent", _("MEMBER"), _("This member got the letter whose fate was unknown; may be repeated.")
    ),
]


def command(
    session: Sessions,
    dry_run: DryRun = False,
    remind: Remind = False,
    unanswered: Unanswered = False,
    send: Send = False,
    yes: Yes = False,
    only: Only = None,
    limit: Limit = None,
    test_to: TestTo = None,
    rate: Rate = None,
    any_hour: AnyHour = False,
    reworded: Reworded = False,
    resend: Resend = None,
    assume_sent: AssumeSent = None,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Parse the options into one value, and do what they ask for."""
    from besrour_cli.commands.workflows.send_options import SendOptions

    options = SendOptions(
        sessions=session,
        dry_run=dry_run,
        as_json=as_json,
        remind=remind,
        unanswered=unanswered,
        send=send,
        yes=yes,
        only=only or (),
        limit=limit,
        rate=rate,
        any_hour=any_hour,
        reworded=reworded,
        resend=resend or (),
        assume_sent=assume_sent or (),
        test_to=test_to,
    )
    finish(_invite(folder, options), as_json)


def _invite(folder: str | None, options: SendOptions) -> Result:
    """Render every letter, remember what was announced, write the files, then send if asked."""
    from besrour_cli.commands.views import invite, time_drift
    from besrour_cli.commands.workflows.send_letters import send_letters, send_test
    from besrour_cli.commands.workflows.send_options import check_options, with_member_ids
    from besrour_cli.commands.workflows.write_letters import prepare_letters, write_letters

    workspace, moment = open_workspace(folder), now()
    time_drift.warn(workspace.programme, workspace.plan, moment)
    check_options(workspace, options)
    options = with_member_ids(workspace, options)
    prepared = prepare_letters(workspace, options, moment)
    if options.test_to:
        return send_test(workspace, prepared.batches, options, options.test_to)
    written = write_letters(workspace, prepared, dry_run=options.dry_run)
    data = {**invite.as_data(written, dry_run=options.dry_run), "warnings": prepared.warnings}

    def picture() -> None:
        for batch in written:
            invite.print_session(batch, prepared.log)
        if not options.send:
            out(_("Nothing was sent."))

    if options.send:
        return send_letters(workspace, written, options, data, picture)
    return Result(data, picture)
