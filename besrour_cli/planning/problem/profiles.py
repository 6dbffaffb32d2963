"""Several assumed profiles at once: the problems under each of them, as one.

Every class is there once under each profile, at the burden it would bear if that profile were true. Steps
that judge burden look at the profile where the plan is furthest from what could be had there: its regret.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from besrour_cli.model.units import Hundredths
from besrour_cli.planning.problem.equivalence_classes import MemberClass
from besrour_cli.planning.problem.options import PlanningProblem, StartOptions

Bests = Mapping[str, Mapping[str, Hundredths]]
"""What the steps that judge burden could have under each profile alone: profile, then step, to hundredths."""
NO_BESTS: Bests = {}
"""One profile is assumed."""


def join(problems: Mapping[str, PlanningProblem], best: Bests) -> PlanningProblem:
    """The problem under all profiles; ``problems`` differ in nothing but burdens, and in classes.

    A night is the same whatever the profile, so that it is counted under the first alone.
    """
    first = next(iter(problems.values()))
    people: list[MemberClass] = []
    begins: list[int] = []
    for name, problem in problems.items():
        begins.append(len(people))
        nights = problem is first
        people += [p._replace(under=name, nights=p.nights if nights else 0) for p in problem.people]
    policy = first.policy._replace(best=best if people else NO_BESTS)
    options = tuple(
        _join_options(each, begins) for each in zip(*(p.options for p in problems.values()), strict=True)
    )
    return first._replace(people=tuple(people), options=options, policy=policy)


def _join_options(those: Sequence[StartOptions], begins: Sequence[int]) -> StartOptions:
    """The options of one session, with the classes of every profile beside each other."""
    first, *others = those
    return replace(
        first,
        who=np.concatenate([each.who + begin for each, begin in zip(those, begins, strict=True)]),
        burden=np.hstack([each.burden for each in those]),
        nights=np.hstack([first.nights, *(np.zeros_like(each.nights) for each in others)]),
    )
