"""``besrour send``: show who gets which letter and why, ask, announce, send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, Text, Texts, argument, count, flag, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import now, open_workspace
from besrour_cli.commands.terminal.translation import _
from besrour_cli.model.errors import UsageError
from besrour_cli.model.letter_kind import NEWSLETTER
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.commands.workflows.letters.send_options import SendOptions

HELP = msg(
    "Tell people: show who gets what, ask, announce, send.\n\n"
    "Each letter goes once: after an interruption the same command goes on, and later it sends only "
    "what is new or changed, and takes the entry out of the calendars of those who are no longer "
    "invited. What is sent is announced: from then on a new plan keeps its time. besrour send "
    "newsletter sends this month's issue to everybody who is not paused, besrour send statements each "
    "person their statement of attendance, besrour send mentors each group of mentoring an introduction, "
    "besrour send --due the reminders that are due. --dry-run only "
    "shows; --test-to sends one letter of each language to "
    "yourself; neither announces anything."
)

Sessions = Annotated[
    list[str] | None,
    argument(
        _("SESSION...|newsletter|statements|mentors"),
        _("Sessions by file name, such as 2027-01-cafe; or the word newsletter, statements or mentors."),
    ),
]
DryRun = Annotated[bool, flag("--dry-run", _("Show who would get what; write and send nothing."))]
Remind = Annotated[
    bool,
    flag(
        "--remind",
        _("Remind, once, the people invited who have not said no, where nothing has changed since."),
    ),
]
Due = Annotated[
    bool,
    flag("--due", _("Send exactly the reminders that are due, of all sessions (remind: in programme.yaml).")),
]
Unanswered = Annotated[
    bool, flag("--unanswered", _("Remind only those who have not answered; with --remind."))
]
Yes = Annotated[bool, flag("--yes", _("Send without asking, for scripts."))]
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
    session: Sessions = None,
    due: Due = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    remind: Remind = False,
    unanswered: Unanswered = False,
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
    from besrour_cli.commands.workflows.letters.send_options import SendOptions

    options = SendOptions(
        sessions=session or (),
        send=True,
        dry_run=dry_run,
        as_json=as_json,
        remind=remind,
        unanswered=unanswered,
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
    if bool(session) == due:
        raise UsageError(
            msg("name sessions, or the word newsletter, statements or mentors, or say --due, and not both"),
            msg("besrour next says what is due"),
        )
    finish(_send(folder, options, due), as_json)


def _send(folder: str | None, options: SendOptions, due: bool) -> Result:
    """Send the newsletter, statements, the letters of sessions, or the reminders that are due."""
    from besrour_cli.commands.views import time_drift
    from besrour_cli.commands.workflows.letters.due_reminders import send_due
    from besrour_cli.commands.workflows.letters.newsletter_issue import send_newsletter
    from besrour_cli.commands.workflows.letters.send_options import check_options, names_alone
    from besrour_cli.commands.workflows.letters.send_sessions import send_sessions
    from besrour_cli.storage.state.handover.mark import refuse_if_handed_over

    newsletter, statements = names_alone(options, NEWSLETTER), names_alone(options, "statements")
    mentors = names_alone(options, "mentors")
    workspace, moment = open_workspace(folder), now()
    time_drift.warn(workspace.programme, workspace.plan, moment)
    options = check_options(workspace, options)
    if not options.dry_run:  # said before letters are listed, and asked again once the ledger is locked
        refuse_if_handed_over(workspace.folder)
    if due:
        return send_due(workspace, options, moment)
    if newsletter:
        return send_newsletter(workspace, options, moment)
    if statements:
        from besrour_cli.commands.workflows.statements.send import send_statements

        return send_statements(workspace, options, moment)
    if mentors:
        from besrour_cli.commands.workflows.mentoring.introductions import send_introductions

        return send_introductions(workspace, options, moment)
    return send_sessions(workspace, options, moment)
