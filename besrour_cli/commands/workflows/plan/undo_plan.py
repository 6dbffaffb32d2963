"""Taking back the last change of the plan, as far as people were not told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.commands.views import plan_changes
from besrour_cli.commands.workflows.plan.change_plan import ChangeOptions, PlanChange, change
from besrour_cli.commands.workflows.plan.choose_starts import choose_with_fewest_changes
from besrour_cli.delivery.mail.ledger import entries
from besrour_cli.delivery.mail.status import DeliveryLog, DeliveryState
from besrour_cli.model.errors import NegativeAnswer, NotFoundError
from besrour_cli.model.message import Message, msg
from besrour_cli.model.plan import FIXED, Plan, ScheduledSession
from besrour_cli.storage.state import announced_ledger, plan_file, proof_file

if TYPE_CHECKING:
    from besrour_cli.commands.shared.result import Result
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.announcement import AnnouncementLog


class Undone(NamedTuple):
    """The plan with the last change taken back, and its certificate (None: the one there is stays true).

    ``irrevocable`` are sessions that stay as they are, since letters about them left; ``withdrawn`` those
    that were announced by other means, and are no more.
    """

    plan: Plan
    proof: Mapping[str, object] | None
    irrevocable: tuple[str, ...]
    withdrawn: tuple[str, ...]


def undo(workspace: Workspace, log: AnnouncementLog, moment: datetime) -> Undone:
    """What taking back the last change gives.

    Raises NotFoundError when there is none, NegativeAnswer when letters left about everything it touched.
    """
    former = plan_file.read_backup(workspace.folder, workspace.programme.id)
    if former is None:
        raise NotFoundError(msg("there is no earlier plan to go back to"), msg("besrour plan makes one"))
    now = workspace.plan
    touched = plan_changes.changes(now, former)
    letters = DeliveryLog(entries(workspace.folder, workspace.programme.id))
    kept = tuple(e.session for e in touched if e.before is not None and _has_letters(letters, e.before))
    if touched and len(kept) == len(touched):
        raise NegativeAnswer(
            msg("letters about this change have left: it cannot be taken back"),
            msg("change it anew: besrour move, besrour cancel or besrour restore"),
        )
    slots = _slots(now, former, frozenset(kept), moment)
    withdrawn = tuple(
        e.session
        for e in touched
        if e.session not in kept and _is_announced(log, e.before, slots.get(e.session))
    )
    plan = replace(former, slots=slots)
    if kept:
        plan = replace(plan, ledger=now.ledger)
        choice = choose_with_fewest_changes(workspace.programme, plan, moment, keep=frozenset(plan.holds))
        return Undone(choice.plan, choice.proof, kept, withdrawn)
    return Undone(plan, _proof_of(workspace.folder, plan), kept, withdrawn)


def _slots(now: Plan, former: Plan, kept: frozenset[str], moment: datetime) -> dict[str, ScheduledSession]:
    """The former slots but for those kept; a SEQUENCE that calendars have seen never goes down."""
    slots = {name: slot for name, slot in now.slots.items() if name in kept}
    for name, slot in former.slots.items():
        present = now.slots.get(name)
        if name in kept:
            continue
        risen = present is not None and present.sequence > slot.sequence
        higher = present.sequence + 1 if present is not None else 0
        slots[name] = replace(slot, sequence=higher, revised=moment) if risen else slot
    return dict(sorted(slots.items(), key=lambda pair: (pair[1].start, pair[0])))


def _has_letters(letters: DeliveryLog, slot: ScheduledSession) -> bool:
    """Whether a letter with what is announced of a session now may have reached anyone."""
    return any(
        about == slot.session
        and status.last.facts == slot.hash
        and status.state not in (DeliveryState.OPEN, DeliveryState.REFUSED)
        for (about, _member), status in letters.of.items()
    )


def _is_announced(
    log: AnnouncementLog, present: ScheduledSession | None, former: ScheduledSession | None
) -> bool:
    """Whether the change to be taken back was an announcement, by other means than letters from here."""
    known = log.latest(present.session) if present is not None else None
    if present is None or known is None or known.digest != present.hash:
        return False
    return former is None or former.hash != present.hash


def _proof_of(folder: str, plan: Plan) -> Mapping[str, object] | None:
    """The certificate of an earlier plan, if it is still there and not the one in place."""
    for proof in proof_file.both(folder):
        if _fits(plan, proof):
            return proof
    return None


def _fits(plan: Plan, proof: Mapping[str, object]) -> bool:
    """Whether a certificate speaks of the starts of a plan, and of those that were retained."""
    from besrour_cli.clock.instants import instant_text

    starts, fixed = proof.get("starts"), proof.get("stood")
    if not isinstance(starts, dict) or not isinstance(fixed, list):
        return False
    placed = {name: instant_text(slot.start) for name, slot in plan.slots.items() if name in starts}
    retained = {name for name in fixed if name in placed and plan.slots[name].state not in FIXED}
    return placed == starts and retained == set(plan.retained) & set(placed)


def take_back(workspace: Workspace, moment: datetime, options: ChangeOptions) -> Result:
    """Show what the last change did and what of it has to stay, ask, and write the plan before it."""
    log = announced_ledger.read(workspace.folder, workspace.programme.id)
    undone = undo(workspace, log, moment)
    lines = list(_limits(undone))
    made = PlanChange(undone.plan, undone.proof, [msg("Kept in plan.yaml. besrour undo brings it again.")])
    before = _withdrawing(workspace, undone) if undone.withdrawn else None
    return change(workspace, made, options, lines=lines, before_writing=before)


def _limits(undone: Undone) -> Iterator[Message]:
    """What stays although the change is taken back, and what must be sure."""
    for name in undone.irrevocable:
        yield msg("{session}: letters have left, so it stays as it is", session=name)
    for name in undone.withdrawn:
        yield msg(
            "{session}: announced by other means than letters; go on only if nobody has seen it", session=name
        )


def _withdrawing(workspace: Workspace, undone: Undone) -> Callable[[], None]:
    """Note, before the plan is written, that announcements were taken back."""
    return lambda: announced_ledger.note_withdrawal(
        workspace.folder, workspace.programme.id, undone.withdrawn
    )
