"""Letters to members: one e-mail a person, her language and her local time first, both languages whole.

Readers who share a place, an order of languages and a part in the session share a letter but for their
name and calendar entry: it is rendered and checked once, so that ten thousand letters cost little more
than their bytes. Everything is checked before the first letter is handed out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from besrour_cli.clock.formatting import colon_of
from besrour_cli.model.diagnostic import SourceLocation
from besrour_cli.model.errors import DiagnosticsError
from besrour_cli.model.language import in_order, tag
from besrour_cli.model.message import msg
from besrour_cli.model.place import Place
from besrour_cli.model.plan import ScheduledSession
from besrour_cli.model.programme import Member, Programme, Session
from besrour_cli.publishing.calendars.invitations import Invitations
from besrour_cli.publishing.documents.markup import Document, parse, sanitise
from besrour_cli.publishing.documents.render import to_html, to_text, typeset
from besrour_cli.publishing.letters import mime_message
from besrour_cli.publishing.letters.template_facts import NAME_MARK, distinct_places, letter_facts, text_in
from besrour_cli.publishing.parity import compare
from besrour_cli.publishing.templates import FOLDER, Templates

Kind: TypeAlias = Literal["invitation", "update", "correction", "cancellation", "reminder"]
KINDS: tuple[Kind, ...] = ("invitation", "update", "correction", "cancellation", "reminder")
ROSTER = "sessions/members.csv"
PROGRAMME = "sessions/programme.yaml"


class Letter(NamedTuple):
    """One letter: the member's id, its file name, subject, the language that stands first, and its bytes."""

    member: str
    name: str
    subject: str
    language: str
    data: bytes


class _RenderedLetter(NamedTuple):
    """What readers of one class have in common; NAME_MARK stands where the name goes."""

    subject: str
    text: mime_message.QpTemplate
    html: mime_message.QpTemplate
    languages: tuple[str, ...]


class LanguageSection(NamedTuple):
    """What the frames know of a half."""

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
    html: object


def letters(
    programme: Programme,
    session: Session,
    slot: ScheduledSession,
    kind: str,
    members: Sequence[Member],
    templates: Mapping[str, str],
    dates: Mapping[str, datetime] | None = None,
) -> Iterator[Letter]:
    """One letter a member, in the members' order.

    ``dates`` maps members to the moment their letter is made for, where that is not the announcement's.
    ``templates`` maps names to sources (``invitation.en.md``, ``letter.html`` ...). Raises
    :class:`~besrour_cli.model.errors.DiagnosticsError` before the first letter when a template has a mistake,
    the halves do not say the same, or an address cannot be written to.
    """
    wanted = Templates(templates)
    problems = list(compare.session_texts(programme, session))
    if problems:
        raise DiagnosticsError(msg("the letter is not written: the session’s texts have mistakes"), problems)
    places = distinct_places([*programme.invited(session), *members])
    shared: dict[tuple[object, ...], _RenderedLetter] = {}
    for member in members:
        key = _key(programme, session, member)
        if key not in shared:
            shared[key] = _render(programme, session, slot, kind, member, places, wanted)
        mime_message.address(member.name, member.email, SourceLocation(ROSTER))
    sender = mime_message.address(
        text_in(programme.contact.name, programme.languages[0]),
        programme.contact.email,
        SourceLocation(PROGRAMME),
    )
    method: Literal["REQUEST", "CANCEL"] = "CANCEL" if kind == "cancellation" else "REQUEST"
    entries = Invitations(programme, session, slot, method)
    return (
        _letter(
            programme,
            session,
            slot,
            kind,
            member,
            shared[_key(programme, session, member)],
            sender,
            mime_message.CalendarEntry(entries.of(member), method),
            (dates or {}).get(member.id) or sent(slot, kind),
        )
        for member in members
    )


def _key(programme: Programme, session: Session, member: Member) -> tuple[object, ...]:
    roles = tuple(role for role, ids in session.required.items() if member.id in ids)
    place = member.place
    order, swahili = in_order(member.languages, programme.languages), "sw" in member.languages
    return order, swahili, place.zone, tuple(place.names.items()), roles


def expected(programme: Programme, session: Session, places: Sequence[Place]) -> compare.ExpectedFacts:
    """What a letter on a session is about, for :mod:`parity`."""
    ids = set(session.required_ids)
    names = [m.name for m in programme.members if m.id in ids]
    return compare.ExpectedFacts(
        names=tuple(filter(None, [NAME_MARK, programme.contact.person, *names])),
        terms=(session.titles, programme.series[session.series].names, programme.contact.name),
        places=tuple({code: place.name(code) for code in programme.languages} for place in places),
    )


def _render(
    programme: Programme,
    session: Session,
    slot: ScheduledSession,
    kind: str,
    member: Member,
    places: Sequence[Place],
    templates: Templates,
) -> _RenderedLetter:
    from markupsafe import Markup

    order = in_order(member.languages, programme.languages)
    documents: list[Document] = []
    for language in order:
        facts = letter_facts(programme, session, slot, member, places, language)
        documents.append(typeset(parse(templates.prose(f"{kind}.{language}.md", facts), language)))
    compare.check(
        [compare.ComparedHalf(d, f"{FOLDER}{kind}.{d.language}.md") for d in documents],
        order,
        expected(programme, session, places),
    )
    halves = [
        LanguageSection(
            d.language,
            tag(d.language),
            d.head.get("mark", ""),
            d.head.get("when", ""),
            d.head.get("follows", ""),
            text_in(programme.series[session.series].names, d.language),
            text_in(session.titles, d.language),
            colon_of(d.language),
            member.place.name(d.language),
            to_text(d),
            Markup(to_html(d)),
        )
        for d in documents
    ]
    subject = mime_message.one_line(
        " ".join(templates.frame("subject.txt", {"halves": halves}).replace("\n", "").split(" "))
    )
    facts = {"halves": halves, "subject": subject}
    text = templates.frame("letter.txt", facts).strip("\n") + "\n"
    html = inlined(templates.frame("letter.html", facts))
    return _RenderedLetter(
        subject, mime_message.qp_template(text, NAME_MARK), mime_message.qp_template(html, NAME_MARK), order
    )


def inlined(html: str) -> str:
    """HTML with its style sheet written into the elements, media rules (dark mode) kept; nothing fetched."""
    import css_inline

    inliner = css_inline.CSSInliner(
        inline_style_tags=True,
        keep_style_tags=False,
        keep_at_rules=True,
        load_remote_stylesheets=False,
        minify_css=True,
    )
    return inliner.inline(html)


def _letter(
    programme: Programme,
    session: Session,
    slot: ScheduledSession,
    kind: str,
    member: Member,
    shared: _RenderedLetter,
    sender: mime_message.Address,
    entry: mime_message.CalendarEntry,
    moment: datetime | None,
) -> Letter:
    name = mime_message.one_line(sanitise(member.name)).replace("'", "’")
    ways, one_click = mime_message.unsubscribe(programme.contact)
    envelope = mime_message.Envelope(
        sender=sender,
        to=mime_message.address(member.name, member.email, SourceLocation(ROSTER)),
        subject=shared.subject,
        sent=moment,
        message_id=mime_message.message_id_of(
            programme.contact, programme.id, session.id, slot.sequence, slot.edition, kind, member.id
        ),
        languages=shared.languages,
        unsubscribe=ways,
        one_click=one_click,
    )
    escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    bodies = mime_message.Bodies(shared.text.filled(name), shared.html.filled(escaped), entry)
    return Letter(
        member.id,
        f"{member.id}.eml",
        shared.subject,
        shared.languages[0],
        mime_message.message(envelope, bodies),
    )


def sent(slot: ScheduledSession, kind: str) -> datetime | None:
    """The letter's date: when the session was announced, or, for later letters, last revised."""
    return slot.announced or slot.revised if kind == "invitation" else slot.revised or slot.announced
