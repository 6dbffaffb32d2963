"""The first few of a list and how many more there are; the limits that the printed sentences use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

IN_SENTENCE = 3
"""Names with details of their own (pairs, people with their hours) that a sentence carries."""
IN_LINE = 5
"""Bare names or ids, or lines of one kind in a report, before the eye gives up."""
IN_PARAGRAPH = 6
"""Names that stand in a sentence of their own, or tables below each other."""
CHOICES_IN_LINE = 8
"""Places in a row that a reader is to pick from or recognise."""
CHOICES = 12
"""Places below each other that a reader is to pick from."""
MESSAGES = 20
"""Messages below each other, each of which somebody has to open."""


def truncate(items: Sequence[T], limit: int) -> tuple[Sequence[T], int]:
    """The first ``limit`` items, and how many are left out."""
    return items[:limit], max(0, len(items) - limit)
