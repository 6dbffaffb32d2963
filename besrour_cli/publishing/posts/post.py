"""Texts to paste about one session: for WhatsApp, as a text message, for a web page, its times alone.

Each language is filled in from ``templates/posts/post.LANGUAGE.md`` and compared with the other, as the
halves of a letter are. Of the places on one clock so many are named as there is room for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from besrour_cli.model.errors import DiagnosticsError, NegativeAnswer
from besrour_cli.model.language import LANGUAGES
from besrour_cli.model.message import msg
from besrour_cli.model.place import Place
from besrour_cli.model.plan import ScheduledSession
from besrour_cli.model.programme import Programme, Session
from besrour_cli.publishing.addresses import page_address
from besrour_cli.publishing.documents.markup import Block, BlockKind, Document, Line, SpanKind
from besrour_cli.publishing.documents.render import plain
from besrour_cli.publishing.letters.reading_facts import ReadingFacts, distinct_places, reading, reading_rows
from besrour_cli.publishing.letters.render_halves import render_halves
from besrour_cli.publishing.letters.template_facts import organiser_facts, session_facts, text_in
from besrour_cli.publishing.parity.half import ExpectedFacts
from besrour_cli.publishing.parity.session_texts import session_mistakes
from besrour_cli.publishing.posts.gsm7 import ONE, TextMessage, text_message
from besrour_cli.publishing.templates import Templates

TEMPLATE = "posts/post"
"""The template of all posts, one a language."""
WHATSAPP_LONGEST = 700
"""Characters of a text for WhatsApp: what a telephone shows without “read more”."""
_NAMED = (12, 8, 6, 4, 3, 2, 1)
"""How many places a clock's line names, tried one after the other until the text is short enough."""


class PostKind(StrEnum):
    """Where a text is pasted; the word is the template's ``kind`` and the file's name."""

    WHATSAPP = "whatsapp"
    SMS = "sms"
    WEB = "web"
    TIMES = "times"
    POSTER = "poster"


TEXTS = (PostKind.WHATSAPP, PostKind.SMS, PostKind.WEB, PostKind.TIMES)
"""The kinds that are texts."""


class PostSubject(NamedTuple):
    """What all posts about one session are made of.

    ``place`` is the one whose clock a text message gives; ``languages`` those wanted, in their order.
    """

    programme: Programme
    session: Session
    slot: ScheduledSession
    place: Place
    languages: tuple[str, ...]
    templates: Mapping[str, str]


def post_texts(subject: PostSubject) -> dict[str, str]:
    """The texts by name: ``whatsapp``, ``web`` and ``times``, and one ``sms.LANGUAGE`` a language.

    Where both languages are too long for one text for WhatsApp, each is one: ``whatsapp.LANGUAGE``.

    Raises :class:`~besrour_cli.model.errors.DiagnosticsError` where a template has a mistake or the languages
    do not say the same, and NegativeAnswer where a text cannot be short enough.
    """
    _check_texts(subject)
    texts = _whatsapp(subject)
    for language, message in text_messages(subject).items():
        texts[f"{PostKind.SMS}.{language}"] = message.text
    texts[PostKind.WEB] = "\n\n".join(map(_pasted, documents(subject, PostKind.WEB)))
    texts[PostKind.TIMES] = list_of_times(subject)
    return texts


def list_of_times(subject: PostSubject) -> str:
    """The day and the hour on every clock alone, in each language; raises as :func:`post_texts` does."""
    return "\n\n".join(map(_pasted, documents(subject, PostKind.TIMES)))


def text_messages(subject: PostSubject) -> dict[str, TextMessage]:
    """One text message a language, each of one part."""
    messages = {}
    for document in documents(subject, PostKind.SMS):
        words = [plain(block.lines[0]) for block in document.blocks]
        message = text_message(" ".join(words))
        if message.foreign:
            raise NegativeAnswer(
                msg("a text message cannot hold {letters}", letters=" ".join(message.foreign)),
                msg("write the title without, or word templates/posts/ otherwise"),
            )
        if message.length > ONE:
            raise NegativeAnswer(
                msg(
                    "the text message in “{language}” has {n} characters, and one holds {most}",
                    language=document.language,
                    n=message.length,
                    most=ONE,
                ),
                msg("shorten the title of the session, or word templates/posts/ otherwise"),
            )
        messages[document.language] = message
    return messages


def documents(subject: PostSubject, kind: PostKind, named: int = _NAMED[0]) -> list[Document]:
    """One document a language wanted; every language is filled in, and compared with the first.

    ``named`` is how many places a clock's line names at most.
    """
    source = Templates(subject.templates)
    facts = {language: _facts(subject, kind, language, named) for language in _written(subject)}
    halves = render_halves(source, TEMPLATE, facts, _expected(subject, kind))
    by_language = {half.language: half for half in halves}
    return [by_language[language] for language in subject.languages]


def post_languages(programme: Programme, templates: Mapping[str, str]) -> tuple[str, ...]:
    """The programme's languages in which there are posts, in its order."""
    return Templates(templates).languages_of(TEMPLATE, programme.languages)


def _written(subject: PostSubject) -> tuple[str, ...]:
    """English, French, then further languages: the first is what the others are compared with."""
    return tuple(dict.fromkeys((*LANGUAGES, *post_languages(subject.programme, subject.templates))))


def _check_texts(subject: PostSubject) -> None:
    problems = [p for p in session_mistakes(subject.programme, subject.session) if not p.warning]
    if problems:
        raise DiagnosticsError(msg("the text is not written: the session’s texts have mistakes"), problems)


def _whatsapp(subject: PostSubject) -> dict[str, str]:
    """The text, or one a language, with as many places as there is room for."""
    text = _fitting(subject, subject.languages)
    if text is not None:
        return {str(PostKind.WHATSAPP): text}
    texts = {language: _fitting(subject, (language,)) for language in subject.languages}
    return {f"{PostKind.WHATSAPP}.{language}": each for language, each in texts.items() if each is not None}


def _fitting(subject: PostSubject, languages: tuple[str, ...]) -> str | None:
    """The text for WhatsApp in some languages; None where it is too long even with one place a clock.

    A single language is never given up: raises NegativeAnswer.
    """
    for named in _NAMED:
        halves = documents(subject._replace(languages=languages), PostKind.WHATSAPP, named)
        text = "\n\n".join(_pasted(half, "*") for half in halves)  # WhatsApp's own sign of bold words
        if len(text) <= WHATSAPP_LONGEST:
            return text
    if len(languages) > 1:
        return None
    raise NegativeAnswer(
        msg(
            "the text for WhatsApp has {n} characters, and may have {most}",
            n=len(text),
            most=WHATSAPP_LONGEST,
        ),
        msg("shorten the title of the session, or word templates/posts/ otherwise"),
    )


def _facts(subject: PostSubject, kind: PostKind, language: str, named: int) -> dict[str, object]:
    """Everything the template may print, in one language."""
    programme, session, slot = subject.programme, subject.session, subject.slot
    places = distinct_places(programme.invited(session))
    return {
        "kind": str(kind),
        "session": session_facts(programme, session, language),
        "own": reading(slot.start, slot.end, subject.place, language),
        "anchor": reading(slot.start, slot.end, programme.anchor, language),
        "places": _rows(subject, places, language, named),
        "organiser": organiser_facts(programme.contact, language),
        "programme": text_in(programme.names, language),
        "page": page_address(programme.publish.address),
    }


def _rows(
    subject: PostSubject, places: Sequence[Place], language: str, named: int
) -> tuple[ReadingFacts, ...]:
    """One row a clock, from the earliest hour on, with ``named`` of its places, the anchor before others."""
    slot, home = subject.slot, subject.programme.anchor
    by_clock: dict[str, list[Place]] = {}
    for place in sorted(places, key=lambda each: each.name("en") != home.name("en")):
        by_clock.setdefault(reading(slot.start, slot.end, place, "en").offset, []).append(place)
    chosen = [place for group in by_clock.values() for place in group[:named]]
    return reading_rows(slot.start, slot.end, chosen, language, home)


def _expected(subject: PostSubject, kind: PostKind) -> ExpectedFacts:
    """What the languages are compared by beside their figures: series and title, where they stand; places."""
    programme, session = subject.programme, subject.session
    return ExpectedFacts(
        terms=() if kind is PostKind.TIMES else (session.titles, programme.series[session.series].names),
        places=tuple(
            {code: place.name(code) for code in _written(subject)}
            for place in distinct_places(programme.invited(session))
        ),
    )


def _pasted(document: Document, strong: str = "") -> str:
    """A document as it is pasted: a line a paragraph or item, the sign ``strong`` around strong words."""
    return "\n".join(_block(block, strong) for block in document.blocks)


def _block(block: Block, strong: str) -> str:
    mark = "• " if block.kind is BlockKind.LIST else ""
    return "\n".join(mark + _line(line, strong) for line in block.lines)


def _line(line: Line, strong: str) -> str:
    return "".join(
        f"{strong}{span.text}{strong}" if span.kind is SpanKind.STRONG else plain([span]) for span in line
    )
