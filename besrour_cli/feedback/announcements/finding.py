"""One finding in an announcement, and the words it is about."""

from __future__ import annotations

from typing import NamedTuple

from besrour_cli.feedback.announcements.tokens.mentions import TimeMention
from besrour_cli.model.diagnostic import Diagnostic, SourceLocation
from besrour_cli.model.message import Message

LONGEST_WORDS = 60
"""Letters of a reading that is quoted whole."""


class Finding(NamedTuple):
    """A mistake, or a warning, about the text from ``start`` to ``end``; ``code`` names its kind."""

    start: int
    end: int
    code: str
    what: Message
    remedy: Message
    warning: bool = False


def diagnostic(text: str, path: str, finding: Finding) -> Diagnostic:
    """Return a finding with its line and column in the file."""
    line = text.count("\n", 0, finding.start) + 1
    begin = text.rfind("\n", 0, finding.start) + 1
    words = text[begin:].split("\n", 1)[0]
    width = max(1, min(finding.end, begin + len(words)) - finding.start)
    spot = SourceLocation(path, line, finding.start - begin + 1)
    return Diagnostic(
        finding.code,
        spot,
        what=finding.what,
        remedy=finding.remedy,
        text=words,
        width=width,
        warning=finding.warning,
    )


def words_of(text: str, reading: TimeMention) -> str:
    """Return an hour with its clocks, as written where they are close together."""
    if reading.moment and reading.marks:
        return f"{reading.hour.text} ({reading.marks[0].text})"
    start = min([reading.hour.start, *(m.start for m in reading.marks)])
    end = max([reading.hour.end, *(m.end for m in reading.marks)])
    if text[start:end].count("(") > text[start:end].count(")") and text[end : end + 1] == ")":
        end += 1
    words = " ".join(text[start:end].split())
    return words if len(words) <= LONGEST_WORDS else f"{reading.hour.text} {reading.marks[0].text}"
