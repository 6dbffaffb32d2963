"""Journals: files of lines that are only appended to, each on the disk before the program goes on.

A crash can tear the last line and no other: a line without its line end had not been forced to the disk
yet, so nothing that it announces had begun.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from types import TracebackType

from besrour_cli.durable.lock import lock_file
from besrour_cli.durable.replace import PRIVATE, close_to_others, write_all
from besrour_cli.durable.systems import BINARY, NO_WAIT, force_to_disk, sync_folder

LIMIT = 200_000_000
"""Bytes of a journal: ten thousand people who are written to each month for four years make fewer."""


class JournalTooLarge(OSError):
    """A journal that is larger than any could have grown, or no file at all: it is not read."""


def read_lines(path: str) -> Iterator[bytes]:
    """Every line with its line end, which a torn last one lacks; nothing when there is no file.

    Raises :class:`JournalTooLarge`, before anything is read, and ``OSError`` when the system refuses.
    """
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > LIMIT:
                raise JournalTooLarge(path)
            yield from file
    except FileNotFoundError:
        return


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe in its place would wait for ever."""
    return os.open(path, flags | NO_WAIT)


def parse_line(line: bytes) -> dict[str, object] | None:
    """The JSON object of a line; None when it is none."""
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError):  # brackets within brackets, deeper than Python reads
        return None
    return fields if isinstance(fields, dict) else None


def is_torn(line: bytes) -> bool:
    """Whether a crash cut this line short."""
    return not line.endswith(b"\n")


class Journal:
    """A journal opened for appending, and made when there is none; its owner alone may read it.

    A link that leads nowhere is not made into a file elsewhere. With ``lock`` no other process can open it so
    meanwhile: :class:`~besrour_cli.durable.lock.AlreadyLocked`.
    Every method raises ``OSError`` when the system refuses.
    """

    def __init__(self, path: str, *, lock: bool = False) -> None:
        self._path = path
        flags = os.O_RDWR | os.O_APPEND | BINARY
        try:
            self._handle = os.open(path, flags | os.O_CREAT | os.O_EXCL, PRIVATE)
        except FileExistsError:
            self._handle = os.open(path, flags)
            close_to_others(path)
        if lock:
            try:
                lock_file(self._handle)
            except BaseException:
                os.close(self._handle)
                raise

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and release its lock."""
        os.close(self._handle)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written yet."""
        return os.fstat(self._handle).st_size == 0

    def append(self, data: bytes) -> None:
        """Append some bytes and force them to the disk; only then return."""
        is_new = self.is_empty
        write_all(self._handle, data)
        force_to_disk(self._handle)
        if is_new:  # a new file's name must reach the disk too
            sync_folder(os.path.dirname(self._path))

    def cut_torn_line(self) -> None:
        """Remove a last line that a crash tore."""
        torn = self._torn_line()
        if torn:
            os.ftruncate(self._handle, os.fstat(self._handle).st_size - len(torn))

    def end_torn_line(self, mark: bytes) -> None:
        """End a last line that a crash tore and append the line ``mark``; a torn first line is removed."""
        torn = self._torn_line()
        if len(torn) == os.fstat(self._handle).st_size:
            self.cut_torn_line()
        elif torn:
            self.append(b"\n" + mark)

    def _torn_line(self) -> bytes:
        last = b"\n"
        for line in read_lines(self._path):
            last = line
        return last if is_torn(last) else b""
