"""Whether sessions and people are still those whom others were told of; nothing is loaded without need."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.model.errors import BesrourError
from besrour_cli.model.message import msg, msgn

if TYPE_CHECKING:
    from besrour_cli.model.announcement import AnnouncementLog
    from besrour_cli.model.diagnostic import Diagnostic
    from besrour_cli.model.plan import Plan
    from besrour_cli.model.programme import Member
    from besrour_cli.storage.programme.lines.member_rows import RowNote
    from besrour_cli.storage.programme.load import LoadedProgramme

ROSTER, LEDGER = "sessions/members.csv", "announced.ledger"


def read_announcements(folder: str, programme: str) -> AnnouncementLog:
    """What people were told so far; a folder without a ledger loads no more than it needs."""
    if not os.path.lexists(os.path.join(folder, LEDGER)):
        from besrour_cli.model.announcement import AnnouncementLog

        return AnnouncementLog()
    from besrour_cli.storage.state import announced_ledger

    return announced_ledger.read(folder, programme)


def check_draft(folder: str, loaded: LoadedProgramme, moment: datetime) -> tuple[Diagnostic, ...]:
    """What :func:`check_identity` says of files that hold mistakes, as far as they can be read."""
    if loaded.draft is None:
        return ()
    from besrour_cli.storage.state import plan_file as plans

    try:
        plan = plans.read(folder, loaded.draft.id).plan
        log = read_announcements(folder, loaded.draft.id)
    except BesrourError:  # it is told once the mistakes are mended
        return ()
    return check_identity(folder, loaded, plan, log, moment)


def check_identity(
    folder: str, loaded: LoadedProgramme, plan: Plan, log: AnnouncementLog, moment: datetime
) -> tuple[Diagnostic, ...]:
    """Announced sessions whose files are gone or exchanged, members who are gone or have another's id.

    Mistakes have to be settled before anything is written; warnings say what nobody need do.
    """
    if loaded.draft is None or not plan.slots:
        return ()
    from besrour_cli.schedule.identities import with_identities

    programme = with_identities(loaded.draft, log)
    found: list[Diagnostic] = []
    if log.of or not loaded.session_ids.issuperset(plan.slots):
        from besrour_cli.schedule.changed_files import check_files

        found += check_files(programme, loaded.session_ids, plan, log, moment, loaded.recurring)
    roster_is_whole = all(p.warning or p.spot.path != ROSTER for p in loaded.problems)
    if roster_is_whole and _differs(programme.members, log):
        found += _check_roster(folder, programme.members, plan, log, moment)
    return tuple(found)


def _differs(members: Sequence[Member], log: AnnouncementLog) -> bool:
    """Whether anybody who was told something is not in the roster as she was then."""
    here = {member.id: (member.name, member.email) for member in members}
    return any(here.get(known.id) != (known.name, known.email) for known in log.members.values())


def _check_roster(
    folder: str, members: Sequence[Member], plan: Plan, log: AnnouncementLog, moment: datetime
) -> list[Diagnostic]:
    from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
    from besrour_cli.schedule.changed_roster import leavers
    from besrour_cli.storage.programme.lines.member_rows import diagnostics_at

    notes = _row_notes(members, log)
    found = diagnostics_at(folder, notes) if notes else []
    for leaver in leavers(members, plan, log, moment):
        found.append(
            Diagnostic(
                "member-gone",
                SourceLocation(ROSTER),
                what=msgn(
                    "“{id}” ({name}) is no longer in members.csv, and holds the entry of {n} session to come",
                    "“{id}” ({name}) is no longer in members.csv, and holds the entries of {n} sessions to "
                    "come",
                    len(leaver.sessions),
                    id=leaver.member.id,
                    name=leaver.member.name,
                ),
                remedy=msg(
                    "besrour send offers to cancel them, to this person alone; besrour leave {id} says that "
                    "she has left",
                    id=leaver.member.id,
                ),
                warning=True,
            )
        )
    return found


def _row_notes(members: Sequence[Member], log: AnnouncementLog) -> dict[str, list[RowNote]]:
    """What is to be said at the rows of members, by id."""
    from besrour_cli.schedule import changed_roster
    from besrour_cli.storage.programme.lines.member_rows import RowNote

    notes: dict[str, list[RowNote]] = {}
    for new, old, likeness in changed_roster.successors(members, log):
        if likeness == changed_roster.Likeness.ADDRESS:
            what = msg("“{new}” has the address of “{old}”, who is gone", new=new, old=old)
        else:
            what = msg("“{new}” has the name of “{old}”, who is gone", new=new, old=old)
        remedy = msg(
            "the same person? besrour rename {old} {new}; somebody else: besrour leave {old}",
            old=old,
            new=new,
        )
        column = "email" if likeness == changed_roster.Likeness.ADDRESS else "name"
        notes.setdefault(new, []).append(RowNote(column, "member-renamed", what, remedy))
    for name, owner in changed_roster.misplaced(members, log).items():
        what = msg("this row has the id “{id}”, and name and address of “{owner}”", id=name, owner=owner)
        remedy = msg("write {owner} into its column id: an id stays with its person", owner=owner)
        notes.setdefault(name, []).append(RowNote("id", "member-exchanged", what, remedy))
    for one, other in changed_roster.exchanged_addresses(members, log):
        what = msg("“{one}” and “{other}” have exchanged their addresses", one=one, other=other)
        remedy = msg("if that is right, nothing is to be done: the next letters go to the new ones")
        notes.setdefault(one, []).append(RowNote("email", "addresses-exchanged", what, remedy, warning=True))
    return notes
