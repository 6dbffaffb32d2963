"""The replies of a mail server: what their codes mean (RFC 5321 section 4.2), and their words in one line."""

from __future__ import annotations

import smtplib

from besrour_cli.model.errors import system_reason
from besrour_cli.model.message import Message

AUTHENTICATED = 235
"""The password is right (RFC 4954 section 6)."""
START_INPUT = 354
"""The letter may follow."""
CLOSING = 421
"""The server ends the connection."""
TOO_LARGE = 552
"""The mailbox, or the limit for one letter, is full: about this letter and not its sender."""
TIMEOUT, CLOSED = "TIMEOUT", "CLOSED"
"""In the place of a reply: none came in time, or the connection was cut."""
NO_REPLY = -1
"""The code of what is no reply: a line of something else, or lines that disagree."""
_SUCCESS, _TRANSIENT, _PERMANENT = 2, 4, 5
_LONGEST = 300
"""Characters of a reply that are shown and remembered."""


def is_success(code: int) -> bool:
    """Whether the server said yes (2xx)."""
    return code // 100 == _SUCCESS


def is_transient(code: int) -> bool:
    """Whether the server said “not now” (4xx)."""
    return code // 100 == _TRANSIENT


def is_permanent(code: int) -> bool:
    """Whether the server said no (5xx)."""
    return code // 100 == _PERMANENT


def is_final(code: int) -> bool:
    """Whether the server said yes or no, or “not now”: all that may follow a whole letter."""
    return is_success(code) or is_transient(code) or is_permanent(code)


def one_line(reply: bytes | str) -> str:
    """A server's reply as one short line, whatever bytes it holds."""
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:_LONGEST]


def reason(error: Exception) -> Message | str:
    """Why a connection failed: a server's own reply as it is, our own words for what the system says."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {one_line(error.smtp_error)}"
    return system_reason(error)


def code_of(error: OSError) -> str:
    """What is remembered of a connection that broke: a code in no language, since no reply came."""
    return TIMEOUT if isinstance(error, TimeoutError) else CLOSED
