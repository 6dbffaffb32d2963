"""``replies.yaml``: the answers besrour has read, who was reminded, and which messages wait for a person.

It holds no address but those of delegates, no note and no words: what people wrote stays in their mail.
Merging is a union, so that reading the same messages again, or in another order, changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from besrour_cli.model.errors import PlanFileError
from besrour_cli.model.message import msg
from besrour_cli.model.people.person import Person
from besrour_cli.model.replies import PARTS, Reminder, Reply, ReplyPart, UnclearMessage, session_minute
from besrour_cli.storage.state.state_file import read_state, update_state
from besrour_cli.storage.state.yaml_values import (
    as_mapping,
    format_instant,
    items_at,
    optional_at,
    parse_document,
    parse_instant,
    quote,
    text_at,
)
from besrour_cli.storage.yaml.nodes import Node

NAME = "replies.yaml"
SCHEMA = 1
_HEAD = (
    "# Written by besrour: the answers to invitations. Please do not edit.\n"
    "# Écrit par besrour : les réponses aux invitations. Ne pas modifier.\n"
)


class StoredReplies(NamedTuple):
    """All answers read so far, all reminders, and the messages for a person, each once, in a fixed order."""

    answers: tuple[Reply, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    messages: tuple[UnclearMessage, ...] = ()


def read(folder: str) -> StoredReplies:
    """The answers of a programme folder; none when there is no file yet.

    Raises :class:`PlanFileError` when the file is not as besrour writes it.
    """
    return _parsed(read_state(folder, NAME))


def without_person(data: bytes, person: Person) -> bytes:
    """The bytes of the file without what a person answered; whoever sent her instead sent the pseudonym."""
    stored = _parsed(data)
    answers = [
        each._replace(delegate=person.pseudonym) if person.is_called(each.delegate) else each
        for each in stored.answers
        if each.member not in person.ids
    ]
    reminders = [each for each in stored.reminders if each.member not in person.ids]
    messages = [each for each in stored.messages if each.member not in person.ids]
    return emit(sorted_replies(answers, reminders, messages))


def without_sessions(data: bytes, sessions: Collection[str], before: datetime) -> bytes:
    """The bytes of the file without answers to some sessions, nor messages sent before an instant."""
    stored = _parsed(data)
    return emit(
        sorted_replies(
            [each for each in stored.answers if each.session not in sessions],
            [each for each in stored.reminders if each.session not in sessions],
            [each for each in stored.messages if each.sent is None or each.sent >= before],
        )
    )


def _parsed(data: bytes | None) -> StoredReplies:
    if data is None:
        return StoredReplies()
    try:
        root = parse_document(NAME, data.decode("utf-8").replace("\r\n", "\n"))
        if text_at(root, "schema") != str(SCHEMA):
            raise ValueError(NAME)
        return sorted_replies(
            [_answer(node) for node in items_at(root, "answers")],
            [_reminder(node) for node in items_at(root, "reminders")],
            [_message(node) for node in items_at(root, "messages", optional=True)],
        )
    except (KeyError, ValueError, OverflowError) as error:
        raise PlanFileError(
            msg("{path} is damaged, or was edited by hand", path=NAME),
            msg("move it away, then read the answers again with besrour replies"),
        ) from error


def update(folder: str, change: Callable[[StoredReplies], StoredReplies]) -> StoredReplies:
    """Change what the file holds at this moment, alone: what another terminal wrote meanwhile stays."""
    stored = StoredReplies()

    def changed(data: bytes | None) -> bytes | None:
        nonlocal stored
        stored = change(_parsed(data))
        return None if data is None and stored == StoredReplies() else emit(stored)

    update_state(folder, NAME, changed)
    return stored


def merged(
    replies: StoredReplies,
    answers: Iterable[Reply],
    reminders: Iterable[Reminder] = (),
    messages: Iterable[UnclearMessage] = (),
) -> StoredReplies:
    """The union of what was known and what was read."""
    return sorted_replies(
        [*replies.answers, *answers], [*replies.reminders, *reminders], [*replies.messages, *messages]
    )


def sorted_replies(
    answers: Collection[Reply],
    reminders: Collection[Reminder],
    messages: Iterable[UnclearMessage] = (),
) -> StoredReplies:
    """Each answer once, by session and member; of reminders of the same time the newest.

    A message is what was read of it last, unless it has become an answer; looked at once, it stays so.
    """
    latest: dict[tuple[str, str, int], Reminder] = {}
    for reminder in reminders:
        known = latest.setdefault(reminder[:3], reminder)
        if reminder.moment and (known.moment is None or known.moment < reminder.moment):
            latest[reminder[:3]] = reminder
    return StoredReplies(
        tuple(sorted(set(answers), key=lambda a: (a.session, a.member, _line(a)))),
        tuple(latest[key] for key in sorted(latest)),
        _waiting(messages, {answer.message for answer in answers}),
    )


def _waiting(messages: Iterable[UnclearMessage], understood: Collection[str]) -> tuple[UnclearMessage, ...]:
    found: dict[str, UnclearMessage] = {}
    for message in messages:
        before = found.get(message.message, message)
        found[message.message] = message._replace(
            sent=min(filter(None, (before.sent, message.sent)), default=None),
            looked_at=message.looked_at or before.looked_at,
        )
    return tuple(found[digest] for digest in sorted(found) if digest not in understood)


def emit(replies: StoredReplies) -> bytes:
    """The bytes of the file; the same answers give the same bytes."""
    lines = [f"{_HEAD}schema: {SCHEMA}", "answers:" if replies.answers else "answers: []"]
    lines += [f"  - {_line(answer)}" for answer in replies.answers]
    lines.append("reminders:" if replies.reminders else "reminders: []")
    lines += [f"  - {_reminder_line(reminder)}" for reminder in replies.reminders]
    if replies.messages:
        lines += ["messages:", *(f"  - {_message_line(message)}" for message in replies.messages)]
    return ("\n".join(lines) + "\n").encode()


def _line(answer: Reply) -> str:
    """One answer as a flow mapping, what is not known left out."""
    pairs = [
        f"session: {quote(answer.session)}",
        f"member: {quote(answer.member)}",
        f"answer: {answer.part}",
    ]
    if answer.sequence is not None:
        pairs.append(f"sequence: {answer.sequence}")
    instants = {
        "start": answer.start,
        "moment": answer.moment,
        "sent": answer.sent,
        "proposed": answer.proposed,
        "until": answer.until,
        "read": answer.read,
    }
    pairs += [f"{name}: {_quoted_instant(at)}" for name, at in instants.items() if at is not None]
    if answer.occurrence:
        pairs.append(f"occurrence: {quote(answer.occurrence)}")
    if answer.delegate:
        pairs.append(f"{'by' if answer.by_delegate else 'to'}: {quote(answer.delegate)}")
    if answer.by_hand:
        pairs.append("origin: hand")
    if answer.message:
        pairs.append(f"message: {quote(answer.message)}")
    return f"{{{', '.join(pairs)}}}"


def _reminder_line(reminder: Reminder) -> str:
    """One reminder as a flow mapping."""
    moment = f", moment: {_quoted_instant(reminder.moment)}" if reminder.moment else ""
    pairs = f"session: {quote(reminder.session)}, member: {quote(reminder.member)}"
    return f"{{{pairs}, sequence: {reminder.sequence}{moment}}}"


def _message_line(message: UnclearMessage) -> str:
    """One message as a flow mapping, what is not known left out."""
    pairs = [f"message: {quote(message.message)}"]
    pairs += [
        f"{name}: {quote(value)}"
        for name, value in (("member", message.member), ("session", message.session))
        if value
    ]
    if message.sent is not None:
        pairs.append(f"sent: {_quoted_instant(message.sent)}")
    states = {"pause": message.pause, "looked_at": message.looked_at}
    pairs += [f"{name}: true" for name, is_so in states.items() if is_so]
    return f"{{{', '.join(pairs)}}}"


def _quoted_instant(moment: datetime) -> str:
    return quote(format_instant(moment))


def _minute(text: str) -> datetime:
    """A session's time; an earlier besrour kept the seconds that a program had added."""
    return session_minute(parse_instant(text))


def _answer(node: Node) -> Reply:
    pairs = as_mapping(node)
    part = text_at(pairs, "answer")
    if part not in PARTS:
        raise ValueError(part)
    by = text_at(pairs, "by", "")
    return Reply(
        session=text_at(pairs, "session"),
        member=text_at(pairs, "member"),
        part=ReplyPart(part),
        sequence=optional_at(pairs, "sequence", int),
        start=optional_at(pairs, "start", _minute),
        moment=optional_at(pairs, "moment", parse_instant),
        sent=optional_at(pairs, "sent", parse_instant),
        occurrence=text_at(pairs, "occurrence", ""),
        delegate=by or text_at(pairs, "to", ""),
        by_delegate=bool(by),
        proposed=optional_at(pairs, "proposed", _minute),
        until=optional_at(pairs, "until", _minute),
        by_hand=text_at(pairs, "origin", "") == "hand",
        message=text_at(pairs, "message", ""),
        read=optional_at(pairs, "read", parse_instant),
    )


def _reminder(node: Node) -> Reminder:
    pairs = as_mapping(node)
    return Reminder(
        text_at(pairs, "session"),
        text_at(pairs, "member"),
        int(text_at(pairs, "sequence")),
        optional_at(pairs, "moment", parse_instant),
    )


def _message(node: Node) -> UnclearMessage:
    pairs = as_mapping(node)
    return UnclearMessage(
        message=text_at(pairs, "message"),
        member=text_at(pairs, "member", ""),
        session=text_at(pairs, "session", ""),
        sent=optional_at(pairs, "sent", parse_instant),
        pause=text_at(pairs, "pause", "") == "true",
        looked_at=text_at(pairs, "looked_at", "") == "true",
    )
