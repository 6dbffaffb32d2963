"""From words to answers: each message in own words with the session it means, in order of writing.

A function of the messages and the answers before them, so that reading the same mail again gives the same.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from besrour_cli.feedback.replies.meant_session import MeantSession, meant_session
from besrour_cli.feedback.replies.outcome import (
    Classification,
    MemberAnswer,
    OwnWords,
    ReplyContext,
    ReplyStatus,
)
from besrour_cli.model.message import Message, msg
from besrour_cli.model.replies import Invitation, Reply, ReplyPart

_FIRST = datetime.min.replace(tzinfo=UTC)


def settle_own_words(
    read: Sequence[Classification], answers: Collection[Reply], known: ReplyContext
) -> list[Classification]:
    """The messages as read, those in own words as answers where what they say and mean is certain."""
    so_far = [*answers, *(a.answer for c in read for a in c.answers)]
    found = list(read)
    order = sorted(range(len(read)), key=lambda n: (read[n].sent or _FIRST, n))
    for number in order:
        words = read[number].words
        if words is not None and not read[number].answers:
            found[number] = _settled(read[number], words, so_far, known)
            so_far += [a.answer for a in found[number].answers]
    return found


def _settled(
    message: Classification, words: OwnWords, answers: Sequence[Reply], known: ReplyContext
) -> Classification:
    before = [a for a in answers if a.message == words.digest]
    if before:
        return _as_answer(message, words, before[0], known)
    meant = meant_session(words, message.sent, known, answers)
    shown = message._replace(words=words._replace(sessions=meant.sessions))
    doubt = words.doubt or _doubt(words, meant, known)
    if words.answer.pause:
        doubt = msg("she asks for no more letters")
    if doubt is not None or message.status != ReplyStatus.NEEDS_HUMAN or words.answer.part is None:
        reason = message.reason if words.answer.part is None and not words.answer.pause else doubt
        return shown._replace(reason=reason or message.reason)
    answer = _reply(words, meant, message.sent, known.by_session[meant.sessions[0]])
    return _as_answer(shown, words, answer, known)


def _doubt(words: OwnWords, meant: MeantSession, known: ReplyContext) -> Message | None:
    """Why an answer cannot be kept with the session it means."""
    if meant.doubt is not None:
        return meant.doubt
    invitation = known.by_session.get(meant.sessions[0])
    if invitation is None or invitation.announced is None:
        return msg("it answers a session that is not in the plan: {uid}", uid=meant.sessions[0])
    if invitation.cancelled:
        return msg("the session was called off")
    if not invitation.invites(words.writers[0].member):
        return msg("she is not invited to the session any more")
    return None


def _reply(words: OwnWords, meant: MeantSession, sent: datetime | None, invitation: Invitation) -> Reply:
    """The answer, to the start that she knew when she wrote."""
    part = words.answer.part or ReplyPart.TENTATIVE
    answer = Reply(
        session=invitation.session,
        member=words.writers[0].member,
        part=part,
        moment=sent,
        sent=sent,
        message=words.digest,
    )
    if meant.start is not None:
        return answer._replace(start=meant.start)
    announced = invitation.announced
    if invitation.moved or (sent is not None and announced is not None and announced > sent):
        return answer._replace(sequence=max(0, invitation.sequence - 1))
    return answer._replace(sequence=invitation.sequence, start=invitation.start)


def _as_answer(
    message: Classification, words: OwnWords, answer: Reply, known: ReplyContext
) -> Classification:
    invitation = known.by_session.get(answer.session)
    given = MemberAnswer(
        answer=answer,
        uid=invitation.uid if invitation else "",
        attendee=message.sender,
        partstat=answer.part.upper(),
        note=words.line,
    )
    return message._replace(
        status=ReplyStatus.REPLY,
        reason=msg("an answer in her own words"),
        answers=(given,),
        words=words._replace(sessions=(answer.session,)),
    )
