"""``besrour send mentors``: each group is introduced once, and again where it is another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.commands.shared.letter_batch import files_of, general_outgoing
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.workflows.letters.send_letters import Mailing, send_letters, send_test
from besrour_cli.commands.workflows.letters.send_options import record_decisions
from besrour_cli.commands.workflows.mentoring.groups import stored_groups, term_of
from besrour_cli.commands.workflows.mentoring.hours import GroupHours
from besrour_cli.delivery.mail.decide import OutgoingLetter
from besrour_cli.model.letter_kind import INTRODUCTION
from besrour_cli.model.message import msgn
from besrour_cli.model.people.mentoring import MentoringGroup, MentoringTerm
from besrour_cli.model.people.pauses import is_paused
from besrour_cli.planning.explain.weekly_hours import readings
from besrour_cli.publishing.letters.mime_message import digest
from besrour_cli.publishing.mentors.facts import GroupMeeting, IntroducedGroup
from besrour_cli.publishing.mentors.letters import introductions
from besrour_cli.storage import resources
from besrour_cli.storage.output import atomic_files
from besrour_cli.storage.state.mentoring import mentors_file

if TYPE_CHECKING:
    from besrour_cli.commands.shared.result import Result
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.commands.workflows.letters.send_options import SendOptions
    from besrour_cli.publishing.letters.letters import Letter

_TOP = "out/mentors"
_LETTERS = f"{_TOP}/letters"
_DIGITS = 12


def send_introductions(workspace: Workspace, options: SendOptions, moment: datetime) -> Result:
    """Write the letters below out/, show what goes to whom, ask, send; who goes is introduced from then on.

    Nobody is introduced to somebody who is paused.
    """
    term = term_of(workspace)
    members = {member.id: member for member in workspace.programme.members}
    groups = [
        group
        for group in stored_groups(workspace, term)
        if not any(is_paused(members[person], moment.date()) for person in group.people)
        and (not options.only or set(options.only) & set(group.people))
    ]
    made = _letters(workspace, term, groups, moment)
    if options.test_to:
        letters = ((item, letter.language, letter.data) for item, letter in made)
        return send_test(workspace, letters, options, options.test_to)
    outgoing: list[OutgoingLetter] = []
    if options.dry_run:
        outgoing = [item for item, _letter in made]
    else:
        record_decisions(workspace, options, [about_group(term, group) for group in groups])
        atomic_files.write_each(workspace.folder, files_of(made, outgoing), clear=[_LETTERS], private=_TOP)
    n = len(groups)
    mailing = Mailing(
        letters=outgoing,
        data={},
        picture=lambda: out(msgn("{n} group is introduced.", "{n} groups are introduced.", n)),
        announce=lambda: _introduced(workspace, term, groups),
        announces=(),
    )
    return send_letters(workspace, mailing, options)


def about_group(term: MentoringTerm, group: MentoringGroup) -> str:
    """What a group's letters are about, in the ledger: another group has other letters.

    No id stands in it, so that whoever is forgotten is not named by the letters of the others.
    """
    return f"mentors-{term.name}-{digest(' '.join(group.people))[:_DIGITS]}"


def _introduced(workspace: Workspace, term: MentoringTerm, groups: Sequence[MentoringGroup]) -> None:
    """Note, before the first letter leaves, who is introduced: from then on these groups stay."""
    going = {group.people for group in groups}
    mentors_file.update(
        workspace.folder,
        lambda terms: {
            **terms,
            term.name: tuple(
                group._replace(introduced=group.introduced or group.people in going)
                for group in terms.get(term.name, ())
            ),
        },
    )


def _letters(
    workspace: Workspace, term: MentoringTerm, groups: Sequence[MentoringGroup], moment: datetime
) -> Iterator[tuple[OutgoingLetter, Letter]]:
    """Every letter, as the sender needs it and with its bytes; they can be taken once."""
    hours = GroupHours(workspace, term)
    introduced = [
        (about_group(term, group), _introduced_group(workspace, term, group, hours)) for group in groups
    ]
    templates = resources.templates(workspace.folder)
    for about, member, letter in introductions(workspace.programme, term, introduced, templates, moment):
        outgoing = general_outgoing(
            member, letter, about=about, kind=INTRODUCTION, facts=about, folder=f"{_LETTERS}/{about}"
        )
        yield outgoing, letter


def _introduced_group(
    workspace: Workspace, term: MentoringTerm, group: MentoringGroup, hours: GroupHours
) -> IntroducedGroup:
    by_id = {member.id: member for member in workspace.programme.members}
    people = tuple(by_id[person] for person in group.people)
    entries = {entry.member: entry for entry in term.entries}
    offered = entries[group.mentor].offers if group.mentor in entries else ()
    asked = dict.fromkeys(t for m in group.mentees for t in (entries[m].asks if m in entries else ()))
    zone = people[0].place.zone
    meetings = tuple(
        GroupMeeting({m.id: readings(hour, zone, m.place.zone, hours.term) for m in people})
        for hour in hours.best(group.people)
    )
    return IntroducedGroup(group, people, tuple(topic for topic in asked if topic in offered), meetings)
