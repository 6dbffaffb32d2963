"""What a coordinator sees before people are told: how many they are, and what has changed since they were."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from besrour_cli.clock import formatting, instants
from besrour_cli.commands.terminal.console import out, styled, width
from besrour_cli.commands.terminal.translation import language, translate
from besrour_cli.commands.views.local_times import anchor_words
from besrour_cli.model.message import msg, msgn
from besrour_cli.schedule.changes import Change, changes

if TYPE_CHECKING:
    from besrour_cli.commands.shared.letter_batch import LetterBatch
    from besrour_cli.model.announcement import Announcement
    from besrour_cli.model.place import Place

CHANGES = {
    Change.CANCELLED: msg("called off"),
    Change.RESTORED: msg("takes place after all"),
    Change.START: msg("another day or hour"),
    Change.LENGTH: msg("longer or shorter"),
    Change.ROOM: msg("another room, link or number"),
    Change.PEOPLE: msg("other people in it"),
    Change.LANGUAGES: msg("other languages, or interpretation"),
    Change.LINKS: msg("other links"),
    Change.WORDING: msg("other words alone"),
}


def print_change(batch: LetterBatch, before: Announcement | None, after: Announcement, anchor: Place) -> None:
    """A session, how many get a letter about it, and what people do not know of it yet."""
    slot, spoken = batch.slot, language()
    title = batch.session.titles.get(spoken) or next(iter(batch.session.titles.values()))
    out(f"{styled(batch.session.id, 'bold')}  {title}")
    out(f"   {anchor_words(slot.start, anchor)}")
    people = len(batch.members)
    out("   " + translate(msgn("{n} person gets a letter.", "{n} people get a letter.", people)))
    for line in change_lines(before, after, anchor):
        out(f"   {line}")


def change_lines(before: Announcement | None, after: Announcement, anchor: Place) -> list[str]:
    """What people do not know yet of a session, as lines."""
    if before is None:
        return [translate(msg("It is announced for the first time."))]
    day = formatting.date_words(instants.local(before.at, before.anchor).date(), language(), weekday=False)
    found = changes(before, after)
    if not found:
        return [translate(msg("Nothing has changed since it was announced on {day}.", day=day))]
    words = ", ".join(translate(CHANGES[change]) for change in found)
    lines = [translate(msg("Changed since it was announced on {day}: {changes}.", day=day, changes=words))]
    if Change.START in found:
        then = anchor_words(before.start, anchor)
        lines.append(translate(msg("Announced then: {start}.", start=then)))
    return lines


def print_issue(name: str, people: int, announces: Sequence[str]) -> None:
    """An issue of the newsletter, to how many people it goes, and which sessions it announces."""
    out(styled(name, "bold"))
    out(msgn("{n} person gets it.", "{n} people get it.", people))
    print_announces(announces)
    out()


def print_announces(announces: Sequence[str]) -> None:
    """The sessions whose hours people read in the newsletter for the first time, or anew."""
    if announces:
        line = msgn(
            "It announces {n} session, whose time a new plan then keeps:",
            "It announces {n} sessions, whose times a new plan then keeps:",
            len(announces),
        )
        out(line)
        for row in wrap(", ".join(announces), width() - 3, break_on_hyphens=False):
            out(f"   {row}")
