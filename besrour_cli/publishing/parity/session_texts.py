"""Mistakes in what a coordinator wrote for one session, before a letter is made of it.

Found here, they are named with the session's file and not with a template's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.language import LANGUAGES, Text
from besrour_cli.model.meeting.harvest import SessionHarvest
from besrour_cli.model.message import msg
from besrour_cli.model.programme import Programme, Session
from besrour_cli.publishing.documents.markup import Block, BlockKind, Document, Span, SpanKind
from besrour_cli.publishing.documents.typography import set_typography
from besrour_cli.publishing.parity.concepts import interpretation
from besrour_cli.publishing.parity.fact import Strength
from besrour_cli.publishing.parity.figures import compare_figures, compare_names
from besrour_cli.publishing.parity.half import ComparedHalf, ExpectedFacts
from besrour_cli.publishing.parity.half_mistakes import has_words_of, own_mistakes
from besrour_cli.publishing.parity.sentences import compare_sentences

PROGRAMME = "sessions/programme.yaml"

LONGEST = 20_000
"""Characters of the longest text that is read: eight pages, far beyond what a letter can say."""
_OFFERED = re.compile(
    r"(?:there (?:is|will be)|with(?: simultaneous)?|simultaneous) interpretation"
    r"|interpretation (?:is|will be) (?:provided|offered|available)"
    r"|(?:il y a(?:ura)?(?: de l’)?|avec(?: une)? |l’)interprétation (?:simultanée|est|sera)"
    r"|il y a(?:ura)? de l’interprétation|avec interprétation",
    re.IGNORECASE,
)
"""Words that promise interpretation; others may only speak of it."""


def programme_mistakes(programme: Programme, sessions: Iterable[Session]) -> Iterator[Diagnostic]:
    """Every mistake in the texts of sessions, their agendas included; what a series says is read once."""
    read: set[tuple[int, int]] = set()
    for session in sessions:
        yield from _own_mistakes(programme, session)
        parts, thanks = session.agenda  # a session that has none of its own has the very ones of its series
        for reader, texts in (
            (_invitation_mistakes, (id(programme.series[session.series].invitations), 0)),
            (agenda_mistakes, (id(parts), id(thanks))),
        ):
            if texts not in read:
                read.add(texts)
                yield from reader(programme, session)


def session_mistakes(programme: Programme, session: Session) -> Iterator[Diagnostic]:
    """Every mistake in a session's title, description, links and form, and in its series' invitation."""
    yield from _own_mistakes(programme, session)
    yield from _invitation_mistakes(programme, session)


def _invitation_mistakes(programme: Programme, session: Session) -> Iterator[Diagnostic]:
    invitations = programme.series[session.series].invitations
    if any(invitations.values()):
        yield from _text_mistakes(session, "invitation", invitations, "invitation", programme)


def _own_mistakes(programme: Programme, session: Session) -> Iterator[Diagnostic]:
    yield from _text_mistakes(session, "title", session.titles, "title", programme)
    if any(session.descriptions.values()):
        yield from _text_mistakes(session, "description", session.descriptions, "description", programme)
    for number, link in enumerate(session.links):
        yield from _text_mistakes(session, f"link.{number}", link.titles, "title", programme)
    if session.form:
        yield from _text_mistakes(session, "form", session.form.titles, "title", programme)


def agenda_mistakes(programme: Programme, session: Session) -> Iterator[Diagnostic]:
    """Every mistake in the texts of a session's agenda, which is read out in two languages."""
    both = replace(programme, languages=tuple(code for code in programme.languages if code in LANGUAGES))
    for number, part in enumerate(session.agenda.parts):
        texts = {"title": part.titles, "opening": part.opening}
        texts |= {f"questions.{n}": question for n, question in enumerate(part.questions)}
        for key, text in texts.items():
            if text:
                yield from _text_mistakes(session, f"agenda.{number}.{key}", text, "agenda", both)
    for number, thanked in enumerate(session.agenda.thanks):
        yield from _text_mistakes(session, f"thanks.{number}", thanked, "thanks", both)


def harvest_mistakes(programme: Programme, harvest: SessionHarvest) -> Iterator[Diagnostic]:
    """Every mistake in what tables brought back: points whose two languages do not say the same."""
    session = programme.session(harvest.session)
    if session is None:
        return
    noted = replace(session, sources=harvest.sources)
    for number, point in enumerate(harvest.points):
        yield from _text_mistakes(noted, f"point.{number}", point, "notes", programme)


def _text_mistakes(
    session: Session, key: str, text: Text, what: str, programme: Programme
) -> Iterator[Diagnostic]:
    """Mistakes in one text in several languages; ``key`` is that of its sources, ``what`` names it."""
    path = PROGRAMME if key == "invitation" else session.path or f"sessions/{session.id}.yaml"
    languages, names = programme.languages, [member.name for member in programme.members]
    sources = [session.sources.get(f"{key}.{code}") for code in languages]
    nearest = next(filter(None, sources), None)
    halves = [
        ComparedHalf(_one_paragraph(text.get(code, ""), code), path, source or nearest)
        for code, source in zip(languages, sources, strict=True)
    ]
    too_long = [half for half in halves if len(half.text) > LONGEST]
    if too_long:
        yield from map(_too_long, too_long)
        return
    for half in halves:
        if not text.get(half.language, "").strip():
            yield half.mistake(
                "half-missing",
                msg("the {language} half of {what} is missing", language=half.name, what=what),
                msg("add {code}: and the text", code=half.language),
            )
            continue
        yield from own_mistakes(half, ExpectedFacts(), languages)
    for other in halves[1:]:
        yield from compare_figures(halves[0], other)
        yield from compare_names(halves[0], other, names)
        yield from _same_words(halves[0], other)
        if all(half.text.strip() for half in (halves[0], other)):
            yield from compare_sentences(halves[0], other)
    if key == "description":
        for half in halves:
            yield from _interpretation(half, session)


def _too_long(half: ComparedHalf) -> Diagnostic:
    return half.mistake(
        "too-long",
        msg("this text has {n} characters; at most {most} are read", n=len(half.text), most=LONGEST),
        msg("shorten it, or put the long part on a page and add its address under links:"),
        words=half.text[:40],
    )


def _same_words(first: ComparedHalf, other: ComparedHalf) -> Iterator[Diagnostic]:
    """A text that is the same in both halves, and plainly in one of their languages."""
    if first.text.strip() != other.text.strip():
        return
    for half in (first, other):
        if has_words_of(half.text, {first.language, other.language} - {half.language}, half.language):
            yield half.mistake(
                "language",
                msg(
                    "the text is the same in both halves and does not read as {language}", language=half.name
                ),
                msg("translate it"),
                half.text,
            )


def _interpretation(half: ComparedHalf, session: Session) -> Iterator[Diagnostic]:
    """What a text says of interpretation beside what ``interpretation:`` of the session says."""
    opposite = "no" if session.interpretation else "yes"
    for fact in interpretation(half.text, half.language):
        sure = opposite == "no" or _OFFERED.search(half.text)
        if fact.value[1] == opposite and fact.strength is Strength.ONCE and sure:
            yield half.mistake(
                "interpretation",
                msg("the text says “{words}”, and `interpretation:` says the opposite", words=fact.words),
                msg("make the text and `interpretation:` say the same"),
                words=fact.words,
            )


def _one_paragraph(text: str, language: str) -> Document:
    words = Span(SpanKind.WORDS, set_typography(" ".join(text.split()), language))
    return Document(language, {}, (Block(BlockKind.PARAGRAPH, ((words,),)),))
