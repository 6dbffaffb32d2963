"""All plans of a small programme as the checker has them, and certificates that prove nothing of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import product
from typing import Any

from besrour_cli.clock.instants import from_epoch_minutes, instant_text
from besrour_cli.model.plan import ObjectiveValue, Plan, ScheduledSession, SessionState
from besrour_cli.model.programme import Programme
from besrour_cli.planning.verify.build_problem import build
from besrour_cli.planning.verify.objectives import STEPS, values_of
from besrour_cli.planning.verify.options import CheckedOptions
from besrour_cli.planning.verify.problem import ProofClaims
from besrour_cli.planning.verify.spacing import CheckedSpacing
from support.planning.world import NOW

Choice = Sequence[int]
"""The option of every session."""
NOBODY: Mapping[str, Choice] = {}
"""No witness: the choice itself reaches the least of every step."""


def spacing_of(asked: Programme, plan: Plan, *, ordered: bool = True) -> CheckedSpacing | None:
    """The checker's sessions and starts when nothing is announced; None: some session has no start."""
    problem = build(asked, plan, ProofClaims(NOW, frozenset(), {}, {}, ordered))
    if not all(domain.starts for domain in problem.sessions):
        return None
    return CheckedSpacing(CheckedOptions(problem), ordered=ordered)


def all_choices(spacing: CheckedSpacing) -> list[tuple[int, ...]]:
    """Every way to choose a start for each session, possible together or not."""
    return list(product(*(range(part.start, part.stop) for part in spacing.options.parts)))


def plans(spacing: CheckedSpacing) -> list[tuple[int, ...]]:
    """Every plan: the choices in which no two sessions are in conflict."""
    return [choice for choice in all_choices(spacing) if not any(spacing.conflicts(choice))]


def possible(asked: Programme, given: Plan) -> bool:
    """Whether there is any plan at all, in whatever order."""
    spacing = spacing_of(asked, given, ordered=False)
    if spacing is None:
        return False
    every = product(*(range(part.start, part.stop) for part in spacing.options.parts))
    return any(not any(spacing.conflicts(choice)) for choice in every)


def unproven(
    spacing: CheckedSpacing,
    choice: Choice,
    given: Plan,
    witnesses: Mapping[str, Choice] = NOBODY,
    *,
    ordered: bool = True,
) -> tuple[Plan, dict[str, Any]]:
    """A choice as a plan, and a certificate in which a step has the value of its witness as its least."""
    options, programme = spacing.options, spacing.options.problem.programme
    reached, slots, steps, written = values_of(options, choice), {}, [], []
    for domain, o in zip(spacing.sessions, choice, strict=True):
        start, name = from_epoch_minutes(int(options.at[o])), domain.session.id
        end, zone = start + timedelta(minutes=domain.minutes), programme.anchor.zone
        slots[name] = ScheduledSession(name, start, end, SessionState.PROPOSED, zone, "")
    for name in STEPS:
        value, witness = reached[name], witnesses.get(name, choice)
        least = values_of(options, witness)[name]
        bound = min(least, Fraction(0))
        steps.append(ObjectiveValue(name, float(value), float(bound), float(least)))
        written.append(
            {
                "name": name,
                "value": str(value),
                "least": str(least),
                "bound": str(bound),
                "tree": None,
                "witness": starts_of(spacing, witness),
            }
        )
    proof = {
        "form": 3,
        "programme": programme.id,
        "made": instant_text(NOW),
        "stood": [],
        "told": {},
        "proposed": {},
        "starts": starts_of(spacing, choice),
        "steps": written,
        "clashes": [],
        "ordered": ordered,
    }
    return Plan(programme.id, "", slots, given.ledger, tuple(steps)), proof


def starts_of(spacing: CheckedSpacing, choice: Choice) -> dict[str, str]:
    """The starts of a choice, as a certificate has them."""
    return {
        domain.session.id: instant_text(from_epoch_minutes(int(spacing.options.at[o])))
        for domain, o in zip(spacing.sessions, choice, strict=True)
    }
