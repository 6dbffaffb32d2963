"""Mail that is about no one session: the same words for many members, without a calendar entry."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from besrour_cli.model.diagnostic import SourceLocation
from besrour_cli.model.programme import Member, Programme
from besrour_cli.publishing.letters import mime_message
from besrour_cli.publishing.letters.letters import ROSTER, Letter, letter_of
from besrour_cli.publishing.letters.render_halves import inline_styles
from besrour_cli.publishing.letters.template_facts import text_in
from besrour_cli.publishing.parity.session_texts import PROGRAMME
from besrour_cli.publishing.templates import Templates


class RenderedMail(NamedTuple):
    """Mail in one order of languages: its subject, its text and its HTML."""

    languages: tuple[str, ...]
    subject: str
    text: str
    html: str


def rendered_mail(source: Templates, frame: dict[str, object], languages: tuple[str, ...]) -> RenderedMail:
    """The newsletter's frames, filled in with what :func:`~.newsletter.mail_frame` gives."""
    return RenderedMail(
        languages=languages,
        subject=str(frame["subject"]),
        text=source.frame("newsletter.txt", frame).strip("\n") + "\n",
        html=inline_styles(source.frame("newsletter.html", frame).strip("\n") + "\n"),
    )


def recipient(member: Member) -> mime_message.Address:
    """Where a member's mail goes; raises DiagnosticsError where the address is none."""
    return mime_message.address(member.name, member.email, SourceLocation(ROSTER))


def mail_to(
    programme: Programme,
    member: Member,
    mail: RenderedMail,
    about: tuple[str, str],
    moment: datetime | None,
    attachment: mime_message.Attachment | None = None,
) -> Letter:
    """One member's message, dated ``moment``; ``about``, its subject and kind, goes into its Message-ID."""
    contact = programme.contact
    ways, one_click = mime_message.unsubscribe(contact)
    sender = text_in(contact.name, mail.languages[0])
    envelope = mime_message.Envelope(
        sender=mime_message.address(sender, contact.email, SourceLocation(PROGRAMME)),
        to=recipient(member),
        subject=mime_message.one_line(mail.subject),
        sent=moment,
        message_id=mime_message.message_id_of(contact, programme.id, *about, member.id),
        languages=mail.languages,
        unsubscribe=ways,
        one_click=one_click,
    )
    return letter_of(member, envelope, mime_message.Bodies(mail.text, mail.html, None, attachment))
