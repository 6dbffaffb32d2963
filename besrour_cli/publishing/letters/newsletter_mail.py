"""The newsletter as e-mail: one message a member, the member's language first, and no calendar entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from besrour_cli.model.language import in_order
from besrour_cli.model.letter_kind import NEWSLETTER
from besrour_cli.model.plan import Plan
from besrour_cli.model.programme import Member, Programme
from besrour_cli.publishing.letters.general_mail import RenderedMail, mail_to, recipient, rendered_mail
from besrour_cli.publishing.letters.letters import Letter
from besrour_cli.publishing.letters.newsletter import issue_name, newsletter_frame
from besrour_cli.publishing.templates import Templates


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
    rendered: dict[tuple[str, ...], RenderedMail] = {}
    recipients = []
    for member in members:
        order = in_order(member.languages, programme.languages)
        if order not in rendered:
            frame = newsletter_frame(programme, plan, now, source, order)
            rendered[order] = rendered_mail(source, frame, order)
        recipient(member)
        recipients.append((member, rendered[order]))
    about = issue_name(programme, now), NEWSLETTER
    return (mail_to(programme, member, mail, about, now) for member, mail in recipients)
