"""Who comes to one session, by name and id: yes, perhaps, no, and who is silent; then the counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from textwrap import wrap
from typing import TYPE_CHECKING

from besrour_cli.commands.shared.responses import UNANSWERED, SessionResponses
from besrour_cli.commands.shared.role_names import roles_of
from besrour_cli.commands.terminal.console import console, out, styled, width
from besrour_cli.commands.terminal.translation import _, translate
from besrour_cli.commands.views.attendance import languages_of, names, regions_of, table
from besrour_cli.commands.views.local_times import anchor_words
from besrour_cli.model.language import NO_BREAK
from besrour_cli.model.message import Message, msg, msgn

if TYPE_CHECKING:
    from besrour_cli.model.programme import Member, Programme, Session

LISTS: Mapping[str, Message] = {
    "accepted": msg("Yes"),
    "tentative": msg("Perhaps"),
    "declined": msg("No"),
    "delegated": msg("Sends somebody else"),
    "proposed": msg("Asks for another time"),
    "stale": msg("Answered the former time, to be asked again"),
    "unclear": msg("Two different answers of the same moment"),
    "silent": msg("No answer"),
}
"""The states in the order in which people are listed, each with its heading."""


def print_session(programme: Programme, one: SessionResponses, moment: datetime, *, whole: bool) -> None:
    """One session: a line where nobody has answered, or where it is over; else everybody, then the counts.

    ``whole``: everybody is named all the same.
    """
    if not whole and not one.answered:
        nobody = msgn(
            "{n} invited, nobody has answered", "{n} invited, nobody has answered", len(one.members)
        )
        out(f"{styled(one.session.id, 'bold')}  {translate(nobody)}")
        return
    if not whole and one.slot.end <= moment:
        out(f"{styled(one.session.id, 'bold')}  {translate(_over(one))}")
        return
    out(f"{styled(one.session.id, 'bold')}  {anchor_words(one.slot.start, programme.anchor)}")
    for state, title in LISTS.items():
        people = one.of(state)
        if people:
            for line in _paragraph(title, one.session, people):
                out(line)
    out()
    screen = console()
    screen.print(table(regions_of(programme, one), _("Region")))
    screen.print()
    screen.print(table(languages_of(one), _("Language")))
    if one.by_hand:
        out(_("Recorded by hand: {names}.").format(names=names(one.by_hand)))
    silent = [m for m in one.of(*UNANSWERED) if m.id not in one.reminded]
    if silent and one.slot.end > moment:
        line = _("To remind those who have not answered: besrour send {session} --remind --unanswered")
        out(line.format(session=one.session.id))
    out()


def _over(one: SessionResponses) -> Message:
    """The counts of a session that is over."""
    counts = ", ".join(
        f"{translate(title)} {len(one.of(state))}" for state, title in LISTS.items() if one.of(state)
    )
    return msg("over: {counts}", counts=counts)


def _paragraph(title: Message, session: Session, people: Sequence[Member]) -> list[str]:
    """A heading with the people below it, no name torn apart at the end of a line."""
    shown = ", ".join(_person(session, member).replace(" ", NO_BREAK) for member in people)
    text = translate(msg("{title} ({n}): {people}", title=title, n=len(people), people=shown))
    lines = wrap(
        text.replace(f"{NO_BREAK}:", "\u202f:"),
        width(),
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(NO_BREAK, " ").replace("\u202f:", f"{NO_BREAK}:") for line in lines]


def _person(session: Session, member: Member) -> str:
    """A name and what tells it from others: the id, and what the person must do there."""
    roles = (translate(role) if isinstance(role, Message) else role for role in roles_of(session, member.id))
    return f"{member.name} ({', '.join((member.id, *roles))})"
