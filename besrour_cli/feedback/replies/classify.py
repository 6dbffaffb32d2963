"""What one message means for the sessions people were invited to: pure, bounded, and never a guess.

Every message ends as one :class:`ReplyStatus`, with the reason. RFC 5546 (iTIP) sections 3.2.3 and 3.2.7,
RFC 6047 (iMIP).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from besrour_cli.feedback.replies import headers, message
from besrour_cli.feedback.replies.answer import answers_in
from besrour_cli.feedback.replies.message import CalendarPart, Mark, MessageSummary, Trouble
from besrour_cli.feedback.replies.outcome import (
    Classification,
    MemberAnswer,
    NeedsHuman,
    NotAReply,
    OwnWords,
    ReplyContext,
    ReplyStatus,
)
from besrour_cli.feedback.replies.own_words import own_words
from besrour_cli.model.message import Message, msg
from besrour_cli.model.replies import ReplyPart

_OUR_MESSAGE_ID = re.compile(r"<[0-9a-f]{32}(?:\.[^@<>]{1,60})?@([^<>@]+)>")
_OWN_WORDS = msg("no calendar part: somebody answers in her own words")
_TROUBLES: Mapping[Trouble, Message] = {
    Trouble.LARGE: msg("the message is too large to be an answer"),
    Trouble.NESTED: msg("the message is packed too deep to be read safely"),
    Trouble.PARTS: msg("the message has too many parts to be read safely"),
    Trouble.CALENDAR_LARGE: msg("its calendar parts are too large or too many to be read safely"),
}


class _Refusal(NamedTuple):
    """What a calendar part is when it is no answer: why, and whether a person must look."""

    why: Message
    person: bool


def classify(data: bytes, known: ReplyContext) -> Classification:
    """Return what a message's bytes mean; whatever the bytes are, nothing is raised.

    What somebody writes in her own words becomes an answer only in :func:`settle.settle_own_words`, which
    needs the other messages as well.
    """
    mail, words = MessageSummary(), None
    answers: tuple[MemberAnswer, ...] = ()
    try:
        mail = message.summarise(data)
        shown = headers.claimed(data)
        words = own_words(mail, shown, known)
        answers = _answers(mail, shown, words, known)
        status, reason = _as_answers(mail, answers)
    except NeedsHuman as person:
        status, reason = ReplyStatus.NEEDS_HUMAN, person.why
    except NotAReply as other:
        status, reason, words = ReplyStatus.IGNORED, other.why, None
    except Exception:  # mail that breaks the parsers is mail a person should see
        status, reason = ReplyStatus.NEEDS_HUMAN, msg("the message is damaged")
    return Classification(
        status=status,
        reason=reason,
        sender=mail.sender,
        sent=mail.sent,
        answers=answers,
        words=words,
        digest=mail.digest or message.digest_of(data),
    )


def _as_answers(mail: MessageSummary, answers: tuple[MemberAnswer, ...]) -> tuple[ReplyStatus, Message]:
    """What a message is that holds answers, in a word and in a sentence."""
    if any(answer.answer.part == ReplyPart.PROPOSED for answer in answers):
        return ReplyStatus.COUNTER, msg("asks for another time")
    if any(answer.alias for answer in answers):
        return ReplyStatus.REPLY, msg("an answer, sent from {address}", address=mail.sender)
    return ReplyStatus.REPLY, msg("an answer")


def _answers(
    mail: MessageSummary, shown: str, words: OwnWords | None, known: ReplyContext
) -> tuple[MemberAnswer, ...]:
    """Return the answers that all calendar parts of a message agree on."""
    if mail.trouble is not None:
        raise NeedsHuman(_TROUBLES[mail.trouble])
    if not mail.calendars:
        raise _without_calendar(mail, words, known)
    readings = [_read_part(part, mail, shown, known) for part in mail.calendars]
    answers = [reading for reading in readings if not isinstance(reading, _Refusal)]
    refused = [reading for reading in readings if isinstance(reading, _Refusal)]
    people = [refusal for refusal in refused if refusal.person]
    if len({tuple(a.answer for a in each) for each in answers}) > 1 or (answers and people):
        raise NeedsHuman(msg("its calendar parts contradict each other"))
    if answers:
        return answers[0]
    if people:
        raise NeedsHuman(people[0].why)
    if _is_beside_ours(mail, words, known):
        raise NeedsHuman(_OWN_WORDS)
    raise NotAReply(refused[0].why)


def _is_beside_ours(mail: MessageSummary, words: OwnWords | None, known: ReplyContext) -> bool:
    """Whether somebody wrote above our own invitation, which her mail program sent back with it."""
    if words is None or not words.line or mail.sender == known.organiser or Mark.AUTOMATIC in mail.marks:
        return False
    return any(uid in part.text for uid in known.invitations for part in mail.calendars)


def _read_part(
    part: CalendarPart, mail: MessageSummary, shown: str, known: ReplyContext
) -> tuple[MemberAnswer, ...] | _Refusal:
    """Return a calendar part's answers; a refusal is a value too, for another part may say more."""
    try:
        return answers_in(part, mail, shown, known)
    except NeedsHuman as person:
        return _Refusal(person.why, True)
    except NotAReply as other:
        return _Refusal(other.why, False)


def _without_calendar(
    mail: MessageSummary, words: OwnWords | None, known: ReplyContext
) -> NeedsHuman | NotAReply:
    if Mark.TNEF in mail.marks:
        return NeedsHuman(msg("winmail.dat (TNEF): Outlook's own format, open the message to see the answer"))
    if Mark.AUTOMATIC in mail.marks:
        return NotAReply(msg("no calendar part: an automatic answer"))
    if Mark.BOUNCE in mail.marks:
        return NotAReply(msg("no calendar part: a report of the mail system"))
    if Mark.ENCRYPTED in mail.marks:
        return NeedsHuman(msg("the message is encrypted, and besrour has no key"))
    domain = known.organiser.rpartition("@")[2]
    ours = any((m := _OUR_MESSAGE_ID.fullmatch(i)) and m[1].casefold() == domain for i in mail.answers)
    if words is not None or ours:
        return NeedsHuman(_OWN_WORDS)
    if Mark.FORWARDED in mail.marks:
        return NotAReply(msg("no calendar part of its own: a forwarded message does not count"))
    return NotAReply(msg("no calendar part"))
