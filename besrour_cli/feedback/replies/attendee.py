"""Who answers: the ATTENDEE of a reply (RFC 5545 section 3.8.4.1), its addresses, and the member it is."""

from __future__ import annotations

import re
from typing import NamedTuple

from icalendar import Component, vCalAddress

from besrour_cli.feedback.foreign_calendar import values
from besrour_cli.feedback.replies.headers import is_address
from besrour_cli.feedback.replies.message import MessageSummary
from besrour_cli.feedback.replies.outcome import NeedsHuman, ReplyContext
from besrour_cli.model.message import msg
from besrour_cli.model.replies import Invitation

_PERCENT = re.compile("%([0-9A-Fa-f]{2})")


class Respondent(NamedTuple):
    """The member an answer counts for.

    ``alias`` is the sender's address where it is not the one invited ("" = the same); ``by_delegate``:
    another person answers in the member's place.
    """

    member: str
    alias: str
    by_delegate: bool


def attendee_of(event: Component, mail: MessageSummary) -> vCalAddress:
    """Return the ATTENDEE who answers: where all invited are listed, the one who sent the message.

    Raises :class:`NeedsHuman` when it is not one person with one answer.
    """
    found = [value for value in values(event, "ATTENDEE") if isinstance(value, vCalAddress)]
    if len(found) > 1:
        found = [value for value in found if address_of(value) in (mail.sender, *mail.others)]
    if len({address_of(value) for value in found}) != 1:
        raise NeedsHuman(msg("it does not say who answers"))
    if len({parameter(value, "PARTSTAT").upper() for value in found}) != 1:
        raise NeedsHuman(msg("it gives two answers of one person"))
    return found[0]


def respondent(
    attendee: vCalAddress, mail: MessageSummary, invitation: Invitation, known: ReplyContext
) -> Respondent:
    """Return the member an ATTENDEE's answer counts for.

    Raises :class:`NeedsHuman` unless the sender may speak for the member: it is the member's address, another
    one at the same domain, one the calendar names (SENT-BY), or a delegate's.
    """
    address = address_of(attendee)
    senders = {mail.sender, *mail.others}
    invited, by_delegate = address, False
    if address not in invitation.people:
        givers = [a for a in addresses(parameter(attendee, "DELEGATED-FROM")) if a in invitation.people]
        if len(givers) != 1 or address not in senders:
            raise NeedsHuman(
                msg(
                    "{address} was not invited; if it is a member's other address, write that one "
                    "into members.csv",
                    address=address[:80] or "–",
                )
            )
        invited, by_delegate = givers[0], True
    members = invitation.people[invited]
    if len(members) != 1:
        raise NeedsHuman(msg("several members have the address {address}", address=invited[:80]))
    if address in senders:
        return Respondent(members[0], "", by_delegate)
    if mail.sender in addresses(parameter(attendee, "SENT-BY")):
        return Respondent(members[0], mail.sender, by_delegate)
    elsewhere = mail.sender.rpartition("@")[2] != address.rpartition("@")[2]
    if elsewhere or mail.sender == known.organiser or mail.sender in invitation.people:
        raise NeedsHuman(
            msg("{sender} answers in the name of {address}", sender=mail.sender[:80], address=address[:80])
        )
    return Respondent(members[0], mail.sender, by_delegate)


def parameter(attendee: vCalAddress, name: str) -> str:
    """Return a parameter of an ATTENDEE, several values joined by commas; "" when there is none."""
    value = attendee.params.get(name, "")
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def address_of(attendee: vCalAddress) -> str:
    """Return an ATTENDEE's address: its value, or EMAIL where the value is a path of Apple's; "" = none."""
    value = str(attendee).strip()
    return _address(value if value[:7].lower() == "mailto:" else parameter(attendee, "EMAIL"))


def addresses(values: str) -> list[str]:
    """Return the addresses in a parameter of several calendar addresses, each once, the first twenty."""
    return list(dict.fromkeys(filter(None, (_address(value) for value in values.split(",")[:20]))))


def _address(value: str) -> str:
    text = value.strip().strip('"').strip()
    if text[:7].lower() == "mailto:":
        text = text[7:].partition("?")[0]
    text = _PERCENT.sub(lambda m: chr(int(m[1], 16)), text).strip(" <>").casefold()
    return text if is_address(text) else ""
