"""Mistakes in what a coordinator wrote for one session, before a letter is made of it.

Found here, they are named with the session's file and not with a template's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from besrour_cli.model.diagnostic import Diagnostic
from besrour_cli.model.language import Text
from besrour_cli.model.message import msg
from besrour_cli.model.programme import Programme, Session
from besrour_cli.publishing.documents.markup import Block, BlockKind, Document, Span, SpanKind
from besrour_cli.publishing.documents.typography import set_typography
from besrour_cli.publishing.parity.figures import compare_figures
from besrour_cli.publishing.parity.half import ComparedHalf, ExpectedFacts
from besrour_cli.publishing.parity.half_mistakes import own_mistakes

PROGRAMME = "sessions/programme.yaml"


def session_mistakes(programme: Programme, session: Session) -> Iterator[Diagnostic]:
    """Every mistake in a session's title, description, links and form, and in its series' invitation."""
    languages = programme.languages
    yield from _text_mistakes(session, "title", session.titles, "title", languages)
    if any(session.descriptions.values()):
        yield from _text_mistakes(session, "description", session.descriptions, "description", languages)
    invitations = programme.series[session.series].invitations
    if any(invitations.values()):
        yield from _text_mistakes(session, "invitation", invitations, "invitation", languages)
    for number, link in enumerate(session.links):
        yield from _text_mistakes(session, f"link.{number}", link.titles, "title", languages)
    if session.form:
        yield from _text_mistakes(session, "form", session.form.titles, "title", languages)


def _text_mistakes(
    session: Session, key: str, text: Text, what: str, languages: Sequence[str]
) -> Iterator[Diagnostic]:
    """Mistakes in one text in several languages; ``key`` is that of its sources, ``what`` names it."""
    path = PROGRAMME if key == "invitation" else session.path or f"sessions/{session.id}.yaml"
    sources = [session.sources.get(f"{key}.{code}") for code in languages]
    nearest = next(filter(None, sources), None)
    halves = [
        ComparedHalf(_one_paragraph(text.get(code, ""), code), path, source or nearest)
        for code, source in zip(languages, sources, strict=True)
    ]
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


def _one_paragraph(text: str, language: str) -> Document:
    words = Span(SpanKind.WORDS, set_typography(" ".join(text.split()), language))
    return Document(language, {}, (Block(BlockKind.PARAGRAPH, ((words,),)),))
