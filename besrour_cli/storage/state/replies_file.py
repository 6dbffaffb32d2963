"""``replies.yaml``: the answers besrour has read, and who was reminded; written by besrour alone.

It holds no address but those of delegates, no note and no message: what people wrote stays in their mail.
Merging is a union, so that reading the same messages again, or in another order, changes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from besrour_cli.model.errors import FileError, PlanFileError
from besrour_cli.model.message import msg
from besrour_cli.model.replies import PARTS, Reminder, Reply
from besrour_cli.storage.output.atomic_files import replace_file
from besrour_cli.storage.state.yaml_values import instant, parsed, quoted
from besrour_cli.storage.text.page import SourceFile, printable_path, read_bytes
from besrour_cli.storage.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode, compose

NAME = "replies.yaml"
SCHEMA = 1
LIMIT = 20_000_000
_HEAD = (
    "# Written by besrour: the answers to invitations. Please do not edit.\n"
    "# Écrit par besrour : les réponses aux invitations. Ne pas modifier.\n"
)


class StoredReplies(NamedTuple):
    """All answers read so far and all reminders, each once, in a fixed order."""

    answers: tuple[Reply, ...] = ()
    reminders: tuple[Reminder, ...] = ()


def read(folder: str) -> StoredReplies:
    """The answers of a programme folder; none when there is no file yet.

    :class:`PlanFileError` when the file is not as besrour writes it.
    """
    path = os.path.join(folder, NAME)
    if not os.path.lexists(path):
        return StoredReplies()
    data = read_bytes(path, LIMIT)
    if isinstance(data, int):
        raise FileError(msg("{path} is too large to be read", path=printable_path(path)))
    try:
        page = SourceFile(NAME, data.decode("utf-8").replace("\r\n", "\n"))
        root = compose(page)
        if page.problems or not isinstance(root, MappingNode) or _text(root, "schema") != str(SCHEMA):
            raise ValueError(NAME)
        return sorted_replies(
            [_answer(node) for node in _items(root, "answers")],
            [_reminder(node) for node in _items(root, "reminders")],
        )
    except (KeyError, ValueError, OverflowError) as error:
        raise PlanFileError(
            msg("{path} is damaged, or was edited by hand", path=NAME),
            msg("move it away, then read the answers again with besrour replies"),
        ) from error


def write(folder: str, replies: StoredReplies) -> bool:
    """Replace the file at once; False when it held these very bytes, or there is nothing to hold."""
    data = emit(replies)
    path = os.path.join(folder, NAME)
    try:
        with open(path, "rb") as old:
            if old.read(LIMIT) == data:
                return False
    except FileNotFoundError:
        if replies == StoredReplies():
            return False
    replace_file(os.path.realpath(path), data)
    return True


def merged(
    replies: StoredReplies, answers: Iterable[Reply], reminders: Iterable[Reminder] = ()
) -> StoredReplies:
    """The union of what was known and what was read."""
    return sorted_replies([*replies.answers, *answers], [*replies.reminders, *reminders])


def sorted_replies(answers: Collection[Reply], reminders: Collection[Reminder]) -> StoredReplies:
    """Each answer once, by session and member; of reminders of the same time the newest."""
    latest: dict[tuple[str, str, int], Reminder] = {}
    for reminder in reminders:
        known = latest.setdefault(reminder[:3], reminder)
        if reminder.moment and (known.moment is None or known.moment < reminder.moment):
            latest[reminder[:3]] = reminder
    return StoredReplies(
        tuple(sorted(set(answers), key=lambda a: (a.session, a.member, _line(a)))),
        tuple(latest[key] for key in sorted(latest)),
    )


def emit(replies: StoredReplies) -> bytes:
    """The bytes of the file; the same answers give the same bytes."""
    lines = [f"{_HEAD}schema: {SCHEMA}", "answers:" if replies.answers else "answers: []"]
    lines += [f"  - {_line(answer)}" for answer in replies.answers]
    lines.append("reminders:" if replies.reminders else "reminders: []")
    lines += [f"  - {_reminder_line(reminder)}" for reminder in replies.reminders]
    return ("\n".join(lines) + "\n").encode()


def _line(answer: Reply) -> str:
    """One answer as a flow mapping, what is not known left out."""
    pairs = [
        f"session: {quoted(answer.session)}",
        f"member: {quoted(answer.member)}",
        f"answer: {answer.part}",
    ]
    if answer.sequence is not None:
        pairs.append(f"sequence: {answer.sequence}")
    for name in ("start", "moment", "sent", "proposed", "until"):
        value = getattr(answer, name)
        if isinstance(value, datetime):
            pairs.append(f"{name}: {quoted(instant(value))}")
    if answer.occurrence:
        pairs.append(f"occurrence: {quoted(answer.occurrence)}")
    if answer.delegate:
        pairs.append(f"{'by' if answer.by_delegate else 'to'}: {quoted(answer.delegate)}")
    if answer.by_hand:
        pairs.append("origin: hand")
    return f"{{{', '.join(pairs)}}}"


def _reminder_line(reminder: Reminder) -> str:
    """One reminder as a flow mapping."""
    moment = f", moment: {quoted(instant(reminder.moment))}" if reminder.moment else ""
    pairs = f"session: {quoted(reminder.session)}, member: {quoted(reminder.member)}"
    return f"{{{pairs}, sequence: {reminder.sequence}{moment}}}"


def _answer(node: Node) -> Reply:
    if not isinstance(node, MappingNode):
        raise ValueError("answer")
    part = _text(node, "answer")
    if part not in PARTS:
        raise ValueError(part)
    sequence = _text(node, "sequence", "")
    by = _text(node, "by", "")
    return Reply(
        session=_text(node, "session"),
        member=_text(node, "member"),
        part=part,
        sequence=int(sequence) if sequence else None,
        start=_moment(node, "start"),
        moment=_moment(node, "moment"),
        sent=_moment(node, "sent"),
        occurrence=_text(node, "occurrence", ""),
        delegate=by or _text(node, "to", ""),
        by_delegate=bool(by),
        proposed=_moment(node, "proposed"),
        until=_moment(node, "until"),
        by_hand=_text(node, "origin", "") == "hand",
    )


def _reminder(node: Node) -> Reminder:
    if not isinstance(node, MappingNode):
        raise ValueError("reminder")
    sequence = int(_text(node, "sequence"))
    return Reminder(_text(node, "session"), _text(node, "member"), sequence, _moment(node, "moment"))


def _moment(pairs: MappingNode, key: str) -> datetime | None:
    return parsed(_text(pairs, key)) if key in pairs.pairs else None


def _text(pairs: MappingNode, key: str, otherwise: str | None = None) -> str:
    if key not in pairs.pairs and otherwise is not None:
        return otherwise
    node = pairs.pairs[key][1]
    if not isinstance(node, ScalarNode):
        raise ValueError(key)
    return node.text


def _items(pairs: MappingNode, key: str) -> list[Node]:
    node = pairs.pairs[key][1]
    if not isinstance(node, SequenceNode):
        raise ValueError(key)
    return node.items
