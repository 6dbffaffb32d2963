"""A start lies ahead of the moment of planning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from besrour_cli.model.message import Message, msg, msgn
from besrour_cli.planning.problem.constraints.start_constraint import FileConstraint, Mask, SessionStarts

PAST = msg("it lies in the past")
"""The sentence of a start that is past."""


class Past(FileConstraint):
    """No start that is past; nobody can give this up."""

    relaxable = False

    def mask(self, starts: SessionStarts) -> Mask:
        """The starts before ``now``."""
        mask: Mask = starts.grid.starts < starts.now
        return mask

    def describe(self, names: Sequence[str]) -> Message:
        """That the start lies ahead."""
        return msg("that it lies ahead")

    def describe_excluded(self, names: Sequence[str], excluded: int) -> Message:
        """How many starts are past."""
        return msgn("{n} is past", "{n} are past", excluded)

    def describe_violated(self, starts: SessionStarts) -> Iterator[Message]:
        """That the start lies in the past."""
        yield PAST
