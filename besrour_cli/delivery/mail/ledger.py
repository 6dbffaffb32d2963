"""The ledger of letters: one line for each thing that happened to a letter, never rewritten.

``sent.ledger`` stands at the top of the programme folder. A line is forced to the disk before the
program goes on: ``intent`` before a letter's DATA, its outcome after the server's reply. Whatever
instant a run is killed at, the file tells who has a letter and whose fate nobody can know.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from types import TracebackType
from typing import IO, NamedTuple

from besrour_cli.clock.instants import instant_text
from besrour_cli.model.errors import FileError, PlanFileError
from besrour_cli.model.message import msg

NAME = "sent.ledger"
VERSION = 1
EVENTS = frozenset(
    ("intent", "done", "refused", "deferred", "broken", "lost", "resend", "assume", "bounce", "torn")
)


class LedgerEntry(NamedTuple):
    """One line. ``about`` is the session, ``facts`` what people were told (the plan's hash), ``local`` the

    reader's own time in the letter, ``digest`` that of the letter but for its Date, ``id`` its Message-ID,
    ``code`` and ``reply`` the server's (RFC 5321 section 4.2) or a bounce's status (RFC 3463).
    """

    event: str
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


_KINDS: Mapping[str, type] = {name: int if name == "code" else str for name in LedgerEntry._fields}


def entries(folder: str, programme: str) -> Iterator[LedgerEntry]:
    """Every line of a folder's ledger, in order; nothing when no letter was ever sent.

    A line that a crash cut short is passed over, since what it announced had not begun or is unknown
    anyway. :class:`PlanFileError` for any other line that cannot be read, another programme's ledger, or
    one from a newer besrour.
    """
    path = os.path.join(folder, NAME)
    try:
        with open(path, "rb") as file:
            yield from _entries(file, programme)
    except FileNotFoundError:
        return
    except OSError as error:
        raise _trouble(error) from error


def _entries(file: IO[bytes], programme: str) -> Iterator[LedgerEntry]:
    broken = 0
    for number, line in enumerate(file, 1):
        fields = _fields(line)
        if fields is None and not line.endswith(b"\n"):
            return
        if broken and (fields is None or fields.get("event") != "torn"):
            raise _unreadable(broken)
        broken = 0
        if fields is None:
            broken = number
        elif number == 1:
            _check_head(fields, programme)
        elif fields.get("event") != "torn":
            if any(not isinstance(value, _KINDS.get(name, ())) for name, value in fields.items()):
                raise _unreadable(number)
            yield LedgerEntry(**fields)  # type: ignore[arg-type]
    if broken:
        raise _unreadable(broken)


def _fields(line: bytes) -> dict[str, object] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    if not isinstance(found, dict) or not ("ledger" in found or found.get("event") in EVENTS):
        return None
    return found


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
    """The ledger opened for writing by one run alone; a second run is refused (:class:`FileError`)."""

    def __init__(self, folder: str, programme: str) -> None:
        self.path = os.path.join(folder, NAME)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        try:
            self.handle = os.open(self.path, flags, 0o600)
        except OSError as error:
            raise _trouble(error) from error
        try:
            _lock(self.handle)
            self._mend(folder, programme)
        except BaseException:
            os.close(self.handle)
            raise

    def __enter__(self) -> SendLedger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self.handle)

    def append(self, entry: LedgerEntry, at: datetime) -> None:
        """Write one line and force it to the disk; only then return."""
        fields = entry._replace(at=instant_text(at))._asdict()
        self._write({name: value for name, value in fields.items() if value})

    def _mend(self, folder: str, programme: str) -> None:
        """Begin a new ledger, or close a line that a crash cut short."""
        size = os.fstat(self.handle).st_size
        if size:
            os.lseek(self.handle, size - 1, os.SEEK_SET)
            if os.read(self.handle, 1) != b"\n":
                head = b'\n{"event": "torn"}\n' if _lines(self.path) else b""
                if head:
                    self._bytes(head)
                else:  # the very first line was cut short: nothing had begun
                    os.ftruncate(self.handle, 0)
                    size = 0
        if not size:
            self._write({"ledger": VERSION, "programme": programme})
            _settle(folder)

    def _write(self, fields: dict[str, object]) -> None:
        self._bytes(json.dumps(fields).encode() + b"\n")

    def _bytes(self, data: bytes) -> None:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(self.handle, rest) :]
            _force(self.handle)
        except OSError as error:
            raise _trouble(error) from error


def _lines(path: str) -> bool:
    with open(path, "rb") as file:
        return file.readline().endswith(b"\n")


def _force(handle: int) -> None:
    """To the disk itself: macOS keeps what fsync flushes in the drive's cache."""
    if os.name != "nt":
        import fcntl

        if hasattr(fcntl, "F_FULLFSYNC"):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)


def _settle(folder: str) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    """Hold the file until this process ends, however it ends."""
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(handle, 1 << 30, os.SEEK_SET)  # a byte nobody writes
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise FileError(
            msg("another run of besrour is sending from this folder"),
            msg("wait until it has ended, then run this again"),
        ) from error


def _trouble(error: OSError) -> FileError:
    return FileError(
        msg("{path} could not be read or written: {why}", path=NAME, why=error.strerror or str(error)),
        msg("nothing more is sent before it can be written to"),
    )
