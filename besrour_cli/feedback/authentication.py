"""Whether the server that took a letter believes its sender: SPF, DKIM and DMARC, as it wrote them down.

The server writes what it found into the header ``Authentication-Results`` (RFC 8601), the newest one first.
Only that one is read: older ones may have been written by anybody on the way.
"""

from __future__ import annotations

import re
from email.parser import BytesParser
from email.policy import compat32
from enum import StrEnum
from typing import NamedTuple

from besrour_cli.feedback.replies.headers import HEAD, addresses, header_text

_LONGEST = 8000
"""Characters of the header that are read; Microsoft's have a thousand."""
_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"\s*([a-z0-9-]+)\s*(?:/\s*\d+\s*)?=\s*([a-z]+)\b(.*)", re.IGNORECASE | re.DOTALL)
_PROPERTY = re.compile(
    r"\b(smtp\.mailfrom|smtp\.helo|header\.d|header\.i|header\.from)\s*=\s*\"?([^\s;\"]+)", re.I
)
_NESTED = 8
"""Comments within comments that are taken away."""


class Check(StrEnum):
    """How a sender is checked, in the order in which they are told."""

    SPF = "spf"
    DKIM = "dkim"
    DMARC = "dmarc"


class CheckResult(NamedTuple):
    """What one check found, in the header's own word (``pass``, ``fail``, ``none`` ...), and of which domain.

    ``result`` is "" where the header does not speak of the check.
    """

    check: Check
    result: str = ""
    domain: str = ""

    @property
    def passes(self) -> bool:
        """Whether the sender was believed by this check."""
        return self.result == "pass"


class Authentication(NamedTuple):
    """What a server wrote of a message: its own name ("" = none), the domain of From, each check once.

    ``present`` says whether there was such a header at all.
    """

    server: str
    domain: str
    checks: tuple[CheckResult, ...]
    present: bool

    @property
    def passes(self) -> bool:
        """Whether every check was passed."""
        return all(each.passes for each in self.checks)


def read_authentication(data: bytes) -> Authentication:
    """What the newest header of a message says; of several signatures the one that passes counts."""
    mail = BytesParser(policy=compat32).parsebytes(data[:HEAD], headersonly=True)
    senders = addresses(mail, "From")
    domain = senders[0].rpartition("@")[2] if len(senders) == 1 else ""
    written = [header_text(value) for value in mail.get_all("Authentication-Results", [])[:1]]
    server, results = _parts(written[0][:_LONGEST]) if written else ("", [])
    best = {check: CheckResult(check) for check in Check}
    for result in results:
        if not best[result.check].passes and (result.passes or not best[result.check].result):
            best[result.check] = result
    return Authentication(server, domain, tuple(best.values()), bool(written))


def _parts(header: str) -> tuple[str, list[CheckResult]]:
    """The server's name and every result; Microsoft leaves its name out and begins with a result."""
    text = " ".join(header.split())
    for _depth in range(_NESTED):
        text = _COMMENT.sub(" ", text)
    first, *rest = text.split(";")
    named = _RESULT.fullmatch(first) is None
    found = [_RESULT.fullmatch(part) for part in (rest if named else (first, *rest))]
    results = [
        CheckResult(Check(match[1].lower()), match[2].lower(), _domain(match[3]))
        for match in found
        if match and match[1].lower() in tuple(Check)
    ]
    return (first.split()[0] if named and first.split() else ""), results


def _domain(properties: str) -> str:
    """The domain that a check is about: that of an address, or the one written."""
    match = _PROPERTY.search(properties)
    return match[2].rpartition("@")[2].casefold() if match else ""
