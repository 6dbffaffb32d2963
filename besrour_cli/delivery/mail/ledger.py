"""The ledger of letters: one line for each thing that happened to a letter, never rewritten.

``sent.ledger`` lies at the top of the programme folder. A line is forced to the disk before the
program goes on: ``intent`` before a letter's DATA, its outcome after the server's reply. Whatever
instant a run is killed at, the file shows who has a letter and of which letters nobody can know.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from types import TracebackType
from typing import Any, NamedTuple

from besrour_cli.clock.instants import instant_text
from besrour_cli.durable.journal import Journal, is_torn, parse_line, read_lines
from besrour_cli.durable.lock import AlreadyLocked
from besrour_cli.model.errors import FileError, PlanFileError, system_reason
from besrour_cli.model.message import msg

NAME = "sent.ledger"
VERSION = 1


class LedgerEvent(StrEnum):
    """What happened to a letter, as the ledger writes it."""

    INTENT = "intent"
    """The letter is about to be handed over."""
    DONE = "done"
    """The server took it."""
    REFUSED = "refused"
    """The server refused it for good (5xx)."""
    DEFERRED = "deferred"
    """The server put it off (4xx)."""
    BROKEN = "broken"
    """The connection ended before the letter did: nobody has it."""
    LOST = "lost"
    """No clear answer of the server came: nobody can know."""
    RESEND = "resend"
    """The coordinator decided that it goes again."""
    ASSUME = "assume"
    """The coordinator decided that it arrived."""
    BOUNCE = "bounce"
    """It came back."""
    RENAME = "rename"
    """The session or the member of that id is called ``new`` from here on, and so are the lines before."""
    TORN = "torn"
    """No event of a letter: the line before this one was cut short by a crash."""


class LedgerEntry(NamedTuple):
    """One line of the ledger.

    ``about`` is the session, ``facts`` the hash of what the letter announced (the plan's), ``local`` the
    start on the reader's own clock, ``digest`` that of the letter but for its Date, ``id`` its Message-ID,
    ``code`` and ``reply`` the server's (RFC 5321 section 4.2) or a bounce's status (RFC 3463), ``at`` the
    instant of the event. A rename has ``new``, and ``about`` or ``member``.
    """

    event: LedgerEvent
    about: str = ""
    member: str = ""
    to: str = ""
    kind: str = ""
    facts: str = ""
    local: str = ""
    digest: str = ""
    id: str = ""
    code: int = 0
    reply: str = ""
    at: str = ""
    new: str = ""


_EVENTS = frozenset(map(str, LedgerEvent))
_TYPES: Mapping[str, type] = {name: int if name == "code" else str for name in LedgerEntry._fields}


def entries(folder: str, programme: str) -> Iterator[LedgerEntry]:
    """Yield every line of a folder's ledger, in order; nothing when no letter was ever sent.

    A line that a crash cut short is passed over, since what it announced had not begun or is unknown
    anyway. Raises :class:`PlanFileError` for any other line that cannot be read, another programme's
    ledger, or one from a newer besrour.
    """
    damaged = 0  # the number of a line that only a mark after it can explain
    with _errors_in_words():
        for number, line in enumerate(read_lines(os.path.join(folder, NAME)), 1):
            fields = _fields(line)
            if fields is None and is_torn(line):
                return
            is_mark = fields is not None and fields.get("event") == LedgerEvent.TORN
            if damaged and not is_mark:
                raise _unreadable(damaged)
            damaged = 0
            if fields is None:
                damaged = number
            elif number == 1:
                _check_head(fields, programme)
            elif not is_mark:
                yield _entry(fields, number)
    if damaged:
        raise _unreadable(damaged)


def _fields(line: bytes) -> dict[str, Any] | None:
    """The values of a line; None when it is neither a head nor an event that is known."""
    found = parse_line(line)
    if found is None or not ("ledger" in found or str(found.get("event")) in _EVENTS):
        return None
    return found


def _entry(fields: dict[str, Any], number: int) -> LedgerEntry:
    if any(not isinstance(value, _TYPES.get(name, ())) for name, value in fields.items()):
        raise _unreadable(number)
    return LedgerEntry(**{**fields, "event": LedgerEvent(fields["event"])})


def _check_head(fields: dict[str, object], programme: str) -> None:
    if fields.get("ledger") != VERSION:
        raise PlanFileError(
            msg("{path} comes from another edition of besrour", path=NAME), msg("install the newest besrour")
        )
    if fields.get("programme") != programme:
        raise PlanFileError(
            msg("{path} belongs to the programme “{id}”", path=NAME, id=str(fields.get("programme"))),
            msg("if you gave this programme a new id, move {path} away", path=NAME),
        )


def _unreadable(number: int) -> PlanFileError:
    return PlanFileError(
        msg("line {n} of {path} cannot be read: it was changed by hand or damaged", n=number, path=NAME),
        msg("bring {path} back from a backup, so that nobody is written to twice", path=NAME),
    )


class SendLedger:
    """The ledger opened for writing by one run alone. Raises :class:`FileError` when another run has it."""

    def __init__(self, folder: str, programme: str) -> None:
        with _errors_in_words():
            self._journal = Journal(os.path.join(folder, NAME), lock=True)  # it holds addresses
        try:
            with _errors_in_words():
                self._journal.end_torn_line(_line({"event": LedgerEvent.TORN}))
                if self._journal.is_empty:
                    self._journal.append(_line({"ledger": VERSION, "programme": programme}))
        except BaseException:
            self._journal.close()
            raise

    def __enter__(self) -> SendLedger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._journal.close()

    def append(self, entry: LedgerEntry, at: datetime) -> None:
        """Write one line and force it to the disk; only then return. Raises :class:`FileError`."""
        fields = entry._replace(at=instant_text(at))._asdict()
        with _errors_in_words():
            self._journal.append(_line({name: value for name, value in fields.items() if value}))


def _line(fields: Mapping[str, object]) -> bytes:
    return json.dumps(fields).encode() + b"\n"


@contextmanager
def _errors_in_words() -> Iterator[None]:
    """Raise :class:`FileError` for what the system refuses."""
    try:
        yield
    except AlreadyLocked as error:
        raise FileError(
            msg("another run of besrour is sending from this folder"),
            msg("wait until it has ended, then run this again"),
        ) from error
    except OSError as error:
        raise FileError(
            msg("{path} could not be read or written: {why}", path=NAME, why=system_reason(error)),
            msg("nothing more is sent before it can be written to"),
        ) from error
