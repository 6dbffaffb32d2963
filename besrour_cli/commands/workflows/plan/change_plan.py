"""One change of the plan by hand: who was told of what it touches, and the writing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.shared.confirmation import confirm_change
from besrour_cli.commands.shared.result import Result
from besrour_cli.commands.shared.workspace import Workspace, unknown_session
from besrour_cli.commands.terminal.console import out
from besrour_cli.commands.terminal.translation import translate
from besrour_cli.commands.views import plan_changes
from besrour_cli.model.message import Message, msg
from besrour_cli.storage.state import announced_ledger, plan_file, proof_file

if TYPE_CHECKING:
    from besrour_cli.model.announcement import AnnouncementLog
    from besrour_cli.model.plan import Plan, ScheduledSession


class PlanChange(NamedTuple):
    """The plan with the change; ``proof`` is its certificate (None: the one there is stays true).

    ``after`` are sentences of what to do next.
    """

    plan: Plan
    proof: Mapping[str, object] | None
    after: Sequence[Message]


class ChangeOptions(NamedTuple):
    """How a change is made: without asking, only shown, for a program."""

    yes: bool
    dry_run: bool
    as_json: bool


def slot_of(workspace: Workspace, name: str) -> ScheduledSession:
    """The slot of a session that has a start, its file there or gone."""
    slot = workspace.plan.slots.get(name)
    if slot is not None:
        return slot
    if workspace.programme.session(name) is not None:
        workspace.slot(workspace.session(name))  # refuses: it has no time yet
    raise unknown_session(name, [*workspace.plan.slots])


def read_log(workspace: Workspace) -> AnnouncementLog:
    """What people were told of each session."""
    return announced_ledger.read(workspace.folder, workspace.programme.id)


def informed(workspace: Workspace, log: AnnouncementLog, sessions: Iterable[str]) -> dict[str, str]:
    """The names of those who were told of any of these sessions, by id."""
    names = {m.id: m.name for m in (*log.members.values(), *workspace.programme.members)}
    found: dict[str, str] = {}
    for name in sessions:
        known = log.latest(name)
        slot, session = workspace.plan.slots.get(name), workspace.programme.session(name)
        ids: Sequence[str] = known.invited if known else ()
        if not ids and slot is not None and slot.hash and session is not None:
            ids = [m.id for m in workspace.programme.invited(session)]
        found.update((i, names.get(i, i)) for i in ids)
    return found


def change(
    workspace: Workspace,
    made: PlanChange,
    options: ChangeOptions,
    *,
    lines: Sequence[Message] = (),
    before_writing: Callable[[], None] | None = None,
) -> Result:
    """Show every session that the change touches and who was told of it, ask, write, say what comes next.

    ``lines`` are shown as well; ``before_writing`` is done just before the plan is written.

    Raises NegativeAnswer when the coordinator does not agree, UsageError with nobody to ask.
    """
    changes = plan_changes.changes(workspace.plan, made.plan)
    people = informed(workspace, read_log(workspace), (each.session for each in changes))
    shown = [*plan_changes.lines(workspace, changes, list(people.values())), *map(translate, lines)]
    asks = bool(people) and not (options.yes or options.dry_run)
    if asks:
        confirm_change(shown, len(people), as_json=options.as_json)
    if not options.dry_run:
        with plan_file.unchanged(workspace.folder, workspace.digest):
            if before_writing is not None:
                before_writing()
            write(workspace, made)

    def picture() -> None:
        for line in () if asks else shown:
            out(line)
        if options.dry_run:
            out(msg("Nothing was written: this was a trial."))
        else:
            for sentence in made.after:
                out(sentence)

    data = {
        "changes": [plan_changes.as_data(each) for each in changes],
        "told": sorted(people),
        "written": not options.dry_run,
    }
    return Result(data, picture)


def write(workspace: Workspace, made: PlanChange) -> None:
    """Write the plan, and its certificate; PlanFileError when the plan has changed since it was read."""
    plan_file.write(workspace.folder, made.plan, workspace.digest)
    if made.proof is not None:
        proof_file.write(workspace.folder, made.proof)
