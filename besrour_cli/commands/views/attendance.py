"""Who comes: the answers read so far, session by session, against the roster."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.terminal.translation import _, language, translate
from besrour_cli.model.language import NAMES
from besrour_cli.model.message import msg, msgn
from besrour_cli.model.plan import ScheduledSession
from besrour_cli.model.programme import Member, Programme, Session
from besrour_cli.model.replies import Invitation, Reminder, Reply

if TYPE_CHECKING:
    from rich.table import Table

    from besrour_cli.feedback.replies.tally import Rsvp, RsvpCounts
    from besrour_cli.storage.state.replies_file import StoredReplies

UNANSWERED = ("silent", "stale")
"""States of people who may be reminded: no answer, or only one to a time that was moved since."""
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


class SessionResponses(NamedTuple):
    """One session and where everybody invited stands with it."""

    session: Session
    slot: ScheduledSession
    members: tuple[Member, ...]
    standings: tuple[Rsvp, ...]
    reminded: frozenset[str]

    def of(self, *states: str) -> list[Member]:
        """The members in these states, in roster order."""
        found = {s.member for s in self.standings if s.state in states}
        return [m for m in self.members if m.id in found]

    @property
    def by_hand(self) -> list[Member]:
        """The members whose answer the coordinator recorded herself, in roster order."""
        found = {s.member for s in self.standings if s.answer is not None and s.answer.by_hand}
        return [m for m in self.members if m.id in found]

    @property
    def answered(self) -> int:
        """How many have answered in any way."""
        return len(self.members) - len(self.of("silent"))


def invitations(workspace: Workspace) -> list[Invitation]:
    """Every session of the plan as people were asked to it."""
    from besrour_cli.publishing.calendars.event_text import event_uid

    found = []
    for session in workspace.programme.sessions:
        slot = workspace.plan.slots.get(session.id)
        if slot is None:
            continue
        people: dict[str, tuple[str, ...]] = {}
        for member in workspace.programme.invited(session):
            address = member.email.strip().casefold()
            people[address] = (*people.get(address, ()), member.id)
        uid = event_uid(workspace.programme.id, session.id)
        found.append(Invitation(uid, session.id, slot.sequence, *slot.known_times, people))
    return found


def session_responses(
    workspace: Workspace, replies: StoredReplies, asked: Sequence[Invitation]
) -> list[SessionResponses]:
    """Every session people were told of that is not called off, by start."""
    from besrour_cli.feedback.replies.tally import rsvps

    found = []
    for invitation in sorted(asked, key=lambda i: (i.start, i.session)):
        slot = workspace.plan.slots[invitation.session]
        session = workspace.session(invitation.session)
        mine: list[Reply] = [a for a in replies.answers if a.session == session.id]
        if slot.state == "cancelled" or (slot.state == "proposed" and not mine):
            continue
        members = workspace.programme.invited(session)
        reminded = frozenset(r.member for r in replies.reminders if still_valid(r, slot))
        found.append(SessionResponses(session, slot, members, rsvps(members, mine, invitation), reminded))
    return found


def still_valid(reminder: Reminder, slot: ScheduledSession) -> bool:
    """Whether a reminder was of what people know now."""
    if (reminder.session, reminder.sequence) != (slot.session, slot.sequence):
        return False
    made, told = reminder.moment, slot.announced
    return made is None or told is None or made >= told


def lines(workspace: Workspace, now: datetime) -> list[str]:
    """For the plan: one line for each coming session that somebody has answered."""
    from besrour_cli.storage.state import replies_file

    replies = replies_file.read(workspace.folder)
    if not replies.answers:
        return []
    return [
        line(workspace.programme, c)
        for c in session_responses(workspace, replies, invitations(workspace))
        if c.answered and c.slot.end > now
    ]


def regions_of(programme: Programme, found: SessionResponses) -> list[RsvpCounts]:
    """Where each region's people stand, the regions named in the language spoken now."""
    from besrour_cli.feedback.replies.tally import by_region

    tallies = by_region(found.members, found.standings)
    return [t._replace(name=programme.region_name(t.name, language())) for t in tallies]


def languages_of(found: SessionResponses) -> list[RsvpCounts]:
    """Where those who prefer each language stand, the languages named in the one spoken now."""
    from besrour_cli.feedback.replies.tally import by_language

    tallies = by_language(found.members, found.standings)
    return [t._replace(name=NAMES.get(t.name, {}).get(language()) or t.name) for t in tallies]


def line(programme: Programme, found: SessionResponses) -> str:
    """Who comes to one session, by region and language, in one line."""
    regions = ", ".join(map(_share, regions_of(programme, found)))
    languages = ", ".join(map(_share, languages_of(found)))
    return translate(
        msg(
            "{session}: {yes} of {all} come ({regions}; {languages}); {silent} have not answered",
            session=found.session.id,
            yes=len(found.of("accepted")),
            all=len(found.members),
            regions=regions,
            languages=languages,
            silent=len(found.of(*UNANSWERED)),
        )
    )


def _share(tally: RsvpCounts) -> str:
    yes = tally.counts.get("accepted", 0)
    return translate(msg("{name} {yes} of {all}", name=tally.name, yes=yes, all=tally.invited))


def table(tallies: Sequence[RsvpCounts], title: str) -> Table:
    """Yes, perhaps, no and no answer, for each region or language."""
    from besrour_cli.commands.terminal.console import table as empty_table

    made = empty_table()
    made.add_column(title, no_wrap=True)
    for head in (_("Invited"), _("Yes"), _("Perhaps"), _("No"), _("Other"), _("No answer")):
        made.add_column(head, justify="right", no_wrap=True)
    for tally in tallies:
        yes, perhaps, no = (tally.counts.get(s, 0) for s in ("accepted", "tentative", "declined"))
        silent = sum(tally.counts.get(s, 0) for s in ("silent", "stale"))
        other = tally.invited - yes - perhaps - no - silent
        made.add_row(
            tally.name, str(tally.invited), *(str(n) if n else "·" for n in (yes, perhaps, no, other, silent))
        )
    return made


def as_data(found: SessionResponses) -> dict[str, object]:
    """One session for ``--json``."""
    from besrour_cli.clock.instants import instant_text
    from besrour_cli.feedback.replies.tally import by_language, by_region

    def rows(tallies: Sequence[RsvpCounts]) -> list[dict[str, object]]:
        return [{"name": t.name, "invited": t.invited, **t.counts} for t in tallies]

    return {
        "id": found.session.id,
        "start": instant_text(found.slot.start),
        "sequence": found.slot.sequence,
        "invited": len(found.members),
        "regions": rows(by_region(found.members, found.standings)),
        "languages": rows(by_language(found.members, found.standings)),
        "people": [
            {
                "member": s.member,
                "state": s.state,
                "delegate": s.delegate,
                "reminded": s.member in found.reminded,
                "by_hand": s.answer is not None and s.answer.by_hand,
            }
            for s in found.standings
        ],
    }


def names(members: Sequence[Member], most: int = 6) -> str:
    """Names in a row, the rest counted."""
    said = ", ".join(m.name for m in members[:most])
    if len(members) <= most:
        return said
    rest = len(members) - most
    return translate(msgn("{names} and {n} more", "{names} and {n} more", rest, names=said))
