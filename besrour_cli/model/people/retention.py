"""``privacy:`` in programme.yaml: how long what names people is kept, who answers, what reports hide."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class RetentionKind(StrEnum):
    """What is kept equally long; programme.yaml has the values as keys."""

    ATTENDANCE = "attendance"
    """Who came, whose a name was, who else was there: after the session."""
    ANSWERS = "answers"
    """What people answered, reminders, messages that wait, hours taken: after the session or the hour."""
    LETTERS = "letters"
    """Which letter went to whom, and what it said: after it left."""
    FORMER = "former"
    """What is known of members who have left: after the last session that they were invited to."""
    COPIES = "copies"
    """Previews of letters, copies of files before a change, downloads: after they were written."""


class Retention(NamedTuple):
    """Months for each kind, and who is in charge of personal information ("": the organiser).

    ``hide_below``: counts of people from one to below this many are hidden in reports.
    """

    attendance: int = 36
    answers: int = 12
    letters: int = 24
    former: int = 12
    copies: int = 3
    officer: str = ""
    hide_below: int = 5

    def months(self, kind: RetentionKind) -> int:
        """How many months something is kept."""
        return int(getattr(self, kind.value))
