"""Which session an answer in own words is about: by the letter it answers, its subject, or the only one open.

Where more than one can be meant, or the words belong to a longer exchange, nothing is chosen.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from besrour_cli.clock.formatting import short_date
from besrour_cli.clock.instants import local
from besrour_cli.feedback.replies.outcome import Correspondent, OwnWords, ReplyContext
from besrour_cli.feedback.replies.tally import RsvpState, rsvp_of
from besrour_cli.feedback.replies.words.phrases import ANSWERS, clause_kind
from besrour_cli.feedback.replies.words.plain_answer import folded
from besrour_cli.model.language import LANGUAGES
from besrour_cli.model.message import Message, msg
from besrour_cli.model.replies import Invitation, Reply

_SHOWN_OF_TITLE = 24
"""Letters of a title that a subject shows for certain; the rest may be cut off."""
_FEWEST_OF_TITLE = 8
"""Letters of a title that are needed to tell a session by it."""
_USUAL_SUBJECT = frozenset(
    "re answer reply response rsvp invitation invite presence participation attendance session meeting cafe "
    "reponse reponses seance rencontre reunion subject sujet objet no none sans the my your a an le la l "
    "les de du "
    "d au aux to for pour my ma mon your votre and et".split()
)


class MeantSession(NamedTuple):
    """The sessions that may be meant, the likeliest first; without a ``doubt`` it is the first.

    ``start`` is the start that she was told of, where the letter she answers is known.
    """

    sessions: tuple[str, ...]
    doubt: Message | None = None
    start: datetime | None = None


def meant_session(
    words: OwnWords, sent: datetime | None, known: ReplyContext, answers: Collection[Reply]
) -> MeantSession:
    """The session that a member's words are about, as far as it is certain."""
    writer = words.writers[0]
    by_subject = sessions_in_subject(words.subject, writer, known)
    letter = known.letters.get(words.parent)
    if letter is not None:
        sessions = tuple(dict.fromkeys((letter.session, *by_subject)))
        if letter.member not in {w.member for w in words.writers}:
            return MeantSession(sessions, msg("she answers a letter to another member"))
        if letter.cancels:
            return MeantSession(sessions, msg("she answers the letter that called the session off"))
        if by_subject and letter.session not in by_subject:
            return MeantSession(
                sessions, msg("she answers one session's letter, and the subject names another")
            )
        return MeantSession((letter.session,), None, letter.start)
    thread = tuple(dict.fromkeys(known.letters[i].session for i in words.thread if i in known.letters))
    if thread:
        return MeantSession(thread, msg("it belongs to a longer exchange"))
    if words.parent:
        return _of_other_letter(words, writer, by_subject, known)
    waiting = _waiting(writer.member, sent, known, answers)
    if len(by_subject) == 1:
        return MeantSession(by_subject)
    if by_subject:
        return MeantSession(by_subject, msg("its subject may mean more than one session"))
    if not _is_usual(words.subject, writer, known):
        return MeantSession(waiting, msg("it does not say which session it answers"))
    return _only(waiting, sent, known)


def _of_other_letter(
    words: OwnWords, writer: Correspondent, by_subject: tuple[str, ...], known: ReplyContext
) -> MeantSession:
    """The session where the letter answered is not one that went out from here: only its subject tells."""
    if len(by_subject) != 1:
        return MeantSession(by_subject, msg("it answers another message than the invitation"))
    invitation = known.by_session[by_subject[0]]
    sent_here = any((s.session, s.member) == (by_subject[0], writer.member) for s in known.letters.values())
    if sent_here or len(words.thread) > 1 or not _is_dated(words.subject, writer, invitation):
        return MeantSession(by_subject, msg("it answers another message than the invitation"))
    return MeantSession(by_subject)


def _only(waiting: tuple[str, ...], sent: datetime | None, known: ReplyContext) -> MeantSession:
    """The only session that waits for her answer."""
    if not waiting:
        return MeantSession((), msg("no session waits for her answer"))
    if len(waiting) > 1:
        return MeantSession(waiting, msg("more than one session waits for her answer"))
    announced = known.by_session[waiting[0]].announced
    if sent is None or announced is None or announced > sent:
        return MeantSession(waiting, msg("it was written before she was told of the session"))
    return MeantSession(waiting)


def _waiting(
    member: str, sent: datetime | None, known: ReplyContext, answers: Collection[Reply]
) -> tuple[str, ...]:
    """The sessions that were to come when she wrote, and that she had not answered, by start."""
    if sent is None:
        return ()
    before = [a for a in answers if a.member == member and a.given is not None and a.given < sent]
    coming = [
        i
        for i in known.invitations.values()
        if i.announced is not None and not i.cancelled and i.start > sent and i.invites(member)
    ]
    unanswered = (RsvpState.SILENT, RsvpState.STALE)
    return tuple(
        i.session
        for i in sorted(coming, key=lambda i: (i.start, i.session))
        if rsvp_of(member, before, i).state in unanswered
    )


def sessions_in_subject(subject: str, writer: Correspondent, known: ReplyContext) -> tuple[str, ...]:
    """The sessions whose name or title a subject shows, by start; the day decides between equals."""
    text = f" {folded(subject)} "
    found = [i for i in known.invitations.values() if i.announced is not None and _names(text, i)]
    if len(found) > 1:
        found = [i for i in found if _is_dated(subject, writer, i)] or found
    return tuple(i.session for i in sorted(found, key=lambda i: (i.start, i.session)))


def _names(text: str, invitation: Invitation) -> bool:
    """Whether a folded subject shows a session's name, or as much of its title as subjects have."""
    shown = [folded(invitation.session), *map(_beginning, invitation.titles)]
    return any(len(words) >= _FEWEST_OF_TITLE and f" {words} " in text for words in shown)


def _beginning(title: str) -> str:
    """The whole words at the beginning of a title that no subject cuts off."""
    words = folded(title).split()
    kept = words[:1]
    for word in words[1:]:
        if len(" ".join((*kept, word))) > _SHOWN_OF_TITLE:
            break
        kept.append(word)
    return " ".join(kept)


def _is_dated(subject: str, writer: Correspondent, invitation: Invitation) -> bool:
    """Whether a subject shows the session's day on the writer's clock, in one of the languages."""
    text, day = f" {folded(subject)} ", local(invitation.start, writer.zone).date()
    return any(f" {folded(short_date(day, language))} " in text for language in LANGUAGES)


def _is_usual(subject: str, writer: Correspondent, known: ReplyContext) -> bool:
    """Whether a subject is about nothing else than an answer."""
    text = folded(subject)
    if clause_kind(text) in ANSWERS:
        return True
    return set(text.split()) <= _USUAL_SUBJECT | known.usual_words | set(folded(writer.name).split())
