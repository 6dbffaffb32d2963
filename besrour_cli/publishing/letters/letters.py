"""Letters to members: one e-mail a person, the member's language and local time first, both languages whole.

Readers who share a place, an order of languages and a part in the session share a letter but for their
name and calendar entry: it is rendered and checked once, so that ten thousand letters cost little more
than their bytes. Everything is checked before the first letter is handed out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Literal, NamedTuple

from markupsafe import Markup

from besrour_cli.clock.formatting import colon_of
from besrour_cli.model.announcement import Announcement
from besrour_cli.model.diagnostic import SourceLocation
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.language import Text, in_order, tag
from besrour_cli.model.letter_kind import LetterKind
from besrour_cli.model.message import msg
from besrour_cli.model.place import Place
from besrour_cli.model.plan import ScheduledSession
from besrour_cli.model.programme import Contact, Member, Programme, Session
from besrour_cli.publishing.calendars.invitations import Invitations
from besrour_cli.publishing.documents.markup import Document, sanitise
from besrour_cli.publishing.documents.render import to_html, to_text
from besrour_cli.publishing.letters import mime_message
from besrour_cli.publishing.letters.reading_facts import distinct_places
from besrour_cli.publishing.letters.render_halves import inline_styles, render_halves
from besrour_cli.publishing.letters.template_facts import NAME_MARK, letter_facts, text_in
from besrour_cli.publishing.parity.half import ExpectedFacts
from besrour_cli.publishing.parity.session_texts import PROGRAMME, session_mistakes
from besrour_cli.publishing.templates import Templates

ROSTER = "sessions/members.csv"
_ENDS = (LetterKind.CANCELLATION, LetterKind.WITHDRAWAL)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: its member's id, file name and subject, the language that comes first, and its bytes.

    ``message_id`` and ``digest`` are those of :class:`~.mime_message.MimeMessage`.
    """

    member: str
    name: str
    subject: str
    language: str
    message_id: str
    digest: str
    data: bytes


class LanguageSection(NamedTuple):
    """What the frames know of one language's half of a letter."""

    language: str
    tag: str
    mark: str
    when: str
    follows: str
    series: str
    title: str
    colon: str
    place: str
    text: str
    html: Markup


class _LetterContext(NamedTuple):
    """What all letters of one call have in common; ``places`` are those their tables name."""

    programme: Programme
    session: Session
    slot: ScheduledSession
    kind: LetterKind
    places: Sequence[Place]


class _RenderedLetter(NamedTuple):
    """What readers of one class have in common; NAME_MARK is where the name goes."""

    subject: str
    text: str
    html: str
    languages: tuple[str, ...]


class _Recipient(NamedTuple):
    """A member, the mailbox to write to, and the letter of the member's class."""

    member: Member
    to: mime_message.Address
    rendered: _RenderedLetter


def letters(
    programme: Programme,
    session: Session,
    slot: ScheduledSession,
    kind: LetterKind,
    members: Sequence[Member],
    templates: Mapping[str, str],
    dates: Mapping[str, datetime] | None = None,
    known: Mapping[str, Announcement] | None = None,
    table_lines: Mapping[str, Text] | None = None,
) -> Iterator[Letter]:
    """One letter a member, in the members' order.

    ``dates`` maps members to the moment their letter is made for, where that is not the announcement's;
    ``known`` those who were told of the session before to what they were last told, so that their letter
    says what has changed, ``table_lines`` those who sit at a table to what is said of it. ``templates`` maps
    names to sources (``invitation.en.md``, ``letter.html`` ...).
    Raises :class:`~besrour_cli.model.errors.DiagnosticsError` before the first letter when a template has a
    mistake, the halves do not say the same, or an address cannot be written to.
    """
    source = Templates(templates)
    problems = [p for p in session_mistakes(programme, session) if not p.warning]
    if problems:
        raise DiagnosticsError(msg("the letter is not written: the session’s texts have mistakes"), problems)
    places = distinct_places([*programme.invited(session), *members])
    context = _LetterContext(programme, session, slot, kind, places)
    # everything is rendered and checked here, so that no letter has left when the last one has a mistake
    rendered: dict[tuple[object, ...], _RenderedLetter] = {}
    recipients: list[_Recipient] = []
    for member in members:
        before = (known or {}).get(member.id)
        table = (table_lines or {}).get(member.id, {})
        key = (*_reader_class(programme, session, member, before), *table.values())
        if key not in rendered:
            rendered[key] = _render(context, member, before, source, table)
        to = mime_message.address(member.name, member.email, SourceLocation(ROSTER))
        recipients.append(_Recipient(member, to, rendered[key]))
    senders = {language: _sender(programme.contact, language) for language in programme.languages}
    method: Literal["REQUEST", "CANCEL"] = "CANCEL" if context.kind in _ENDS else "REQUEST"
    entries = Invitations(programme, session, slot, method, departed=kind is LetterKind.WITHDRAWAL)
    return (
        _letter(
            context,
            recipient,
            senders[recipient.rendered.languages[0]],
            mime_message.CalendarEntry(entries.of(recipient.member), method),
            (dates or {}).get(recipient.member.id) or date_of(slot, context.kind),
        )
        for recipient in recipients
    )


def _sender(contact: Contact, language: str) -> mime_message.Address:
    """The organiser's mailbox, its name in the language that the reader reads first."""
    return mime_message.address(text_in(contact.name, language), contact.email, SourceLocation(PROGRAMME))


def _reader_class(
    programme: Programme, session: Session, member: Member, before: Announcement | None
) -> tuple[object, ...]:
    """Everything of a member that a letter's words depend on, but for the name."""
    roles = tuple(role for role, ids in session.required.items() if member.id in ids)
    place = member.place
    order, swahili = in_order(member.languages, programme.languages), "sw" in member.languages
    told_of = before and (before.digest, before.at)
    return order, swahili, place.zone, tuple(place.names.items()), roles, told_of


def expected(
    programme: Programme, session: Session, places: Sequence[Place], before: Announcement | None = None
) -> ExpectedFacts:
    """What a letter on a session is about, for :mod:`~besrour_cli.publishing.parity.compare`.

    ``before`` is what the reader knows: a letter names those who had a part in it then.
    """
    ids = {*session.required_ids, *(before.as_session().required_ids if before else ())}
    names = [m.name for m in programme.members if m.id in ids]
    return ExpectedFacts(
        names=tuple(filter(None, [NAME_MARK, programme.contact.person, *names])),
        terms=(session.titles, programme.series[session.series].names, programme.contact.name),
        places=tuple({code: place.name(code) for code in programme.languages} for place in places),
        pages=tuple(
            {code: text_in(link.urls, code) for code in programme.languages}
            for link in (*session.links, *([session.form] if session.form else []))
        ),
    )


def _render(
    context: _LetterContext, member: Member, before: Announcement | None, templates: Templates, table: Text
) -> _RenderedLetter:
    """The letter of the class that a member belongs to."""
    programme, session, slot, kind, places = context
    order = in_order(member.languages, programme.languages)
    facts = {
        language: letter_facts(programme, session, slot, member, places, language, before)
        | {"table": table.get(language, "")}
        for language in order
    }
    documents = render_halves(templates, kind, facts, expected(programme, session, places, before))
    halves = [_section(context, member, document) for document in documents]
    subject = mime_message.one_line(templates.frame("subject.txt", {"halves": halves}).replace("\n", ""))
    frame = {"halves": halves, "subject": subject}
    text = templates.frame("letter.txt", frame).strip("\n") + "\n"
    html = inline_styles(templates.frame("letter.html", frame))
    return _RenderedLetter(subject, text, html, order)


def _section(context: _LetterContext, member: Member, document: Document) -> LanguageSection:
    """A half as the frames print it."""
    language, session = document.language, context.session
    return LanguageSection(
        language=language,
        tag=tag(language),
        mark=document.head.get("mark", ""),
        when=document.head.get("when", ""),
        follows=document.head.get("follows", ""),
        series=text_in(context.programme.series[session.series].names, language),
        title=text_in(session.titles, language),
        colon=colon_of(language),
        place=member.place.name(language),
        text=to_text(document),
        html=Markup(to_html(document)),
    )


def _letter(
    context: _LetterContext,
    recipient: _Recipient,
    sender: mime_message.Address,
    entry: mime_message.CalendarEntry,
    moment: datetime | None,
) -> Letter:
    """One member's letter, dated ``moment``."""
    programme, _, slot, kind, _ = context
    member, to, rendered = recipient
    # the name is filled in after the typography was set: its apostrophe is set here
    name = mime_message.one_line(sanitise(member.name)).replace("'", "’")
    ways, one_click = mime_message.unsubscribe(programme.contact)
    envelope = mime_message.Envelope(
        sender=sender,
        to=to,
        subject=rendered.subject,
        sent=moment,
        message_id=mime_message.message_id_of(
            programme.contact, programme.id, slot.known_id, slot.sequence, slot.edition, kind, member.id
        ),
        languages=rendered.languages,
        unsubscribe=ways,
        one_click=one_click,
    )
    bodies = mime_message.Bodies(
        text=rendered.text.replace(NAME_MARK, name),
        html=rendered.html.replace(NAME_MARK, escape(name, quote=False)),
        entry=entry,
    )
    return letter_of(member, envelope, bodies)


def letter_of(member: Member, envelope: mime_message.Envelope, bodies: mime_message.Bodies) -> Letter:
    """One member's letter of an envelope and what is in it."""
    message = mime_message.message(envelope, bodies)
    return Letter(
        member=member.id,
        name=f"{member.id}.eml",
        subject=envelope.subject,
        language=envelope.languages[0],
        message_id=message.message_id,
        digest=message.digest,
        data=message.data,
    )


def date_of(slot: ScheduledSession, kind: LetterKind) -> datetime | None:
    """A letter's date: when the session was announced, or, for later letters, last revised."""
    if kind is LetterKind.INVITATION:
        return slot.announced or slot.revised
    return slot.revised or slot.announced
