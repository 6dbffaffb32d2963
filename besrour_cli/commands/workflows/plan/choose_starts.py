"""Choose starts beside what was decided before: what moves, what is retained, and what is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from besrour_cli.model.errors import NegativeAnswer

if TYPE_CHECKING:
    from besrour_cli.commands.shared.workspace import Workspace
    from besrour_cli.model.plan import Plan, ScheduledSession
    from besrour_cli.model.programme import Programme
    from besrour_cli.planning.problem.infeasible_session import NoStart
    from besrour_cli.planning.solve.choose import PlanResult

SECONDS = 20.0
"""How long a proof is searched for, where the coordinator does not say."""


def choose_starts(
    programme: Programme,
    before: Plan,
    moment: datetime,
    *,
    seconds: float,
    move: frozenset[str],
    keep: frozenset[str],
    near: bool = True,
    proof: Mapping[str, object] | None = None,
) -> PlanResult:
    """The choice, where sessions in ``move`` may move and proposed ones in ``keep`` stay where they are.

    ``near``: whether the others had better stay where they were proposed; ``proof``: the certificate of
    ``before``. Raises NegativeAnswer when a session in ``keep`` breaks a constraint at its start.
    """
    from besrour_cli.planning.explain.stale_starts import check_fixed_starts
    from besrour_cli.planning.history.burden_ledger import close_past_sessions
    from besrour_cli.planning.solve.budget import start_budget
    from besrour_cli.planning.solve.choose import choose

    # a start that is kept may be over, and its file say that people met: then it is past, and not refused
    before = close_past_sessions(programme, before, moment)
    refusal = check_fixed_starts(programme, before, moment, keep, move)
    if refusal is not None:
        raise refusal
    if not move:
        budget = start_budget(monotonic, seconds)
        return choose(programme, before, moment, budget=budget, keep=keep, near=near, proof=proof)
    return choose_with_fewest_changes(programme, before, moment, seconds=seconds, move=move, keep=keep)


def choose_with_fewest_changes(
    programme: Programme,
    before: Plan,
    moment: datetime,
    *,
    seconds: float = SECONDS,
    move: frozenset[str] = frozenset(),
    keep: frozenset[str] = frozenset(),
) -> PlanResult:
    """The choice in which everything planned stays where it can, but for what is in ``move``."""
    from besrour_cli.planning.explain.stale_starts import violations_of_fixed
    from besrour_cli.planning.solve.budget import start_budget
    from besrour_cli.planning.solve.choose import choose

    stay = frozenset(before.slots) - move
    # unlike a held session, one that merely stays may move where it breaks a constraint
    stay -= violations_of_fixed(programme, before, moment, stay, move).keys()
    try:
        return choose(
            programme, before, moment, budget=start_budget(monotonic, seconds), free=move, keep=stay
        )
    except NegativeAnswer:  # what is merely proposed has to move as well
        budget = start_budget(monotonic, seconds)
        return choose(programme, before, moment, budget=budget, free=move, keep=keep, near=True)


class PartialChoice(NamedTuple):
    """A choice, the programme it is of, and why some sessions are not in either (None: all are)."""

    programme: Programme
    choice: PlanResult
    refusal: NoStart | None


def choose_possible(
    programme: Programme,
    before: Plan,
    moment: datetime,
    *,
    seconds: float,
    keep: frozenset[str],
    near: bool = True,
    proof: Mapping[str, object] | None = None,
) -> PartialChoice:
    """The choice for every session that has a possible start; one that has none stops no other.

    Raises NegativeAnswer when none has, or a session in ``keep`` breaks a constraint at its start.
    """
    from besrour_cli.planning.problem.infeasible_session import NoStart

    everything = partial(choose_starts, seconds=seconds, move=frozenset(), keep=keep, near=near, proof=proof)
    try:
        return PartialChoice(programme, everything(programme, before, moment), None)
    except NoStart as refusal:
        rest = tuple(s for s in programme.sessions if s.id not in refusal.sessions)
        if not rest:
            raise
        possible = replace(programme, sessions=rest)
        return PartialChoice(possible, everything(possible, before, moment), refusal)


class ChangedPlan(NamedTuple):
    """A plan and its certificate; None: none could be made, and the one in place is of another plan."""

    plan: Plan
    proof: Mapping[str, object] | None


def with_slot(
    workspace: Workspace, slot: ScheduledSession, holds: Collection[str], moment: datetime
) -> ChangedPlan:
    """The plan with one slot as it is given, everything else staying where it can.

    Where another session stands in the way of any plan at all, as one whose window has passed, that is no
    reason to refuse this change: the slot alone is replaced.
    """
    plan = replace(
        workspace.plan,
        slots={**workspace.plan.slots, slot.session: slot},
        holds=tuple(sorted(holds)),
    )
    try:
        choice = choose_with_fewest_changes(workspace.programme, plan, moment, keep=frozenset(holds))
    except NegativeAnswer:
        return ChangedPlan(plan, None)
    return ChangedPlan(choice.plan, choice.proof)


def save_choice(workspace: Workspace, choice: PlanResult | ChangedPlan) -> None:
    """Write the plan and its proof; PlanFileError when the plan has changed since it was read."""
    from besrour_cli.storage.state import plan_file, proof_file

    with plan_file.unchanged(workspace.folder, workspace.digest):  # both, or neither
        plan_file.write(workspace.folder, choice.plan, workspace.digest)
        if choice.proof is not None:
            proof_file.write(workspace.folder, choice.proof)
