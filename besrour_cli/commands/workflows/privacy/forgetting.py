"""``besrour forget``: what has to change in every file so that nothing of a person is in it any more.

All is worked out first, and read again as it will be: the files without her, the plan with what sessions cost
her under a pseudonym, and a certificate of it, so that ``besrour verify`` goes on to hold.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from besrour_cli.commands.shared.privacy.values import Forgetting, NamedPerson
from besrour_cli.commands.shared.workspace import Workspace
from besrour_cli.commands.workflows.plan.choose_starts import ChangedPlan, choose_with_fewest_changes
from besrour_cli.commands.workflows.privacy.find_person import find_person
from besrour_cli.model.announcement import AnnouncementLog
from besrour_cli.model.errors import DiagnosticsError, NegativeAnswer
from besrour_cli.model.message import msg
from besrour_cli.model.plan import Plan
from besrour_cli.observances.blocked_time import observed
from besrour_cli.schedule.changed_roster import invited_to
from besrour_cli.schedule.identities import with_identities
from besrour_cli.schedule.renaming import with_member_renamed
from besrour_cli.storage.output.together import FileChange, change_together
from besrour_cli.storage.privacy.erasure import erased
from besrour_cli.storage.privacy.traces import lines_naming, own_lines
from besrour_cli.storage.programme.load import load
from besrour_cli.storage.state import journal_lines, plan_file, plan_format, proof_file
from besrour_cli.storage.state.state_file import LARGE_LIMIT, read_state

if TYPE_CHECKING:
    from besrour_cli.model.diagnostic import SourceLocation
    from besrour_cli.model.people.person import Person
    from besrour_cli.model.programme import Programme

_TRIAL = ("sessions", "templates", "busy.yaml")
"""What a programme is read from."""


def prepare(workspace: Workspace, word: str, moment: datetime) -> Forgetting:
    """Work out what forgetting somebody changes; nothing is written.

    Raises UsageError where the word means nobody, and DiagnosticsError where the files would have mistakes
    without her, as when a session still names her.
    """
    somebody = find_person(workspace, word)
    folder, person = workspace.folder, somebody.person
    changes = erased(folder, person)
    log = workspace.announcements or AnnouncementLog()
    programme = with_identities(_read_trial(folder, changes, somebody), log)
    planned = _planned(programme, _pseudonymous(workspace.plan, person), moment)
    sent = read_state(folder, "sent.ledger", LARGE_LIMIT) or b""
    return Forgetting(
        somebody=somebody,
        changes=(*_plan_changes(workspace, planned), *changes),
        plan=planned.plan,
        to_come=tuple(s for name in person.ids for s in invited_to(name, workspace.plan, log, moment)),
        letters=sum(line.get("event") == "done" for line in journal_lines.lines_about(sent, person)),
        own_lines=(*own_lines(folder, person), *_in_tables(folder, changes, person)),
    )


def _in_tables(folder: str, changes: Sequence[FileChange], person: Person) -> Iterator[SourceLocation]:
    """Yield the lines of the roster and of attendance that name her in the rows of others."""
    for change in changes:
        if change.path.startswith("sessions/") and change.after is not None:
            yield from lines_naming(change.path, change.after, os.path.join(folder, change.path), person)


def forget(workspace: Workspace, forgetting: Forgetting) -> None:
    """Write all of it, or nothing; FileError or PlanFileError where something has changed meanwhile."""
    journals = [change.path for change in forgetting.changes if change.path in journal_lines.JOURNALS]
    with plan_file.unchanged(workspace.folder, workspace.digest, forgetting=True):
        change_together(workspace.folder, forgetting.changes, journals)


def _read_trial(folder: str, changes: Sequence[FileChange], somebody: NamedPerson) -> Programme:
    """The programme as it will be, read from a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="besrour-") as trial:
        for part in _TRIAL:
            here = os.path.join(folder, part)
            if os.path.isdir(here):
                shutil.copytree(here, os.path.join(trial, part))
            elif os.path.isfile(here):
                shutil.copy(here, trial)
        for change in changes:
            if change.path.startswith(_TRIAL) and change.after is not None:
                with open(os.path.join(trial, change.path), "wb") as file:
                    file.write(change.after)
        loaded = load(trial)
    if loaded.programme is None:
        raise DiagnosticsError(
            msg("without {name} these files would have mistakes; nothing was changed", name=somebody.name),
            [problem for problem in loaded.problems if not problem.warning],
            msg("take {name} out of them first, then run this again", name=somebody.name),
        )
    return loaded.programme


def _pseudonymous(plan: Plan, person: Person) -> Plan:
    """The plan in which all that was charged to her is charged to the pseudonym.

    Where she was a guest, the pseudonym is one of those invited: no row of attendance says any more that
    somebody came uninvited, and the charge is not to be taken back for that.
    """
    for name in sorted(person.ids):
        plan = with_member_renamed(plan, name, person.pseudonym)
    slots = {
        name: replace(slot, guests=tuple(guest for guest in slot.guests if guest != person.pseudonym))
        for name, slot in plan.slots.items()
    }
    return replace(plan, slots=slots)


def _planned(programme: Programme, plan: Plan, moment: datetime) -> ChangedPlan:
    """The plan with a certificate for the roster without her; every start stays where it can."""
    if not plan.slots:
        return ChangedPlan(plan, None)
    try:
        choice = choose_with_fewest_changes(
            observed(programme, plan), plan, moment, keep=frozenset(plan.holds)
        )
    except NegativeAnswer:  # no plan at all is possible now, as when a window has passed
        return ChangedPlan(plan, None)
    return ChangedPlan(choice.plan, choice.proof)


def _plan_changes(workspace: Workspace, planned: ChangedPlan) -> list[FileChange]:
    """The plan and its certificate; one that cannot be made anew goes, since it names members."""
    folder = workspace.folder
    before = read_state(folder, plan_file.NAME, LARGE_LIMIT)
    if before is None:
        return []
    changes = [FileChange(plan_file.NAME, before, plan_format.emit(planned.plan))]
    former = read_state(folder, proof_file.NAME, LARGE_LIMIT)
    proof = proof_file.emitted(planned.proof) if planned.proof is not None else None
    changes.append(FileChange(proof_file.NAME, former, proof))
    return [change for change in changes if change.before != change.after]
