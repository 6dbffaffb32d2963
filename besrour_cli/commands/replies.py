"""``besrour replies``: what members answered, by mail or otherwise, and who comes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from besrour_cli.commands.shared.options import Folder, Json, Lang
from besrour_cli.commands.shared.result import Result, finish
from besrour_cli.commands.shared.workspace import Workspace, now, open_workspace
from besrour_cli.commands.terminal.translation import _
from besrour_cli.commands.views.attendance import invitations, session_responses
from besrour_cli.model.errors import NotFoundError, UsageError
from besrour_cli.model.message import msg
from besrour_cli.model.replies import Invitation, Reply

if TYPE_CHECKING:
    from besrour_cli.delivery.inbox.mailbox import InboxMessage
    from besrour_cli.feedback.replies.outcome import Classification, ReplyContext

HELP = msg(
    "Read the answers to invitations, and show who comes.\n\n"
    "MAIL is a folder of .eml files, a Maildir, one message or an mbox; --imap reads the mailbox that "
    "inbox: in programme.yaml names, and changes nothing there. Without either, the answers read before "
    "are shown. What is not certain is left to you: nothing is guessed. --record keeps an answer that "
    "reached you otherwise, such as by telephone. The answers are kept in replies.yaml."
)


class ClassifiedMessage(NamedTuple):
    """One message by its name, and what it is."""

    name: str
    outcome: Classification


def command(
    mail: Annotated[
        str | None,
        typer.Argument(metavar=_("MAIL"), help=_("A folder of .eml files, a message, or an mbox.")),
    ] = None,
    imap: Annotated[
        bool, typer.Option("--imap", help=_("Read the mailbox that programme.yaml names."))
    ] = False,
    record: Annotated[
        list[str] | None,
        typer.Option(
            "--record",
            metavar=_("MEMBER"),
            help=_("Keep this member's answer, with --session and --answer; may be repeated."),
        ),
    ] = None,
    session: Annotated[
        str | None, typer.Option("--session", metavar=_("SESSION"), help=_("The session answered to."))
    ] = None,
    answer: Annotated[
        str | None,
        typer.Option(
            "--answer",
            metavar=_("yes|no|maybe"),
            help=_("What the member said; none takes back what you recorded."),
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Show the answers; write nothing."))] = False,
    folder: Folder = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """Read or record, keep, show."""
    if mail is not None and imap:
        raise UsageError(
            msg("--imap and a folder of mail exclude each other"), msg("run one after the other")
        )
    from besrour_cli.commands.workflows import record_reply

    source = mail is not None or imap
    wish = record_reply.parse_manual_reply(record or (), session, answer, source)
    workspace = open_workspace(folder)
    asked = invitations(workspace)
    if not asked:
        raise NotFoundError(msg("there is no plan yet"), msg("run besrour plan, then this again"))
    from besrour_cli.commands.views import replies
    from besrour_cli.storage.state import replies_file

    kept = replies_file.read(workspace.folder)
    if wish is not None:
        kept = record_reply.record(workspace, kept, wish, now())
    known = _known(workspace, asked)
    read = [
        ClassifiedMessage(letter.name, outcome(letter, known)) for letter in _letters(workspace, mail, imap)
    ]
    kept = replies_file.merged(kept, (t.answer for r in read for t in r.outcome.answers))
    read = [ClassifiedMessage(r.name, _settled(r.outcome, kept.answers)) for r in read]
    if not dry_run:
        replies_file.write(workspace.folder, kept)
    found = session_responses(workspace, kept, asked)
    counters = replies.counter_proposals(workspace, found, now())
    data = replies.replies_as_data(read, found, counters, {i.session: i for i in asked}, written=not dry_run)

    def picture() -> None:
        if wish is not None:
            replies.show_recorded(wish, dry_run)
        replies.print_result(workspace, read if source else None, found, counters, dry_run)

    finish(Result(data, picture), as_json)


def outcome(letter: InboxMessage, known: ReplyContext) -> Classification:
    """What one letter of a mailbox is; one that was not read whole goes to a person."""
    from besrour_cli.feedback.replies.classify import classify
    from besrour_cli.feedback.replies.outcome import Classification, ReplyStatus

    if letter.name.lower().endswith(".msg"):
        return Classification(
            ReplyStatus.NEEDS_HUMAN, msg("Outlook's own format (.msg): open it, or save it as .eml")
        )
    found = classify(letter.data, known)
    if letter.size:
        why = msg("the message is too large to be an answer")
        return Classification(ReplyStatus.NEEDS_HUMAN, why, found.sender, found.sent)
    return found


def _settled(found: Classification, answers: Sequence[Reply]) -> Classification:
    """An answer in somebody's place counts only if she said that she delegates; known when all is read."""
    from besrour_cli.feedback.replies.outcome import ReplyStatus
    from besrour_cli.feedback.replies.tally import unannounced

    for told in found.answers:
        if unannounced(told.answer, answers):
            why = msg("{address} answers in the place of a member who did not say so", address=told.attendee)
            return found._replace(status=ReplyStatus.NEEDS_HUMAN, reason=why, answers=())
    return found


def _known(workspace: Workspace, asked: Iterable[Invitation]) -> ReplyContext:
    from besrour_cli.feedback.replies.outcome import reply_context
    from besrour_cli.publishing.calendars.event_text import event_uid

    return reply_context(asked, event_uid(workspace.programme.id, ""), workspace.programme.contact.email)


def _letters(workspace: Workspace, mail: str | None, imap: bool) -> Iterator[InboxMessage]:
    if mail is not None:
        from besrour_cli.delivery.inbox.mailbox import messages

        yield from messages(mail)
    elif imap:
        yield from _by_imap(workspace)


def _by_imap(workspace: Workspace) -> Iterator[InboxMessage]:
    inbox = workspace.programme.inbox
    if inbox is None:
        raise NotFoundError(
            msg("sessions/programme.yaml does not say which mailbox the answers come to"),
            msg("write inbox: and below it host: imap.example.org and user: me@example.org"),
        )
    from besrour_cli.delivery.credentials import password
    from besrour_cli.delivery.inbox.imap import messages

    told = [slot.announced for slot in workspace.plan.slots.values() if slot.announced is not None]
    since = (min(told) - timedelta(days=1)).date() if told else None
    yield from messages(inbox, lambda: password(inbox.host, inbox.user, os.environ), since)
