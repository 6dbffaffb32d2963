"""What became of one letter when it was handed to a mail server."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class OutcomeState(StrEnum):
    """How handing over one letter ended."""

    DONE = "done"
    """The server took it."""
    DEFERRED = "deferred"
    """The server put it off (4xx)."""
    REFUSED = "refused"
    """The server refused it for good (5xx)."""
    BROKEN = "broken"
    """The connection ended before the letter did, or the server talked nonsense: nobody has it."""
    LOST = "lost"
    """The whole letter had no answer, or one that says neither yes nor no: nobody can know who has it."""
    HOLD = "hold"
    """It was not handed over at all: meanwhile it has become night where the reader lives."""


class SmtpOutcome(NamedTuple):
    """How it ended, with the server's code and reply (RFC 5321 section 4.2) where there was one."""

    state: OutcomeState
    code: int = 0
    reply: str = ""
