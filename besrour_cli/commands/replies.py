"""``besrour replies``: what members answered, by mail or otherwise, and who comes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, NamedTuple

from besrour_cli.commands.shared.options import Folder, Json, Text, Texts, argument, flag, option
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, no_plan, now, open_workspace
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.model.errors import NotFoundError, UsageError
from besrour_cli.model.message import msg

if TYPE_CHECKING:
    from besrour_cli.commands.workflows.people.answers import ManualReply
    from besrour_cli.delivery.inbox.mailbox import InboxMessage
    from besrour_cli.model.replies import Invitation
    from besrour_cli.storage.state.replies_file import StoredReplies

HELP = msg(
    "Read the answers to invitations, and show who comes.\n\n"
    "MAIL is a folder of .eml files, a Maildir, one message or an mbox; --imap reads the mailbox that "
    "inbox: in programme.yaml names, and changes nothing there. Without either, the answers read before "
    "are shown: who comes, perhaps, not, and who is silent. An answer may come from a calendar or be a line "
    "in a member's own words. What is not certain is left to you: nothing is guessed. --record keeps an "
    "answer that reached you otherwise, such as by telephone. The answers are kept in replies.yaml."
)


Mail = Annotated[Text, argument(_("MAIL"), _("A folder of .eml files, a message, or an mbox."))]
Imap = Annotated[bool, flag("--imap", _("Read the mailbox that programme.yaml names."))]
Record = Annotated[
    Texts,
    option(
        "--record",
        _("MEMBER"),
        _('Keep this member\'s answer, with --session and --answer; or several: "Awa yes, Kofi no".'),
    ),
]
LookedAt = Annotated[
    Texts,
    option(
        "--looked-at",
        _("MEMBER"),
        _("The messages shown of this member hold nothing to record: show them no more; may be repeated."),
    ),
]
Accept = Annotated[
    Text,
    option(
        "--accept", _("MEMBER"), _("Move the session to the time that this member asks for; with --session.")
    ),
]
SessionName = Annotated[
    Text,
    option(
        "--session", _("SESSION"), _("The session answered to; alone: show this session, with everybody.")
    ),
]
Answer = Annotated[
    Text, option("--answer", _("yes|no|maybe"), _("What the member said; none takes back what you recorded."))
]
Yes = Annotated[bool, flag("--yes", _("Move without asking, for scripts; only with --accept."))]
DryRun = Annotated[bool, flag("--dry-run", _("Show the answers; write nothing."))]


def command(
    mail: Mail = None,
    imap: Imap = False,
    record: Record = None,
    looked_at: LookedAt = None,
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
    from besrour_cli.commands.workflows.people import answers

    reads = mail is not None or imap
    if accept is not None:
        if reads or record or looked_at or answer is not None:
            raise UsageError(
                msg("--accept excludes --record, --answer, --looked-at and reading mail"),
                msg("run one after the other"),
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
    run = _Run(
        messages=_letters(workspace, mail) if reads else None,
        manual=manual,
        looked_at=tuple(looked_at or ()),
        dry_run=dry_run,
        only=workspace.session(session).id if session is not None and manual is None else None,
    )
    finish(_replies(workspace, invited, run), as_json)


class _Run(NamedTuple):
    """What is to be done: the mail to read (None: none), what to record, whose messages were looked at.

    ``only``: the one session to show, with everybody (None: all of them).
    """

    messages: Iterable[InboxMessage] | None
    manual: ManualReply | None
    looked_at: tuple[str, ...]
    dry_run: bool
    only: str | None


def _replies(workspace: Workspace, invited: Sequence[Invitation], run: _Run) -> Result:
    """Classify the messages, keep their answers and the one recorded, show who comes."""
    from besrour_cli.commands.shared.responses import counter_proposals, session_responses
    from besrour_cli.commands.views.people import replies
    from besrour_cli.commands.workflows.people import answers, read_replies, replacements
    from besrour_cli.storage.state import replies_file

    before, moment, manual = replies_file.read(workspace.folder), now(), run.manual
    if manual is not None:
        manual = answers.with_ids(workspace, manual)
    read: list[replies.ClassifiedMessage] = []
    if run.messages is not None:
        context = read_replies.mail_context(workspace, invited)
        read = read_replies.read_messages(run.messages, context, before.answers)

    def change(stored: StoredReplies) -> StoredReplies:
        if manual is not None:
            stored = answers.record(workspace, stored, manual, moment)
        stored = answers.look_at(workspace, stored, run.looked_at)
        return read_replies.with_messages(stored, read, moment)

    stored = change(before) if run.dry_run else replies_file.update(workspace.folder, change)
    seen = {m.message for m in before.messages if m.looked_at}
    looked_at = sum(m.looked_at and m.message not in seen for m in stored.messages)
    waiting = read_replies.waiting_with_words(workspace, stored, read)
    chosen = [i for i in invited if run.only in (None, i.session)]
    responses = session_responses(workspace, stored, chosen)
    proposals = counter_proposals(workspace, responses, moment)
    missing = replacements.declined_required(workspace, stored, moment)
    known = {i.session: i for i in invited}
    data = {
        **replies.replies_as_data(read, waiting, responses, proposals, known, written=not run.dry_run),
        "missing": [replacements.as_data(each) for each in missing],
        "looked_at": looked_at,
    }

    def picture() -> None:
        replacements.print_missing(missing)
        if manual is not None:
            replies.show_recorded(manual.session, manual.grouped(), dry_run=run.dry_run)
        if looked_at:
            replies.show_looked_at(looked_at)
        shown = None if run.messages is None else read
        replies.print_result(workspace, shown, waiting, proposals, run.dry_run)
        replies.print_sessions(workspace, responses, moment, whole=run.only is not None)

    return Result(data, picture)


def _accept(
    workspace: Workspace, member: str, session: str, yes: bool, dry_run: bool, as_json: bool
) -> Result:
    """Show what the time asked for changes, ask, and write the plan with it."""
    from besrour_cli.commands.shared.confirmation import confirm_move
    from besrour_cli.commands.views import moves
    from besrour_cli.commands.workflows.people.answers import accept_proposal
    from besrour_cli.commands.workflows.plan.choose_starts import save_choice
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
