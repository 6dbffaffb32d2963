"""What a year wrote: every letter, file, calendar entry and page, with what was true when it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

import yaml

from support.stories.printed_times import unbroken

Span = tuple[datetime, datetime]
"""When a session begins and ends, as instants."""


class Moment(NamedTuple):
    """What was true: the zone data in force, each session's span, and all spans it ever had by then."""

    now: datetime
    zones: Path
    spans: Mapping[str, Span]
    ever: Mapping[str, frozenset[Span]]


@dataclass(frozen=True)
class Piece:
    """One thing that was written: where, and its bytes; ``session`` is the one it is about ("": several)."""

    name: str
    data: bytes
    moment: Moment
    session: str = ""

    @property
    def text(self) -> str:
        """The bytes as text, the hours of a text message as those of all others."""
        text = self.data.decode("utf-8")
        return unbroken(text) if "/sms." in self.name else text


@dataclass(frozen=True)
class Delivered:
    """A letter in somebody's mailbox, by the command that sent it."""

    to: str
    letter: EmailMessage
    moment: Moment
    command: str
    session: str = ""

    def part(self, kind: str) -> str:
        """The text of the part of a type such as ``text/plain``; "" where there is none."""
        for part in self.letter.walk():
            if part.get_content_type() == kind:
                return str(part.get_content()).replace("\r\n", "\n")
        return ""


@dataclass
class Written:
    """Everything so far, in the order in which it came about."""

    pieces: list[Piece] = field(default_factory=list)
    letters: list[Delivered] = field(default_factory=list)
    _last: dict[str, bytes] = field(default_factory=dict)
    _ever: dict[str, frozenset[Span]] = field(default_factory=dict)

    def moment(self, folder: Path, now: datetime, zones: Path) -> Moment:
        """What is true in a programme folder now."""
        spans = spans_of(folder)
        for session, span in spans.items():
            self._ever[session] = self._ever.get(session, frozenset()) | {span}
        return Moment(now, zones, spans, dict(self._ever))

    def keep(self, name: str, data: bytes, moment: Moment) -> None:
        """Remember a file, unless it is as it was."""
        if self._last.get(name) != data:
            self._last[name] = data
            about = [session for session in moment.spans if session in name]
            self.pieces.append(Piece(name, data, moment, about[0] if len(about) == 1 else ""))

    def named(self, *ends: str) -> list[Piece]:
        """The pieces whose names end so."""
        return [piece for piece in self.pieces if piece.name.endswith(ends)]


def spans_of(folder: Path) -> dict[str, Span]:
    """Each session's span, as ``plan.yaml`` has it."""
    plan = folder / "plan.yaml"
    if not plan.exists():
        return {}
    read = yaml.load(plan.read_text(encoding="utf-8"), yaml.CSafeLoader)  # which takes a tenth of the time
    return {
        str(session): (_instant(slot["start"]), _instant(slot["end"]))
        for session, slot in read["sessions"].items()
    }


def _instant(value: object) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
