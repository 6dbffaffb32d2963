"""That the year stays close to what was proposed, although one chosen anew could be fairer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from besrour_cli.commands.terminal.translation import with_folder
from besrour_cli.model.fairness import Fairness
from besrour_cli.model.message import Fact, Message, msg
from besrour_cli.model.plan import ObjectiveValue
from besrour_cli.planning.problem.fairness_rule import REGIONS, TOLERANT

_SAME = 1e-9
"""What a figure may be off for being a float."""


def beyond_tolerance(steps: Sequence[ObjectiveValue], fairness: Fairness) -> list[ObjectiveValue]:
    """The steps that give away more than the tolerance, which only a year may that was proposed."""
    part = 1 + fairness.tolerance / 100 + _SAME
    return [step for step in steps if step.name in TOLERANT and step.value > step.least * part]


def lines(steps: Sequence[ObjectiveValue], fairness: Fairness) -> Iterator[Message]:
    """A sentence for each step that gives away more than the tolerance; of regrets, one without a figure."""
    beyond = beyond_tolerance(steps, fairness)
    command = with_folder("besrour plan --afresh --dry-run")
    if beyond and fairness.profiles:
        yield msg(
            "The year stays close to what was proposed. Chosen anew, it could be fairer; "
            "to see that: {command}",
            command=command,
        )
        return
    for step in beyond:
        facts: dict[str, Fact] = {"n": round(100 * (1 - step.least / step.value)), "command": command}
        if step.name == REGIONS:
            yield msg(
                "The year stays close to what was proposed. Chosen anew, the region that carries most could "
                "carry {n}% less; to see such a year: {command}",
                **facts,
            )
        else:
            yield msg(
                "The year stays close to what was proposed. Chosen anew, the people who carry most could "
                "carry {n}% less; to see such a year: {command}",
                **facts,
            )
