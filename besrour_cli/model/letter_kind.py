"""What a letter to a member is for."""

from __future__ import annotations

from enum import StrEnum


class LetterKind(StrEnum):
    """What a letter is for: the first part of its template's name, and the kind that the ledger notes."""

    INVITATION = "invitation"
    UPDATE = "update"
    CORRECTION = "correction"
    CANCELLATION = "cancellation"
    REMINDER = "reminder"
    WITHDRAWAL = "withdrawal"
    """Takes the entry out of the calendar of somebody who is invited no longer; the session takes place."""


NEWSLETTER = "newsletter"
"""What the ledger notes where no one session is written about."""
STATEMENT = "statement"
"""What the ledger notes of a statement of attendance; it is also what the letter is about."""
INTRODUCTION = "introduction"
"""What the ledger notes of a letter that introduces a mentor and those she mentors to each other."""
