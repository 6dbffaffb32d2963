"""What items of a form are read as: points of a scale."""

from __future__ import annotations

from collections.abc import Iterable

from besrour_cli.model.evaluation.answers import EvaluationAnswer

POINTS = ("1", "2", "3", "4", "5")
CHANGES = ("improved", "same", "worse")
"""What becomes of confidence from then to now, in the order in which it is told."""


def numbers(answers: Iterable[EvaluationAnswer], key: str) -> list[int]:
    """The points that some answers gave, all of which gave one."""
    return [int(one.values[key]) for one in answers]
