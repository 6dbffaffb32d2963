"""Messages that a person has to look at: from whom, about which session, and what records each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.terminal.console import MESSAGES, out, shortened, styled, truncate, width
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.model.language import join_and
from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.model.replies import ReplyPart

if TYPE_CHECKING:
    from besrour_cli.feedback.replies.outcome import Classification
    from besrour_cli.model.programme import Member, Programme
    from besrour_cli.model.replies import UnclearMessage

WORDS: Mapping[ReplyPart, str] = {
    ReplyPart.ACCEPTED: "yes",
    ReplyPart.DECLINED: "no",
    ReplyPart.TENTATIVE: "maybe",
}
"""What ``--answer`` takes for each answer."""


class WaitingMessage(NamedTuple):
    """A message to look at, its writer (None: nobody of the roster), and what was read of it this time.

    ``name`` is its file and ``outcome`` what it is; "" and None where the mail was not read this time.
    ``required_in`` are the sessions where the writer must be, which is in the way of a pause.
    """

    message: UnclearMessage
    member: Member | None
    name: str = ""
    outcome: Classification | None = None
    required_in: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The first line of what was written, as far as it was read this time."""
        words = self.outcome.words if self.outcome else None
        return words.line if words else ""

    @property
    def sessions(self) -> tuple[str, ...]:
        """The sessions that may be meant, as far as it is known; none matters where she asks for a pause."""
        if self.message.pause:
            return ()
        words = self.outcome.words if self.outcome else None
        return (self.message.session,) if self.message.session else words.sessions if words else ()

    @property
    def command(self) -> str:
        """The command that records the answer; "" where the writer is unknown, or nothing is to record."""
        if self.member is None or self.message.pause:
            return ""
        words = self.outcome.words if self.outcome else None
        part = words.answer.part if words else None
        answer = WORDS.get(part, "yes") if part else "yes"
        session = self.message.session or "SESSION"
        return f"besrour replies --record {self.member.id} --session {session} --answer {answer}"


def waiting(
    messages: Sequence[UnclearMessage], programme: Programme, read: Mapping[str, tuple[str, Classification]]
) -> list[WaitingMessage]:
    """The messages with their writers and, by their digests, what was read of them this time."""
    members = {member.id: member for member in programme.members}
    found = []
    for message in messages:
        name, outcome = read.get(message.message, ("", None))
        required = tuple(s.id for s in programme.sessions if message.member in s.required_ids)
        found.append(WaitingMessage(message, members.get(message.member), name, outcome, required))
    return found


def print_waiting(messages: Sequence[WaitingMessage]) -> None:
    """A block for each message; nothing where there is none."""
    if not messages:
        return
    out(styled(_("for you to look at"), "bold"))
    shown, more = truncate(messages, MESSAGES)
    for each in shown:
        for line in _lines(each):
            out(f"  {line}")
    if more:
        out(msgn("  and {n} more", "  and {n} more", more))
    out()
    if any(each.command for each in shown):
        out(_("Write yes, no or maybe behind --answer."))
    first = shown[0]
    who = first.member.id if first.member else first.message.message
    line = _("Where there is nothing to record: besrour replies --looked-at {who}")
    out(line.format(who=who))


def _lines(each: WaitingMessage) -> list[str]:
    lines = [translate(_head(each))]
    if each.line:
        words = translate(msg("“{line}”", line=each.line))
        lines.append(f"    {shortened(words, width() - 6)}")
    if each.outcome is not None:
        lines.append(f"    {translate(each.outcome.reason)}")
    if len(each.sessions) > 1:
        question = msg("which session? {sessions}", sessions=", ".join(each.sessions))
        lines.append(f"    {translate(question)}")
    if each.message.pause and each.member is not None:
        remedy = msg(
            "to pause her letters: in sessions/members.csv, write yes in the column paused of {id}",
            id=each.member.id,
        )
        lines.append(f"    {translate(remedy)}")
        if each.required_in:
            names = join_and(each.required_in, language())
            first = msg("first name somebody else below required: in {sessions}", sessions=names)
            lines.append(f"    {translate(first)}")
    if each.command:
        lines.append(f"    {each.command}")
    if each.member is None:
        lines.append(f"    besrour replies --looked-at {each.message.message}")
    return lines


def _head(each: WaitingMessage) -> Message:
    """Who wrote, about which session, and when."""
    facts = {
        "who": f"{each.member.name} ({each.member.id})" if each.member else _sender(each),
        "session": each.message.session or translate(msg("session not clear")),
        "day": _day(each.message),
        "file": each.name or translate(msg("read before")),
    }
    if each.member is None or each.message.pause:
        return msg("{who}, {day} ({file})", **facts)
    return msg("{who}, {session}, {day} ({file})", **facts)


def _sender(each: WaitingMessage) -> str:
    sender = each.outcome.sender if each.outcome else ""
    return sender or translate(msg("message {digest}, not from the roster", digest=each.message.message))


def _day(message: UnclearMessage) -> str:
    return formatting.date_words(message.sent.date(), language(), weekday=False) if message.sent else "–"


def as_data(each: WaitingMessage) -> dict[str, object]:
    """A message to look at, for ``--json``."""
    return {
        "message": each.message.message,
        "file": each.name,
        "member": each.member.id if each.member else "",
        "name": each.member.name if each.member else "",
        "sessions": list(each.sessions),
        "sent": instants.instant_text(each.message.sent) if each.message.sent else "",
        "pause": each.message.pause,
        "first_line": each.line,
        "reason": translate(each.outcome.reason) if each.outcome else "",
        "record": each.command,
    }
