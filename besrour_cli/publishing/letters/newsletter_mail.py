"""The newsletter as e-mail: one message a member, the member's language first, and no calendar entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from besrour_cli.model.diagnostic import SourceLocation
from besrour_cli.model.language import in_order
from besrour_cli.model.letter_kind import NEWSLETTER
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Member, Programme
from besrour_cli.publishing.letters import mime_message
from besrour_cli.publishing.letters.letters import ROSTER, Letter
from besrour_cli.publishing.letters.newsletter import issue_name, newsletter_frame
from besrour_cli.publishing.letters.render_halves import inline_styles
from besrour_cli.publishing.letters.template_facts import text_in
from besrour_cli.publishing.parity.session_texts import PROGRAMME
from besrour_cli.publishing.templates import Templates


class _RenderedIssue(NamedTuple):
    """One issue in one order of languages."""

    subject: str
    text: str
    html: str


def newsletter_letters(
    programme: Programme,
    plan: Plan,
    now: datetime,
    members: Sequence[Member],
    templates: Mapping[str, str],
) -> Iterator[Letter]:
    """The issue of ``now``'s month, one message a member, in the members' order.

    Raises :class:`~besrour_cli.model.errors.DiagnosticsError` before the first when a template has a mistake,
    the halves do not say the same, or an address cannot be written to.
    """
    source = Templates(templates)
    rendered: dict[tuple[str, ...], _RenderedIssue] = {}
    recipients = []
    for member in members:
        order = in_order(member.languages, programme.languages)
        if order not in rendered:
            rendered[order] = _render(programme, plan, now, source, order)
        to = mime_message.address(member.name, member.email, SourceLocation(ROSTER))
        recipients.append((member, to, order))
    return (_letter(programme, now, member, to, order, rendered[order]) for member, to, order in recipients)


def _render(
    programme: Programme, plan: Plan, now: datetime, source: Templates, order: Sequence[str]
) -> _RenderedIssue:
    frame = newsletter_frame(programme, plan, now, source, order)
    text = source.frame("newsletter.txt", frame).strip("\n") + "\n"
    html = inline_styles(source.frame("newsletter.html", frame).strip("\n") + "\n")
    return _RenderedIssue(str(frame["subject"]), text, html)


def _letter(
    programme: Programme,
    now: datetime,
    member: Member,
    to: mime_message.Address,
    order: tuple[str, ...],
    issue: _RenderedIssue,
) -> Letter:
    contact = programme.contact
    ways, one_click = mime_message.unsubscribe(contact)
    sender = mime_message.address(text_in(contact.name, order[0]), contact.email, SourceLocation(PROGRAMME))
    name = issue_name(programme, now)
    envelope = mime_message.Envelope(
        sender=sender,
        to=to,
        subject=mime_message.one_line(issue.subject),
        sent=now,
        message_id=mime_message.message_id_of(contact, programme.id, name, NEWSLETTER, member.id),
        languages=order,
        unsubscribe=ways,
        one_click=one_click,
    )
    made = mime_message.message(envelope, mime_message.Bodies(issue.text, issue.html, None))
    return Letter(
        member=member.id,
        name=f"{member.id}.eml",
        subject=envelope.subject,
        language=order[0],
        message_id=made.message_id,
        digest=made.digest,
        data=made.data,
    )
