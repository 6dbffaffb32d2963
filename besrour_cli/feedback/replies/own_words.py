"""Mail of the roster without a calendar's answer: whose it is, what it says, and why it may be in doubt."""

from __future__ import annotations

import re

from besrour_cli.feedback.replies.message import Mark, MessageSummary
from besrour_cli.feedback.replies.outcome import Correspondent, OwnWords, ReplyContext
from besrour_cli.feedback.replies.words.further_answer import further_answer
from besrour_cli.feedback.replies.words.new_text import new_text
from besrour_cli.feedback.replies.words.plain_answer import NOTHING, PlainAnswer, plain_answer
from besrour_cli.model.address import mailbox_of
from besrour_cli.model.message import Message, msg
from besrour_cli.model.text.hidden_signs import without_hidden_signs

LONGEST_LINE = 120
"""Characters of the first line that is shown."""
_PREFIX = re.compile(
    r"^\s*(?:\[[^\]]{1,40}\]\s*)?(?:re|rép|rep|réf|ref|tr|fw|fwd|aw|sv|res|r|i)\s*(?:\[\d+\])?\s*:\s*",
    re.IGNORECASE,
)
_ANSWERING = re.compile(
    r"^\s*(?:\[[^\]]{1,40}\]\s*)?(?:re|rép|rep|réf|ref|aw|sv|res|r)\s*(?:\[\d+\])?\s*:", re.IGNORECASE
)


def own_words(mail: MessageSummary, shown: str, known: ReplyContext) -> OwnWords | None:
    """What a message says in its writer's own words; None when neither she nor the letter is known.

    ``shown`` is another address that the sender's name shows (:func:`headers.claimed`).
    """
    parent = mail.parent or (mail.answers[-1] if mail.answers else "")
    letter = known.letters.get(parent)
    writers = known.roster.get(mailbox_of(mail.sender), ()) if mail.sender else ()
    addressee = [w for ws in known.roster.values() for w in ws if letter and w.member == letter.member]
    if not writers and not addressee:
        return None
    text = new_text(mail.text)
    subject = bare_subject(mail.subject)
    lines = text.lines
    answer = _answer(
        lines, subject, writers, known, is_reply=bool(_ANSWERING.match(mail.subject) or mail.answers)
    )
    return OwnWords(
        writers=writers or tuple(addressee),
        digest=mail.digest,
        line=_printable(lines[0] if lines else subject)[:LONGEST_LINE],
        answer=answer,
        doubt=_doubt(mail, shown, known, writers, forwarded=text.forwarded),
        subject=subject,
        parent=parent,
        thread=mail.answers,
    )


def bare_subject(subject: str) -> str:
    """A subject without “Re:”, “RE :”, “TR :”, “RÉP :”, however often they stand there."""
    bare = subject.replace("\u00a0", " ").replace("\u202f", " ").strip()
    while (shorter := _PREFIX.sub("", bare, count=1)) != bare:
        bare = shorter
    return bare.strip()


def _answer(
    lines: tuple[str, ...],
    subject: str,
    writers: tuple[Correspondent, ...],
    known: ReplyContext,
    *,
    is_reply: bool,
) -> PlainAnswer:
    """What the body answers; where it is empty, or beside it, what a subject of her own says."""
    names = (*(w.name for w in writers), *known.usual_words)
    by_subject = NOTHING if is_reply else plain_answer([subject], names)
    if "unsubscribe" in subject.casefold().split() or by_subject.pause:
        return PlainAnswer(pause=True)
    if not lines:
        return by_subject
    by_body = further_answer(lines, names, known.answers) or plain_answer(lines, names)
    at_odds = by_subject.part is not None and by_subject.part != by_body.part
    return NOTHING if at_odds and not by_body.pause else by_body


def _doubt(
    mail: MessageSummary,
    shown: str,
    known: ReplyContext,
    writers: tuple[Correspondent, ...],
    *,
    forwarded: bool,
) -> Message | None:
    """Why the words may not count, whatever they are."""
    if not writers:
        return msg(
            "{address} is not in members.csv, and answers a letter to a member", address=mail.sender[:80]
        )
    if len(writers) > 1:
        return msg("several members have the address {address}", address=mail.sender[:80])
    if shown:
        return msg("the sender shows the address {shown}, but is another one", shown=shown[:80])
    if mail.sender == known.organiser:
        return msg("it comes from the organiser's own address")
    if forwarded or Mark.FORWARDED in mail.marks:
        return msg("she forwards somebody's message")
    if Mark.ATTACHED in mail.marks:
        return msg("a document comes with it")
    if mail.sent is None:
        return msg("the message has no date")
    return None


def _printable(line: str) -> str:
    return " ".join(without_hidden_signs(line, " ").split())
