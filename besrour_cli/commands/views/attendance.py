"""Who comes: the answers read so far, session by session, against the roster."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from besrour_cli.clock.instants import instant_text
from besrour_cli.commands.shared.responses import UNANSWERED, SessionResponses
from besrour_cli.commands.terminal.console import IN_PARAGRAPH, truncate
from besrour_cli.commands.terminal.console import table as empty_table
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.feedback.replies.tally import RsvpCounts, by_language, by_region
from besrour_cli.model.language import NAMES
from besrour_cli.model.message import Message, msg, msgn

if TYPE_CHECKING:
    from rich.table import Table

    from besrour_cli.model.programme import Member, Programme

STATES = {
    "accepted": msg("yes"),
    "tentative": msg("perhaps"),
    "declined": msg("no"),
    "delegated": msg("sends somebody else"),
    "proposed": msg("asks for another time"),
    "stale": msg("answered the former time"),
    "unclear": msg("two answers at once"),
    "silent": msg("no answer"),
}


def regions_of(programme: Programme, one: SessionResponses) -> list[RsvpCounts]:
    """Where each region's people stand, the regions named in the coordinator's language."""
    tallies = by_region(one.members, one.rsvps)
    return [t._replace(name=programme.region_name(t.name, language())) for t in tallies]


def languages_of(one: SessionResponses) -> list[RsvpCounts]:
    """Where those who prefer each language stand, the languages named in the coordinator's."""
    tallies = by_language(one.members, one.rsvps)
    return [t._replace(name=NAMES.get(t.name, {}).get(language()) or t.name) for t in tallies]


def line(programme: Programme, one: SessionResponses) -> Message:
    """Who comes to one session, by region and language, in one line."""
    return msg(
        "{session}: {yes} of {all} come ({regions}; {languages}); {silent} have not answered",
        session=one.session.id,
        yes=len(one.of("accepted")),
        all=len(one.members),
        regions=", ".join(map(_share, regions_of(programme, one))),
        languages=", ".join(map(_share, languages_of(one))),
        silent=len(one.of(*UNANSWERED)),
    )


def _share(tally: RsvpCounts) -> str:
    yes = tally.counts.get("accepted", 0)
    return translate(msg("{name} {yes} of {all}", name=tally.name, yes=yes, all=tally.invited))


def table(tallies: Sequence[RsvpCounts], title: str) -> Table:
    """Yes, perhaps, no and no answer, for each region or language."""
    heads = (_("Invited"), _("Yes"), _("Perhaps"), _("No"), _("Other"), _("No answer"))
    made = empty_table(title, *heads, right=range(1, 7), no_wrap=True)
    for tally in tallies:
        yes, perhaps, no = (tally.counts.get(s, 0) for s in ("accepted", "tentative", "declined"))
        silent = sum(tally.counts.get(s, 0) for s in UNANSWERED)
        other = tally.invited - yes - perhaps - no - silent
        made.add_row(
            tally.name, str(tally.invited), *(str(n) if n else "·" for n in (yes, perhaps, no, other, silent))
        )
    return made


def as_data(one: SessionResponses) -> dict[str, object]:
    """One session for ``--json``."""

    def rows(tallies: Sequence[RsvpCounts]) -> list[dict[str, object]]:
        return [{"name": t.name, "invited": t.invited, **t.counts} for t in tallies]

    return {
        "id": one.session.id,
        "start": instant_text(one.slot.start),
        "sequence": one.slot.sequence,
        "invited": len(one.members),
        "regions": rows(by_region(one.members, one.rsvps)),
        "languages": rows(by_language(one.members, one.rsvps)),
        "people": [
            {
                "member": s.member,
                "state": s.state,
                "delegate": s.delegate,
                "reminded": s.member in one.reminded,
                "by_hand": s.answer is not None and s.answer.by_hand,
            }
            for s in one.rsvps
        ],
    }


def names(members: Sequence[Member]) -> str:
    """The first names in a row, and how many more there are."""
    first, more = truncate(members, IN_PARAGRAPH)
    shown = ", ".join(m.name for m in first)
    if not more:
        return shown
    return translate(msgn("{names} and {n} more", "{names} and {n} more", more, names=shown))
