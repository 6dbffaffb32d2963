"""Mail to answers: what the reader needs to know, every message read, and what then waits for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from besrour_cli.commands.views.people.replies import ClassifiedMessage
from besrour_cli.commands.views.people.waiting_messages import WaitingMessage, waiting
from besrour_cli.commands.workflows.letters.mail_server import read_delivery_log
from besrour_cli.feedback.replies.classify import classify
from besrour_cli.feedback.replies.dated_ahead import each_once, with_reading_time
from besrour_cli.feedback.replies.outcome import (
    Classification,
    KnownLetter,
    ReplyContext,
    ReplyStatus,
    reply_context,
)
from besrour_cli.feedback.replies.settle import settle_own_words
from besrour_cli.feedback.replies.tally import unannounced
from besrour_cli.feedback.replies.waiting_messages import waiting_messages
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.model.message import msg
from besrour_cli.model.replies import Invitation, Reply, UnclearMessage
from besrour_cli.publishing.calendars.event_text import event_uid
from besrour_cli.storage.state import replies_file

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.delivery.inbox.mailbox import InboxMessage
    from besrour_cli.delivery.mail.ledger import LedgerEntry
    from besrour_cli.storage.state.replies_file import StoredReplies


def mail_context(workspace: Workspace, invited: Sequence[Invitation]) -> ReplyContext:
    """What the reader of mail knows: sessions, roster, and the letters that went out from this folder."""
    programme = workspace.programme
    log = read_delivery_log(workspace)
    series = (name for each in programme.series.values() for name in each.names.values())
    return reply_context(
        invited,
        event_uid(programme.id, ""),
        programme.contact.email,
        roster=programme.members,
        letters={message: _letter(entry) for message, entry in log.ids.items()},
        names=[
            *programme.names.values(),
            *programme.contact.name.values(),
            programme.contact.person,
            *series,
        ],
        languages=programme.languages,
    )


def _letter(entry: LedgerEntry) -> KnownLetter:
    try:
        start = datetime.fromisoformat(entry.local).astimezone(UTC) if entry.local else None
    except ValueError:
        start = None
    return KnownLetter(entry.about, entry.member, start, entry.kind == LetterKind.CANCELLATION)


def read_messages(
    messages: Iterable[InboxMessage], known: ReplyContext, answers: Sequence[Reply]
) -> list[ClassifiedMessage]:
    """Every message by name with what it is, given the answers of before."""
    named = [(message.name, _classify(message, known)) for message in messages]
    settled = settle_own_words([outcome for _, outcome in named], answers, known)
    every = [*answers, *(a.answer for outcome in settled for a in outcome.answers)]
    return [
        ClassifiedMessage(name, _without_strangers(outcome, every))
        for (name, _), outcome in zip(named, settled, strict=True)
    ]


def unclear_messages(read: Iterable[ClassifiedMessage], now: datetime) -> list[UnclearMessage]:
    """The messages read that a person must look at, as they are remembered: no word of them, no address."""
    found = []
    for each in read:
        outcome, words = each.outcome, each.outcome.words
        if outcome.status != ReplyStatus.NEEDS_HUMAN:
            continue
        pause = bool(words and words.answer.pause)
        found.append(
            UnclearMessage(
                message=outcome.digest,
                member=words.writers[0].member if words and len(words.writers) == 1 else "",
                session=words.sessions[0] if words and len(words.sessions) == 1 and not pause else "",
                sent=min(outcome.sent or now, now),
                pause=pause,
            )
        )
    return found


def with_messages(stored: StoredReplies, read: Sequence[ClassifiedMessage], now: datetime) -> StoredReplies:
    """What is stored with the answers that messages hold, and with those that wait for a person."""
    new = [a.answer for each in read for a in each.outcome.answers]
    answers = each_once([*stored.answers, *with_reading_time(new, stored.answers, now)])
    return replies_file.merged(stored._replace(answers=()), answers, (), unclear_messages(read, now))


def waiting_with_words(
    workspace: Workspace, stored: StoredReplies, read: Iterable[ClassifiedMessage]
) -> list[WaitingMessage]:
    """The messages that wait for a person yet, with what was read of each this time."""
    members = workspace.programme.members
    by_digest = {each.outcome.digest: (each.name, each.outcome) for each in read}
    return waiting(waiting_messages(stored.messages, stored.answers, members), workspace.programme, by_digest)


def _classify(message: InboxMessage, known: ReplyContext) -> Classification:
    """What one message of a mailbox is; one that was not read whole goes to a person."""
    found = classify(message.data, known)
    if message.name.lower().endswith(".msg"):
        why = msg("Outlook's own format (.msg): open it, or save it as .eml")
    elif message.size:
        why = msg("the message is too large to be an answer")
    else:
        return found
    return found._replace(status=ReplyStatus.NEEDS_HUMAN, reason=why, answers=(), words=None)


def _without_strangers(found: Classification, answers: Sequence[Reply]) -> Classification:
    """An answer in a member's place counts only if the member delegated, which is known when all is read."""
    for each in found.answers:
        if unannounced(each.answer, answers):
            why = msg("{address} answers in the place of a member who did not say so", address=each.attendee)
            return found._replace(status=ReplyStatus.NEEDS_HUMAN, reason=why, answers=())
    return found
