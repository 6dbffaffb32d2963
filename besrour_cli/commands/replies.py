"""``besrour replies``: what members answered, by mail or otherwise, and who comes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

from besrour_cli.commands.shared.options import Folder, Json, Text, Texts, argument, flag, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, no_plan, now, open_workspace
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.errors import NotFoundError, UsageError
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.commands.workflows.answers import ManualReply
    from besrour_cli.delivery.inbox.mailbox import InboxMessage
    from besrour_cli.feedback.replies.outcome import Classification, ReplyContext
    from besrour_cli.model.replies import Invitation, Reply

HELP = msg(
    "Read the answers to invitations, and show who comes.\n\n"
    "MAIL is a folder of .eml files, a Maildir, one message or an mbox; --imap reads the mailbox that "
    "inbox: in programme.yaml names, and changes nothing there. Without either, the answers read before "
    "are shown. What is not certain is left to you: nothing is guessed. --record keeps an answer that "
    "reached you otherwise, such as by telephone. The answers are kept in replies.yaml."
)


Mail = Annotated[Text, argument(_("MAIL"), _("A folder of .eml files, a message, or an mbox."))]
Imap = Annotated[bool, flag("--imap", _("Read the mailbox that programme.yaml names."))]
Record = Annotated[
    Texts,
    option(
        "--record", _("MEMBER"), _("Keep this member's answer, with --session and --answer; may be repeated.")
    ),
]
Accept = Annotated[
    Text,
    option(
        "--accept", _("MEMBER"), _("Move the session to the time that this member asks for; with --session.")
    ),
]
SessionName = Annotated[Text, option("--session", _("SESSION"), _("The session answered to."))]
Answer = Annotated[
    Text, option("--answer", _("yes|no|maybe"), _("What the member said; none takes back what you recorded."))
]
Yes = Annotated[bool, flag("--yes", _("Move without asking, for scripts; only with --accept."))]
DryRun = Annotated[bool, flag("--dry-run", _("Show the answers; write nothing."))]


def command(
    mail: Mail = None,
    imap: Imap = False,
    record: Record = None,
    accept: Accept = None,
    session: SessionName = None,
    answer: Answer = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Read or record answers and show them, or carry a time that a member asks for into the plan."""
    from besrour_cli.commands.shared.responses import invitations

    if mail is not None and imap:
        raise UsageError(
            msg("--imap and a folder of mail exclude each other"), msg("run one after the other")
        )
    from besrour_cli.commands.workflows import answers

    reads = mail is not None or imap
    if accept is not None:
        if reads or record or answer is not None:
            raise UsageError(
                msg("--accept excludes --record, --answer and reading mail"), msg("run one after the other")
            )
        if session is None:
            raise UsageError(
                msg("--accept needs the session that is to move"), msg("add --session and its name")
            )
        finish(_accept(open_workspace(folder), accept, session, yes, dry_run, as_json), as_json)
        return
    manual = answers.parse_manual_reply(record or (), session, answer, reads)
    workspace = open_workspace(folder, unsettled=True)
    invited = invitations(workspace)
    if not invited:
        raise no_plan()
    messages = _letters(workspace, mail) if reads else None
    finish(_replies(workspace, invited, messages, manual, dry_run), as_json)


def _replies(
    workspace: Workspace,
    invited: Sequence[Invitation],
    messages: Iterable[InboxMessage] | None,
    manual: ManualReply | None,
    dry_run: bool,
) -> Result:
    """Classify the messages (None: no mail is read), keep their answers and the one recorded, show all."""
    from besrour_cli.commands.shared.responses import counter_proposals, session_responses
    from besrour_cli.commands.views import replies
    from besrour_cli.commands.workflows import answers
    from besrour_cli.feedback.replies.outcome import reply_context
    from besrour_cli.publishing.calendars.event_text import event_uid
    from besrour_cli.storage.state import replies_file

    stored = replies_file.read(workspace.folder)
    if manual is not None:
        stored = answers.record(workspace, stored, manual, now())
    programme = workspace.programme
    context = reply_context(invited, event_uid(programme.id, ""), programme.contact.email)
    read = [replies.ClassifiedMessage(m.name, _classify(m, context)) for m in messages or ()]
    stored = replies_file.merged(stored, (a.answer for r in read for a in r.outcome.answers))
    read = [r._replace(outcome=_without_strangers(r.outcome, stored.answers)) for r in read]
    if not dry_run:
        replies_file.write(workspace.folder, stored)
    responses = session_responses(workspace, stored, invited)
    proposals = counter_proposals(workspace, responses, now())
    known = {i.session: i for i in invited}
    data = replies.replies_as_data(read, responses, proposals, known, written=not dry_run)

    def picture() -> None:
        if manual is not None:
            replies.show_recorded(manual.session, manual.members, manual.part, dry_run=dry_run)
        shown = None if messages is None else read
        replies.print_result(workspace, shown, responses, proposals, dry_run)

    return Result(data, picture)


def _accept(
    workspace: Workspace, member: str, session: str, yes: bool, dry_run: bool, as_json: bool
) -> Result:
    """Show what the time asked for changes, ask, and write the plan with it."""
    from besrour_cli.commands.views import moves
    from besrour_cli.commands.workflows.answers import accept_proposal
    from besrour_cli.commands.workflows.check_starts import confirm_move
    from besrour_cli.commands.workflows.choose_starts import save_choice
    from besrour_cli.schedule.announce import published_readings

    accepted = accept_proposal(workspace, member, session, now())
    readings = published_readings(workspace.programme, workspace.session(session), accepted.after.start)
    lines = [
        translate(moves.proposal_line(workspace, accepted.proposal)),
        *moves.move_lines(workspace.programme, accepted.before, accepted.after, readings),
    ]
    asks = not (yes or dry_run)
    if asks:
        confirm_move(lines, 1, as_json=as_json)
    if not dry_run:
        save_choice(workspace, accepted.choice)
    data = moves.accepted_as_data(accepted.proposal, accepted.before, accepted.after, written=not dry_run)

    def picture() -> None:
        for line in () if asks else lines:
            out(line)
        if dry_run:
            out(_("Nothing was written: this was a trial."))
        else:
            out(_("Kept in plan.yaml. Next: besrour send SESSION"))

    return Result(data, picture)


def _classify(message: InboxMessage, context: ReplyContext) -> Classification:
    """What one message of a mailbox is; one that was not read whole goes to a person."""
    from besrour_cli.feedback.replies.classify import classify
    from besrour_cli.feedback.replies.outcome import Classification, ReplyStatus

    if message.name.lower().endswith(".msg"):
        return Classification(
            ReplyStatus.NEEDS_HUMAN, msg("Outlook's own format (.msg): open it, or save it as .eml")
        )
    found = classify(message.data, context)
    if message.size:
        why = msg("the message is too large to be an answer")
        return Classification(ReplyStatus.NEEDS_HUMAN, why, found.sender, found.sent)
    return found


def _without_strangers(found: Classification, answers: Sequence[Reply]) -> Classification:
    """An answer in a member's place counts only if the member delegated, which is known when all is read."""
    from besrour_cli.feedback.replies.outcome import ReplyStatus
    from besrour_cli.feedback.replies.tally import unannounced

    for each in found.answers:
        if unannounced(each.answer, answers):
            why = msg("{address} answers in the place of a member who did not say so", address=each.attendee)
            return found._replace(status=ReplyStatus.NEEDS_HUMAN, reason=why, answers=())
    return found


def _letters(workspace: Workspace, mail: str | None) -> Iterator[InboxMessage]:
    """The messages of a folder or file of mail; None: of the mailbox that programme.yaml names."""
    if mail is not None:
        from besrour_cli.delivery.inbox.mailbox import messages

        yield from messages(mail)
        return
    inbox = workspace.programme.inbox
    if inbox is None:
        raise NotFoundError(
            msg("sessions/programme.yaml does not say which mailbox the answers come to"),
            msg("write inbox: and below it host: imap.example.org and user: me@example.org"),
        )
    from besrour_cli.delivery.credentials import password
    from besrour_cli.delivery.inbox import imap

    announced = [slot.announced for slot in workspace.plan.slots.values() if slot.announced is not None]
    since = (min(announced) - timedelta(days=1)).date() if announced else None
    yield from imap.messages(inbox, lambda: password(inbox.host, inbox.user, os.environ), since)
